import type { ReportDomain, ReportInitiative, ReportLang, ReportModel, ReportParagraph } from "./model.ts";
import { bindTitle, formatNumber, typeset } from "./typography.ts";
import { type Words, words } from "./words.ts";

/** What every part of a composed report needs: the model, its catalogue, and the two ways to set a text. */
export type Press = {
  model: ReportModel;
  lang: ReportLang;
  w: Words;
  /** Sets words written by people, in the language they wrote. */
  u: (text: string) => string;
  number: (value: number, decimals?: number) => string;
  /** The initiatives by key, and the order number of the domain that gives each its mark (0: none). */
  initiatives: Map<string, ReportInitiative>;
  rankOf: (key: string) => number;
  titleOf: (key: string) => string;
};

/** Gathers what the composers of a report share. */
export function press(model: ReportModel, lang: ReportLang): Press {
  const initiatives = new Map(model.initiatives.map((item) => [item.key, item]));
  const ranks = new Map(model.domains.map((domain) => [domain.key, markRank(domain)]));
  const u = (text: string) => typeset(text, model.language);
  return {
    model,
    lang,
    w: typesetWords(words(lang), lang),
    u,
    number: (value, decimals) => formatNumber(value, lang, decimals),
    initiatives,
    rankOf: (key) => ranks.get(initiatives.get(key)?.domains.find((domain) => ranks.has(domain)) ?? "") ?? 0,
    titleOf: (key) => bindTitle(u(initiatives.get(key)?.title ?? "")),
  };
}

/** Five marks and colours exist; a sixth domain starts again at the first, its name always beside it. */
export const markRank = (domain: ReportDomain): number => ((domain.index - 1) % 5) + 1;

/** A catalogue whose every sentence is already set as its language wants. */
function typesetWords<T>(entry: T, lang: ReportLang): T {
  if (typeof entry === "string") return typeset(entry, lang) as T;
  if (typeof entry === "function") {
    const write = entry as unknown as (...args: unknown[]) => unknown;
    return ((...args: unknown[]) => typesetWords(write(...args), lang)) as T;
  }
  if (Array.isArray(entry)) return entry.map((item) => typesetWords(item, lang)) as T;
  if (typeof entry !== "object" || entry === null) return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, item]) => [key, typesetWords(item, lang)])) as T;
}

/** Writes a day (YYYY-MM-DD) or a month (YYYY-MM) in full. */
export function dayInWords(date: string, lang: ReportLang): string {
  const withDay = date.length > 7;
  const parsed = new Date(`${withDay ? date : `${date}-01`}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime())) return date;
  const options: Intl.DateTimeFormatOptions = { year: "numeric", month: "long", timeZone: "UTC" };
  if (withDay) options.day = "numeric";
  return new Intl.DateTimeFormat(lang === "fr" ? "fr-FR" : "en-GB", options).format(parsed);
}

/** Ends a sentence typed without its full stop. */
export const sentence = (text: string): string => (text === "" || /[.!?…]$/.test(text) ? text : `${text}.`);

/** Gives a sentence its capital letter. */
export const capital = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toLocaleUpperCase("fr"));

/** Sets each run of paragraphs written by people, empty ones left out. */
export function paragraphs(p: Press, list: ReportParagraph[]): ReportParagraph[] {
  return list
    .map((item) => ({
      ...item,
      // A run keeps the space that separates it from the next one: only the paragraph's ends are trimmed.
      runs: item.runs.map((run) => ({ ...run, text: spaced(run.text, p.u) })).filter((run) => run.text !== ""),
    }))
    .filter((item) => item.runs.some((run) => run.text.trim() !== ""));
}

function spaced(text: string, set: (text: string) => string): string {
  const inner = set(text);
  if (inner === "") return text === "" ? "" : " ";
  return `${/^\s/.test(text) ? " " : ""}${inner}${/\s$/.test(text) ? " " : ""}`;
}

const natural = new Intl.Collator("fr", { numeric: true });

/** The order in which people look for keys: 2 before 10, 10 before 10 bis. */
export const byKey = (a: string, b: string): number => natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
