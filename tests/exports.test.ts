import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import { readParquet, writeParquet } from "parquet-wasm";
import { beforeAll, expect, test } from "vitest";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { type Entry, FORMATS, type Format, scopeOf } from "../src/exports/formats.ts";
import { formulaSafe } from "../src/exports/table.ts";
import { streamFile } from "../src/exports/write.ts";
import { listStandingIds } from "../src/initiatives/initiatives.sql.ts";
import { toListItem } from "../src/initiatives/list-item.ts";
import { eachEntry } from "../src/initiatives/records.sql.ts";
import { findNetwork } from "../src/platform/action.ts";
import { freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { makeSite } from "./preparation/site.ts";

const NETWORK = { slug: "demonstration", name: "Démonstration", licence: "etalab-2.0", provenance: null };
const scope = scopeOf(NETWORK, { lang: "fr", base: "https://ancrage.example", generatedAt: new Date("2026-11-24") });
const entries: Entry[] = [];

beforeAll(async () => {
  const bench = await freshDatabase();
  await loadDemonstration(bench.doors());
  const network = (await findNetwork(bench.db, "demonstration"))!;
  const ids = await listStandingIds(bench.db, network.id);
  for await (const { record } of eachEntry(bench.db, network, ids)) entries.push({ record, network: NETWORK });
});

const some = async function* (of: Entry[]) {
  yield* of;
};
const bytesOf = async (format: Format, of = entries) =>
  Buffer.concat(await Array.fromAsync(streamFile(format, some(of), scope)));
const jsonOf = async (format: Format, of = entries) => JSON.parse(String(await bytesOf(format, of)));

/** Read and written again by an implementation that shares nothing with ours, then read as rows. */
const rowsOfParquet = async (bytes: Buffer) => {
  const again = writeParquet(readParquet(new Uint8Array(bytes)));
  return parquetReadObjects({
    file: again.buffer.slice(again.byteOffset, again.byteOffset + again.byteLength) as ArrayBuffer,
  });
};

test("every format holds every initiative", async () => {
  expect(entries.length).toBe(39);
  const csv = parse(await bytesOf("csv"), { delimiter: ";", bom: true, columns: true }) as Record<string, string>[];
  expect(csv.map((row) => row.Numéro)).toEqual(entries.map(({ record }) => record.key));
  const geojson = await jsonOf("geojson");
  expect(geojson.features.map((feature: { id: string }) => feature.id)).toEqual(
    entries.map(({ record }) => record.key),
  );
  expect((await jsonOf("jsonld")).hasPart).toHaveLength(39);
  const json = await jsonOf("json");
  expect(json.count).toBe(39);
  expect(json.initiatives).toEqual(entries.map(({ record }) => toListItem(record)));
  expect((await bytesOf("xlsx")).subarray(0, 2).toString()).toBe("PK");
});

test("Parquet says what JSON says, as another implementation reads it", async () => {
  const rows = await rowsOfParquet(await bytesOf("parquet"));
  expect(
    rows.map(({ since_year, ...row }) => ({
      key: row.key,
      title: row.title,
      need: row.need,
      description: row.description,
      impacts: row.impacts,
      domains: row.domains,
      since: since_year === null ? null : { year: since_year },
      audiences: row.audiences,
      carriers: row.carriers,
      partners: row.partners,
      figures: row.figures,
      prospects: row.prospects,
    })),
  ).toEqual(
    entries.map(({ record }) => {
      const { territory, statements, ...item } = toListItem(record);
      return item;
    }),
  );
  expect(rows.map((row) => [row.place_words, row.scale, row.communes, row.departments, row.radius_km])).toEqual(
    entries.map(({ record: { place } }) => [
      place.words,
      place.scale,
      place.communes,
      place.departments,
      place.radiusKm,
    ]),
  );
  expect(rows.map((row) => [row.longitude, row.latitude, row.approximate])).toEqual(
    entries.map(({ record: { place } }) =>
      place.point ? [place.point.lon, place.point.lat, !place.point.exact] : [null, null, null],
    ),
  );
});

test("Parquet of more than one row group is whole", async () => {
  const many = Array.from({ length: 4100 }, (_, index) => entries[index % entries.length]!);
  const rows = await rowsOfParquet(await bytesOf("parquet", many));
  expect(rows.map((row) => row.key)).toEqual(many.map(({ record }) => record.key));
});

test.each(FORMATS)("a %s of nothing is a file all the same", async (format) => {
  const bytes = await bytesOf(format, []);
  expect(bytes.length).toBeGreaterThan(2);
  if (format === "parquet") expect(await rowsOfParquet(bytes)).toEqual([]);
  if (format === "json") expect(JSON.parse(String(bytes))).toMatchObject({ initiatives: [], count: 0 });
});

test("no cell of the CSV is one that a spreadsheet would run, and nothing else is changed", async () => {
  const [{ record }] = entries as [Entry];
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "=", "+", "-", "@", "\t", "\r", "＝"),
      async (words, sign) => {
        const entry = { network: NETWORK, record: { ...record, title: sign + words } };
        const [row] = parse(await bytesOf("csv", [entry]), { delimiter: ";", bom: true, from: 2 }) as string[][];
        for (const cell of row!) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(row![1]).toBe(formulaSafe(sign + words));
      },
    ),
    { numRuns: 200 },
  );
});

test("a file is sent while it is made: what is far down was not read yet when its beginning has come", async () => {
  const bench = await freshDatabase();
  await makeNetwork(bench, "grand", []);
  await bench.db.updateTable("networks").set({ published: true }).execute();
  const words = "Les habitants cultivent ensemble et se retrouvent chaque semaine. ".repeat(60);
  const rows = Array.from({ length: 900 }, (_, n) => `${n + 1};Jardin ${n + 1};Metz;${words}`);
  await importText(bench, "grand", `Numéro;Intitulé;Lieu;Description\n${rows.join("\n")}\n`);
  const { asAnyone } = await makeSite(bench);
  const answer = await asAnyone("/grand/exports/initiatives.json");
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value ?? "";
  expect(text).toContain("grand");
  await bench.db.updateTable("initiatives").set({ title: "Renommée" }).where("key", "=", "900").execute();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) text += chunk.value;
  const titles = JSON.parse(text).initiatives.map(({ title }: { title: string }) => title);
  expect(titles).toHaveLength(900);
  expect(titles.at(-1)).toBe("Renommée");
});
