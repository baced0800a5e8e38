import { createHash } from "node:crypto";
import type { RawAnswer } from "./rows.ts";

/**
 * The hash of what an answer says (SHA-256, hexadecimal): the same whatever the order of the columns, the encoding, the
 * format of the file or the line it stood on, so that importing the same file again changes nothing.
 */
export function fingerprint(answer: RawAnswer): string {
  const { line: _line, sinceYear: _sinceYear, extra, ...fields } = answer;
  const said = [sorted(fields), sorted(extra)];
  return createHash("sha256").update(JSON.stringify(said)).digest("hex");
}

/** Empty texts are left out: a column that a later file adds and leaves blank says nothing new. */
const sorted = (texts: Record<string, string>): [string, string][] =>
  Object.entries(texts)
    .map(([name, text]): [string, string] => [name, sameSpaces(text)])
    .filter(([, text]) => text !== "")
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Windows-1252 has no narrow no-break space, and spreadsheets fold spaces: which space was typed is not a change. */
const sameSpaces = (text: string): string => text.normalize("NFC").replace(/\s+/g, " ").trim();
