import { matchAt } from "./fold.ts";

/** A number read in a folded text: `low` and `high` differ only for orders of magnitude ("des dizaines"). */
export type Numeral = {
  start: number;
  end: number;
  low: number;
  high: number;
  /** Rounding noun ("une quinzaine"). */
  rounded: boolean;
  /** Written with letters. */
  words: boolean;
  /** "un" or "une" alone, which is an article unless its neighbours say otherwise. */
  article: boolean;
  /** Followed by "de" before its noun ("une quinzaine de", "1,5 million d'"). */
  takesDe: boolean;
  /** Factor of its scale word, so that "1 à 2 millions" can lend it to the first number. */
  scale: number;
};

const SMALL: Record<string, number> = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
};
const TENS: Record<string, number> = {
  vingt: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  octante: 80,
  nonante: 90,
};
const ROUND: Record<string, number> = {
  dizaine: 10,
  douzaine: 12,
  quinzaine: 15,
  vingtaine: 20,
  trentaine: 30,
  quarantaine: 40,
  cinquantaine: 50,
  soixantaine: 60,
  centaine: 100,
  millier: 1000,
};
const SCALES: Record<string, number> = { ...ROUND, mille: 1000, k: 1000, million: 1e6, milliard: 1e9 };
/** Only powers of ten name an order of magnitude: "des quinzaines" says nothing. */
const MAGNITUDES: Record<string, number> = { dizaine: 10, centaine: 100, millier: 1000, million: 1e6, milliard: 1e9 };

const WORD = /[a-z]+/y;
const JOINED_WORD = /[ -]([a-z]+)/y;
const AND = /(?: et |-et-)(?=(?:une?|onze)\b)/y;

type Part = { value: number; end: number };

function smallAt(text: string, at: number, expression = WORD): Part | null {
  const match = matchAt(expression, text, at);
  const word = match?.[1] ?? match?.[0];
  if (!match || word === undefined || !Object.hasOwn(SMALL, word)) return null;
  return { value: SMALL[word]!, end: at + match[0].length };
}

/** One to nineteen: ten may be followed by seven, eight or nine. */
function underTwenty(text: string, at: number, expression = WORD): Part | null {
  const first = smallAt(text, at, expression);
  if (first?.value !== 10) return first;
  const next = smallAt(text, first.end, JOINED_WORD);
  return next && next.value >= 7 && next.value <= 9 ? { value: 10 + next.value, end: next.end } : first;
}

function underHundred(text: string, at: number, expression = WORD): Part | null {
  const match = matchAt(expression, text, at);
  const word = match?.[1] ?? match?.[0];
  if (!match || word === undefined) return null;
  const end = at + match[0].length;
  const eighty = word === "quatre" ? matchAt(/[ -]vingts?\b/y, text, end) : null;
  const tens = eighty ? 80 : Object.hasOwn(TENS, word) ? TENS[word]! : 0;
  if (tens === 0) return underTwenty(text, at, expression);
  const start = end + (eighty?.[0].length ?? 0);
  // Only 60 and 80 are followed by ten to nineteen: "cinquante douze" is two numbers.
  const largest = tens === 60 || tens === 80 ? 19 : 9;
  const and = matchAt(AND, text, start);
  const rest = and ? underTwenty(text, start + and[0].length) : underTwenty(text, start, JOINED_WORD);
  if (!rest || rest.value > largest) return { value: tens, end: start };
  return { value: tens + rest.value, end: rest.end };
}

function underThousand(text: string, at: number, expression = WORD): Part | null {
  const first = underHundred(text, at, expression);
  if (first && (first.value > 19 || first.value < 2)) return first;
  const hundred = matchAt(first || expression === JOINED_WORD ? /[ -]cents?\b/y : /cents?\b/y, text, first?.end ?? at);
  if (!hundred) return first;
  const value = (first?.value ?? 1) * 100;
  const end = (first?.end ?? at) + hundred[0].length;
  const rest = underHundred(text, end, JOINED_WORD);
  return rest ? { value: value + rest.value, end: rest.end } : { value, end };
}

const GROUPS = [
  { word: /[ -]milliards?\b/y, factor: 1e9 },
  { word: /[ -]millions?\b/y, factor: 1e6 },
  { word: /[ -]milles?\b/y, factor: 1e3 },
];

/** Reads a French number in letters (standard, Belgian and Swiss tens, old and new hyphens), or null. */
function numberInWords(text: string, at: number): (Part & { scale: number }) | null {
  let value = 0;
  let end = at;
  let limit = Number.POSITIVE_INFINITY;
  let scale = 1;
  while (limit > 1) {
    const part = underThousand(text, end, end === at ? WORD : JOINED_WORD);
    const thousand = part || limit <= 1000 ? null : matchAt(end === at ? /mille\b/y : /[ -]mille\b/y, text, end);
    if (!part && !thousand) break;
    const afterPart = part?.end ?? end + thousand![0].length;
    const group = part ? GROUPS.find(({ word, factor }) => factor < limit && matchAt(word, text, afterPart)) : null;
    const factor = thousand ? 1000 : (group?.factor ?? 1);
    value += (part?.value ?? 1) * factor;
    end = group ? group.word.lastIndex : afterPart;
    scale = factor;
    limit = factor;
  }
  return end === at ? null : { value, end, scale };
}

// In French the comma is always decimal ("1,200" is 1.2) unless it comes twice; a dot before exactly three digits
// separates thousands ("1.200" is 1200), elsewhere it is decimal.
const GROUPED = /[1-9]\d{0,2}([ .'])\d{3}(?!\d)(?:\1\d{3}(?!\d))*(?:,\d{1,4}(?!\d))?/y;
const COMMAS = /[1-9]\d{0,2}(?:,\d{3}(?!\d)){2,}/y;
const PLAIN = /\d{1,15}(?:[.,]\d{1,6}(?![\d]))?(?!\d)/y;

function digits(text: string, at: number): Part | null {
  const grouped = matchAt(GROUPED, text, at);
  if (grouped) {
    const value = Number(grouped[0].replaceAll(grouped[1]!, "").replace(",", "."));
    return { value, end: at + grouped[0].length };
  }
  const commas = matchAt(COMMAS, text, at);
  if (commas) return { value: Number(commas[0].replaceAll(",", "")), end: at + commas[0].length };
  const plain = matchAt(PLAIN, text, at);
  return plain ? { value: Number(plain[0].replace(",", ".")), end: at + plain[0].length } : null;
}

const ROUND_NAMES = Object.keys(ROUND).join("|");
const SCALE = new RegExp(` ?(${ROUND_NAMES}|mille|million|milliard|k)s?\\b(?! ?(?:€|eur))`, "y");
const OF_SCALE = / (?:de |d')(millier|million|milliard)s?\b/y;
const HALF = / et demie?\b/y;

// "1,2 M d'habitants": before people, the letter is no metre.
const MILLIONS_OF_PEOPLE =
  / ?(?:m|mn|mio)(?= (?:de |d')(?:personnes?|habitants?|francais|adherents?|assures?|salaries?|agents?|eleves?|etudiants?|jeunes|visiteurs?|beneficiaires?|benevoles?)\b)/y;

/** Multiplies by the scale words that follow ("3 millions", "deux centaines", "20 dizaines de milliers"). */
function withScale(text: string, numeral: Numeral): Numeral {
  const letter = matchAt(MILLIONS_OF_PEOPLE, text, numeral.end);
  if (letter) {
    const value = numeral.low * 1e6;
    return { ...numeral, end: numeral.end + letter[0].length, low: value, high: value, takesDe: true, scale: 1e6 };
  }
  const match = matchAt(SCALE, text, numeral.end);
  if (!match) return numeral;
  const name = match[1]!;
  let end = numeral.end + match[0].length;
  let scale = SCALES[name]!;
  const more = matchAt(OF_SCALE, text, end);
  if (more) {
    scale *= SCALES[more[1]!]!;
    end += more[0].length;
  }
  const half = name.startsWith("mill") ? matchAt(HALF, text, end) : null;
  if (half) end += half[0].length;
  const value = (numeral.low + (half ? 0.5 : 0)) * scale;
  const rounded = Object.hasOwn(ROUND, name);
  return { ...numeral, end, low: value, high: value, rounded, takesDe: name !== "mille" && name !== "k", scale };
}

const COLLECTIVE = new RegExp(
  `(?:(une?|des|plusieurs|quelques|nombreuses|nombreux|la|les|cette|ces) )?(?:(?:bon(?:ne)?|petite?|gros(?:se)?) )?` +
    `(?:(demi-)?(${ROUND_NAMES}|million|milliard)|([1-9]0|15)(?:aine|ene|n))(s?)\\b(?: (?:de |d')(millier|million|milliard)s?\\b)?`,
  "y",
);
const MANY = new Set(["des", "plusieurs", "quelques", "nombreuses", "nombreux", "les", "ces"]);

function collective(text: string, at: number): Numeral | null {
  const match = matchAt(COLLECTIVE, text, at);
  if (!match) return null;
  const [all, determiner, half, name, tens, plural, scaleName] = match;
  const end = at + all.length;
  const many = determiner === undefined ? plural === "s" : MANY.has(determiner);
  // Without "une" or "des" the noun is a number only before what it counts ("vingtaine de bénévoles", not "en quarantaine").
  const definite = determiner === undefined || determiner === "la" || determiner === "les" || determiner === "cette";
  if (definite && !/^ d(?:e |')/.test(text.slice(end, end + 4))) return null;
  if ((name === "million" || name === "milliard") && !many) return null;
  const scale = scaleName ? SCALES[scaleName]! : 1;
  const common = { start: at, end, words: true, article: false, takesDe: true, scale };
  if (many) {
    if (!name || half || !Object.hasOwn(MAGNITUDES, name)) return null;
    const low = MAGNITUDES[name]! * scale;
    return { ...common, low, high: low * 10 - 1, rounded: false };
  }
  const value = (name ? SCALES[name]! : Number(tens)) * (half ? 0.5 : 1) * scale;
  return { ...common, low: value, high: value, rounded: true };
}

/** "une demi-journée" is half of the unit that follows. */
function demi(text: string, at: number): Numeral | null {
  const match = matchAt(/(?:une )?demi-(?=heure|journee)/y, text, at);
  if (!match) return null;
  const common = { start: at, end: at + match[0].length, rounded: false, words: true };
  return { ...common, low: 0.5, high: 0.5, article: false, takesDe: false, scale: 1 };
}

/** Reads the number that begins at one place of a folded text, in digits or letters, scale included, or null. */
export function readNumeral(text: string, at: number): Numeral | null {
  const group = collective(text, at) ?? demi(text, at);
  if (group) return group;
  const inDigits = digits(text, at);
  if (inDigits) {
    const { value, end } = inDigits;
    const common = { start: at, end, low: value, high: value, rounded: false, words: false, article: false };
    return withScale(text, { ...common, takesDe: false, scale: 1 });
  }
  const word = numberInWords(text, at);
  if (!word) return null;
  const { value, end, scale } = word;
  const common = { start: at, end, low: value, high: value, rounded: false, words: true, article: false, scale };
  if (scale >= 1e6) return halfMore(text, { ...common, takesDe: true });
  const scaled = withScale(text, { ...common, takesDe: false });
  return { ...scaled, article: value === 1 && scaled.end === end };
}

function halfMore(text: string, numeral: Numeral): Numeral {
  const half = matchAt(HALF, text, numeral.end);
  if (!half) return numeral;
  const value = numeral.low + 0.5 * numeral.scale;
  return { ...numeral, end: numeral.end + half[0].length, low: value, high: value };
}
