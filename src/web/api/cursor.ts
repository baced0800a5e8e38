import { createHash } from "node:crypto";

/** Where a page ends: the values, in the order of the list, of the last row shown. */
export type Position = (string | number | null)[];

const VERSION = 1;
const LONGEST = 1000;

/** What a cursor belongs to: one followed under other filters or another order would show neither list. */
export const listKey = (parts: object): string => digest(JSON.stringify(parts));

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 12);

/** A position as an opaque text, bound to its list and to its own content. */
export function writeCursor(list: string, position: Position): string {
  const body = JSON.stringify([VERSION, list, position]);
  return Buffer.from(`${digest(body)}${body}`).toString("base64url");
}

/** The position of a cursor; null when it was cut, altered, or comes from another list. */
export function readCursor(list: string, cursor: string, length: number): Position | null {
  if (cursor.length > LONGEST || !/^[\w-]+$/.test(cursor)) return null;
  const text = Buffer.from(cursor, "base64url").toString();
  const body = text.slice(12);
  if (digest(body) !== text.slice(0, 12)) return null;
  const [version, of, position] = JSON.parse(body) as [number, string, Position];
  return version === VERSION && of === list && position.length === length ? position : null;
}
