import { readFile, writeFile } from "node:fs/promises";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { openReference } from "../src/territories/reference.ts";
import { OPERATIONS, type OperationName } from "../src/web/api/operations.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { makeSite, type TestSite } from "./preparation/site.ts";

const FIXED = new Date("2026-11-24T08:00:00Z");
const FILE = new URL("../src/web/api/examples.json", import.meta.url);
const ADDRESSES = {
  index: "/api/v1",
  networks: "/api/v1/networks",
  network: "/api/v1/networks/demonstration",
  networkInitiatives: "/api/v1/networks/demonstration/initiatives?partner_kind=association&prospect=essaimage&limit=1",
  initiative: "/api/v1/networks/demonstration/initiatives/6",
  actors: "/api/v1/networks/demonstration/actors?kind=mutuelle&limit=2",
  domains: "/api/v1/networks/demonstration/domains",
  networkFacets: "/api/v1/networks/demonstration/facets?region=76&domain=solidarites-locales",
  initiatives: "/api/v1/initiatives?departement=46&limit=1",
  facets: "/api/v1/facets?departement=46",
  territory: "/api/v1/territories/departement/46",
};

let bench: Bench;
let site: TestSite;
let ownId: string;

beforeAll(async () => {
  bench = await freshDatabase(() => FIXED);
  await loadDemonstration(bench.doors());
  ownId = await makeNetwork(bench, "secret", []);
  await importText(bench, "secret", "Numéro;Intitulé;Lieu\n1;Projet confidentiel;Niort\n");
  site = await makeSite(bench);
});

// biome-ignore lint/suspicious/noExplicitAny: answers are checked field by field
type Any = any;
const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await site.asAnyone(path, { headers });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === "" ? null : JSON.parse(text)) as Any };
};
const pathOf = (address: string) => address.replace(/^https?:\/\/[^/]+/, "");

async function follow(first: string, between: () => Promise<void> = async () => {}) {
  const keys: string[] = [];
  for (let next: string | null = first; next; ) {
    const { status, body } = await get(pathOf(next));
    expect(status).toBe(200);
    keys.push(...body.items.map((item: Any) => item.key ?? item.id));
    next = body.next;
    await between();
  }
  return keys;
}

/** Identifiers differ at each loading: each is named by the order in which it comes. */
function steady(value: unknown): unknown {
  const names = new Map<string, string>();
  const text = JSON.stringify(value).replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    if (!names.has(id)) names.set(id, `01990000-0000-7000-8000-${String(names.size + 1).padStart(12, "0")}`);
    return names.get(id)!;
  });
  return JSON.parse(text.replace(/cursor=[\w-]+/g, "cursor=WyJwYWdlIl0"));
}

describe("the examples", () => {
  test("are what the demonstration answers (EXAMPLES=write writes them again)", async () => {
    const answers: Record<string, unknown> = {};
    for (const [name, address] of Object.entries(ADDRESSES)) {
      const { status, body } = await get(address);
      expect([name, status]).toEqual([name, 200]);
      answers[name] = steady(body);
    }
    answers.openapi = { openapi: "3.1.0", info: { title: "API d’Ancrage", version: "1.0.0" } };
    const { "@context": context, "@id": id, "@type": type } = (await get("/api/v1/catalogue.jsonld")).body;
    answers.catalogue = { "@context": context, "@id": id, "@type": type };
    const list = await site.asAnyone(ADDRESSES.networkInitiatives);
    const problems = {
      parameters: (await get("/api/v1/initiatives?limit=1000&domaine=x")).body,
      network: (await get("/api/v1/networks/inconnu")).body,
      quota: {
        type: "https://iana.org/assignments/http-problem-types#quota-exceeded",
        title: "Trop de requêtes",
        status: 429,
        detail:
          "Vous avez dépassé 300 requêtes par minute. Attendez 12 s. Pour tout prendre, préférez les fichiers de données ouvertes.",
        instance: "/api/v1/networks",
        code: "quota",
        "violated-policies": ["minute"],
      },
    };
    const link = (steady(list.headers.get("link")) as string) ?? "";
    const examples = { addresses: ADDRESSES, answers, problems, link };
    if (process.env.EXAMPLES === "write") await writeFile(FILE, `${JSON.stringify(examples, null, 2)}\n`);
    expect(JSON.parse(await readFile(FILE, "utf8"))).toEqual(examples);
  });
});

describe.each(["fr", "en"])("the description in %s", (lang) => {
  const read = async () => (await get("/api/v1/openapi.json", { "accept-language": lang })).body;

  test("is valid OpenAPI 3.1", async () => {
    const outcome = await new Validator().validate(await read());
    expect(outcome).toMatchObject({ valid: true });
  });

  test("says every operation, parameter, answer, header and field, with an example of each", async () => {
    const { paths, components } = await read();
    const missing: string[] = [];
    const tell = (what: string, text: unknown) => void (text || missing.push(what));
    for (const [path, { get: operation }] of Object.entries<Any>(paths)) {
      tell(`${path} summary`, operation.summary && operation.description);
      for (const parameter of operation.parameters ?? []) {
        tell(`${path} ${parameter.name}`, parameter.description);
        tell(`${path} ${parameter.name} example`, parameter.example !== undefined);
      }
      for (const [status, response] of Object.entries<Any>(operation.responses)) {
        tell(`${path} ${status}`, response.description);
        for (const [name, header] of Object.entries<Any>(response.headers ?? {})) tell(name, header.description);
        for (const content of Object.values<Any>(response.content ?? {}))
          tell(`${path} ${status} example`, content.example);
      }
    }
    for (const [name, schema] of Object.entries<Any>(components.schemas)) {
      tell(name, schema.description && schema.examples);
      for (const [field, property] of Object.entries<Any>(schema.properties))
        tell(`${name}.${field}`, property.description);
    }
    expect(missing).toEqual([]);
  });
});

test.each(Object.entries(ADDRESSES))(
  "the answer of %s is what its schema says, and nothing more",
  async (name, address) => {
    const { content } = OPERATIONS[name as OperationName].responses[200];
    const { body } = await get(address);
    // Parsing leaves out what no schema names.
    expect((content["application/json"] as Any).schema.parse(body)).toEqual(body);
  },
);

describe("paging", () => {
  test.each([1, 2, 7, 38, 39, 40, 100])("by %i visits every initiative once, in order", async (limit) => {
    const keys = await follow(`/api/v1/networks/demonstration/initiatives?limit=${limit}`);
    expect(keys).toEqual(
      (await get("/api/v1/networks/demonstration/initiatives?limit=100")).body.items.map((i: Any) => i.key),
    );
    expect(new Set(keys).size).toBe(39);
  });

  test.each(["number", "title", "recent", "year"])("sorted by %s visits every initiative once", async (sort) => {
    const keys = await follow(`/api/v1/initiatives?limit=4&sort=${sort}`);
    expect(keys).toHaveLength(39);
    expect(new Set(keys).size).toBe(39);
  });

  test("keeps its place while initiatives are added", async () => {
    await makeNetwork(bench, "growing", []);
    await bench.db.updateTable("networks").set({ published: true }).where("slug", "=", "growing").execute();
    const row = (n: number) => `${n};Initiative ${n};Niort`;
    const add = (numbers: number[]) =>
      importText(bench, "growing", `Numéro;Intitulé;Lieu\n${numbers.map(row).join("\n")}\n`);
    await add([10, 20, 30, 40, 50, 60, 70]);
    let added = 0;
    const keys = await follow("/api/v1/networks/growing/initiatives?limit=2", async () => {
      added += 1;
      // Before and after where one reads.
      await add([added, 100 + added]);
    });
    const first = ["10", "20", "30", "40", "50", "60", "70"];
    expect(keys.filter((key) => first.includes(key))).toEqual(first);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("of actors visits each once", async () => {
    const ids = await follow("/api/v1/networks/demonstration/actors?limit=17");
    const { total } = (await get("/api/v1/networks/demonstration/actors?limit=1")).body;
    expect(ids).toHaveLength(total);
    expect(new Set(ids).size).toBe(total);
  });

  test("tells where the next page is in Link as in the answer, under the same filters", async () => {
    const { headers, body } = await get("/api/v1/networks/demonstration/initiatives?partner_kind=association&limit=3");
    expect(headers.get("link")).toContain(`<${body.next}>; rel="next"`);
    expect(body.next).toContain("partner_kind=association");
    const last = await get("/api/v1/networks/demonstration/initiatives?limit=100");
    expect(last.body.next).toBeNull();
    expect(last.headers.get("link")).not.toContain("next");
  });

  test.each([
    ["cut", (cursor: string) => cursor.slice(0, -3)],
    ["altered", (cursor: string) => `${cursor.slice(0, 40)}A${cursor.slice(41)}`],
    ["made up", () => Buffer.from('[1,"x",[1]]').toString("base64url")],
    ["endless", () => "A".repeat(900)],
  ])("refuses a cursor that is %s, and says how to mend", async (_, alter) => {
    const { body } = await get("/api/v1/networks/demonstration/initiatives?limit=3");
    const cursor = new URL(body.next).searchParams.get("cursor")!;
    const refused = await get(`/api/v1/networks/demonstration/initiatives?limit=3&cursor=${alter(cursor)}`);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({ status: 400, code: "cursor" });
  });

  test("refuses a cursor of other filters, of another order or of another network", async () => {
    const { body } = await get("/api/v1/networks/demonstration/initiatives?limit=3");
    const cursor = new URL(body.next).searchParams.get("cursor")!;
    for (const address of [
      "/api/v1/networks/demonstration/initiatives?region=76",
      "/api/v1/networks/demonstration/initiatives?sort=title",
      "/api/v1/networks/growing/initiatives?limit=3",
    ])
      expect((await get(`${address}&cursor=${cursor}`)).body.code).toBe("cursor");
  });
});

describe("filters", () => {
  const total = async (query: string) => (await get(`/api/v1/networks/demonstration/initiatives?${query}`)).body.total;

  test("keep what the list keeps", async () => {
    const exported = await site.asAnyone(
      "/demonstration/exports/initiatives.json?partenaire=association&perspective=essaimage&q=projet",
    );
    const { count } = (await exported.json()) as { count: number };
    expect(await total("partner_kind=association&prospect=essaimage&q=projet")).toBe(count);
    expect(count).toBeGreaterThan(0);
  });

  test("count what facets tell, facet by facet", async () => {
    const { facets } = (await get("/api/v1/networks/demonstration/facets")).body;
    for (const [name, values] of Object.entries<Any>(facets)) {
      expect([name, values.length > 0]).toEqual([name, true]);
      for (const { value, count } of values.slice(0, 3))
        expect([name, value, await total(`${name}=${value}`)]).toEqual([name, value, count]);
    }
  });

  test("take every region and département that there is, overseas too", async () => {
    const { parameters } = (await get("/api/v1/openapi.json")).body.paths["/api/v1/initiatives"].get;
    for (const level of ["region", "departement"] as const) {
      const { schema } = parameters.find(({ name }: Any) => name === level);
      const refused = openReference()
        .list(level)
        .filter(({ code }) => !new RegExp(schema.items.pattern).test(code));
      expect([level, refused]).toEqual([level, []]);
    }
    const { body } = await get("/api/v1/territories/region/988");
    expect((await get(body.initiatives.replace(/^https?:\/\/[^/]+/, ""))).status).toBe(200);
  });

  test("by partner, commune, EPCI and audience keep some and not all", async () => {
    const { items } = (await get("/api/v1/networks/demonstration/actors?q=mgen&limit=1")).body;
    const place = (await get("/api/v1/networks/demonstration/initiatives?limit=100")).body.items
      .map((item: Any) => item.territory)
      .find((territory: Any) => territory.communes.length > 0);
    for (const query of [
      `partner=${items[0].id}`,
      `commune=${place.communes[0]}`,
      `epci=${place.parents.epci[0]}`,
      "audience=enfants",
      `near=commune:${place.communes[0]}&radius=5`,
    ]) {
      const kept = await total(query);
      expect([query, kept > 0 && kept < 39]).toEqual([query, true]);
    }
  });

  test("are refused when unknown or meaningless, with a sentence for each", async () => {
    const { status, headers, body } = await get("/api/v1/initiatives?limit=0&region=Occitanie&domaine=x&partner=1", {
      "accept-language": "en",
    });
    expect(status).toBe(400);
    expect(headers.get("content-type")).toContain("application/problem+json");
    expect(headers.get("vary")).toMatch(/accept-language/i);
    expect(body.instance).toBe("/api/v1/initiatives?limit=0&region=Occitanie&domaine=x&partner=1");
    expect(body.errors.map((error: Any) => error.parameter).sort()).toEqual(["domaine", "limit", "partner", "region"]);
    expect(body.detail).toMatch(/limit.*1 to 100/);
  });
});

describe("an address", () => {
  test("of a merged initiative leads to the one that stays", async () => {
    const { status, headers } = await get("/api/v1/networks/demonstration/initiatives/36");
    expect(status).toBe(301);
    expect(headers.get("cache-control")).toBe("no-cache");
    expect(headers.get("location")).toMatch(/\/api\/v1\/networks\/demonstration\/initiatives\/6$/);
  });

  test.each([
    ["/api/v1/networks/secret", "network"],
    ["/api/v1/networks/secret/initiatives", "network"],
    ["/api/v1/networks/secret/initiatives/1", "network"],
    ["/api/v1/networks/secret/facets", "network"],
    ["/api/v1/networks/nowhere/actors", "network"],
    ["/api/v1/networks/demonstration/initiatives/999", "initiative"],
    ["/api/v1/territories/commune/00000", "territory"],
    ["/api/v1/territories/planet/1", "territory"],
    ["/api/v1/nothing", "address"],
    ["/api/v1/networks/a%2Fb", "network"],
  ])("%s is a 404 in JSON", async (path, code) => {
    const { status, body } = await get(path);
    expect([status, body.code]).toEqual([404, code]);
  });

  test("of a network that does not publish answers as one that does not exist, to this machine too", async () => {
    const words = (body: Any) => JSON.stringify(body).replaceAll("secret", "nowhere");
    const [hidden, missing] = [await get("/api/v1/networks/secret"), await get("/api/v1/networks/nowhere")];
    expect(words(hidden.body)).toBe(words(missing.body));
    expect((await site.asLocal("/api/v1/networks/secret")).status).toBe(404);
  });

  test("takes GET and HEAD only", async () => {
    const response = await site.asAnyone("/api/v1/networks", { method: "DELETE" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect((await site.asAnyone("/api/v1/networks", { method: "HEAD" })).status).toBe(200);
  });
});

describe("an answer", () => {
  test("is not sent again while nothing changed, and is after a change", async () => {
    const path = "/api/v1/networks/demonstration/initiatives?limit=2";
    const { headers } = await get(path);
    const tag = headers.get("etag")!;
    expect(headers.get("cache-control")).toBe("public, max-age=60, must-revalidate");
    const again = await get(path, { "if-none-match": `"other", ${tag}` });
    expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, null, tag]);
    expect((await get(`${path}0`, { "if-none-match": tag })).status).toBe(200);
    await bench.db
      .updateTable("networks")
      .set((eb) => ({ revision: eb("revision", "+", 1) }))
      .where("slug", "=", "demonstration")
      .execute();
    expect((await get(path, { "if-none-match": tag })).status).toBe(200);
  });

  test("can be read by a page of anywhere", async () => {
    const { headers } = await get("/api/v1/networks", { origin: "https://elsewhere.example" });
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-expose-headers")).toMatch(/ETag.*Link.*RateLimit/);
    expect(headers.get("cross-origin-resource-policy")).toBe("cross-origin");
    for (const path of ["/api/v1/networks", "/api/v1/openapi.json", "/api/v1/catalogue.jsonld"]) {
      const origin = "https://elsewhere.example";
      const tag = (await get(path)).headers.get("etag")!;
      const again = await get(path, { origin, "if-none-match": tag });
      expect([path, again.status, again.headers.get("access-control-allow-origin")]).toEqual([path, 304, "*"]);
    }
    const preflight = await site.asAnyone("/api/v1/initiatives", {
      method: "OPTIONS",
      headers: {
        origin: "https://elsewhere.example",
        "access-control-request-method": "GET",
        "access-control-request-headers": "if-none-match",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET,HEAD,OPTIONS");
    expect(preflight.headers.get("access-control-max-age")).toBe("86400");
  });

  test("of the common space holds only those who publish and share", async () => {
    expect((await get("/api/v1/initiatives")).body.total).toBe(39);
    await bench.db.updateTable("networks").set({ shared: true }).where("id", "=", ownId).execute();
    expect((await get("/api/v1/initiatives")).body.total).toBe(39);
    expect((await get("/api/v1/networks")).body.items.map((one: Any) => one.slug)).toEqual([
      "demonstration",
      "growing",
    ]);
  });
});
