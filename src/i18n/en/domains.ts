import { capital, countEn, formatNumber } from "../format.ts";
import type { domains as french } from "../fr/domains.ts";

const of = (n: number): string => (n === 1 ? "Its only initiative" : `Its ${countEn(n)} initiatives`);

export const domains: typeof french = {
  title: "Domains",
  description: (network) => `The domains of ${network}, their definitions and their initiatives.`,
  lead: "What the network does in its territories, by domain. An initiative may belong to several.",
  empty: "No domain is defined yet",
  emptyBody: "The team that runs the study defines the domains once the first initiatives are characterised.",
  definition: "Definition",
  undecided: (n) =>
    n === 1 ? "One initiative has no domain yet." : `${capital(countEn(n))} initiatives have no domain yet.`,
  seeUndecided: "See them",
  proposedByTeam: "proposed by the Ancrage team",
  place: (position, of) => `Domain ${position} of ${of}`,
  amount: (n) => (n === 0 ? "no initiative" : `${formatNumber(n, "en")} ${n === 1 ? "initiative" : "initiatives"}`),
  overseas: (n) => (n === 0 ? "" : `${countEn(n)} of them overseas`),
  version: (version) => `Definition of the grid, version ${version}.`,
  listAll: (n) => (n === 1 ? "See the initiative" : `See the ${formatNumber(n, "en")} initiatives`),
  where: "Where they act",
  whereAside: (n) => (n === 1 ? "One domain" : `The ${countEn(n)} domains at the same scale`),
  whereFinding: (n, overseas, most) => {
    if (n === 0) return "No initiative is placed in this domain yet";
    if (overseas === 0) return `${of(n)} ${n === 1 ? "is" : "are all"} in mainland France or Corsica`;
    if (overseas === n) return `${of(n)} ${n === 1 ? "is" : "are all"} overseas`;
    return `${capital(countEn(overseas))} of its ${countEn(n)} initiatives ${overseas > 1 ? "are" : "is"} overseas${most ? ", more than in any other domain" : ""}`;
  },
  whereSource: "One mark per initiative and per territory named. Those overseas are set at the bottom left.",
  whereMany: "A domain of more than 500 initiatives has one mark for each département where it acts.",
  miniTitle: (name, n, overseas) =>
    `${name}: ${n} ${n === 1 ? "initiative" : "initiatives"}${overseas > 0 ? `, ${overseas} of them overseas` : ""}`,
  mapTable: "Initiatives by domain, and those overseas",
  heads: { domain: "Domain", count: "Initiatives", overseas: "Overseas" },
  findings: "Findings",
  findingsAside: (title, n) =>
    `${title ? `“${title}”: ` : ""}${n === 1 ? "one finding" : `${countEn(n)} findings`}, and the sheets that carry ${n === 1 ? "it" : "them"}`,
  noFinding: "No finding is written for this domain yet.",
  carriedBy: (n, total) =>
    n === 0
      ? "No sheet is tied to it yet."
      : `${capital(countEn(n))} ${n === 1 ? "sheet" : "sheets"} out of ${countEn(total)} ${n === 1 ? "is" : "are"} cited in support.`,
  missing: "What is missing:",
  missingText: (n) =>
    n === 1
      ? "one sheet of the domain is not tied to this finding; that does not mean it says otherwise."
      : `${countEn(n)} sheets of the domain are not tied to this finding; that does not mean they say otherwise.`,
  noQuote: "No excerpt cited.",
  profiles: (n) => (n === 1 ? "One profile" : `${capital(countEn(n))} profiles`),
  profilesAside: "From 0 absent to 3 structuring. A stretched mark goes from one coder’s score to the other’s.",
  profilesFinding: (dimension, lever, impact, n) =>
    lever === 0
      ? "No dimension is scored effective by all coders"
      : `“${dimension}” is an effective lever in ${countEn(lever)} ${lever === 1 ? "sheet" : "sheets"} out of ${countEn(n)}; the effect is established in ${impact === 0 ? "none" : countEn(impact)}`,
  profilesRule: "Effective: all coders of the sheet give it 2 or 3.",
  profilesShown: (n) => `The first ${formatNumber(n, "en")} sheets by number are shown.`,
  profilesTable: "Scores of the coders: lever, then impact",
  spread: (low, high) => (low === high ? String(low) : `${low} to ${high}`),
  cell: (lever, impact) => `${lever}; ${impact}`,
  spreadTitle: (dimension, lever, impact) => `${dimension}: lever ${lever}, impact ${impact}`,
  initiative: "Initiative",
  figures: "Figures written",
  figuresAside: "Never added up: units and periods differ",
  figuresShown: (shown, n) => `Those of the first ${countEn(shown)} sheets are shown, of ${countEn(n)} that give some.`,
  figuresMissing: (n) =>
    n === 1
      ? "One sheet of the domain gives no number."
      : `${capital(countEn(n))} sheets of the domain give no number.`,
  noFigure: "No sheet of the domain gives a figure.",
  sheets: (n) => (n === 1 ? "One sheet" : `${capital(countEn(n))} sheets`),
};
