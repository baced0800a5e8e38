import { opensActor } from "./capitals.ts";
import type { ActorRole } from "./kinds.ts";
import { headOf } from "./kinds.ts";
import { findKnown, knownByName } from "./lookup.ts";
import { type RoleReading, readPassives, readRoles } from "./roles.ts";
import { tokensOf, wordsOf } from "./source.ts";

export interface AsideReading {
  reading: RoleReading;
  does: string | null;
  acronym: string | null;
  expansion: string | null;
  /** Places in the text of the names given as examples. */
  examples: [number, number][];
  place: string | null;
  passives: { role: ActorRole; start: number; end: number }[];
  groupName: boolean;
}

const ACRONYM = /^[\p{Lu}][\p{Lu}\d&.'’-]{1,11}s?$/u;
const EXAMPLE =
  /^(?:par ex(?:emple|\.)?|p\. ?ex\.?|ex(?:emples?|\.)? ?:?|exemples?|notamment|comme|dont|tels? que|telles? que|type|i\.?e\.?|a savoir)[ :]+/;

/** Whether letters are the initials of words, small words being free to count or not. */
export function isAcronymOf(acronym: string, name: string): boolean {
  const letters = wordsOf(acronym).join("");
  const words = wordsOf(name);
  if (letters.length < 2 || words.length < 2) return false;
  let at = 0;
  for (const word of words) {
    if (word[0] === letters[at]) at++;
    else if (
      word.length > 3 &&
      letters.length - at > 0 &&
      at > 0 &&
      word.includes(letters[at] ?? "_") &&
      words.length < letters.length
    )
      at++;
  }
  return at >= letters.length - (letters.length > 4 ? 1 : 0);
}

function parts(flat: string, start: number, end: number): [number, number][] {
  const found: [number, number][] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && flat[at] !== "," && flat[at] !== ";") continue;
    if (flat.slice(from, at).trim()) found.push([from, at]);
    from = at + 1;
  }
  return found;
}

/** Reads what parentheses say of the name before them: acronym or expansion, examples, a place, roles, what it does. */
export function readAside(text: string, flat: string, inner: [number, number], head: string): AsideReading {
  const result: AsideReading = {
    reading: readRoles(flat.slice(...inner)),
    does: null,
    acronym: null,
    expansion: null,
    examples: [],
    place: null,
    passives: readPassives(flat.slice(...inner)).map((found) => ({
      ...found,
      start: found.start + inner[0],
      end: found.end + inner[0],
    })),
    groupName: /\b(?:groupe|collectif|consortium|ensemble)\b/.test(flat.slice(...inner).slice(0, 200)),
  };
  const headTokens = tokensOf(wordsOf(head).join(" "));
  const headPlural = /^[a-z]+[sx]$/.test(headTokens[0]?.word ?? "");
  const headKnown = knownByName(head);
  const headIsGroup =
    headPlural && headKnown?.level !== "national" && headOf(headTokens.map(({ word }) => word)) !== null;
  const kept: [number, number][] = [];
  let listing = false;
  for (const [start, end] of parts(flat, ...inner)) {
    const part = text.slice(start, end).trim();
    const flatPart = flat.slice(start, end).trim();
    const said = flatPart.match(EXAMPLE)?.[0];
    const role = readRoles(flatPart);
    const known = knownByName(part);
    if (said || (listing && role.roles.length === 0)) {
      const offset =
        start + (flat.slice(start, end).length - flat.slice(start, end).trimStart().length) + (said?.length ?? 0);
      listing = true;
      if (offset < end) result.examples.push([offset, end]);
    } else if (
      !result.acronym &&
      ACRONYM.test(part) &&
      !headIsGroup &&
      (known?.acronym === part || isAcronymOf(part, head) || wordsOf(head).length > 2)
    ) {
      result.acronym = part;
    } else if (!result.expansion && headKnown && knownByName(part) === headKnown) {
      result.expansion = part;
    } else if (!result.expansion && ACRONYM.test(head.trim()) && wordsOf(part).length > 2 && isAcronymOf(head, part)) {
      result.expansion = part;
    } else if (headIsGroup && role.roles.length === 0 && namesExample(part)) {
      result.examples.push([start, end]);
    } else if (!headIsGroup && role.roles.length === 0 && isPlaceLike(part, head)) {
      result.place = part;
    } else kept.push([start, end]);
  }
  const phrase = kept.length > 0 ? text.slice(kept[0]![0], kept.at(-1)![1]).trim().replace(/\s+/g, " ") : "";
  const bare = phrase !== "" && readRoles(flat.slice(kept[0]![0], kept.at(-1)![1]).replace(/[,;]/g, " ")).bare;
  result.does = phrase && !bare ? phrase : null;
  return result;
}

function namesExample(part: string): boolean {
  const opens = opensActor(part);
  return opens === "known" || opens === "proper" || (opens === "head" && /\p{Lu}/u.test(part));
}

const PLACE_LIKE =
  /^(?:(?:à|a|au|aux|de|du|en)\s)?\p{Lu}[\p{L}'’-]+(?: (?:(?:sur|sous|de|du|des|la|le|les|en|et)(?:-\p{Lu}[\p{L}'’-]+)?|\p{Lu}[\p{L}'’-]+)){0,5}$/u;

function isPlaceLike(part: string, head: string): boolean {
  if (!PLACE_LIKE.test(part) && !/^\d{2,3}$/.test(part)) return false;
  const tokens = tokensOf(wordsOf(part).join(" "));
  const first = wordsOf(head)[0];
  return findKnown(tokens, 0, part) === null && headOf(tokens.map(({ word }) => word))?.at !== 0 && first !== undefined;
}
