import type { Figure } from "./types.ts";
import { unitKind } from "./units.ts";

/** What a short reading needs: a figure, or a total of figures. */
export type Readable = Pick<Figure, "min" | "max" | "qualifier" | "unit" | "period">;
export type FigureLocale = "fr" | "en";

const NARROW = "\u202f";

const NUMBERS = {
  fr: new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }),
};
const PERCENTS = {
  fr: new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 }),
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }),
};

const WORDS = {
  fr: {
    about: "environ",
    atLeast: "au moins",
    atMost: "au plus",
    between: (low: string, high: string) => `entre ${low} et ${high}`,
    unknown: "non chiffré",
  },
  en: {
    about: "about",
    atLeast: "at least",
    atMost: "at most",
    between: (low: string, high: string) => `between ${low} and ${high}`,
    unknown: "no number given",
  },
};

/** Field words stay as typed; only the measures that every language shares are translated, singular then plural. */
const ENGLISH: Record<string, [one: string, many: string]> = {
  euro: ["euro", "euros"],
  an: ["year", "years"],
  annee: ["year", "years"],
  mois: ["month", "months"],
  trimestre: ["quarter", "quarters"],
  semestre: ["half-year", "half-years"],
  semaine: ["week", "weeks"],
  jour: ["day", "days"],
  journee: ["day", "days"],
  heure: ["hour", "hours"],
  minute: ["minute", "minutes"],
  seconde: ["second", "seconds"],
  fois: ["time", "times"],
};

const MAGNITUDES: [low: number, fr: string, en: string][] = [
  [10, "des dizaines", "dozens"],
  [100, "des centaines", "hundreds"],
  [1000, "des milliers", "thousands"],
  [10_000, "des dizaines de milliers", "tens of thousands"],
  [100_000, "des centaines de milliers", "hundreds of thousands"],
  [1_000_000, "des millions", "millions"],
];

function english(word: string, plural: boolean): string {
  const plain = word.normalize("NFD").replace(/\p{M}/gu, "");
  const known = ENGLISH[plain] ?? ENGLISH[plain.replace(/s$/, "")];
  return known ? known[plural ? 1 : 0] : word;
}

function number(value: number, unit: string | null, locale: FigureLocale): string {
  if (unit !== "proportion") return NUMBERS[locale].format(value);
  const percent = PERCENTS[locale].format(value * 100);
  return locale === "fr" ? `${percent}${NARROW}%` : `${percent}%`;
}

function periodWords(period: string, locale: FigureLocale): string {
  const since = /^depuis (.+)$/.exec(period)?.[1];
  if (since) return `${locale === "fr" ? "depuis" : "since"} ${dated(since, locale)}`;
  const years = /^(\d{4})-(\d{4})$/.exec(period);
  if (years) return locale === "fr" ? `de ${years[1]} à ${years[2]}` : `from ${years[1]} to ${years[2]}`;
  if (/^\d{4}(?:-\d{2})?$/.test(period)) return `${locale === "fr" ? "en" : "in"} ${dated(period, locale)}`;
  const length = /^(\d+) (.+)$/.exec(period);
  if (length) {
    const unit = locale === "fr" ? length[2] : english(length[2]!, length[1] !== "1");
    return `${locale === "fr" ? "en" : "over"} ${length[1]} ${unit}`;
  }
  return locale === "fr" ? `par ${period}` : `per ${english(period, false)}`;
}

function dated(date: string, locale: FigureLocale): string {
  const [year, month] = date.split("-");
  if (!month) return date;
  const day = new Date(Date.UTC(Number(year), Number(month) - 1, 1));
  return new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(day);
}

function amount(figure: Readable, locale: FigureLocale): string {
  const { min, max, qualifier, unit } = figure;
  const words = WORDS[locale];
  const show = (value: number) => number(value, unit, locale);
  const about = qualifier === "about" ? `${words.about} ` : "";
  if (min === null && max === null) return words.unknown;
  if (min === null) return `${words.atMost} ${about}${show(max!)}`;
  if (max === null) return `${words.atLeast} ${about}${show(min)}`;
  return about + (min === max ? show(min) : words.between(show(min), show(max)));
}

/** Before a vowel or a mute h "de" is elided ("d’habitants"); these words begin with an aspirate h. */
const ASPIRATE = /^(?:h[aâ](?:ies?|lls?|lles?|meaux?|ndicap|ndball|ricots?|sards?|ut)|h[eé]ros$|h[eé]rissons?)/;

function ofUnit(unit: string): string {
  return /^[aeiouyhàâéèêëîïôû]/.test(unit) && !ASPIRATE.test(unit) ? `d’${unit}` : `de ${unit}`;
}

function magnitude(figure: Readable, locale: FigureLocale): string | null {
  const found = MAGNITUDES.find(([low]) => figure.min === low && figure.max === low * 10 - 1);
  if (figure.qualifier !== "order_of_magnitude" || !found) return null;
  if (figure.unit === null) return locale === "fr" ? found[1] : found[2];
  if (locale === "en") return `${found[2]} of ${english(figure.unit, true)}`;
  return `${found[1]} ${ofUnit(figure.unit)}`;
}

/** Writes a figure or a total as a short reading: "environ 850 enfants par an", "at least 1,200 personnes". */
export function formatFigure(figure: Readable, locale: FigureLocale): string {
  const period = figure.period === null ? "" : ` ${periodWords(figure.period, locale)}`;
  const rough = magnitude(figure, locale);
  if (rough) return rough + period;
  const value = amount(figure, locale);
  if (figure.unit === null || unitKind(figure.unit) === "share") return value + period;
  const unit = locale === "en" ? english(figure.unit, (figure.max ?? figure.min) !== 1) : figure.unit;
  return `${value} ${unit}${period}`;
}
