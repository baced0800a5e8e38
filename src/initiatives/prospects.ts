import { type Folded, fold } from "../figures/fold.ts";
import { cutClauses } from "./cut-prospects.ts";
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

/** Reads what is planned next, clause by clause, with towards what and on which condition; [] when nothing is said. */
export function parseProspects(text: string): Prospect[] {
  if (saysNothing(text)) return [];
  const folded = fold(text);
  const found: Prospect[] = [];
  // In a text all in capitals a capital tells nothing.
  const shouted = !/\p{Ll}/u.test(text);
  const isName = (at: number) => !shouted && /\p{Lu}/u.test(text[folded.starts[at] ?? text.length] ?? "");
  let sentence = -1;
  for (const clause of cutClauses(folded.text, isName)) {
    const words = original(folded, clause.from, clause.to);
    const condition = clause.condition && tidy(original(folded, clause.condition.from, clause.condition.to));
    if (clause.from === clause.to) {
      // A sentence that only states a condition speaks of the one before.
      const before = found.at(-1);
      if (before && before.condition === null && condition) before.condition = condition;
      continue;
    }
    const recognised = recogniseKind(clause.masked, (from, to) =>
      original(folded, clause.from + from, clause.from + to),
    );
    if (recognised === null || saysNothing(words)) continue;
    const { kind, towards } = recognised;
    const before = found.at(-1);
    const start = folded.starts[clause.from]!;
    const end = folded.ends[clause.to - 1]!;
    if (before && kind === "autre" && before.kind === "autre" && clause.sentence === sentence) {
      before.end = end;
      before.text = text.slice(before.start, end);
      before.condition ??= condition || null;
    } else
      found.push({
        text: text.slice(start, end),
        start,
        end,
        kind,
        towards: towards && (tidy(original(folded, clause.from + towards.from, clause.from + towards.to)) || null),
        condition: condition || null,
      });
    sentence = clause.sentence;
  }
  return found;
}

const original = (folded: Folded, from: number, to: number) =>
  to > from ? folded.source.slice(folded.starts[from], folded.ends[to - 1]) : "";

const EDGES = /^[\s,;:.!?…)\]–—-]+|[\s,;:.!?…([–—-]+$/gu;
const tidy = (words: string) => words.slice(0, 20_000).replace(EDGES, "");
