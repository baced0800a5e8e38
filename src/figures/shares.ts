import { type Folded, matchAt } from "./fold.ts";
import { type Numeral, readNumeral } from "./numbers.ts";

/** A share or multiplier read in a folded text; `noun` to `nounEnd` are the words of what it is a share of, if inside. */
export type Ratio = {
  start: number;
  end: number;
  value: number;
  unit: "proportion" | "fois" | "minutes";
  noun: number;
  nounEnd: number;
  qualifier: "about" | "at_least" | null;
};

const DENOMINATORS: [RegExp, number][] = [
  [/^moitie$/, 2],
  [/^tiers$/, 3],
  [/^quarts?$/, 4],
  [/^cinquiemes?$/, 5],
  [/^sixiemes?$/, 6],
  [/^huitiemes?$/, 8],
  [/^dixiemes?$/, 10],
  [/^centiemes?$/, 100],
];
const NUMERATORS: Record<string, number> = {
  un: 1,
  une: 1,
  le: 1,
  la: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  sept: 7,
  neuf: 9,
};
const FRACTION =
  /(?:(?:les )?(un|une|le|la|deux|trois|quatre|sept|neuf|[1-9])[ -])?(moitie|tiers|quarts?|cinquiemes?|sixiemes?|huitiemes?|dixiemes?|centiemes?)(?![a-z-])/y;
const SLASHED = /(?:([1-9]) ?\/ ?([2-9]|10)(?= (?:des?|du|d'entre)(?![a-z]))|les ([1-9])\/([2-9])(?![\d/.,]))/y;
const OF = / (?:des?(?![a-z])|du(?![a-z])|d')/y;

/** Reads "un tiers", "les trois quarts", "la moitié", "2/3 des"; "un quart d'heure" is fifteen minutes. */
export function readFraction(text: string, at: number): Ratio | null {
  const slashed = matchAt(SLASHED, text, at);
  const [part, whole] = [Number(slashed?.[1] ?? slashed?.[3]), Number(slashed?.[2] ?? slashed?.[4])];
  if (slashed && part < whole) return ratio(at, at + slashed[0].length, part / whole);
  const match = matchAt(FRACTION, text, at);
  if (!match) return null;
  const [all, typed, name] = match;
  const end = at + all.length;
  const of = matchAt(OF, text, end) !== null;
  const denominator = DENOMINATORS.find(([word]) => word.test(name!))![1];
  // "le tiers", "le quart" and ordinals name other things ("le cinquième atelier") unless a whole follows.
  const clear = denominator <= 4 && typed !== undefined && (typed !== "le" || of);
  if (!clear && !(of && (typed !== undefined || denominator === 2))) return null;
  const numerator = typed === undefined ? 1 : (NUMERATORS[typed] ?? Number(typed));
  if (numerator >= denominator) return null;
  const hour = matchAt(/ d'heures?(?![a-z])/y, text, end);
  if (hour) return { ...ratio(at, end + hour[0].length, (numerator / denominator) * 60), unit: "minutes" };
  return ratio(at, end, numerator / denominator);
}

function ratio(start: number, end: number, value: number): Ratio {
  return { start, end, value, unit: "proportion", noun: end, nounEnd: end, qualifier: null };
}

const OUT_OF =
  /(?: [a-z][a-z-]{0,30}(?: [a-z][a-z-]{0,30})?)?(?: d'entre (?:eux|elles))?(?: sur |(?<=[a-z])\/(?=\d{1,2}(?!\d)))/y;
/** After these a number of places or times is meant: "2 ateliers sur 3 sites". */
const SPREAD =
  /^ (?:sites?|communes?|villes?|departements?|regions?|ecoles?|colleges?|lycees?|etablissements?|territoires?|quartiers?|lieux|campus|stands?|ans?|annees?|mois|semaines?|jours?|journees?|heures?|km|metres?)(?![a-z])/;

/** Reads "8 filles sur 10", "une sur trois" after its first number, or null when "sur" means something else. */
export function readOutOf(text: string, first: Numeral): Ratio | null {
  const link = matchAt(OUT_OF, text, first.end);
  if (!link) return null;
  const whole = readNumeral(text, first.end + link[0].length);
  if (!whole || whole.rounded || whole.low !== whole.high || whole.low < 2 || first.low > whole.low) return null;
  if (/\d/.test(text[whole.end] ?? "") || first.low !== first.high) return null;
  const named = /^ [a-z]/.test(link[0]) && !link[0].startsWith(" sur ");
  if (!named && link[0].includes("/")) return null;
  const after = text.slice(whole.end, whole.end + 20);
  if (/^ ?(?:ans?|mois|jours?|semaines?|heures?|km|%|h|€)(?![a-z])/.test(after)) return null;
  if (named && SPREAD.test(after)) return null;
  const nounEnd = first.end + link[0].replace(/(?: sur |\/)$/, "").length;
  return { ...ratio(first.start, whole.end, first.low / whole.low), noun: first.end, nounEnd };
}

const TIMES: Record<string, number> = { doubl: 2, tripl: 3, quadrupl: 4, quintupl: 5, decupl: 10 };
const GREW =
  /(a|ont|avoir|ayant|avait|avaient|aura|auront) (?:(plus que|presque|quasiment|pratiquement|environ) )?(doubl|tripl|quadrupl|quintupl|decupl)e(?:e?s?)(?![a-z])/y;
const DOUBLE = /le (doubl|tripl|quadrupl)e(?= (?:de|du|des|d'|qu)|$|[,;.])/y;
const MULTIPLIED = /multiplie(?:e?s?|nt|r)? (plus de |environ |presque )?par (?:(plus de|environ|presque|pres de) )?/y;
const CROSS = /[x×] ?(?=\d)/y;

/** Reads "x3", "a doublé", "le triple", "multiplié par 3": how many times as much. */
export function readMultiplier(folded: Folded, at: number): Ratio | null {
  const { text } = folded;
  const grew = matchAt(GREW, text, at);
  if (grew && isParticiple(folded, at, at + grew[0].length, grew[1]!)) {
    const qualifier = grew[2] === undefined ? null : grew[2] === "plus que" ? "at_least" : "about";
    return { ...ratio(at, at + grew[0].length, TIMES[grew[3]!]!), unit: "fois", qualifier };
  }
  const double = matchAt(DOUBLE, text, at);
  if (double) return { ...ratio(at, at + double[0].length, TIMES[double[1]!]!), unit: "fois" };
  const multiplied = matchAt(MULTIPLIED, text, at);
  const cross = multiplied || /\d ?$/.test(text.slice(Math.max(0, at - 2), at)) ? null : matchAt(CROSS, text, at);
  const lead = multiplied ?? cross;
  const factor = lead ? readNumeral(text, at + lead[0].length) : null;
  if (!lead || !factor || factor.low !== factor.high || /[a-z\d]/.test(text[factor.end] ?? "")) return null;
  const hedge = multiplied ? (multiplied[1] ?? multiplied[2])?.trim() : undefined;
  const qualifier = hedge === undefined ? null : hedge === "plus de" ? "at_least" : "about";
  return { ...ratio(at, factor.end, factor.low), unit: "fois", qualifier };
}

/** "a double tranchant" is "à double tranchant" without its accent: after "a" the participle has to show its own. */
function isParticiple(folded: Folded, start: number, end: number, auxiliary: string): boolean {
  if (auxiliary !== "a") return true;
  const typed = folded.source.slice(folded.starts[start], folded.ends[end - 1]);
  return /^a/i.test(typed.normalize("NFC")) && /[éÉ]|E\u0301|e\u0301|E(?:ES?|S)?$/.test(typed);
}
