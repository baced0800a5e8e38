export type Lang = "fr" | "en";

export const LANGS = ["fr", "en"] as const satisfies readonly Lang[];

const LOCALES: Record<Lang, string> = { fr: "fr-FR", en: "en-GB" };

interface Formats {
  number: Intl.NumberFormat;
  percent: Intl.NumberFormat;
  day: Intl.DateTimeFormat;
  shortDay: Intl.DateTimeFormat;
  moment: Intl.DateTimeFormat;
  list: Intl.ListFormat;
}

/* Days are those of the network's offices, wherever the server runs. */
const timeZone = "Europe/Paris";

/** Making a formatter costs far more than using it. */
const make = (lang: Lang): Formats => {
  const locale = LOCALES[lang];
  return {
    number: new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }),
    percent: new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }),
    day: new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "long", year: "numeric" }),
    shortDay: new Intl.DateTimeFormat(locale, { timeZone, day: "numeric", month: "long" }),
    moment: new Intl.DateTimeFormat(locale, { timeZone, dateStyle: "long", timeStyle: "short" }),
    list: new Intl.ListFormat(locale, { type: "conjunction" }),
  };
};

const FORMATS: Record<Lang, Formats> = { fr: make("fr"), en: make("en") };

/** A number as the language writes it, with at most two decimals. */
export const formatNumber = (value: number, lang: Lang): string => FORMATS[lang].number.format(value);

/** A ratio where 1 is the whole, as a percentage. */
export const formatShare = (ratio: number, lang: Lang): string =>
  FORMATS[lang].percent.format(ratio).replaceAll("\u00a0", "\u202f");

const dateOf = (iso: string): Date | null => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** The day of an ISO 8601 moment, in words; the text itself when it is no date. */
export const formatDay = (iso: string, lang: Lang): string => {
  const date = dateOf(iso);
  return date ? FORMATS[lang].day.format(date) : iso;
};

/** The day and month, for journals whose year is plain. */
export const formatShortDay = (iso: string, lang: Lang): string => {
  const date = dateOf(iso);
  return date ? FORMATS[lang].shortDay.format(date) : iso;
};

/** The day and the hour. */
export const formatMoment = (iso: string, lang: Lang): string => {
  const date = dateOf(iso);
  return date ? FORMATS[lang].moment.format(date) : iso;
};

/** "a, b et c". */
export const formatList = (items: readonly string[], lang: Lang): string => FORMATS[lang].list.format(items);

const FRENCH = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize".split(
  " ",
);
const ENGLISH =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(" ");

/** A small count in letters, as a sentence would say it; above sixteen, in digits. */
export const countFr = (count: number, gender: "m" | "f"): string => {
  if (gender === "f" && count === 1) return "une";
  return FRENCH[count] ?? formatNumber(count, "fr");
};

/** A small count in letters, in English. */
export const countEn = (count: number): string => ENGLISH[count] ?? formatNumber(count, "en");

/**
 * French words of the field with their punctuation held by narrow no-break spaces where a space was typed: no letter
 * changes, but no line starts with a semicolon.
 */
export const holdPunctuation = (text: string): string =>
  text
    .replace(/[ \u00a0](?=[;:!?%»])/g, "\u202f")
    .replace(/« /g, "«\u202f")
    .replace(/(?<=\d) (?=\d{3}(?!\d))/g, "\u202f");

/** The text with its first letter in capital. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** The text with its first letter in lower case, unless it opens with an acronym. */
export const small = (text: string): string =>
  /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLocaleLowerCase() + text.slice(1);
