import { matchAt } from "./fold.ts";
import type { Qualifier } from "./types.ts";

/** A qualifier found beside a quantity, with the folded offset where its words begin or end. */
export type QualifierRead = { qualifier: Qualifier; edge: number };

/** No phrase below is longer than this, so that only a short window is looked at. */
const WINDOW = 40;

// Longest phrases first: "ne dépasse pas" must not be read as "dépasse", nor "pas moins de" as "moins de".
const BEFORE: [RegExp, Qualifier][] = [
  [
    /(?:^|[^a-z])(n'excede(?:nt)? pas|ne depasse(?:nt|ra)? pas|pas plus (?:de|d'|que)|tout au plus|au plus) ?$/,
    "at_most",
  ],
  [
    /(?:^|[^a-z])(pas moins (?:de|d'|que)|au minimum|au moins|au bas mot|minimum(?: de)?|mini|min\.?) ?:? ?$/,
    "at_least",
  ],
  [
    /(?:^|[^a-z])((?:bien )?plus (?:de|d'|que)|depass(?:e|ent|ant|e les|ent les|era)|au[- ]dela de|superieure?s? a) ?$/,
    "at_least",
  ],
  [/(\+ ?(?:de|d')|>=?|≥|⩾) ?$/, "at_least"],
  [
    /(?:^|[^a-z])(moins (?:de|d'|que)|jusqu'a|au maximum|maximum(?: de)?|maxi|max\.?|inferieure?s? a|plafonnee?s? a|limitee?s? a) ?:? ?$/,
    "at_most",
  ],
  [/(<=?|≤|⩽) ?$/, "at_most"],
  [
    /(?:^|[^a-z])((?:tres )?pres (?:de|d')|pas loin (?:de|d')|a peu pres|environ|envi?r?\.?|approximativement|approx\.?|autour (?:de|d')|aux alentours (?:de|d')|aux environs (?:de|d')|presque|quelques?|pratiquement|quasiment|de l'ordre (?:de|d')|avoisin(?:e|ent|ant)|grosso modo|plus ou moins) ?$/,
    "about",
  ],
  [/(~|±|≈|\+\/-|\+-|ca\.) ?$/, "about"],
];

const AFTER: [RegExp, Qualifier][] = [
  [/ ?\(?(?:au moins|au minimum|minimum|mini|min\.?|et plus|ou plus|et \+)(?![a-z])\)?/y, "at_least"],
  [/ ?\(?(?:au plus|au maximum|maximum|maxi|max\.?|tout au plus|ou moins|et moins)(?![a-z])\)?/y, "at_most"],
  [/ ?\(?(?:environ|env\.?|approximativement|a peu pres)(?![a-z])\)?/y, "about"],
];

/** Finds the qualifier whose words end just before `at`. */
export function qualifierBefore(text: string, at: number, floor: number): QualifierRead | null {
  const from = Math.max(floor, at - WINDOW);
  const window = text.slice(from, at);
  for (const [words, qualifier] of BEFORE) {
    const match = words.exec(window);
    if (match) return { qualifier, edge: from + match.index + match[0].indexOf(match[1]!) };
  }
  return null;
}

/** Finds the qualifier whose words begin at `at`: "30 jeunes minimum", "50 personnes environ". */
export function qualifierAfter(text: string, at: number): QualifierRead | null {
  for (const [words, qualifier] of AFTER) {
    const match = matchAt(words, text, at);
    if (match) return { qualifier, edge: at + match[0].length };
  }
  return null;
}
