import { capital, countFr, formatNumber } from "../format.ts";

const of = (n: number): string => (n === 1 ? "Son unique initiative" : `Ses ${countFr(n, "f")} initiatives`);

export const domains = {
  title: "Domaines",
  description: (network: string): string =>
    `Les domaines d’action de ${network}, leurs définitions et leurs initiatives.`,
  lead: "Ce que fait le réseau dans ses territoires, rangé par domaine. Une initiative peut relever de plusieurs.",
  empty: "Aucun domaine n’est encore défini",
  emptyBody: "L’équipe qui mène l’étude définit les domaines une fois les premières initiatives caractérisées.",
  definition: "Définition",
  undecided: (n: number): string =>
    n === 1
      ? "Une initiative n’a pas encore de domaine."
      : `${capital(countFr(n, "f"))} initiatives n’ont pas encore de domaine.`,
  seeUndecided: "Les voir",
  proposedByTeam: "proposé par l’équipe d’Ancrage",
  place: (position: number, of: number) => `Domaine ${position} sur ${of}`,
  amount: (n: number): string =>
    n === 0 ? "aucune initiative" : n === 1 ? "1 initiative" : `${formatNumber(n, "fr")} initiatives`,
  overseas: (n: number): string =>
    n === 0 ? "" : n === 1 ? "dont une outre-mer" : `dont ${countFr(n, "f")} outre-mer`,
  version: (version: number) => `Définition de la grille, version ${version}.`,
  listAll: (n: number): string => (n === 1 ? "Voir l’initiative" : `Voir les ${formatNumber(n, "fr")} initiatives`),
  where: "Où elles agissent",
  whereAside: (n: number): string =>
    n === 1 ? "Un seul domaine" : `Les ${countFr(n, "m")} domaines à la même échelle`,
  whereFinding: (n: number, overseas: number, most: boolean): string => {
    if (n === 0) return "Aucune initiative n’est encore placée dans ce domaine";
    if (overseas === 0) return `${of(n)} ${n === 1 ? "est" : "sont toutes"} dans l’Hexagone ou en Corse`;
    const part = overseas === n ? (n === 1 ? "est" : "sont toutes") : "";
    if (part) return `${of(n)} ${part} outre-mer`;
    return `${capital(countFr(overseas, "f"))} de ses ${countFr(n, "f")} initiatives ${overseas > 1 ? "sont" : "est"} outre-mer${most ? ", plus que dans tout autre domaine" : ""}`;
  },
  whereSource: "Une marque par initiative et par territoire nommé. Celles d’outre-mer sont posées en bas à gauche.",
  whereMany: "Un domaine de plus de 500 initiatives a une marque par département où il agit.",
  miniTitle: (name: string, n: number, overseas: number): string =>
    `${name} : ${n} ${n > 1 ? "initiatives" : "initiative"}${overseas > 0 ? `, dont ${overseas} outre-mer` : ""}`,
  mapTable: "Initiatives par domaine, dont outre-mer",
  heads: { domain: "Domaine", count: "Initiatives", overseas: "Outre-mer" },
  findings: "Constats",
  findingsAside: (title: string, n: number): string =>
    `${title ? `« ${title} » : ` : ""}${n === 1 ? "un constat" : `${countFr(n, "m")} constats`}, et les fiches qui ${n === 1 ? "le" : "les"} portent`,
  noFinding: "Aucun constat n’est encore écrit pour ce domaine.",
  carriedBy: (n: number, total: number): string =>
    n === 0
      ? "Aucune fiche n’y est encore rattachée."
      : `${capital(countFr(n, "f"))} ${n > 1 ? "fiches" : "fiche"} sur ${countFr(total, "f")} ${n > 1 ? "sont citées" : "est citée"} à l’appui.`,
  missing: "Ce qui manque :",
  missingText: (n: number): string =>
    n === 1
      ? "une fiche du domaine n’est pas rattachée à ce constat ; cela ne dit pas qu’elle le contredit."
      : `${countFr(n, "f")} fiches du domaine ne sont pas rattachées à ce constat ; cela ne dit pas qu’elles le contredisent.`,
  noQuote: "Sans extrait cité.",
  profiles: (n: number): string => (n === 1 ? "Un profil" : `${capital(countFr(n, "m"))} profils`),
  profilesAside: "De 0 absent à 3 structurant. Une marque allongée va de la note d’un codeur à celle de l’autre.",
  profilesFinding: (dimension: string, lever: number, impact: number, n: number): string =>
    lever === 0
      ? "Aucune dimension n’est notée effective par tous les codeurs"
      : `« ${dimension} » est un levier effectif dans ${countFr(lever, "f")} ${lever > 1 ? "fiches" : "fiche"} sur ${countFr(n, "f")} ; l’effet est établi dans ${impact === 0 ? "aucune" : countFr(impact, "f")}`,
  profilesRule: "Effectif : tous les codeurs de la fiche lui donnent 2 ou 3.",
  profilesShown: (n: number): string => `Voici les ${formatNumber(n, "fr")} premières fiches par numéro.`,
  profilesTable: "Notes des codeurs : levier, puis impact",
  spread: (low: number, high: number): string => (low === high ? String(low) : `${low} à ${high}`),
  cell: (lever: string, impact: string) => `${lever} ; ${impact}`,
  spreadTitle: (dimension: string, lever: string, impact: string) => `${dimension} : levier ${lever}, impact ${impact}`,
  initiative: "Initiative",
  figures: "Chiffres écrits",
  figuresAside: "Jamais additionnés : les unités et les périodes diffèrent",
  figuresShown: (shown: number, n: number): string =>
    `Ceux des ${countFr(shown, "f")} premières fiches sont montrés, sur ${countFr(n, "f")} qui en donnent.`,
  figuresMissing: (n: number): string =>
    n === 1
      ? "Une fiche du domaine ne donne aucun nombre."
      : `${capital(countFr(n, "f"))} fiches du domaine ne donnent aucun nombre.`,
  noFigure: "Aucune fiche du domaine ne donne de chiffre.",
  sheets: (n: number): string => (n === 1 ? "Une fiche" : `${capital(countFr(n, "f"))} fiches`),
};
