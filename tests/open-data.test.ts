import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { buildCommon } from "../src/open-data/actions/build-common.ts";
import { buildOpenData } from "../src/open-data/actions/build-open-data.ts";
import { askBuilds } from "../src/open-data/ask-builds.ts";
import { COMMON } from "../src/open-data/datasets.ts";
import { ANYONE } from "../src/platform/person.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { makeSite, type TestSite } from "./preparation/site.ts";

const base = "https://ancrage.example";
const NETWORK = "demonstration";
let bench: Bench;
let site: TestSite;
let ids: Record<string, string>;

beforeAll(async () => {
  bench = await freshDatabase();
  await loadDemonstration(bench.doors());
  const other = await makeNetwork(bench, "other", []);
  await importText(bench, "other", "Numéro;Intitulé;Lieu\n1;Atelier vélo;Niort\n");
  const { id } = await bench.db
    .selectFrom("networks")
    .select("id")
    .where("slug", "=", NETWORK)
    .executeTakeFirstOrThrow();
  ids = { [NETWORK]: id, other };
  site = await makeSite(bench);
});

const set = (slug: string, values: { published?: boolean; shared?: boolean; licence?: string | null }) =>
  bench.db
    .updateTable("networks")
    .set((eb) => ({ ...values, revision: eb("revision", "+", 1) }))
    .where("slug", "=", slug)
    .execute();
const build = async (network = NETWORK) => {
  const built = await buildOpenData(bench.doors(), { network, base });
  if (!built.ok) throw new Error(built.failure.code);
  return built.value;
};
const common = async () => {
  const built = await buildCommon(bench.doors(), { base });
  if (!built.ok) throw new Error(built.failure.code);
  return built.value;
};
const read = async (path: string, headers: Record<string, string> = {}) => {
  const response = await site.asAnyone(path, { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};
const CSV = `/${NETWORK}/donnees/initiatives.csv`;

describe("files", () => {
  test("are made once, told by their size and hash, and kept under a name of their content", async () => {
    const { outcome, files } = await build();
    expect(outcome).toBe("made");
    expect(files.map(({ format, rows }) => [format, rows])).toEqual(
      ["csv", "geojson", "jsonld", "json", "parquet"].map((format) => [format, 39]),
    );
    for (const { stored_as, bytes, sha256 } of files) {
      const kept = await readFile(join(bench.dataDir, stored_as));
      expect(kept.length).toBe(bytes);
      expect(createHash("sha256").update(kept).digest("hex")).toBe(sha256);
    }
    expect((await build()).outcome).toBe("unchanged");
  });

  test("leave no trace in the audit chain, and do not raise the revision they are made from", async () => {
    const state = () =>
      bench.db
        .selectFrom("networks")
        .select((eb) => [
          "revision",
          eb
            .selectFrom("audit_entries")
            .select((e) => e.fn.countAll<number>().as("n"))
            .as("entries"),
        ])
        .where("slug", "=", NETWORK)
        .executeTakeFirstOrThrow();
    await set(NETWORK, {});
    const before = await state();
    await build();
    expect(await state()).toEqual(before);
  });

  test("are made once by two workers at the same moment, and what an interrupted one left is gone", async () => {
    await set(NETWORK, {});
    const folder = join(bench.dataDir, "open-data", ids[NETWORK]!);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "draft.csv"), "half");
    const outcomes = (await Promise.all([build(), build()])).map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual(["made", "unchanged"]);
    expect(await readdir(folder)).toHaveLength(5);
  });

  test("that went missing on this machine are made again", async () => {
    const [file] = (await build()).files;
    await writeFile(join(bench.dataDir, "elsewhere"), "");
    await rm(join(bench.dataDir, file!.stored_as));
    const away = await read(CSV);
    expect([away.status, away.headers.get("retry-after")]).toEqual([503, "60"]);
    expect(String(away.bytes)).toContain("il y est refait de lui-même");
    expect((await build()).outcome).toBe("made");
    expect((await read(CSV)).status).toBe(200);
  });

  test("are refused to whoever may not manage the network", async () => {
    const refused = await buildOpenData(bench.doors(ANYONE), { network: NETWORK, base });
    expect(refused).toMatchObject({ ok: false, failure: { kind: "forbidden" } });
    expect(await buildCommon(bench.doors(ANYONE), { base })).toMatchObject({
      ok: false,
      failure: { kind: "forbidden" },
    });
  });
});

describe("a file", () => {
  test("is sent with its media type, name, hash and date, to any origin, and not again when it is known", async () => {
    await build();
    const { status, headers, bytes } = await read(CSV, {
      origin: "https://elsewhere.example",
      "accept-encoding": "gzip",
    });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toBe('attachment; filename="demonstration-initiatives.csv"');
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("accept-ranges")).toBe("bytes");
    expect(headers.get("content-encoding")).toBeNull();
    expect(headers.get("etag")).toBe(`"${createHash("sha256").update(bytes).digest("hex")}"`);
    expect((await read(CSV, { "if-none-match": headers.get("etag")! })).status).toBe(304);
    expect((await read(CSV, { "if-modified-since": headers.get("last-modified")! })).status).toBe(304);
    const parquet = await read(`/${NETWORK}/donnees/initiatives.parquet`);
    expect(parquet.headers.get("content-type")).toBe("application/vnd.apache.parquet");
    expect(parquet.bytes.subarray(0, 4).toString()).toBe("PAR1");
    const head = await site.asAnyone(CSV, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(bytes.length)]);
  });

  test.each([
    ["bytes=0-9", 206, (all: Buffer) => all.subarray(0, 10)],
    ["bytes=100-", 206, (all: Buffer) => all.subarray(100)],
    ["bytes=-7", 206, (all: Buffer) => all.subarray(-7)],
    ["bytes=0-99999999", 206, (all: Buffer) => all],
    ["bytes=5-2", 200, (all: Buffer) => all],
    ["bytes=0-1,4-5", 200, (all: Buffer) => all],
    ["lines=1-2", 200, (all: Buffer) => all],
  ])("asked for %s answers %i with that part", async (range, status, part) => {
    const { bytes: all } = await read(CSV);
    const got = await read(CSV, { range });
    expect(got.status).toBe(status);
    expect(got.bytes.equals(part(all))).toBe(true);
    if (status === 206) expect(got.headers.get("content-range")).toMatch(new RegExp(`^bytes \\d+-\\d+/${all.length}$`));
  });

  test("asked beyond its end says how long it is; asked in part of another version comes whole", async () => {
    const { bytes: all, headers } = await read(CSV);
    const beyond = await read(CSV, { range: `bytes=${all.length}-` });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${all.length}`]);
    expect((await read(CSV, { range: "bytes=0-1", "if-range": '"other"' })).status).toBe(200);
    expect((await read(CSV, { range: "bytes=0-1", "if-range": headers.get("etag")! })).status).toBe(206);
  });

  test.each(["initiatives.exe", "initiatives.xlsx", "..%2f..%2fpostgres", "initiatives.csv%00", "catalogue.json"])(
    "named %s does not exist",
    async (name) => {
      expect([400, 404]).toContain((await read(`/${NETWORK}/donnees/${name}`)).status);
    },
  );
});

describe("the page", () => {
  const page = async (path: string, local = false) => (await (local ? site.asLocal : site.asAnyone)(path)).text();

  test("lists the files and says plainly that no licence was chosen, then which one was", async () => {
    await set(NETWORK, { licence: null });
    const bare = await page(`/${NETWORK}/donnees`);
    for (const format of ["csv", "geojson", "jsonld", "json", "parquet"])
      expect(bare).toContain(`${CSV.slice(0, -4)}.${format}`);
    expect(bare).toContain("Aucune licence n’a été choisie.");
    await set(NETWORK, { licence: "etalab-2.0" });
    const licensed = await page(`/${NETWORK}/donnees`);
    expect(licensed).toContain("Licence Ouverte 2.0");
    expect(licensed).toContain("https://www.etalab.gouv.fr/licence-ouverte-open-licence");
    expect(licensed).toContain('itemtype="https://schema.org/Dataset"');
  });

  test("says when the files are older than the data, and no longer once they are made again", async () => {
    await build();
    const stale = "Les données ont changé depuis";
    expect(await page(`/${NETWORK}/donnees`)).not.toContain(stale);
    await classifyInitiative(bench.doors(), { network: NETWORK, key: "1", domains: ["solidarites-locales"] });
    expect(await page(`/${NETWORK}/donnees`)).toContain(stale);
    await build();
    expect(await page(`/${NETWORK}/donnees`)).not.toContain(stale);
  });

  test("of a network that does not publish is for this machine only, and has no file", async () => {
    expect((await site.asAnyone("/other/donnees")).status).toBe(404);
    expect(await page("/other/donnees", true)).toContain("Ce réseau ne publie pas");
    expect((await build("other")).outcome).toBe("removed");
    expect((await site.asLocal("/other/donnees/initiatives.csv")).status).toBe(404);
  });
});

describe("a network that stops publishing", () => {
  test("is given to nobody at once, then its files are gone", async () => {
    await set("other", { published: true, shared: true });
    await set(NETWORK, { shared: true });
    await build("other");
    await common();
    const text = async () => String((await read("/donnees/initiatives.json")).bytes);
    expect(await text()).toContain("Atelier vélo");
    expect((await read("/other/donnees/initiatives.csv")).status).toBe(200);
    await set("other", { published: false });
    // Before any job has run.
    expect((await read("/other/donnees/initiatives.csv")).status).toBe(404);
    expect((await read("/donnees/initiatives.json")).status).toBe(404);
    expect(await (await site.asAnyone("/donnees")).text()).toContain("Les fichiers sont en préparation");
    await build("other");
    await common();
    expect(existsSync(join(bench.dataDir, "open-data", ids.other!, "draft.csv"))).toBe(false);
    expect(await readdir(join(bench.dataDir, "open-data", ids.other!))).toEqual([]);
    expect(await text()).not.toContain("Atelier vélo");
  });
});

test("jobs are asked for what is out of date, and for that only", async () => {
  const doors = bench.doors();
  await build();
  await common();
  bench.enqueued.length = 0;
  expect(await askBuilds(doors, new Map())).toEqual([]);
  await set("other", { published: true, shared: false });
  expect(await askBuilds(doors, new Map())).toEqual([ids.other]);
  expect(bench.enqueued).toEqual([{ queue: "bulk", id: ids.other }]);
  await build("other");
  const seen = new Map();
  await set(NETWORK, {});
  expect(await askBuilds(doors, seen)).toEqual([]);
  expect(await askBuilds(doors, seen)).toEqual([ids[NETWORK], COMMON]);
});

test("jobs are asked for files that did not come along with the database, and for no others", async () => {
  const doors = bench.doors();
  await set("other", { published: true, shared: false });
  for (const make of [build, () => build("other"), common]) await make();
  expect(await askBuilds(doors, new Map())).toEqual([]);
  // As after a restoration on a machine that has the database only.
  await rm(join(bench.dataDir, "open-data"), { recursive: true });
  expect((await askBuilds(doors, new Map())).sort()).toEqual([ids[NETWORK], ids.other, COMMON].sort());
  for (const made of [await build(), await build("other"), await common()]) expect(made.outcome).toBe("made");
  expect(await askBuilds(doors, new Map())).toEqual([]);
  // One file of five is enough.
  const [csv] = (await build()).files;
  await rm(join(bench.dataDir, csv!.stored_as));
  expect(await askBuilds(doors, new Map())).toEqual([ids[NETWORK]]);
  expect((await build()).outcome).toBe("made");
  expect((await read(CSV)).status).toBe(200);
  // What is no longer published is still taken out of the database.
  await set("other", { published: false });
  await rm(join(bench.dataDir, "open-data", ids.other!), { recursive: true });
  expect(await askBuilds(doors, new Map())).toEqual([ids.other]);
  expect((await build("other")).outcome).toBe("removed");
  expect(await askBuilds(doors, new Map())).toEqual([]);
  await set("other", { published: true });
  await build("other");
});

describe("the catalogue", () => {
  // biome-ignore lint/suspicious/noExplicitAny: a description is read field by field
  const catalogue = async (path: string): Promise<any> => JSON.parse(String((await read(path)).bytes));

  test("describes each dataset and each of its files as they are", async () => {
    await build();
    const { headers } = await read(`/${NETWORK}/donnees/catalogue.jsonld`);
    expect(headers.get("content-type")).toContain("application/ld+json");
    const told = await catalogue(`/${NETWORK}/donnees/catalogue.jsonld`);
    expect(told["@type"]).toBe("dcat:Catalog");
    const [dataset] = told["dcat:dataset"];
    expect(dataset).toMatchObject({ "@type": "dcat:Dataset", "dct:publisher": { "foaf:name": "MGEN" } });
    expect(dataset["dct:temporal"]["dcat:startDate"]["@value"]).toMatch(/^\d{4}$/);
    expect(dataset["dcat:distribution"]).toHaveLength(5);
    for (const one of dataset["dcat:distribution"]) {
      const { bytes, headers: sent } = await read(new URL(one["dcat:downloadURL"]["@id"]).pathname);
      expect(one["dcat:byteSize"]["@value"]).toBe(String(bytes.length));
      expect(one["spdx:checksum"]["spdx:checksumValue"]["@value"]).toBe(
        createHash("sha256").update(bytes).digest("hex"),
      );
      expect(one["dcat:mediaType"]["@id"]).toMatch(
        new RegExp(`${sent.get("content-type")!.replace(/;.*/, "").replace("+", "\\+")}$`),
      );
      expect(one["dct:license"]["@id"]).toBe("https://www.etalab.gouv.fr/licence-ouverte-open-licence");
    }
  });

  test("of the installation holds the common space and each network that publishes", async () => {
    const told = await catalogue("/api/v1/catalogue.jsonld");
    const addresses = told["dcat:dataset"].map((dataset: { "@id": string }) => new URL(dataset["@id"]).pathname);
    expect(addresses).toEqual(["/donnees", `/${NETWORK}/donnees`, "/other/donnees"]);
    // One publisher at most, says DCAT-AP.
    const common = told["dcat:dataset"][0];
    expect(common["dct:publisher"]).toMatchObject({ "@type": "foaf:Agent" });
    expect(common["dct:creator"].length).toBeGreaterThan(0);
    const other = told["dcat:dataset"][2]["dcat:distribution"][0];
    expect(other["dct:license"]).toBeUndefined();
    expect(other["dct:rights"]["rdfs:label"]["@value"]).toContain("accord du réseau");
  });

  test("uses no term that its context does not name", async () => {
    const told = await catalogue("/api/v1/catalogue.jsonld");
    const prefixes = Object.keys(told["@context"]);
    const terms = new Set<string>();
    const visit = (value: unknown): void => {
      if (Array.isArray(value)) for (const one of value) visit(one);
      else if (value && typeof value === "object")
        for (const [key, one] of Object.entries(value)) {
          if (key === "@context") continue;
          if (!key.startsWith("@")) terms.add(key);
          if (key === "@type") terms.add(String(one));
          visit(one);
        }
    };
    visit(told);
    expect([...terms].filter((term) => !prefixes.includes(term.split(":")[0]!))).toEqual([]);
  });
});
