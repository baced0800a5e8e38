import { stringify } from "csv-stringify/sync";
import { toListItem } from "../initiatives/list-item.ts";
import type { Entry, ExportScope, Pieces } from "./formats.ts";

export type Cell = string | number | null;

const HEADERS = {
  fr: [
    "Numéro",
    "Intitulé",
    "Domaines",
    "Lieu écrit",
    "Lieu lu",
    "Échelle",
    "Régions",
    "Départements",
    "EPCI",
    "Communes",
    "Rayon (km)",
    "Depuis",
    "Besoin",
    "Description",
    "Porteurs",
    "Partenaires",
    "Publics",
    "Chiffres",
    "Impacts",
    "Perspectives",
    "Réponses",
  ],
  en: [
    "Number",
    "Title",
    "Domains",
    "Place as written",
    "Place as read",
    "Scale",
    "Regions",
    "Departments",
    "EPCI",
    "Communes",
    "Radius (km)",
    "Since",
    "Need",
    "Description",
    "Carriers",
    "Partners",
    "Audiences",
    "Figures",
    "Impacts",
    "Prospects",
    "Answers",
  ],
};
const NETWORK_HEADERS = { fr: ["Réseau", "Licence"], en: ["Network", "Licence"] };

/** The names of the columns; those of several networks say first whose each initiative is. */
export const headersOf = ({ network, lang }: ExportScope): string[] => [
  ...(network ? [] : NETWORK_HEADERS[lang]),
  ...HEADERS[lang],
];

/** One initiative as the cells of a row, in the order of the headers. */
export function tableRow({ record, network }: Entry, scope: ExportScope): Cell[] {
  const item = toListItem(record);
  const { territory } = item;
  const join = (values: string[]) => values.join(" ; ");
  return [
    ...(scope.network ? [] : [network.slug, network.licence]),
    item.key,
    item.title,
    join(record.domains.map((domain) => domain.name)),
    territory.words,
    territory.label,
    territory.scale,
    join(territory.regions),
    join(territory.departments),
    join(territory.epci),
    join(territory.communes),
    territory.radiusKm,
    item.since?.year ?? null,
    item.need,
    item.description,
    join(item.carriers),
    join(item.partners.map((partner) => partner.name)),
    join(item.audiences),
    join(item.figures.map((figure) => figure.text)),
    item.impacts,
    join(item.prospects.map((prospect) => [prospect.kind, prospect.towards].filter(Boolean).join(" : "))),
    join(item.statements.flatMap((statement) => statement.number ?? [])),
  ];
}

/**
 * Keeps a spreadsheet from running a cell as a formula: an apostrophe goes before the signs that begin one (OWASP, CSV
 * injection), tab and carriage return included.
 */
export const formulaSafe = (cell: Cell): Cell =>
  typeof cell === "string" && /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;

/** Initiatives as a CSV that spreadsheets in French open directly: UTF-8 with its mark, semicolons. */
export const csvPieces = (scope: ExportScope): Pieces => {
  const row = (cells: Cell[], bom = false) => stringify([cells], { delimiter: ";", bom, record_delimiter: "\r\n" });
  return {
    head: row(headersOf(scope), true),
    one: (entry) => row(tableRow(entry, scope).map(formulaSafe)),
    tail: () => "",
  };
};
