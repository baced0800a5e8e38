import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { runImport } from "../src/imports/actions/run-import.ts";
import { buildOpenData } from "../src/open-data/actions/build-open-data.ts";
import { personOf } from "../src/people/person-of.ts";
import { openJobs } from "../src/platform/jobs.ts";
import { makeLog } from "../src/platform/log.ts";
import { ROLES, type Role } from "../src/platform/person.ts";
import { composeReport } from "../src/reports/actions/compose-report.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import { verifyReport } from "../src/reports/actions/verify-report.ts";
import { ROUTE_POLICIES } from "../src/web/route-policies.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { decode } from "./preparation/decode.ts";
import { makeMember } from "./preparation/members.ts";
import { form, makeSite, type TestSite } from "./preparation/site.ts";
import { A, B, fingerprintsOf, makeTwoNetworks, SECRET, type TwoNetworks } from "./preparation/two-networks.ts";

/*
 * Both walls between networks, as the people of network B meet them: every route, with the address of A and with that of B
 * and the identifiers of A, in paths, questions and forms; files, searches, tiles, feeds, reports, jobs and the API. It is
 * walked twice: as the product is, and with the conditions of the queries alone.
 */

let bench: Bench;
let two: TwoNetworks;
/** What belongs to A and could be named by somebody who has seen it elsewhere. */
const of: Record<string, string[]> = {};
/** Every identifier of A, and no one else's. */
let identifiers: Set<string>;
let before: Map<string, string>;
/** The session of somebody who administers A. */
let insider: string;

const GIVEN = ROLES.filter((role) => role !== "public");

beforeAll(async () => {
  bench = await freshDatabase();
  two = await makeTwoNetworks(bench);
  await gatherThings();
  await plantDeadJob();
  insider = await memberOf(two.a, "administrator");
  before = await snapshot();
}, 180_000);

/** The rows of A, and what waits for it. */
async function snapshot(): Promise<Map<string, string>> {
  const prints = await fingerprintsOf(bench, two.tables, two.a);
  const { rows } = await bench.pool.query(
    "select md5(string_agg(j::text, '|' order by j.id)) as print from pgboss.job j where data->>'network' = $1",
    [A],
  );
  return prints.set("pgboss.job", rows[0].print);
}

async function gatherThings(): Promise<void> {
  const list = async (name: string, text: string) => {
    const { rows } = await bench.pool.query(text, [two.a]);
    if (rows.length === 0) throw new Error(`A has no ${name}`);
    of[name] = rows.map(({ it }) => String(it));
  };
  const tables = [
    "actors",
    "imports",
    "review_items",
    "figures",
    "merges",
    "invitations",
    "grants",
    "initiatives",
    "statements",
  ];
  for (const table of tables)
    await list(table, `select id as it from ${table} where network_id = $1 order by id limit 1`);
  await list("people", "select user_id as it from grants where network_id = $1 limit 1");
  await list(
    "keys",
    "select key as it from initiatives where network_id = $1 and status = 'active' order by key_number limit 2",
  );
  await list("domains", "select key as it from domains where network_id = $1 limit 1");
  await list("reports", "select number as it from reports where network_id = $1");
  const { rows: points } = await bench.pool.query(
    "select longitude as lon, latitude as lat from search_documents where network_id = $1 and exact order by key limit 1",
    [two.a],
  );
  of.tile = tileOf(points[0]);
  const all: string[] = [];
  for (const table of two.tables) {
    const { rows } = await bench.pool.query(
      `select (to_jsonb(t)->>'id') as it from ${table} t where to_jsonb(t)->>'network_id' = $1`,
      [two.a],
    );
    all.push(...rows.flatMap(({ it }) => it ?? []));
  }
  identifiers = new Set([...all, two.a]);
}

/** A zoom at which initiatives are told one by one, and the tile of a point there. */
const DEEP = "13";
function tileOf({ lon, lat }: { lon: number; lat: number }): string[] {
  const side = 2 ** Number(DEEP);
  const y = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return [((lon + 180) / 360) * side, y * side].map((at) => String(Math.floor(at)));
}

/** A job of A that failed for good. */
async function plantDeadJob(): Promise<void> {
  const jobs = openJobs(bench.pages.url, makeLog("silent"));
  await bench.pages.db
    .transaction()
    .execute((db) => jobs.enqueue(db, "import", { network: A, id: of.imports![0]!, person: "local" }));
  await jobs.stop();
  const { rows } = await bench.pool.query(
    "insert into pgboss.job (name, data, singleton_key) values ('import_dead', $1, 'dead of A') returning id",
    [{ network: A, id: of.imports![0]!, person: "local" }],
  );
  of.jobs = [rows[0].id];
}

/** What each parameter of an address is tried with. */
const valuesOf = (name: string): string[] => {
  const known: Record<string, string[]> = {
    id: ["actors", "imports", "review_items", "figures", "merges", "invitations", "grants", "people", "jobs"].flatMap(
      (one) => of[one]!,
    ),
    name: [...of.keys!, of.initiatives![0]!],
    number: [...of.reports!, "1"],
    domain: of.domains!,
    a: [of.keys![0]!],
    b: [of.keys![1]!],
    statement: of.statements!,
    token: ["x".repeat(43)],
    level: ["region"],
    code: ["76"],
    file: [
      ...["csv", "xlsx", "geojson", "jsonld", "json", "parquet"].map((format) => `initiatives.${format}`),
      "catalogue.jsonld",
      "0.mvt",
      `${of.tile![1]!}.mvt`,
    ],
    z: ["0", DEEP],
    x: ["0", of.tile![0]!],
  };
  const values = known[name];
  if (!values) throw new Error(`What is :${name} to be tried with?`);
  return values;
};

/** Every address of a route in a network, its parameters replaced by what A has. */
function addressesOf(pattern: string, network: string): string[] {
  const paths = pattern.split("/").reduce<string[]>(
    (heads, part) => {
      const [name = "", taken] = part.slice(1).split("{");
      const values = !part.startsWith(":")
        ? [part]
        : taken
          ? ["sitemap-1.xml"]
          : name === "network"
            ? [network]
            : valuesOf(name);
      return heads.flatMap((head) => values.map((value) => `${head}/${value}`));
    },
    [""],
  );
  return paths.map((path) => path.replace(/^\/\//, "/"));
}

/** What a page may be asked besides: the word of A, its address, its actor, all of the country. */
const questions = () =>
  `?${new URLSearchParams({ q: SECRET, bbox: "-180,-85,180,85" })}&reseau=${A}&partenaire=${of.actors![0]}&acteur=${SECRET}&domaine=${of.domains![0]}`;

/** Every field that a form of the site reads. */
function fieldNames(): string[] {
  const folder = join(import.meta.dirname, "../src/web");
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\.(?:text|all)\("([\w-]+)"\)/g)].map((match) => match[1]!))),
  ];
}
const FIELDS = fieldNames();

/** All of them, filled with what A has. */
function formOf(turn: number): Record<string, string> {
  const things = [...valuesOf("id"), ...of.keys!, ...of.domains!, A, two.a];
  const given = Object.fromEntries(FIELDS.map((name, index) => [name, things[(index + turn) % things.length]!]));
  return {
    ...given,
    // What is kept as it was typed would be read again.
    ...Object.fromEntries(FREE.map((name) => [name, "Essai"])),
    domain: of.domains![0]!,
    fiche: of.keys![0]!,
    decision: "distinct",
    role: "reader",
    niveau: "region",
    code: "76",
  };
}

const FREE = ["nom", "description", "titre", "sous-titre", "avant-propos", "other-title"];

/** Identifiers of A that people of B wrote in what they made: it is then theirs, and shown to them. */
const written = new Set<string>();
const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

type Walk = { site: TestSite; leaks: string[]; wrong: string[]; asked: number };

/** Asks one address, and notes what it tells of A that was not said in asking. */
async function ask(walk: Walk, cookie: string | undefined, path: string, init: RequestInit = {}): Promise<number> {
  const response = await walk.site.asMember(cookie as string)(path, init);
  const type = response.headers.get("content-type") ?? "";
  const body = Buffer.from(await response.arrayBuffer());
  const text = `${JSON.stringify([...response.headers])}\n${await decode(type, body)}`;
  walk.asked += 1;
  const said = `${path} ${init.body ?? ""}`;
  const told = [...text.matchAll(IDS)].map(([id]) => id);
  const foreign = told.find((id) => identifiers.has(id) && !said.includes(id) && !written.has(id));
  if (init.body && response.status === 303) for (const [id] of String(init.body).matchAll(IDS)) written.add(id);
  const tells = text.toLowerCase().split(SECRET).length;
  if (tells > 1 && tells > (said.includes(SECRET) ? await echoesOf(walk, cookie, path) : 0))
    walk.leaks.push(`${init.method ?? "GET"} ${path} tells the word of A`);
  if (foreign) walk.leaks.push(`${init.method ?? "GET"} ${path} tells ${foreign}`);
  // Without a server of mail, letters are told not to leave.
  if (response.status >= 500 && !/^\/connexion\//.test(path))
    walk.wrong.push(`${init.method ?? "GET"} ${path}: ${response.status}`);
  return response.status;
}

/** How often the same page repeats a word of the same length that nobody wrote: a question is given back as it was typed. */
async function echoesOf(walk: Walk, cookie: string | undefined, path: string): Promise<number> {
  const nothing = SECRET.replaceAll("secret", "nobody");
  const response = await walk.site.asMember(cookie as string)(path.replaceAll(SECRET, nothing));
  const text = await decode(response.headers.get("content-type") ?? "", Buffer.from(await response.arrayBuffer()));
  return `${JSON.stringify([...response.headers])}\n${text}`.toLowerCase().split(nothing).length;
}

const routes = (method: string) =>
  Object.entries(ROUTE_POLICIES).flatMap(([route, rule]) => {
    const [of, pattern] = route.split(" ") as [string, string];
    return of === method && !pattern.includes("*") ? [{ pattern, rule }] : [];
  });

const isOwn = (rule: string) => rule === "signed in" || rule === "anybody";

/** Everything that is read, by the bearer of a cookie. */
async function read(walk: Walk, cookie: string | undefined, turn: number | null): Promise<void> {
  for (const { pattern, rule } of routes("GET")) {
    for (const network of pattern.includes(":network") ? [A, B] : [""]) {
      const all = addressesOf(pattern, network);
      // Each role takes its own of the addresses of a route; together they take them all, and the first takes them all.
      const own =
        turn === null
          ? all
          : all.filter((_, index) => index % GIVEN.length === turn % Math.min(GIVEN.length, all.length));
      for (const path of own) {
        const statuses = [await ask(walk, cookie, path), await ask(walk, cookie, path + questions())];
        if (network === A && !isOwn(rule) && statuses.some((status) => status !== 404))
          walk.wrong.push(`GET ${path}: ${statuses}`);
      }
    }
  }
}

/** Every form, sent by whoever bears a cookie. */
async function write(walk: Walk, makeCookie: () => Promise<string>, turn: number): Promise<void> {
  const cookie = await makeCookie();
  for (const { pattern, rule } of routes("POST")) {
    // Some forms of an account end the session that sent them.
    const own = isOwn(rule) ? await makeCookie() : cookie;
    for (const network of pattern.includes(":network") ? [A, B] : [""])
      for (const path of addressesOf(pattern, network)) {
        const status = await ask(walk, own, path, form(formOf(turn)));
        if (network === A && !isOwn(rule) && status !== 404) walk.wrong.push(`POST ${path}: ${status}`);
      }
  }
}

/** Every operation of the API, in A and in B, with what A has. */
async function readApi(walk: Walk, cookie: string): Promise<void> {
  const document = JSON.parse(await (await walk.site.asAnyone("/api/v1/openapi.json")).text());
  for (const [path, { get }] of Object.entries<{
    get: { parameters?: { name: string; in: string; example: unknown }[] };
  }>(document.paths))
    for (const slug of [A, B]) {
      const filled = path
        .replace("{slug}", slug)
        .replace("{key}", of.keys![0]!)
        .replace("{level}", "region")
        .replace("{code}", "76");
      const query = (get.parameters ?? []).filter((one) => one.in === "query" && one.name !== "cursor");
      const values: Record<string, string> = {
        q: SECRET,
        partner: of.actors![0]!,
        actor: of.actors![0]!,
        domain: of.domains![0]!,
        network: A,
      };
      for (const asked of [
        "",
        ...query.map(
          ({ name, example }) => `?${name}=${encodeURIComponent(values[name] ?? String([example].flat()[0]))}`,
        ),
      ])
        await ask(walk, cookie, filled + asked);
    }
}

const memberOf = async (network: string, role: Role) =>
  (await makeMember(bench, { grants: [{ network, role }] })).cookie;

describe.each([
  { walls: "both walls", roles: GIVEN, place: () => bench },
  {
    walls: "the conditions of the queries alone, PostgreSQL showing everything",
    roles: ["administrator", "partner"] as Role[],
    place: () => ({ ...bench, pages: { url: bench.url, db: bench.db, pool: bench.pool } }),
  },
])("with $walls, the people of network B", ({ roles, place }) => {
  const walk: Walk = { site: null as unknown as TestSite, leaks: [], wrong: [], asked: 0 };
  beforeAll(async () => {
    const at = place();
    walk.site = await makeSite({ ...at, doors: (person) => ({ ...bench.doors(person), db: at.pages.db }) });
  });

  test("read nothing of A on any route, whatever their role", async () => {
    for (const [turn, role] of roles.entries())
      await read(walk, await memberOf(two.b, role), role === "administrator" ? null : turn);
    await read(walk, undefined, 0);
    await readApi(walk, await memberOf(two.b, "administrator"));
    expect(walk.asked).toBeGreaterThan(1000);
    expect([...new Set(walk.wrong)]).toEqual([]);
    expect([...new Set(walk.leaks)]).toEqual([]);
  }, 240_000);

  test("change nothing of A by any form, whatever their role", async () => {
    for (const [turn, role] of roles.entries()) await write(walk, () => memberOf(two.b, role), turn);
    expect([...new Set(walk.wrong)]).toEqual([]);
    expect([...new Set(walk.leaks)]).toEqual([]);
    expect(await snapshot()).toEqual(before);
  }, 240_000);
});

test("the same walk finds A where she is shown: by one of its own people", async () => {
  const walk: Walk = { site: await makeSite(bench), leaks: [], wrong: [], asked: 0 };
  await read(walk, insider, null);
  const told = new Set(walk.leaks.map((leak) => leak.replace(/\?.*/, "").replace(/ tells.*/, "")));
  for (const path of [
    "initiatives",
    "carte",
    "acteurs",
    "domaines",
    "fil.atom",
    "exports/initiatives.xlsx",
    "exports/initiatives.parquet",
    "rapports/71/rapport.html",
    "rapports/71/rapport.pdf",
    "verifier",
    "doublons",
    "importer",
    "personnes",
    "journal/journal.csv",
    `tuiles/${DEEP}/${of.tile!.join("/")}.mvt`,
  ])
    expect([...told]).toContain(`GET /${A}/${path}`);
}, 120_000);

describe("a job asked for by somebody of network B", () => {
  const doorsOf = async (role: Role) => {
    const { id } = await makeMember(bench, { grants: [{ network: two.b, role }] });
    return bench.doors(await personOf(bench.pages.db, id, new Date()));
  };

  test("touches nothing of A, whichever network it says it is for", async () => {
    const doors = await doorsOf("administrator");
    const [id, report] = [
      of.imports![0]!,
      (await bench.pool.query("select id from reports where network_id = $1", [two.a])).rows[0].id,
    ];
    const outcomes = [
      await runImport(doors, { network: A, id }),
      await runImport(doors, { network: B, id }),
      await composeReport(doors, { network: A, id: report }),
      await composeReport(doors, { network: B, id: report }),
      await sealReport(doors, { network: A, lang: "fr" }),
      await buildOpenData(doors, { network: A, base: "http://localhost:4173" }),
    ];
    expect(outcomes.map((outcome) => (outcome.ok ? "done" : outcome.failure.kind))).toEqual([
      ...["forbidden", "not_found", "forbidden", "not_found", "forbidden", "forbidden"],
    ]);
    expect(await snapshot()).toEqual(before);
  });

  test("tells nothing of a report of A to whoever holds its file", async () => {
    const { rows } = await bench.pool.query("select pdf, html from reports where network_id = $1", [two.a]);
    const doors = await doorsOf("national_team");
    for (const file of [rows[0].pdf, Buffer.from(rows[0].html)])
      expect(await verifyReport(doors, file)).toMatchObject({ ok: false, failure: { code: "report_unknown_file" } });
    expect(await verifyReport(bench.doors(), rows[0].pdf)).toMatchObject({
      ok: true,
      value: { network: A, genuine: true },
    });
  });
});
