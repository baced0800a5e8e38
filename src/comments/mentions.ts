/** Somebody who may be mentioned. */
export type Mentionable = { id: string; name: string };

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const MARK = /@\{([0-9a-f-]{36})\}/g;

/**
 * A comment as it is kept: each "@Name" of a member becomes her identifier, so that no name stays in the text when she
 * leaves. The longest name wins; two members of one name are both meant.
 */
export function keepMentions(text: string, members: readonly Mentionable[]): { body: string; mentioned: string[] } {
  const byName = Map.groupBy(members, ({ name }) => fold(name));
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  const mentioned = new Set<string>();
  let body = "";
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf("@", at);
    if (next < 0) break;
    body += text.slice(at, next);
    at = next + 1;
    const found = /[\p{L}\p{N}]$/u.test(body) ? undefined : names.find((name) => startsWith(text.slice(at), name));
    if (found === undefined) {
      // Typed by hand, it would pass for a mention.
      body += text[at] === "{" ? "@ " : "@";
      continue;
    }
    const meant = byName.get(found)!;
    for (const { id } of meant) mentioned.add(id);
    body += meant.map(({ id }) => `@{${id}}`).join(" ");
    at += lengthOf(text.slice(at), found);
  }
  return { body: body + text.slice(at), mentioned: [...mentioned] };
}

/** How many characters of a text fold into that name. */
function lengthOf(text: string, name: string): number {
  for (let length = name.length; length <= text.length && length <= name.length * 3; length += 1)
    if (fold(text.slice(0, length)) === name && !/^\p{M}/u.test(text.slice(length))) return length;
  return 0;
}

function startsWith(text: string, name: string): boolean {
  const length = lengthOf(text, name);
  return length > 0 && !/^[\p{L}\p{N}]/u.test(text.slice(length));
}

export type Piece = { text: string } | { person: string };

/** A comment in pieces: what is said, and who is mentioned. */
export function piecesOf(body: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: mark, 1: person, index } of body.matchAll(MARK)) {
    if (index > from) pieces.push({ text: body.slice(from, index) });
    pieces.push({ person: person! });
    from = index + mark.length;
  }
  if (from < body.length) pieces.push({ text: body.slice(from) });
  return pieces;
}

/** A comment as it reads, with the names that members have today. */
export const readable = (body: string, names: ReadonlyMap<string, string>, gone: string): string =>
  piecesOf(body)
    .map((piece) => ("text" in piece ? piece.text : `@${names.get(piece.person) ?? gone}`))
    .join("");
