import { capital, countEn, formatNumber, formatShare } from "../format.ts";
import type { common as french } from "../fr/common.ts";

type Counted = { min: number | null; max: number | null; qualifier: string; unit: string | null };

/* Units stay as the field typed them; only the two the reader makes up are said in English. */
const amount = (value: number, unit: string | null): string => {
  if (unit === "proportion") return formatShare(value, "en");
  if (unit === "fois") return `${formatNumber(value, "en")} times`;
  return unit ? `${formatNumber(value, "en")} ${unit}` : formatNumber(value, "en");
};

const many = (n: number, one: string, several: string): string => `${formatNumber(n, "en")} ${n === 1 ? one : several}`;

export const common: typeof french = {
  product: "Ancrage",
  skip: "Skip to content",
  mainNav: "Main",
  workNav: "Workspace",
  youAreHere: "You are here",
  otherTongue: "Français",
  otherTongueLabel: "Lire cette page en français",
  networks: "Networks",
  nav: {
    initiatives: "Initiatives",
    map: "Map",
    domains: "Domains",
    grid: "Grid",
    actors: "Actors",
    reports: "Reports",
    import: "Import",
    review: "To review",
    proposals: "Proposals",
    drafts: "Drafts",
    basket: "Basket",
    duplicates: "Duplicates",
    people: "People",
    journal: "Journal",
    personalData: "Personal data",
    jobs: "Jobs",
    settings: "Settings",
  },
  footer: {
    provenance: (outlines, centres) =>
      `Outlines of départements: ${outlines ?? "@svg-maps (CC BY 4.0); overseas: Natural Earth"}. Positions of communes: ${centres ?? "GeoNames (CC BY 4.0)"}. Official geographic codes: Insee, 2026.`,
    openData: "Open data",
    api: "API",
    accessibility: "Accessibility",
    personalData: "Personal data",
    gallery: "Components",
    software: "Free software, AGPL-3.0-or-later",
  },
  search: {
    label: "Search for an initiative, a place, a partner",
    verb: "Search",
    hint: "For instance: épicerie solidaire, Lot, CROUS",
  },
  pages: { label: "Pages", previous: "Previous page", next: "Next page", page: (n) => `Page ${n}` },
  dataTable: "Read these data as a table",
  proposed: "(proposed)",
  proposedLong: "proposed, to be accepted",
  noneSaid: "not said",
  and: "and",
  also: "; ",
  labelled: (term, value) => `${term}: ${value}`,
  quote: (words) => `“${words}”`,
  statement: (key) => `Answer no. ${key}`,
  statementLower: (key) => `answer no. ${key}`,
  statementColumn: (key, column) => `Answer no. ${key}, ${column}`,
  sheetNumber: (key) => `Sheet ${key}`,
  initiatives: (n) => many(n, "initiative", "initiatives"),
  statements: (n) => many(n, "answer", "answers"),
  initiativeNoun: (n) => (n === 1 ? "initiative" : "initiatives"),
  initiativesInWords: (n) => (n === 0 ? "no initiative" : `${countEn(n)} ${n === 1 ? "initiative" : "initiatives"}`),
  undecidedDomain: "No domain yet",
  placeUnknown: "Place not recognised",
  placeUnsaid: "Place not said",
  kinds: {
    mutuelle: "Mutual insurers",
    association: "Associations",
    collectivite: "Local authorities",
    "etat-agence": "State and agencies",
    "securite-sociale": "Social security",
    "etablissement-sante-medicosocial": "Health and care establishments",
    "etablissement-scolaire": "Schools",
    "enseignement-superieur": "Higher education",
    professionnels: "Professionals",
    entreprise: "Companies",
    fondation: "Foundations",
    cooperative: "Cooperatives",
    syndicat: "Trade unions",
    media: "Media",
    citoyens: "Citizens",
    autre: "Others",
  },
  kind: {
    mutuelle: "Mutual insurer",
    association: "Association",
    collectivite: "Local authority",
    "etat-agence": "State and agencies",
    "securite-sociale": "Social security",
    "etablissement-sante-medicosocial": "Health or care establishment",
    "etablissement-scolaire": "School",
    "enseignement-superieur": "Higher education",
    professionnels: "Professionals",
    entreprise: "Company",
    fondation: "Foundation",
    cooperative: "Cooperative",
    syndicat: "Trade union",
    media: "Media",
    citoyens: "Citizens",
    autre: "Other",
  },
  roles: {
    carrier: "carries the initiative",
    partner: "partner",
    funder: "funds it",
    host: "hosts it",
    operator: "operates it",
  },
  prospects: {
    essaimage: "Replicate",
    perennisation: "Make it last",
    reconduction: "Do it again",
    elargissement: "Widen",
    "integration-politique-publique": "Enter public policy",
    autre: "Other prospect",
  },
  scales: {
    commune: "commune",
    epci: "group of communes",
    departement: "département",
    region: "region",
    perimeter: "perimeter",
    national: "whole country",
  },
  placeStatus: { accepted: "accepted", proposed: "proposed", ambiguous: "to be specified", unknown: "not recognised" },
  statuses: {
    active: "Active",
    archived: "Archived",
    merged: "Merged",
    settled: "Nothing to review",
    review: "To review",
  },
  fields: {
    number: "number",
    title: "title",
    place: "place",
    since: "start year",
    since_year: "start year",
    need: "need",
    description: "description",
    partners: "partners",
    carriers: "carriers",
    funders: "funders",
    respondent: "respondent",
    audience: "audience",
    audiences: "audience",
    figures: "figures",
    impacts: "impacts",
    prospects: "prospects",
    domain: "domain",
    domains: "domains",
  },
  lever: "Lever",
  impact: "Impact",
  leverLong: "Lever used",
  impactLong: "Impact on the territory",
  scores: ["absent", "mentioned", "effective", "structuring"],
  scoreMeanings: [
    "the sheet says nothing of it",
    "with no fact behind it",
    "at least one precise fact",
    "one of the main drivers or effects",
  ],
  shortDimensions: {
    "reponse-aux-besoins": "Needs",
    "cooperation-locale": "Cooperation",
    "impact-environnemental": "Environment",
    "action-publique-territoriale": "Public action",
    "engagement-citoyen": "Engagement",
  },
  figure: {
    read: "Read:",
    reserve: "Reservation:",
    period: "Period:",
    nature: "Nature:",
    status: "Status:",
    noReserve: "none",
    noPeriod: "not said",
    inWords: "order of magnitude, kept in words",
    ratio: "a share, never added up",
    multiplier: "a ratio, never added up",
    length: "a duration, never added up",
    reserves: {
      exactly: "none",
      about: "about",
      at_least: "at least",
      at_most: "at most",
      between: "an interval",
      order_of_magnitude: "an order of magnitude",
    },
    periodOf: (period) => {
      const per: Record<string, string> = { an: "per year", mois: "per month", semaine: "per week", jour: "per day" };
      return per[period] ?? period;
    },
    reading: ({ min, max, qualifier, unit }: Counted): string => {
      if (min === null && max === null) return "kept in words";
      if (min === null) return `at most ${amount(max!, unit)}`;
      if (max === null) return `at least ${amount(min, unit)}`;
      if (min === max) return qualifier === "about" ? `about ${amount(min, unit)}` : amount(min, unit);
      if (unit === "proportion") return `${formatShare(min, "en")} to ${formatShare(max, "en")}`;
      return `${formatNumber(min, "en")} to ${amount(max, unit)}`;
    },
  },
  actors: {
    local: "Network team",
    software: "Ancrage, to review",
    system: "Ancrage",
    demonstration: "Ancrage team",
  },
  changes: {
    imported: (c) => [
      c.number !== undefined
        ? `Answer no. ${c.number} imported.`
        : `${many(c.count ?? 0, "answer", "answers")} imported${c.other ? ` from “${c.other}”` : ""}.`,
      "",
    ],
    updated: (c) => ["Answer updated: ", c.count ? ` (${formatNumber(c.count, "en")}).` : "."],
    merged: (c) => [c.other ? `“${c.other}” merged into ` : "Two answers merged: ", "; both statements are kept."],
    unmerged: (c) => ["Merge undone: ", c.other ? ` and “${c.other}” are two sheets again.` : "."],
    told_apart: (c) => ["", c.other ? ` and “${c.other}” are two different initiatives.` : " is not a duplicate."],
    duplicate_proposed: (c) => ["Duplicate proposed: ", c.other ? ` and “${c.other}”.` : "."],
    classified: (c) =>
      c.count
        ? [`${capital(countEn(c.count))} initiatives placed in a domain.`, ""]
        : ["", c.other ? ` placed in ${c.other}.` : " placed in a domain."],
    place_settled: (c) => [
      c.words && c.reading ? `Place settled: “${c.words}” is read as ${c.reading} for ` : "Place settled for ",
      ".",
    ],
    value_settled: (c) => [c.words ? `Value settled: “${c.words}” in ` : "Value settled in ", "."],
    value_set_aside: (c) => [c.words ? `Value left as it is: “${c.words}” in ` : "Value left as it is in ", "."],
    coded: (c) => [
      c.other ? `Coding by ${c.other} recorded` : "Coding recorded",
      c.count ? ` (${many(c.count, "cell", "cells")}).` : ".",
    ],
    findings_tied: (c) => [
      !c.count
        ? "No tie proposed between findings and initiatives."
        : c.count === 1
          ? "One tie proposed between a finding and an initiative."
          : `${formatNumber(c.count, "en")} ties proposed between findings and initiatives.`,
      "",
    ],
    readings_accepted: (c) => [
      !c.count
        ? "Sure readings accepted."
        : c.count === 1
          ? "One place read without doubt accepted, with its actors and audiences."
          : `${formatNumber(c.count, "en")} places read without doubt accepted, with their actors and audiences.`,
      "",
    ],
    finding_tied: () => ["Finding tied to ", "."],
    report_sealed: (c) => [c.other ? `Report sealed: “${c.other}”.` : "Report sealed.", ""],
    edited: () => ["Sheet edited: ", "."],
    written: () => ["New sheet: ", "."],
    created: (c) => [c.other ? `Network created: ${c.other}.` : "Network created.", ""],
    other: (c) => [c.other ?? "A change", c.other ? "" : " was recorded."],
  },
  regions: {
    "01": ["Guadeloupe", "Guadeloupe"],
    "02": ["Martinique", "Martinique"],
    "03": ["French Guiana", "French Guiana"],
    "04": ["Réunion", "Réunion"],
    "06": ["Mayotte", "Mayotte"],
    "11": ["Île-de-France", "Île-de-France"],
    "24": ["Centre-Val de Loire", "Centre-Val de Loire"],
    "27": ["Bourgogne-Franche-Comté", "Bourgogne-Franche-Comté"],
    "28": ["Normandy", "Normandy"],
    "32": ["Hauts-de-France", "Hauts-de-France"],
    "44": ["Grand Est", "Grand Est"],
    "52": ["Pays de la Loire", "Pays de la Loire"],
    "53": ["Brittany", "Brittany"],
    "75": ["Nouvelle-Aquitaine", "Nouvelle-Aquitaine"],
    "76": ["Occitanie", "Occitanie"],
    "84": ["Auvergne-Rhône-Alpes", "Auvergne-Rhône-Alpes"],
    "93": ["Provence-Alpes-Côte d’Azur", "Provence-Alpes-Côte d’Azur"],
    "94": ["Corsica", "Corsica"],
  },
  capital,
};
