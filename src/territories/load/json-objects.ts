/** Cuts a stream of JSON into objects small enough to be parsed one by one. */
import { Refusal } from "./refusal.ts";

/** An element of a "features" list, or an object at the top of the text (without its features). */
export type Cut = { kind: "feature" | "top"; text: string };

/** No territory takes more; a TopoJSON, which cannot be cut, must fit as a whole. */
const LARGEST_MB = { feature: 64, top: 192 };

const [QUOTE, BACKSLASH, COMMA, RECORD] = [0x22, 0x5c, 0x2c, 0x1e];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/** Gathers the bytes of one object, which may lie over several chunks. */
function makeGatherer(kind: Cut["kind"]) {
  let parts: Buffer[] = [];
  let size = 0;
  return {
    add: (part: Buffer) => {
      size += part.length;
      const mb = LARGEST_MB[kind];
      if (size > mb * 2 ** 20) throw new Refusal(`territories_${kind}_large`, { mb });
      parts.push(part);
    },
    take: (): Cut => {
      const text = Buffer.concat(parts).toString("utf8");
      [parts, size] = [[], 0];
      return { kind, text };
    },
  };
}

/** Where the scan of one text stands. `key` is the last string at the top of an object: the name of what follows. */
type Place = { depth: number; inString: boolean; escaped: boolean; inFeatures: boolean; key: string };

/** What the bytes of a place belong to; between two features there are only commas, of no object. */
function targetOf({ depth, inFeatures }: Place): Cut["kind"] | null {
  if (depth === 0 || (inFeatures && depth === 2)) return null;
  return inFeatures ? "feature" : "top";
}

function stepInString(place: Place, byte: number): void {
  if (place.escaped) place.escaped = false;
  else if (byte === BACKSLASH) place.escaped = true;
  else if (byte === QUOTE) place.inString = false;
  else if (place.depth === 1 && place.key.length < 16) place.key += String.fromCharCode(byte);
}

/** Moves over one byte outside of strings; answers where its object is cut: before it, after it, or not at all. */
function step(place: Place, byte: number): "before" | "after" | null {
  const before = targetOf(place);
  if (byte === QUOTE && place.depth > 0) {
    place.inString = true;
    if (place.depth === 1) place.key = "";
  } else if (byte === OPEN || (byte === OPEN_LIST && place.depth > 0)) {
    place.depth++;
    const entersFeatures = place.depth === 2 && byte === OPEN_LIST && place.key === "features";
    if (entersFeatures) place.inFeatures = true;
    if (targetOf(place) !== before) return entersFeatures ? "after" : "before";
  } else if ((byte === CLOSE || byte === CLOSE_LIST) && place.depth > 0) {
    const leavesFeatures = place.inFeatures && place.depth === 2;
    if (leavesFeatures) place.inFeatures = false;
    place.depth--;
    if (targetOf(place) !== before) return leavesFeatures ? "before" : "after";
  } else if (place.depth === 0 && !isSpace(byte) && byte !== COMMA && byte !== RECORD) {
    throw new Refusal("territories_not_json");
  }
  return null;
}

function makeScanner() {
  const gatherers = { top: makeGatherer("top"), feature: makeGatherer("feature") };
  const place: Place = { depth: 0, inString: false, escaped: false, inFeatures: false, key: "" };
  const scan = function* (chunk: Buffer): Generator<Cut> {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (place.inString) {
        stepInString(place, byte);
        continue;
      }
      const target = targetOf(place);
      const cut = step(place, byte);
      if (cut === null) continue;
      const to = cut === "after" ? i + 1 : i;
      if (target) gatherers[target].add(chunk.subarray(from, to));
      from = to;
      const isWhole = target === "feature" ? place.depth === 2 : target === "top" && place.depth === 0;
      if (isWhole) yield gatherers[target!].take();
    }
    const target = targetOf(place);
    if (target) gatherers[target].add(chunk.subarray(from));
  };
  return { scan, isDone: () => place.depth === 0 };
}

/**
 * Reads one JSON object, or several one after the other (newline-delimited GeoJSON), and yields each feature as soon as
 * it is whole. Refuses what is not JSON objects, and a text that stops before its end.
 */
export async function* cutObjects(chunks: AsyncIterable<Buffer>): AsyncGenerator<Cut> {
  const scanner = makeScanner();
  let isFirst = true;
  let isEmpty = true;
  for await (const chunk of chunks) {
    const marked = isFirst && chunk.subarray(0, 3).equals(BYTE_ORDER_MARK);
    isFirst = false;
    for (const cut of scanner.scan(marked ? chunk.subarray(3) : chunk)) {
      isEmpty = false;
      yield cut;
    }
  }
  if (!scanner.isDone()) throw new Refusal("territories_truncated");
  if (isEmpty) throw new Refusal("territories_empty");
}
