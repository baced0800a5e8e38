import type { SchemaElement } from "hyparquet-writer";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import { toListItem } from "../initiatives/list-item.ts";
import { addressOf, type Entry, type ExportScope } from "./formats.ts";

/** How many initiatives are held in memory before they are written as one row group. */
const GROUP = 2000;

type Repetition = "REQUIRED" | "OPTIONAL";
type Column = { name: string; elements: SchemaElement[] };

const text = (name: string, repetition_type: Repetition = "REQUIRED"): SchemaElement => ({
  name,
  repetition_type,
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  logical_type: { type: "STRING" },
});
const maybe = (name: string) => text(name, "OPTIONAL");
const real = (name: string): SchemaElement => ({ name, repetition_type: "OPTIONAL", type: "DOUBLE" });
const one = (element: SchemaElement): Column => ({ name: element.name, elements: [element] });
const group = (name: string, fields: SchemaElement[][]): SchemaElement[] => [
  { name, repetition_type: "REQUIRED", num_children: fields.length },
  ...fields.flat(),
];
/** A list in the three levels that the format prescribes. */
const list = (name: string, element: SchemaElement[]): SchemaElement[] => [
  { name, repetition_type: "REQUIRED", num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
  { name: "list", repetition_type: "REPEATED", num_children: 1 },
  ...element,
];
const many = (name: string, element: SchemaElement[] = [text("element")]): Column => ({
  name,
  elements: list(name, element),
});

const COLUMNS: Column[] = [
  one(text("network")),
  one(maybe("licence")),
  one(text("key")),
  one(text("url")),
  one(text("title")),
  one(text("need")),
  one(text("description")),
  one(text("impacts")),
  many("domains"),
  one(text("place_words")),
  one(maybe("place_label")),
  one(text("place_status")),
  one(maybe("scale")),
  many("regions"),
  many("departments"),
  many("epci"),
  many("communes"),
  one(real("radius_km")),
  one(real("longitude")),
  one(real("latitude")),
  one({ name: "approximate", repetition_type: "OPTIONAL", type: "BOOLEAN" }),
  one({ name: "since_year", repetition_type: "OPTIONAL", type: "INT32" }),
  many("audiences"),
  many("carriers"),
  many(
    "partners",
    group("element", [
      [text("name")],
      [text("kind")],
      [{ name: "generic", repetition_type: "REQUIRED", type: "BOOLEAN" }],
      list("roles", [text("element")]),
    ]),
  ),
  many(
    "figures",
    group("element", [
      [text("text")],
      [text("what")],
      [real("min")],
      [real("max")],
      [text("qualifier")],
      [maybe("unit")],
      [maybe("period")],
    ]),
  ),
  many("prospects", group("element", [[text("kind")], [maybe("towards")], [maybe("condition")]])),
];

const SCHEMA: SchemaElement[] = [{ name: "root", num_children: COLUMNS.length }, ...COLUMNS.flatMap((c) => c.elements)];

/** What each column holds of an initiative. */
function cellsOf(entry: Entry, scope: ExportScope): Record<string, unknown> {
  const { record, network } = entry;
  const { territory, since, ...item } = toListItem(record);
  const { point } = record.place;
  return {
    ...item,
    network: network.slug,
    licence: network.licence,
    url: addressOf(scope, entry),
    place_words: territory.words,
    place_label: territory.label,
    place_status: territory.status,
    scale: territory.scale,
    regions: territory.regions,
    departments: territory.departments,
    epci: territory.epci,
    communes: territory.communes,
    radius_km: territory.radiusKm,
    longitude: point?.lon ?? null,
    latitude: point?.lat ?? null,
    approximate: point ? !point.exact : null,
    since_year: since?.year ?? null,
  };
}

// The footer's "no rows, and a list of no row groups": the writer gives the empty list no type, where strict
// readers expect structures.
const NO_ROWS = Buffer.from([0x16, 0x00, 0x19, 0x00]);
const STRUCTURES = 0x0c;

function withTypedEmptyList(bytes: Uint8Array): Uint8Array {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(NO_ROWS);
  if (at >= 0) bytes[at + 3] = STRUCTURES;
  return bytes;
}

/** A Parquet file written as initiatives come, one row group after another; each call answers the bytes to put next. */
export function openParquet(scope: ExportScope): { add: (entry: Entry) => Uint8Array | null; end: () => Uint8Array } {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: SCHEMA,
    createdBy: "Ancrage",
    kvMetadata: [{ key: "generatedAt", value: scope.generatedAt.toISOString() }],
  });
  let rows: Record<string, unknown>[] = [];
  let empty = true;
  const take = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    // Positions in the file go on from `offset`; only the buffer starts again.
    writer.index = 0;
    return bytes;
  };
  const flush = () => {
    const columnData = COLUMNS.map(({ name }) => ({ name, data: rows.map((row) => row[name]) }));
    parquet.write({ columnData, rowGroupSize: GROUP });
    rows = [];
    empty = false;
  };
  return {
    add: (entry) => {
      rows.push(cellsOf(entry, scope));
      if (rows.length < GROUP) return null;
      flush();
      return take();
    },
    end: () => {
      if (rows.length > 0) flush();
      parquet.finish();
      return empty ? withTypedEmptyList(take()) : take();
    },
  };
}
