import { type Folded, fold } from "../figures/fold.ts";
import { type Clause, cutClauses } from "./cut-prospects.ts";
import { MORE, OTHER_PLACE } from "./prospect-cues.ts";
import { recogniseKind } from "./prospect-kinds.ts";
import { saysNothing } from "./says-nothing.ts";

export const PROSPECT_KINDS = [
  "essaimage",
  "perennisation",
  "reconduction",
  "elargissement",
  "integration-politique-publique",
  "autre",
] as const;
export type ProspectKind = (typeof PROSPECT_KINDS)[number];

export type Prospect = {
  text: string;
  start: number;
  end: number;
  kind: ProspectKind;
  towards: string | null;
  condition: string | null;
};

type Span = { from: number; to: number };
type Draft = Span & { kind: ProspectKind; sentence: number; towards: Span | null; condition: Span | null };

/** Reads what is planned next, clause by clause, with towards what and on which condition; [] when nothing is said. */
export function parseProspects(text: string): Prospect[] {
  if (saysNothing(text)) return [];
  const folded = fold(text);
  // In a text all in capitals a capital tells nothing.
  const shouted = !/\p{Ll}/u.test(text);
  const isName = (at: number) => !shouted && /\p{Lu}/u.test(text[folded.starts[at] ?? text.length] ?? "");
  const drafts: Draft[] = [];
  for (const clause of cutClauses(folded.text, isName)) addClause(drafts, clause, folded);
  const words = (span: Span | null) => (span && tidy(original(folded, span.from, span.to))) || null;
  return drafts.map(({ from, to, kind, towards, condition }) => {
    const start = folded.starts[from]!;
    const end = folded.ends[to - 1]!;
    return { text: text.slice(start, end), start, end, kind, towards: words(towards), condition: words(condition) };
  });
}

function addClause(drafts: Draft[], clause: Clause, folded: Folded) {
  const before = drafts.at(-1);
  if (clause.from === clause.to) {
    // A sentence that only states a condition speaks of the one before.
    if (before) before.condition ??= clause.condition;
    return;
  }
  const { from, to, sentence, condition } = clause;
  const shift = (span: Span | null) => span && { from: from + span.from, to: from + span.to };
  const recognised = recogniseKind(clause.masked, (start, end) => original(folded, from + start, from + end));
  if (recognised === null || (to - from < 80 && saysNothing(original(folded, from, to)))) return;
  const { kind } = recognised;
  const towards = shift(recognised.towards);
  const joins =
    before?.kind === kind &&
    before.sentence === sentence &&
    !before.condition &&
    (kind === "autre" || goesOn(clause.masked));
  if (!before || !joins) {
    drafts.push({ from, to, kind, sentence, towards, condition });
    return;
  }
  // "d'autres centres et d'autres associations" are one target.
  before.to = to;
  before.condition ??= condition;
  before.towards =
    before.towards && towards ? { from: before.towards.from, to: towards.to } : (before.towards ?? towards);
}

/** Whether a clause is only a second object of the verb before. */
const goesOn = (clause: string) =>
  SECOND_OBJECT.some((object) => object.test(clause)) || /^(?:(?:une?|l') ?)?ouverture\b/.test(clause);
const SECOND_OBJECT = [OTHER_PLACE, MORE].map(
  (object) => new RegExp(`^(?:(?:a|aux|dans|vers|sur) )?(?:${object.source})`),
);

const original = (folded: Folded, from: number, to: number) =>
  to > from ? folded.source.slice(folded.starts[from], folded.ends[to - 1]) : "";

const EDGES = /^[\s,;:.!?…)\]–—-]+|(?<![\s,;:.!?…([–—-])[\s,;:.!?…([–—-]+$/gu;
const tidy = (words: string) => words.slice(0, 20_000).replace(EDGES, "");
