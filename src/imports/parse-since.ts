export type Since =
  | { year: number; until?: number }
  | { year: null; reason: "since_duration" | "since_out_of_range" | "since_several_years" | "since_not_a_year" };

const EARLIEST = 1850;
const LENGTH_OF_TIME =
  /(?:\d+|\b(?:un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quelques|plusieurs)) ?(?:ans?|annees?|mois|years?|months?)\b|\b(?:dizaine|vingtaine|quinzaine|decennie)/;
const MONTHS = "janv|fevr|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|jan|feb|apr|may|jun|jul|aug|sep";

/**
 * Reads the year something began: "2023", "depuis 2019", "sept. 2021", "2023-2024" (the first), "12/03/2021". An age
 * ("plus de 18 ans") is no year: it moves with the day it was written. Years run from 1850 to `lastYear`.
 */
export function parseSince(text: string, lastYear: number): Since {
  const typed = text
    .slice(0, 300)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[\s\u2010-\u2015]+/g, (run) => (/\s/.test(run) ? " " : "-"))
    .trim();
  const years = yearsIn(typed);
  if (years.length === 0) {
    if (LENGTH_OF_TIME.test(typed)) {
      return { year: null, reason: "since_duration" };
    }
    return { year: null, reason: /\b\d{4}\b/.test(typed) ? "since_out_of_range" : "since_not_a_year" };
  }
  const inRange = years.filter((year) => year >= EARLIEST && year <= lastYear);
  if (inRange.length === 0) return { year: null, reason: "since_out_of_range" };
  const [first, second] = years;
  if (years.length === 1) return { year: first! };
  if (years.length === 2 && first! <= second! && isSpan(typed)) return { year: first!, until: second! };
  return new Set(years).size === 1 ? { year: first! } : { year: null, reason: "since_several_years" };
}

/** Years of four digits, short years after a month or an apostrophe ("sept. 21", "'98"), and the end of "2023/24". */
function yearsIn(typed: string): number[] {
  const span = /^\D{0,40}\b((?:1[89]|20)\d\d) ?[-/] ?(\d\d)$/.exec(typed);
  if (span) {
    const from = Number(span[1]);
    const to = Math.floor(from / 100) * 100 + Number(span[2]);
    // "2021-09" is a month, "2023-24" a school year.
    return to === from + 1 ? [from, to] : [from];
  }
  const full = [
    ...typed.matchAll(/(?<![\d.,])((?:1[6-9]|2[0-2])\d\d)(?![\d]|[.,]\d{3})(?! ?(?:\u20ac|euros?|personnes?|%))/g),
  ];
  if (full.length > 0) return full.map((match) => Number(match[1]));
  const short =
    new RegExp(`\\b(?:${MONTHS})[a-z]{0,8}\\.? ?'?(\\d\\d)$`).exec(typed) ??
    /(?:^|\s)'(\d\d)$/.exec(typed) ??
    /^\d{1,2}[/.-]\d{1,2}[/.-](\d\d)$/.exec(typed);
  if (!short) return [];
  const two = Number(short[1]);
  return [two < 70 ? 2000 + two : 1900 + two];
}

const isSpan = (typed: string): boolean =>
  /\d{4} ?(?:-|\/|a|au|to|et|puis|>|jusqu'?(?:en|a|au)?)[^\d]{0,20}\d{2,4}/.test(typed) ||
  /\b(?:entre|de|between|from)\b[^\d]{0,20}\d{4}/.test(typed);
