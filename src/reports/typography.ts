import type { ReportLang } from "./model.ts";

const thin = "\u202f";
const hard = "\u00a0";

// Control characters, bidirectional overrides and tags: they print nothing and can make a line say something else.
// \p{Cf} also holds soft hyphens and zero-width joiners, which break the search of a word in a PDF.
const unprintable = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\u2028\u2029]/gu;

/** Takes out of a text what cannot be printed and half characters, and makes each run of white space one space. */
export function printable(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(unprintable, "")
    .replace(/[ \t\n\r\u2000-\u200a\u205f\u3000]+/g, " ")
    .trim();
}

/**
 * Sets a text as a printer would in its language: French gets narrow no-break spaces before ; : ! ? % and », after «
 * and in thousands; apostrophes are curled in both. Applying it twice changes nothing more.
 */
export function typeset(text: string, lang: ReportLang): string {
  const clean = printable(text).replace(/(?<=[\p{L}\d])'(?=[\p{L}\d])/gu, "’");
  return lang === "fr" ? french(clean) : clean.replace(/(?<=\d) %/g, `${hard}%`);
}

function french(text: string): string {
  return (
    text
      .replace(/[ \u00a0\u202f]+/g, " ")
      // « and » always have their spaces; other signs get one only where a space was typed or a word ends, so that
      // 10:30 and https://… stay whole.
      .replace(/« ?/g, `«${thin}`)
      .replace(/ ?»/g, `${thin}»`)
      .replace(/ (?=[;:!?%€])/g, thin)
      .replace(/(?<=[\p{L})\]»])(?=[;!?](?:\s|$|[»)]))/gu, thin)
      .replace(/(?<=[\p{L})\]»]):(?=\s|$)/gu, `${thin}:`)
      .replace(/(?<=(?<!\d)\d{1,3}) (?=\d{3}(?!\d))/g, thin)
      .replace(/\b(n[°º]|nᵒˢ|p\.|art\.) /gi, `$1${thin}`)
      .replace(
        /(?<=\d) (?=(?:ans?|mois|km|h|minutes?|jours?|semaines?|fois|millions?|milliards?|euros?)(?!\p{L}))/gu,
        hard,
      )
  );
}

/** Keeps the last small word of a title with its noun, so that a line never ends with "de" or "et". */
export function bindTitle(text: string): string {
  return text.replace(/ (de|des|du|la|le|les|à|aux|en|et|pour|the|of|and|in|for) (?=\S+$)/iu, ` $1${hard}`);
}

/** Writes a number with the thousands and the decimal sign of a language, at most `decimals` digits after it. */
export function formatNumber(value: number, lang: ReportLang, decimals = 2): string {
  const written = new Intl.NumberFormat(lang === "fr" ? "fr-FR" : "en-GB", { maximumFractionDigits: decimals }).format(
    value,
  );
  return lang === "fr" ? written.replace(/[\u00a0 ]/g, thin) : written;
}

/** Writes a number with exactly `decimals` digits after the decimal sign. */
export function formatFixed(value: number, lang: ReportLang, decimals: number): string {
  const written = value.toFixed(decimals).replace("-", "−");
  return lang === "fr" ? written.replace(".", ",") : written;
}
