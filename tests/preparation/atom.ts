import { SaxesParser } from "saxes";

export type AtomEntry = {
  id: string;
  title: string;
  updated: string;
  summary: string;
  link: string;
  categories: string[];
};
export type AtomFeed = {
  id: string;
  title: string;
  updated: string;
  links: Record<string, string>;
  entries: AtomEntry[];
};

const ATOM = "http://www.w3.org/2005/Atom";

/** Reads a feed as a strict reader of XML would; throws where it is not well formed or not in Atom's namespace. */
export function readAtom(document: string): AtomFeed {
  const feed: AtomFeed = { id: "", title: "", updated: "", links: {}, entries: [] };
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    if (tag.uri !== ATOM) throw new Error(`${tag.name} is not of Atom`);
    path.push(tag.local);
    const value = (name: string) => tag.attributes[name]?.value ?? "";
    const entry = path.includes("entry") ? feed.entries.at(-1) : undefined;
    if (tag.local === "entry")
      feed.entries.push({ id: "", title: "", updated: "", summary: "", link: "", categories: [] });
    if (tag.local === "link" && entry) {
      if (value("rel") === "alternate") entry.link = value("href");
    } else if (tag.local === "link") feed.links[value("rel")] = value("href");
    if (tag.local === "category" && entry) entry.categories.push(value("term"));
  });
  parser.on("text", (text) => {
    const name = path.at(-1);
    const entry = path.at(-2) === "entry" ? feed.entries.at(-1) : undefined;
    if (entry && (name === "id" || name === "title" || name === "updated" || name === "summary")) entry[name] += text;
    else if (path.length === 2 && (name === "id" || name === "title" || name === "updated")) feed[name] += text;
  });
  parser.on("closetag", () => void path.pop());
  parser.write(document).close();
  return feed;
}
