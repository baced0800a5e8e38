import iconv from "iconv-lite";

const COLUMNS = [
  "N°",
  "Nom du projet",
  "Commune",
  "Besoin identifié",
  "Description",
  "Partenaires associés",
  "Publics",
  "Chiffres clés",
  "Suites envisagées",
  "Argent",
];

/** Saint-Denis is several communes, the second row has no title, the last two tell the same story, and no field is called « Argent ». */
const ROWS = (from: number): string[][] => [
  [
    `${from}`,
    "Jardin nourricier des écoliers",
    "Saint-Denis",
    "Les enfants ne savent plus d’où viennent les légumes.",
    "Un potager tenu avec 45 familles du quartier.",
    "Ville (prête le terrain), école élémentaire",
    "écoliers",
    "près de 1 200 élèves",
    "Essaimer dans d’autres écoles",
    "Caisse des écoles",
  ],
  [`${from + 1}`, "", "Niort", "Des aidants sont épuisés.", "Une pause par semaine.", "CCAS", "aidants", "", "", ""],
  [
    `${from + 2}`,
    "Café des voisins",
    "Vesoul",
    "On se parle peu entre étages.",
    "Un café sur le palier ; trente bénévoles se relaient.",
    "Office public de l’habitat",
    "habitants",
    "une trentaine de bénévoles",
    "",
    "Fondation de France",
  ],
  [
    `${from + 3}`,
    "Le café des voisins",
    "Vesoul (Haute-Saône)",
    "On se parle peu d’un étage à l’autre.",
    "Un café sur le palier, tenu par des bénévoles.",
    "Office public de l’habitat, MGEN",
    "habitants de l’immeuble",
    "plus de 25 bénévoles",
    "",
    "",
  ],
];

const quote = (cell: string): string => (/[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A small file as a region sends it, numbered from `from`: what is doubtful in it is said above. */
export function answersText(from: number): string {
  return [COLUMNS, ...ROWS(from)].map((row) => row.map(quote).join(";")).join("\r\n");
}

/** The same, as an old spreadsheet writes it: Windows-1252. */
export const answersFile = (from: number): Buffer => iconv.encode(answersText(from), "win1252");
