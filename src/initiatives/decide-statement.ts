import { fold } from "../duplicates/words.ts";
import type { Answer } from "./answer.ts";

/** A statement already kept, as far as recognising it needs. */
export type KnownStatement = {
  id: string;
  identity: string;
  number: string | null;
  title_key: string;
  place_key: string;
  fingerprint: string;
  initiative_id: string;
  origin_id: string;
};

export type Decision =
  | { kind: "create"; identity: string; numberTaken: boolean }
  | { kind: "update"; statement: KnownStatement }
  | { kind: "unchanged"; statement: KnownStatement };

/** The normal form under which titles and places are compared from one file to the next. */
export const identityKey = (text: string | undefined): string => fold(text ?? "").slice(0, 200);

/**
 * Recognises an answer among the statements of its campaign: by the file's own number, confirmed by a title or a place
 * that agree; else by title and place. Two files that each count from 1 must not overwrite one another.
 */
export function decideStatement(answer: Answer, known: KnownStatement[]): Decision {
  const title = identityKey(answer.columns.title);
  const place = identityKey(answer.columns.place);
  const same = (statement: KnownStatement): Decision =>
    statement.fingerprint === answer.fingerprint ? { kind: "unchanged", statement } : { kind: "update", statement };
  const alike = known.filter((statement) => statement.title_key === title && statement.place_key === place);
  if (answer.number === null) {
    return alike.length > 0
      ? same(alike[0]!)
      : { kind: "create", identity: `title:${title}|${place}`, numberTaken: false };
  }
  const numbered = known.filter((statement) => statement.number === answer.number);
  const confirmed =
    numbered.find((statement) => statement.title_key === title && statement.place_key === place) ??
    numbered.find((statement) => statement.title_key === title || (place !== "" && statement.place_key === place)) ??
    numbered.find((statement) => closeTitles(statement.title_key, title));
  if (confirmed) return same(confirmed);
  const unnumbered = alike.find((statement) => statement.number === null);
  if (unnumbered) return same(unnumbered);
  const identity = numbered.length === 0 ? `number:${answer.number}` : `number:${answer.number}|${title}|${place}`;
  return { kind: "create", identity, numberTaken: numbered.length > 0 };
}

function closeTitles(a: string, b: string): boolean {
  const [wordsA, wordsB] = [new Set(a.split(" ")), new Set(b.split(" "))];
  const common = [...wordsA].filter((word) => wordsB.has(word)).length;
  return common * 2 >= Math.min(wordsA.size, wordsB.size) && common > 0;
}
