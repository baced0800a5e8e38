import type { InitiativeRecord } from "../initiatives/records.sql.ts";

export const FORMATS = ["csv", "xlsx", "geojson", "jsonld", "json", "parquet"] as const;
export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Record<Format, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  geojson: "application/geo+json; charset=utf-8",
  jsonld: "application/ld+json; charset=utf-8",
  json: "application/json; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

/** A network as a file names it beside each of its initiatives. */
export type Source = { slug: string; name: string; licence: string | null };

/** One initiative of a file, with the network it belongs to. */
export type Entry = { record: InitiativeRecord; network: Source };

export type ExportScope = {
  /** The network whose file it is; null for the common space, where each initiative names its own. */
  network: (Source & { provenance: string | null }) | null;
  /** What the whole is called. */
  title: string;
  lang: "fr" | "en";
  /** The public address of the installation, without a final slash; identifiers are made from it. */
  base: string;
  generatedAt: Date;
  /** The network each record belongs to, where they come from several. */
  networkOf?: (record: InitiativeRecord) => { slug: string; name: string };
};

/** The scope of a file about one network. */
export const scopeOf = (
  network: Source & { provenance: string | null },
  rest: Pick<ExportScope, "lang" | "base" | "generatedAt">,
): ExportScope => ({ network, title: network.name, ...rest });

/** A file written one initiative at a time: what comes before them all, each of them, what comes after. */
export type Pieces = {
  head: string;
  one: (entry: Entry, index: number) => string;
  tail: (count: number) => string;
};

/** The stable address of an initiative, which is also its identifier. */
export const addressOf = (scope: Pick<ExportScope, "base">, { record, network }: Entry): string =>
  `${scope.base}/${network.slug}/initiatives/${encodeURIComponent(record.key)}`;
