import { FIELDS, type Field } from "./fields.ts";
import { isTypoOf, labelWords, singular } from "./label-words.ts";
import { EMPTY_WORDS, GENERIC_WORDS, VOCABULARY } from "./vocabulary.ts";

export type Recognised = { field: Field | "metadata"; confidence: number; typo: boolean };

type Phrase = { words: string[]; weight: number };
type Lexicon = { field: Field | "metadata"; phrases: Phrase[]; asked: string[] };

const WEAK = 0.82;
const LONGEST_LABEL = 400;

const LEXICONS: Lexicon[] = [...FIELDS, "metadata" as const].map((field) => {
  const { words, weak = [], asked = [] } = VOCABULARY[field];
  const phrase = (weight: number) => (text: string) => ({ words: contentWords(text), weight });
  return { field, phrases: [...words.map(phrase(1)), ...weak.map(phrase(WEAK))], asked };
});

const KNOWN_WORDS = new Set(LEXICONS.flatMap(({ phrases }) => phrases.flatMap(({ words }) => words)));
const BY_FIRST_LETTER = Map.groupBy(KNOWN_WORDS, (word) => word[0]);

/** Longer texts are answers: looking for typos in each of their words would only take time. */
const LABEL_WORDS = 14;

/** The fields a header may name, likeliest first; confidence from 0 to 1, 1 when every word of it belongs to the field. */
export function recogniseLabel(label: string): Recognised[] {
  if (label.trim() === "#") return [{ field: "number", confidence: 1, typo: false }];
  if (label.length > LONGEST_LABEL) return [];
  const { words, folded } = labelWords(label);
  const corrected = words.map(correct);
  const typo = corrected.some((word, i) => word !== words[i]);
  const found = LEXICONS.map((lexicon) => ({
    field: lexicon.field,
    confidence: score(lexicon, corrected, folded),
    typo,
  }))
    .filter(({ confidence }) => confidence >= 0.55)
    .map((found) => (typo ? { ...found, confidence: found.confidence * 0.95 } : found))
    .sort((a, b) => b.confidence - a.confidence);
  const generic = words.length > 0 && words.every((word) => GENERIC_WORDS.has(word));
  return found.length === 0 && generic ? [{ field: "title", confidence: 0.85, typo: false }] : found;
}

/** Whether a cell could be the name of a column: most of its words say so. */
export function isKnownLabel(label: string): boolean {
  const text = label.trim();
  if (text === "" || text.length > 200 || text.split(/\s+/).length > LABEL_WORDS) return false;
  return (recogniseLabel(text)[0]?.confidence ?? 0) >= 0.8;
}

function score({ phrases, asked }: Lexicon, words: string[], folded: string): number {
  const covered = new Set<number>();
  let weight = 0;
  for (const phrase of phrases) {
    const at = phrase.words.map((word) => words.indexOf(word));
    if (at.some((position) => position < 0)) continue;
    for (const position of at) covered.add(position);
    // A phrase of two words is more precise than each of them: "nombre de bénéficiaires" is not "bénéficiaires".
    weight = Math.max(weight, phrase.weight + (phrase.words.length - 1) * 0.04);
  }
  const question = asked.some((start) => folded === start || folded.startsWith(`${start} `)) ? 0.9 : 0;
  if (covered.size === 0) return question;
  const told = words.filter((word, i) => covered.has(i) || !GENERIC_WORDS.has(word)).length;
  const first = Math.min(...covered);
  // What comes first is what is asked: "Nombre de partenaires" counts, "Partenaires (nombre)" names.
  const worded = Math.min(1, weight) * (0.55 + 0.45 * (covered.size / told)) - Math.min(first, 5) * 0.01;
  return Math.max(question, Math.min(1, worded + (weight > 1 ? (weight - 1) / 2 : 0)));
}

function correct(word: string): string {
  if (KNOWN_WORDS.has(word) || GENERIC_WORDS.has(word)) return word;
  return BY_FIRST_LETTER.get(word[0])?.find((known) => isTypoOf(word, known)) ?? word;
}

function contentWords(text: string): string[] {
  const words = text.split(" ").map(singular);
  const telling = words.filter((word) => !EMPTY_WORDS.has(word));
  return telling.length > 0 ? telling : words;
}
