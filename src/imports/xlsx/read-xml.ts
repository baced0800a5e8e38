import { SaxesParser } from "saxes";
import { TableRefused } from "../table.ts";
import { hostile } from "./archive.ts";

export type Attributes = Record<string, string>;

export type XmlHandlers = {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
  /** What to throw when one run of text is longer than `runCharacters`. */
  oversize?(): TableRefused;
};

const MAX_DEPTH = 64;

/**
 * Parses XML as it comes, yielding after each piece so that the caller can take what its handlers gathered. Names come
 * without prefix, so that transitional and strict workbooks read alike. Throws TableRefused on a DOCTYPE (entities that
 * expand without end), on unbounded text or nesting, and on XML that is not well formed.
 */
export async function* readXml(
  pieces: AsyncIterable<string>,
  part: string,
  runCharacters: number,
  handlers: XmlHandlers,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let run = 0;
  let refused: TableRefused | null = null;
  const damaged = () => new TableRefused({ code: "damaged_workbook", params: { part } });
  parser.on("doctype", () => {
    refused ??= hostile("doctype", part);
  });
  parser.on("error", () => {
    refused ??= damaged();
  });
  parser.on("opentag", ({ name, attributes }) => {
    run = 0;
    depth += 1;
    if (depth > MAX_DEPTH) refused ??= damaged();
    handlers.open?.(localName(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    run = 0;
    depth -= 1;
    handlers.close?.(localName(name));
  });
  parser.on("text", (text) => handlers.text?.(text));
  parser.on("cdata", (text) => handlers.text?.(text));

  for await (const piece of pieces) {
    run += piece.length;
    parser.write(piece);
    if (refused) throw refused;
    if (run > runCharacters + piece.length) throw handlers.oversize?.() ?? damaged();
    yield;
  }
  parser.close();
  if (refused) throw refused;
}

/** Reads a part to its end. */
export async function parseXml(pieces: AsyncIterable<string>, part: string, handlers: XmlHandlers): Promise<void> {
  for await (const _ of readXml(pieces, part, 2 ** 20, handlers));
}

const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
};
