import { stringify } from "csv-stringify/sync";
import writeXlsxFile from "write-excel-file/node";
import { toListItem } from "../initiatives/list-item.ts";
import type { InitiativeRecord } from "../initiatives/records.sql.ts";

export const FORMATS = ["csv", "xlsx", "geojson", "jsonld", "json"] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Record<Format, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  geojson: "application/geo+json; charset=utf-8",
  jsonld: "application/ld+json; charset=utf-8",
  json: "application/json; charset=utf-8",
};

export type ExportScope = {
  network: { slug: string; name: string; provenance: string | null };
  lang: "fr" | "en";
  /** The public address of the installation, without a final slash; identifiers are made from it. */
  base: string;
  generatedAt: Date;
  /** The network each record belongs to, where they come from several. */
  networkOf?: (record: InitiativeRecord) => { slug: string; name: string };
};

type Cell = string | number | null;
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

const NETWORK = { fr: "Réseau", en: "Network" };

const header = ({ lang, networkOf }: ExportScope): string[] => [
  ...(networkOf ? [NETWORK[lang]] : []),
  ...HEADERS[lang],
];

function tableRow(record: InitiativeRecord, { networkOf }: ExportScope): Cell[] {
  const item = toListItem(record);
  const { territory } = item;
  const join = (values: string[]) => values.join(" ; ");
  return [
    ...(networkOf ? [networkOf(record).name] : []),
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

/** The records as a CSV that spreadsheets in French open directly: UTF-8 with its mark, semicolons. */
export function toCsv(records: InitiativeRecord[], scope: ExportScope): string {
  return stringify([header(scope), ...records.map((record) => tableRow(record, scope).map(formulaSafe))], {
    delimiter: ";",
    bom: true,
    record_delimiter: "\r\n",
  });
}

/** The records as an XLSX workbook of one sheet, every cell a plain value. */
export async function toXlsx(records: InitiativeRecord[], scope: ExportScope): Promise<Buffer> {
  const cells = records.map((record) =>
    tableRow(record, scope).map((value) =>
      value === null
        ? null
        : typeof value === "number"
          ? { value, type: Number }
          : { value: value.slice(0, 32_767), type: String },
    ),
  );
  const heads = header(scope).map((value) => ({ value, type: String, fontWeight: "bold" as const }));
  const file = await writeXlsxFile([heads, ...cells], { sheet: "Initiatives" });
  return file.toBuffer();
}

/** The records as a GeoJSON FeatureCollection (RFC 7946): one point each, null where no place was read. */
export function toGeoJson(records: InitiativeRecord[], scope: ExportScope): string {
  return JSON.stringify({
    type: "FeatureCollection",
    name: scope.network.name,
    features: records.map((record) => {
      const { point } = record.place;
      return {
        type: "Feature",
        id: scope.networkOf ? `${scope.networkOf(record).slug}/${record.key}` : record.key,
        geometry: point ? { type: "Point", coordinates: [point.lon, point.lat] } : null,
        properties: { ...itemOf(record, scope), approximate: point ? !point.exact : null, url: address(scope, record) },
      };
    }),
  });
}

/** The records as JSON-LD with schema.org terms: each initiative a Project, its actors Organizations, its place a Place. */
export function toJsonLd(records: InitiativeRecord[], scope: ExportScope): string {
  return JSON.stringify({
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": `${scope.base}/${scope.network.slug}`,
    name: scope.network.name,
    ...(scope.network.provenance && { description: scope.network.provenance }),
    dateModified: scope.generatedAt.toISOString(),
    inLanguage: "fr",
    hasPart: records.map((record) => describe(record, scope)),
  });
}

function describe(record: InitiativeRecord, scope: ExportScope) {
  const item = toListItem(record);
  const { point } = record.place;
  const organization = (name: string) => ({ "@type": "Organization", name });
  return {
    "@type": "Project",
    "@id": address(scope, record),
    identifier: item.key,
    name: item.title,
    description: [item.need, item.description].filter((text) => text !== "").join("\n\n"),
    ...(item.since && { foundingDate: String(item.since.year) }),
    keywords: record.domains.map((domain) => domain.name),
    areaServed: {
      "@type": "Place",
      name: item.territory.label ?? item.territory.words,
      identifier: [
        ...item.territory.communes,
        ...item.territory.epci,
        ...item.territory.departments,
        ...item.territory.regions,
      ],
      ...(point && { geo: { "@type": "GeoCoordinates", latitude: point.lat, longitude: point.lon } }),
    },
    ...(item.carriers.length > 0 && { parentOrganization: item.carriers.map(organization) }),
    member: item.partners.filter((partner) => !partner.generic).map((partner) => organization(partner.name)),
    ...(item.audiences.length > 0 && {
      audience: item.audiences.map((audienceType) => ({ "@type": "Audience", audienceType })),
    }),
    interactionStatistic: item.figures.map((figure) => ({
      "@type": "QuantitativeValue",
      name: figure.what,
      description: figure.text,
      ...(figure.min !== null && { minValue: figure.min }),
      ...(figure.max !== null && { maxValue: figure.max }),
      ...(figure.unit && { unitText: figure.unit }),
    })),
  };
}

/** The records as JSON, in the shape of the command line. */
export function toJson(records: InitiativeRecord[], scope: ExportScope): string {
  return JSON.stringify(
    {
      network: scope.network.slug,
      generatedAt: scope.generatedAt.toISOString(),
      count: records.length,
      initiatives: records.map((record) => itemOf(record, scope)),
    },
    null,
    2,
  );
}

const itemOf = (record: InitiativeRecord, { networkOf }: ExportScope) => ({
  ...(networkOf && { network: networkOf(record).slug }),
  ...toListItem(record),
});

// The key alone never changes, whatever becomes of the title: the site leads from it to the sheet.
const address = (scope: ExportScope, record: InitiativeRecord) =>
  `${scope.base}/${(scope.networkOf?.(record) ?? scope.network).slug}/initiatives/${encodeURIComponent(record.key)}`;

/** The records in one of the formats, as bytes. */
export async function toFormat(format: Format, records: InitiativeRecord[], scope: ExportScope): Promise<Buffer> {
  if (format === "csv") return Buffer.from(toCsv(records, scope));
  if (format === "xlsx") return toXlsx(records, scope);
  const text = { geojson: toGeoJson, jsonld: toJsonLd, json: toJson }[format](records, scope);
  return Buffer.from(`${text}\n`);
}
