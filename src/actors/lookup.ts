import { KNOWN_NAMES, type KnownName } from "./acronyms.ts";
import { singular } from "./kinds.ts";
import { type Token, wordsOf } from "./source.ts";

interface Key {
  known: KnownName;
  spelled: string;
  isAcronym: boolean;
}

const KEYS = new Map<string, Key>();
let longest = 1;
for (const known of KNOWN_NAMES) {
  for (const spelled of [known.name, known.expansion ?? "", ...known.aliases].filter(Boolean)) {
    const words = wordsOf(spelled);
    const key = words.join(" ");
    const isAcronym = spelled === known.acronym;
    if (!KEYS.has(key) || isAcronym) KEYS.set(key, { known, spelled, isAcronym });
    longest = Math.max(longest, words.length);
  }
}

const CLOSE_FROM = 8;

/** A word list found again with one letter missing, added, changed or swapped (symmetric deletions, after Garbe's SymSpell, 2012). */
function oneDeletion(letters: string): string[] {
  return Array.from({ length: letters.length }, (_, at) => letters.slice(0, at) + letters.slice(at + 1));
}

const CLOSE = new Map<string, Key>();
for (const [key, found] of KEYS) {
  const letters = key.replaceAll(" ", "");
  if (letters.length < CLOSE_FROM || letters.length > 40) continue;
  for (const shorter of [letters, ...oneDeletion(letters)]) if (!CLOSE.has(shorter)) CLOSE.set(shorter, found);
}

/** Finds the dictionary name that a whole text, or its words before "de", misspells by one letter; null when none is that close. */
export function findMisspelt(tokens: readonly Token[]): KnownMatch | null {
  const of = tokens.findIndex(({ word }, at) => at > 0 && /^(?:de|du|des|d)$/.test(word));
  for (const length of new Set([tokens.length, of])) {
    if (length < 1 || length > 8) continue;
    const letters = tokens
      .slice(0, length)
      .map(({ word }) => word)
      .join("");
    if (letters.length < CLOSE_FROM || letters.length > 41) continue;
    const found =
      CLOSE.get(letters) ??
      oneDeletion(letters)
        .map((shorter) => CLOSE.get(shorter))
        .find((hit) => hit !== undefined);
    if (found) return { ...found, length, plural: false };
  }
  return null;
}

export interface KnownMatch extends Key {
  /** Words of the text that the name takes. */
  length: number;
  plural: boolean;
}

/** Finds the dictionary name that starts at a token, the longest one; acronyms that are also words count only in capitals. */
export function findKnown(tokens: readonly Token[], from: number, source: string): KnownMatch | null {
  const words = tokens.slice(from, from + longest).map((token) => token.word);
  for (let length = words.length; length > 0; length--) {
    const found = KEYS.get(words.slice(0, length).join(" "));
    if (!found) continue;
    const written = source.slice(tokens[from]!.start, tokens[from + length - 1]!.end);
    const short = found.isAcronym && (found.known.capitalsOnly || written.length < 3);
    if (short && written !== written.toUpperCase()) continue;
    return { ...found, length, plural: false };
  }
  for (let length = Math.min(words.length, 5); length > 0; length--) {
    const plain = words.slice(0, length).map(singular);
    if (plain[0] === words[0]) continue;
    const found = KEYS.get(plain.join(" ")) ?? KEYS.get([plain[0], ...words.slice(1, length)].join(" "));
    if (found && !found.known.capitalsOnly) return { ...found, length, plural: true };
  }
  return null;
}

/** The dictionary entry of a whole name, acronym or alias; null when it is none of them. */
export function knownByName(name: string): KnownName | null {
  return KEYS.get(wordsOf(name).join(" "))?.known ?? null;
}
