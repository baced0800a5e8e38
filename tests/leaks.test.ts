import { beforeAll, describe, expect, test } from "vitest";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { buildCommon } from "../src/open-data/actions/build-common.ts";
import { buildOpenData } from "../src/open-data/actions/build-open-data.ts";
import { type Canaries, plantCanaries } from "./preparation/canaries.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { decode } from "./preparation/decode.ts";
import { makeSite, type TestSite } from "./preparation/site.ts";

/*
 * The whole public surface, asked as a stranger: every route of the application with every example below, every operation
 * of the API with every parameter, every link of every page. Nothing that was planted where nobody may look is found.
 */

const BASE = "http://localhost:4173";
/** How many states of one address are followed by its links, and how many addresses of one route: enough to meet each kind. */
const STATES = 5;
const ALIKE = 12;

/** What the parameters of addresses are tried with, whatever the route; a new parameter must be given here. */
const examples: Record<string, string[]> = {
  network: ["demonstration", ":hidden"],
  slug: ["demonstration", ":hidden"],
  key: ["1", "6", "36", "9001", "9002", "9003", "9004", "999"],
  name: ["1", "6", "36", "9001", "9001-titre", "9002", "9003", "9004", "999"],
  number: ["1", "6", "36", "77", "999"],
  domain: ["solidarites-locales", "prevention-sante-cooperative", "aucun"],
  id: [
    ":actor",
    ":hiddenActor",
    ":rejectedActor",
    ":archivedActor",
    ":import",
    ":draft",
    ":proposal",
    ":deletion",
    "none",
  ],
  a: ["6"],
  b: ["36"],
  level: ["region", "departement"],
  code: ["76", "46"],
  file: [
    ...["csv", "xlsx", "geojson", "jsonld", "json", "parquet"].map((format) => `initiatives.${format}`),
    "catalogue.jsonld",
    "sitemap-1.xml",
    "0.mvt",
    "11.mvt",
  ],
  token: ["none"],
  z: ["0", "5"],
  x: ["0", "15", "16"],
};

/** What a route must be asked besides to answer. */
const QUESTIONS: Record<string, string> = {
  "/carte/lignes": "?bbox=-180,-85,180,85",
};

const WORKSPACE = "of the workspace: refused to a stranger, whatever is asked";
const PROPOSING = "for whom the network accepts proposals from: src/web/routes/proposals.test.ts";
/** Routes that no stranger is ever answered with 200, and why. */
const CLOSED: Record<string, string> = {
  "/:network/importer": WORKSPACE,
  "/:network/importer/:id": WORKSPACE,
  "/:network/verifier": WORKSPACE,
  "/:network/doublons": WORKSPACE,
  "/:network/doublons/:a/:b": WORKSPACE,
  "/:network/initiatives/nouvelle": PROPOSING,
  "/:network/initiatives/:name/proposer": PROPOSING,
  "/:network/initiatives/:name/modifier": WORKSPACE,
  "/:network/initiatives/:name/historique": WORKSPACE,
  "/:network/initiatives/:name/historique/:number": WORKSPACE,
  "/:network/initiatives/:name/supprimer": WORKSPACE,
  "/:network/corbeille": WORKSPACE,
  "/:network/brouillons": WORKSPACE,
  "/:network/brouillons/:id": WORKSPACE,
  "/:network/propositions": WORKSPACE,
  "/:network/propositions/:id": WORKSPACE,
  "/:network/suivi/:token": "for whoever holds the address of her proposal: src/web/routes/proposals.test.ts",
  "/:network/reglages": WORKSPACE,
  "/:network/personnes": WORKSPACE,
  "/:network/personnes/:id": WORKSPACE,
  "/:network/journal": WORKSPACE,
  "/:network/journal/journal.csv": WORKSPACE,
  "/compte": "for whoever signed in: a stranger is led to do it",
  "/compte/securite": "for whoever signed in: a stranger is led to do it",
  "/compte/nouvelles": "for whoever signed in: a stranger is led to do it",
  "/:network/commentaires/:id": WORKSPACE,
  "/compte/donnees": "for whoever signed in: a stranger is led to do it",
  "/:network/donnees-personnelles": "of the workspace: /en/donnees-personnelles is the public page of that name",
  "/compte/premier": "for whoever holds the link of the first account: tests/accounts.test.ts",
  "/invitation/:network/:token": "for whoever holds the link of an invitation: tests/accounts.test.ts",
  "/connexion/annuaire/:id": "leads to a directory: tests/directory.test.ts",
  "/:network/travaux": WORKSPACE,
  "/metrics": "for programs of this machine, and whoever bears the token: tests/metrics.test.ts",
  "/favicon.ico": "leads to the icon",
};

let bench: Bench;
let site: TestSite;
let canaries: Canaries;
let fillings: Record<string, string>;

type Answer = { path: string; status: number; type: string; text: string };
const answers = new Map<string, Answer>();
const leaks: string[] = [];

beforeAll(async () => {
  bench = await freshDatabase();
  await loadDemonstration(bench.doors());
  canaries = await plantCanaries(bench);
  for (const built of [
    await buildOpenData(bench.doors(), { network: "demonstration", base: BASE }),
    await buildCommon(bench.doors(), { base: BASE }),
  ])
    if (!built.ok) throw new Error(built.failure.code);
  // Asked hundreds of times, it would soon answer that it is asked too often, and nothing would be looked at.
  site = await makeSite(bench, { ANCRAGE_API_RATE: "0" });
  fillings = await findFillings();
  await crawl();
}, 180_000);

async function findFillings(): Promise<Record<string, string>> {
  const { db } = bench;
  const hidden = await db
    .selectFrom("networks")
    .select(["id", "slug"])
    .where("published", "=", false)
    .executeTakeFirstOrThrow();
  const idOf = async (table: "actors" | "imports", hiddenOne: boolean) =>
    (
      await db
        .selectFrom(table)
        .select("id")
        .where("network_id", hiddenOne ? "=" : "!=", hidden.id)
        .executeTakeFirstOrThrow()
    ).id;
  const proposalOf = async (status: "draft" | "sent") =>
    (await db.selectFrom("proposals").select("id").where("status", "=", status).executeTakeFirstOrThrow()).id;
  const idNamed = async (what: string) => {
    const [word] = [...canaries.secrets].find(([, told]) => told === what)!;
    return (await db.selectFrom("actors").select("id").where("name", "=", word).executeTakeFirstOrThrow()).id;
  };
  return {
    ":hidden": hidden.slug,
    ":actor": await idOf("actors", false),
    ":hiddenActor": await idOf("actors", true),
    ":rejectedActor": await idNamed("rejected actor"),
    ":archivedActor": await idNamed("actor of an archived initiative"),
    ":import": await idOf("imports", false),
    ":draft": await proposalOf("draft"),
    ":proposal": await proposalOf("sent"),
    ":deletion": (await db.selectFrom("deletions").select("id").executeTakeFirstOrThrow()).id,
  };
}

const patterns = () => [...new Set(site.app.routes.filter(({ method }) => method === "GET").map(({ path }) => path))];

/** Every address of a route, its parameters replaced by each of their examples. */
function addressesOf(pattern: string): string[] {
  return pattern
    .split("/")
    .reduce<string[]>(
      (heads, part) => {
        // A parameter may say what it takes, in braces.
        const [name] = part.slice(1).split("{");
        const values = part.startsWith(":") ? (examples[name!] ?? []) : [part];
        return heads.flatMap((head) =>
          values.map((value) => `${head}/${encodeURIComponent(fillings[value] ?? value)}`),
        );
      },
      [""],
    )
    .map((address) => address.replace(/^\/\//, "/").replace(/^\/$/, "/") || "/")
    .map((address) => address + (Object.entries(QUESTIONS).find(([end]) => address.endsWith(end))?.[1] ?? ""));
}

/** What a text says that it should not; the words of its own address are only given back. */
const found = (text: string, words: Map<string, string>, asked = ""): string[] => {
  const low = text.toLowerCase();
  return [...words]
    .filter(([word]) => low.includes(word) && !asked.toLowerCase().includes(word))
    .map(([, what]) => what);
};

async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await site.asAnyone(path, init);
  const type = response.headers.get("content-type") ?? "";
  const bytes = Buffer.from(await response.arrayBuffer());
  const headers = [...response.headers].map(
    ([name, value]) => `${name}: ${decodeURIComponent(value.replace(/%(?![0-9a-f]{2})/gi, "%25"))}`,
  );
  const text = `${headers.join("\n")}\n${await decode(type, bytes)}`;
  const answer = { path, status: response.status, type, text };
  for (const what of found(text, canaries.secrets, path)) leaks.push(`${init.method ?? "GET"} ${path} tells: ${what}`);
  return answer;
}

/** Addresses of this site that an answer leads to. */
function linksOf({ path, type, text }: Answer): string[] {
  const links = /html|xml/.test(type)
    ? [...text.matchAll(/(?:href|src|action|content|url)=["']?([^"'\s>]+)/g)].map((match) => match[1]!)
    : /json/.test(type)
      ? [...text.matchAll(/"((?:http:\/\/localhost:4173)?\/[^"\s]*)"/g)].map((match) => match[1]!)
      : [];
  const location = /^location: (.*)$/m.exec(text)?.[1];
  return [...links, ...(location ? [location] : [])].flatMap((link) => {
    const address = URL.parse(link.replaceAll("&amp;", "&"), `${BASE}${path}`);
    return address?.origin === BASE ? [address.pathname + address.search] : [];
  });
}

/** Asks every example, then follows links until nothing of a new kind is met. */
async function crawl(): Promise<void> {
  const waiting = [...patterns().flatMap(addressesOf), ...(await operationAddresses())];
  const examined = new Set(waiting);
  const states = new Map<string, number>();
  const alike = new Map<string, number>();
  const all = patterns();
  const enough = (path: string, bare: string): boolean => {
    if (examined.has(path)) return false;
    const pattern = all.find((one) => matches(one, path)) ?? bare;
    const [ofState, ofRoute] = [states.get(bare) ?? 0, alike.get(pattern) ?? 0];
    states.set(bare, ofState + 1);
    alike.set(pattern, ofRoute + 1);
    return path === bare ? pattern.includes(":") && ofRoute >= ALIKE : ofState >= STATES || ofRoute >= ALIKE * 2;
  };
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (answers.has(path)) continue;
    const [bare = ""] = path.split("?");
    if (enough(path, bare)) continue;
    const answer = await ask(path);
    answers.set(path, answer);
    waiting.push(...linksOf(answer).filter((link) => !answers.has(link)));
  }
}

/** Every operation of the API, bare, then with each of its parameters, then with all. */
async function operationAddresses(): Promise<string[]> {
  const document = JSON.parse(await (await site.asAnyone("/api/v1/openapi.json")).text());
  type Parameter = { name: string; in: string; example: unknown };
  return Object.entries<{ get: { parameters?: Parameter[] } }>(document.paths).flatMap(([path, { get }]) => {
    const parameters = get.parameters ?? [];
    const query = parameters
      .filter((one) => one.in === "query" && one.name !== "cursor")
      .map(({ name, example }) => `${name}=${encodeURIComponent(String([example].flat()[0]))}`);
    const bare = path.replace(/\{(\w+)\}/g, (_, name) => String(parameters.find((one) => one.name === name)?.example));
    return [bare, ...query.map((one) => `${bare}?${one}`), `${bare}?${query.join("&")}`, `${bare}?limit=100`];
  });
}

const matches = (pattern: string, path: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replace(/:[^/]+/g, "[^/]+")
      .replace(/\\\*$/, ".+")}$`,
  ).test(path.split("?")[0]!);

describe("what nobody may see", () => {
  test("is nowhere on the public surface", () => {
    expect(canaries.secrets.size).toBeGreaterThan(100);
    expect([...new Set(leaks)].sort()).toEqual([]);
  });

  test("is not found by searching for it, which would tell that it is there", async () => {
    const told: string[] = [];
    for (const [word, what] of canaries.secrets) {
      for (const path of ["networks/demonstration/initiatives", "initiatives", "networks/demonstration/actors"]) {
        const answer = await site.asAnyone(`/api/v1/${path}?q=${word}`);
        expect(answer.status).toBe(200);
        const { total } = (await answer.json()) as { total: number };
        expect(total).toBeTypeOf("number");
        if (total > 0) told.push(what);
      }
    }
    expect(told).toEqual([]);
  });

  test("is not told by what is refused: forms sent by a stranger", async () => {
    leaks.length = 0;
    const posts = [...new Set(site.app.routes.filter(({ method }) => method === "POST").map(({ path }) => path))];
    for (const path of posts.flatMap(addressesOf)) {
      const { status } = await ask(path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "x=1",
      });
      // Forms of accounts answer anybody, with their own refusals.
      const account = /^(\/en)?\/(connexion|deconnexion|compte|invitation)(\/|$)/.test(path);
      const refused = account ? [303, 404, 422, 429, 503] : [403, 404];
      expect([path, refused.includes(status)]).toEqual([path, true]);
    }
    expect(leaks).toEqual([]);
  });
});

describe("the crawl", () => {
  test("went to every route that a stranger may be answered on", () => {
    const good = [...answers.values()].filter(({ status }) => status === 200);
    const unseen = patterns()
      .filter((pattern) => !good.some(({ path }) => matches(pattern, path)))
      .filter((pattern) => !Object.hasOwn(CLOSED, pattern.replace(/^\/en(?=\/)/, "")));
    expect(unseen).toEqual([]);
  });

  test("has an example for every parameter, and no reason that is out of date", () => {
    const names = patterns().flatMap((pattern) => [...pattern.matchAll(/:(\w+)/g)].map((match) => match[1]!));
    expect([...new Set(names)].filter((name) => !Object.hasOwn(examples, name))).toEqual([]);
    expect(Object.keys(CLOSED).filter((pattern) => !patterns().includes(pattern))).toEqual([]);
    const open = Object.keys(CLOSED).filter((pattern) =>
      [...answers.values()].some(({ path, status }) => status === 200 && matches(pattern, path)),
    );
    expect(open.filter((pattern) => CLOSED[pattern] === WORKSPACE)).toEqual([]);
  });

  test.each([
    ["/demonstration/initiatives/6", ["title", "figure", "audience", "prospect", "actor"]],
    ["/en/demonstration/initiatives/6", ["title", "provenance"]],
    ["/demonstration/rapports/1", ["title"]],
    ["/demonstration/rapports/1/rapport.html", ["title"]],
    ["/demonstration/acteurs?q=xyqpublic", []],
    [
      "/api/v1/networks/demonstration/initiatives/6",
      ["title", "need", "description", "figure", "actor", "audience", "prospect"],
    ],
    ["/demonstration/carte", ["title"]],
    ["/commun/carte", ["title"]],
    ["/commun/carte/lignes?bbox=-180,-85,180,85", ["title"]],
    ["/demonstration/fil.atom", ["title"]],
    ["/commun/fil.atom", ["title"]],
    ["/commun/initiatives", ["title"]],
    ["/demonstration/integrer/liste", ["title"]],
    ...["csv", "xlsx", "geojson", "jsonld", "json", "parquet"].flatMap((format): [string, string[]][] => [
      [`/demonstration/exports/initiatives.${format}`, ["title", "figure", "actor", "audience"]],
      [`/commun/exports/initiatives.${format}`, ["title", "figure", "actor", "audience"]],
      ...(format === "xlsx"
        ? []
        : [
            [`/demonstration/donnees/initiatives.${format}`, ["title", "figure", "actor"]] as [string, string[]],
            [`/donnees/initiatives.${format}`, ["title", "figure", "actor"]] as [string, string[]],
          ]),
    ]),
    ["/demonstration/donnees/catalogue.jsonld", ["provenance"]],
    ["/api/v1/catalogue.jsonld", ["provenance"]],
  ] as [string, string[]][])("reads %s: what is public is found there", async (path, expected) => {
    const asked = answers.get(path) ?? (await ask(path));
    const today = asked.status === 301 && /^location: (.*)$/m.exec(asked.text)![1]!;
    const { text } = today ? await ask(today) : asked;
    expect(found(text, canaries.told)).toEqual(expect.arrayContaining(expected));
  });

  test("met on the home an import of a file whose name is a secret, and the merge of a sheet that was deleted since", async () => {
    const page = answers.get("/demonstration")!.text;
    expect(page).toContain("4\u202f321 réponses importées.");
    const { rows } = await bench.pool.query(
      "select action from audit_entries where position < 900000 order by position desc limit 3",
    );
    expect(rows.map(({ action }) => action)).toContain("merge_initiatives");
  });

  test("would see a secret in any of these forms", async () => {
    const [[word, what]] = [...canaries.secrets] as [[string, string]];
    for (const text of [`<!-- ${word} -->`, `{"a":"${word.toUpperCase()}"}`, `etag: "${word}"`])
      expect(found(text, canaries.secrets)).toEqual([what]);
    expect(found(`nothing`, canaries.secrets)).toEqual([]);
  });
});
