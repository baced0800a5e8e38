import { absolute, href, type PageContext, sheetAddress } from "../context.ts";
import { XML_HEAD, xmlElement, xmlText } from "../xml.ts";
import { feedAddress, type ListQuery, listAddress } from "./list-address.ts";
import { cutWords } from "./workspace.ts";

export interface FeedEntry {
  /** The identifier of the initiative, which nothing changes. */
  id: string;
  key: string;
  title: string;
  words: string;
  network: { slug: string; name: string };
  domains: { key: string; name: string }[];
  licence: { name: string; url: string } | null;
  created: Date;
  updated: Date;
}

export interface FeedView {
  /** An identifier of what is followed, which nothing changes. */
  id: string;
  query: ListQuery;
  /** The names of the filters, as a title tells them. */
  filters: string[];
  pages: number;
  entries: FeedEntry[];
  licence: { name: string; url: string } | null;
}

const SUMMARY = 600;

const text = (name: string, words: string, attributes: Record<string, string> = {}): string =>
  xmlElement(name, attributes, xmlText(words));

const entry = (ctx: PageContext, one: FeedEntry): string => {
  const address = absolute(ctx, sheetAddress(ctx, { key: one.key, title: one.title, network: one.network.slug }));
  const network = absolute(ctx, href(ctx, `/${one.network.slug}`));
  return xmlElement("entry", {}, [
    text("id", `urn:uuid:${one.id}`),
    text("title", one.title, { "xml:lang": "fr" }),
    text("updated", one.updated.toISOString()),
    text("published", one.created.toISOString()),
    xmlElement("link", { rel: "alternate", type: "text/html", href: address }),
    xmlElement("author", {}, [text("name", one.network.name), text("uri", network)]),
    ...one.domains.map((domain) =>
      xmlElement("category", { term: domain.key, scheme: `${network}/domaines/`, label: domain.name }),
    ),
    ...(one.licence
      ? [
          xmlElement("link", { rel: "license", href: one.licence.url }),
          text("rights", ctx.t.sharing.licence(one.licence.name)),
        ]
      : []),
    text("summary", cutWords(one.words, SUMMARY) || ctx.t.sharing.feed.noWords, { "xml:lang": "fr" }),
  ]);
};

/** An Atom feed (RFC 4287, paged as RFC 5005 says) of what a list keeps, latest change first. */
export const feedDocument = (ctx: PageContext, view: FeedView): string => {
  const words = ctx.t.sharing.feed;
  const { page } = view.query;
  const at = (number: number): string => absolute(ctx, feedAddress(ctx, view.query, number));
  const latest = view.entries.reduce((last, one) => Math.max(last, one.updated.getTime()), 0);
  const link = (rel: string, address: string, type?: string): string =>
    xmlElement("link", { rel, ...(type && { type }), href: address });
  return `${XML_HEAD}${xmlElement("feed", { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": ctx.lang }, [
    text("id", `urn:uuid:${view.id}`),
    text("title", words.title(ctx.network!.name, view.filters)),
    text("subtitle", words.subtitle),
    text("updated", new Date(latest).toISOString()),
    link("self", at(page), "application/atom+xml"),
    link("alternate", absolute(ctx, listAddress(ctx, { ...view.query, page: 1 })), "text/html"),
    link("first", at(1)),
    ...(page > 1 ? [link("previous", at(page - 1))] : []),
    ...(page < view.pages ? [link("next", at(page + 1))] : []),
    ...(view.licence
      ? [link("license", view.licence.url), text("rights", ctx.t.sharing.licence(view.licence.name))]
      : []),
    xmlElement("author", {}, [text("name", ctx.network!.name)]),
    xmlElement("generator", {}, ctx.t.common.product),
    ...view.entries.map((one) => entry(ctx, one)),
  ])}\n`;
};
