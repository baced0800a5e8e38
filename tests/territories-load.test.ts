import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { makeLog } from "../src/platform/log.ts";
import { openRuntime, type Runtime } from "../src/platform/runtime.ts";
import { collection, communes, departements, fileOf } from "../src/territories/load/testing/official-like.ts";
import { useTerritories } from "../src/territories/official.ts";
import { type Running, startServer } from "../src/web/server.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";

let bench: Bench;
let runtime: Runtime;
let server: Running;
let shipped: Awaited<ReturnType<typeof rows>>;

beforeAll(async () => {
  bench = await freshDatabase();
  await makeNetwork(bench, "un", ["sante"]);
  await makeNetwork(bench, "deux", ["sante"]);
  const answers =
    "Intitulé;Territoire\nJardin;Cléden-Cap-Sizun\nAtelier;Finistère\nMarché;agglo de Quimper\nLieu inconnu;xqzt\n";
  for (const slug of ["un", "deux"]) expect(await importText(bench, slug, answers)).toMatchObject({ ok: true });
  const config = readConfig({ DATABASE_URL: bench.url, ANCRAGE_DATA: bench.dataDir, PORT: "0", LOG_LEVEL: "silent" });
  const opened = await openRuntime(config, makeLog("silent"));
  if (!opened.ok) throw new Error(opened.failure.code);
  runtime = opened.value;
  useTerritories(bench.dataDir);
  const started = await startServer(runtime);
  if (!started.ok) throw new Error(started.failure.code);
  server = started.value;
  ({ cookie } = await makeMember(bench, { installation: true }));
});

afterAll(async () => {
  useTerritories(null);
  await server.close();
  await runtime.close();
});

function ancrage(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, "../src/main.ts"), ...args, "--data", bench.dataDir],
    {
      env: { ...process.env, DATABASE_URL: bench.url, ANCRAGE_LANG: "fr", NODE_OPTIONS: "" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const ran = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (ran.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (ran.err += text));
  return new Promise((done) => child.on("close", (code) => done({ code, ...ran })));
}

let cookie = "";
const home = async (): Promise<string> => (await fetch(`${server.address}un`, { headers: { cookie } })).text();
const credits = async (): Promise<string> =>
  /<footer[^>]*><p class="print-only">.*?<\/p><p>(.*?)<\/p>/.exec(await home())![1]!;
const SHIPPED = /@svg-maps.*GeoNames/;
const rows = () =>
  bench.db
    .selectFrom("initiatives")
    .select([
      "network_id",
      "title",
      "longitude",
      "latitude",
      "point_exact",
      "point_departement",
      "updated_at",
      "revision",
      "place_status",
    ])
    .orderBy("network_id")
    .orderBy("key_number")
    .execute();

test("loading is noticed by a server that runs: its pages are drawn anew, and thank whoever made the outlines", async () => {
  shipped = await rows();
  const [before, again] = [await home(), await home()];
  expect(again === before).toBe(true);
  expect(await credits()).toMatch(SHIPPED);
  const loaded = await ancrage("territories", "load", await fileOf(collection(departements())));
  expect(loaded).toMatchObject({ code: 0, out: expect.stringMatching(/^101 départements chargés/) });
  const after = await home();
  expect(await credits()).toMatch(
    /^Contours des départements\s: IGN, ADMIN EXPRESS \(Licence Ouverte 2.0\)\. Positions des communes\s: GeoNames/,
  );
  const map = await (await fetch(`${server.address}un/carte`, { headers: { cookie } })).text();
  expect(map.replaceAll("&quot;", '"')).toMatch(/"attribution":"Contours\s: IGN, ADMIN EXPRESS/);
  const land = (page: string) => /class="land" d="([^"]*)"/.exec(page)![1]!;
  expect(land(after) === land(before)).toBe(false);
  const shown = await ancrage("territories", "show");
  expect(shown.out).toMatch(
    /départements\s: 101 contours et centres, IGN.*\n.*territoires\.geojson, chargé le .*SHA-256 [0-9a-f]{64}/,
  );
  expect(shown.out).toMatch(/communes\s: livrés avec Ancrage/);
});

test("the marks of every network move to the official centres; what people decided and dates do not change", async () => {
  const before = await rows();
  const point = () => fetch(`${server.address}api/v1/territories/commune/29028`);
  const [shippedPoint, tag] = await point().then(async (answer) => [await answer.json(), answer.headers.get("etag")!]);
  const path = await fileOf(collection(communes((code) => code.startsWith("29"))));
  const loaded = await ancrage(
    "territories",
    "load",
    path,
    "--partial",
    "--attribution",
    "Mairies <b>(ODbL)</b>",
    "--json",
  );
  expect(JSON.parse(loaded.out)).toMatchObject({ layer: { level: "commune" }, read: 6, unknown: [] });
  const after = await rows();
  const [jardin, , , lost] = after;
  await expect.poll(async () => (await point().then((answer) => answer.json())).point).not.toEqual(shippedPoint.point);
  expect(
    (await fetch(`${server.address}api/v1/territories/commune/29028`, { headers: { "if-none-match": tag } })).status,
  ).toBe(200);
  // Cléden-Cap-Sizun has no position of its own in what ships.
  expect(before[0]).toMatchObject({ title: "Jardin", point_exact: false });
  expect(jardin).toMatchObject({ title: "Jardin", point_exact: true, point_departement: "29" });
  expect(lost).toMatchObject({ longitude: null, latitude: null });
  const kept = (all: typeof before) =>
    all.map(({ updated_at, revision, place_status }) => [updated_at, revision, place_status]);
  expect(kept(after)).toEqual(kept(before));
  expect(await credits()).toMatch(/Positions des communes\s: Mairies &lt;b&gt;\(ODbL\)&lt;\/b&gt;\./);
  expect((await ancrage("territories", "load", "--reset", "--json")).out).toContain('"reset":true');
  expect(await rows()).toEqual(shipped);
  expect(await credits()).toMatch(SHIPPED);
});

test("a file that cannot be used is refused with what mends it, and changes nothing", async () => {
  const lambert = collection(
    departements().map((one) => ({
      ...one,
      geometry: { type: "Point", coordinates: [352_000, 6_789_000] },
    })),
  );
  const refused = await ancrage("territories", "load", await fileOf(lambert));
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.err).toContain("npx mapshaper -i ENTREE.geojson -proj from=EPSG:2154 crs=wgs84");
  const misused = ["x", "--level", "canton"];
  expect((await ancrage("territories", "load", ...misused)).code).toBe(2);
  expect(await credits()).toMatch(SHIPPED);
});
