import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { readSources } from "../scripts/checks/sources.ts";
import { catalogue } from "../src/i18n/catalogue.ts";
import { LANGS } from "../src/i18n/format.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { settleNetwork } from "../src/networks/actions/settle-network.ts";
import { appendAudit } from "../src/platform/audit.ts";
import type { Person } from "../src/platform/person.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { makeSite, type TestSite } from "./preparation/site.ts";

const CAMILLE = "0190aaaa-0000-7000-8000-000000000001";
const GONE = "0190aaaa-0000-7000-8000-000000000002";

let bench: Bench;
let site: TestSite;
let networkId: string;
let otherId: string;

const as = (id: string): Person => ({ id, grants: [{ network: networkId, role: "administrator" }] });
const append = (chain: string, actor: string, at: string, action = "settle_network", subjects = {}) =>
  bench.db
    .transaction()
    .execute((trx) => appendAudit(trx, chain, { at: new Date(at), actor, action, subjects, request: `req-${at}` }));

beforeAll(async () => {
  bench = await freshDatabase();
  networkId = await makeNetwork(bench, "net", ["soin"]);
  otherId = await makeNetwork(bench, "other", []);
  await settleNetwork(bench.doors(), { network: "net", published: true });
  await importText(bench, "net", "Numéro;Intitulé\n1;Jardin partagé\n2;Épicerie\n");
  await bench.db
    .insertInto("users")
    .values({
      id: CAMILLE,
      name: "=Camille <b>",
      email: "c@example.org",
      created_at: new Date(),
      updated_at: new Date(),
    })
    .execute();
  await classifyInitiative(bench.doors(as(CAMILLE)), { network: "net", key: "1", domains: ["soin"] });
  await classifyInitiative(bench.doors(as(GONE)), { network: "net", key: "2", domains: ["soin"] });
  await append(otherId, CAMILLE, "2026-01-01T12:00:00Z", "secret_of_another", { initiative: CAMILLE });
  site = await makeSite(bench);
});

/** The rows of the journal as a reader sees them. */
async function journal(search = "", path = "/net/journal") {
  const response = await site.asLocal(`${path}${search}`);
  const text = await response.text();
  const rows = [...text.matchAll(/<tr role="row"><th scope="row"[\s\S]*?<\/tr>/g)].map(([row]) =>
    row
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );
  return { status: response.status, text, rows };
}

describe("the journal of a network", () => {
  test("tells who did what to what, latest first, by names while they exist", async () => {
    const { status, rows, text } = await journal();
    expect(status).toBe(200);
    expect(rows[0]).toMatch(/personne 000000000002 Fiche placée dans des domaines fiche.*Épicerie.*domaines.*soin/);
    expect(rows[1]).toMatch(/=Camille &lt;b&gt; Fiche placée dans des domaines fiche.*Jardin partagé/);
    expect(rows.at(-1)).toMatch(/Ligne de commande Réseau créé/);
    expect(text).toContain("reponses.csv");
    expect(text).toContain("ancrage audit verify --network net");
    expect(text).not.toContain("secret_of_another");
  });

  test("forgets a name as soon as it is erased, and stays as it was", async () => {
    const before = (await journal()).rows.length;
    await bench.db.updateTable("users").set({ name: "Autre nom" }).where("id", "=", CAMILLE).execute();
    expect((await journal()).rows[1]).toContain("Autre nom");
    await bench.db.deleteFrom("users").where("id", "=", CAMILLE).execute();
    const { rows } = await journal();
    expect(rows).toHaveLength(before);
    expect(rows[1]).toContain("personne 000000000001");
    await bench.db
      .insertInto("users")
      .values({
        id: CAMILLE,
        name: "=Camille <b>",
        email: "c@example.org",
        created_at: new Date(),
        updated_at: new Date(),
      })
      .execute();
  });

  test("is looked through by person, by action, by sheet, by day of the offices", async () => {
    const all = (await journal()).rows.length;
    expect((await journal(`?qui=${CAMILLE}`)).rows).toHaveLength(1);
    expect((await journal("?quoi=classify_initiative")).rows).toHaveLength(2);
    expect((await journal("?objet=1")).rows).toEqual([expect.stringContaining("Jardin partagé")]);
    expect((await journal("?qui=local")).rows).toHaveLength(all - 2);
    // 23:30 in Paris on 5 May is still 5 May, and 00:30 is 6 May.
    await append(networkId, "local", "2020-05-05T21:30:00Z");
    await append(networkId, "local", "2020-05-05T22:30:00Z");
    expect((await journal("?du=2020-05-05&au=2020-05-05")).rows).toHaveLength(1);
    expect((await journal("?du=2020-05-06&au=2020-05-06")).rows).toHaveLength(1);
    expect((await journal("?du=2020-05-05&au=2020-05-06")).rows).toHaveLength(2);
  });

  test("says what it could not read, and keeps what was typed", async () => {
    for (const wrong of ["?du=2026-02-31", "?au=hier", "?du=0000-01-01", "?objet=999"]) {
      const { status, text } = await journal(wrong);
      expect(status, wrong).toBe(422);
      expect(text).toContain('class="error"');
    }
    for (const odd of ["?avant=-1", "?avant=99999999999999999999", `?qui=${"x".repeat(5000)}`, "?quoi=%F0%9F%98%80"])
      expect((await journal(odd)).status, odd).toBe(200);
    expect((await journal("?quoi=none")).text).toContain("Aucune entrée");
  });

  test("goes on page by page, without one entry twice or left out", async () => {
    const chain = await makeNetwork(bench, "long", []);
    for (let n = 0; n < 120; n += 1)
      await append(chain, "local", "2026-01-01T00:00:00Z", "reindex", { initiatives: n });
    const positions: number[] = [];
    let address: string | undefined = "/long/journal";
    let pages = 0;
    while (address) {
      const { text } = await journal("", address);
      positions.push(...[...text.matchAll(/<li>fiches\u202f: (\d+)/g)].map((match) => Number(match[1])));
      address = /href="([^"]*)" rel="next"/.exec(text)?.[1]?.replaceAll("&amp;", "&");
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(positions).toEqual(Array.from({ length: 120 }, (_, n) => 119 - n));
  });

  test("goes as a file in which no cell is a formula", async () => {
    const response = await site.asLocal(`/net/journal/journal.csv?qui=${CAMILLE}`);
    expect(response.headers.get("content-type")).toContain("text/csv");
    const [heads, ...rows] = parse(await response.text(), { delimiter: ";", bom: true }) as string[][];
    expect(heads).toEqual(catalogue("fr").journal.columns);
    expect(rows).toHaveLength(1);
    expect(rows[0]![3]).toBe("'=Camille <b>");
    expect(rows[0]![6]).toContain("Jardin partagé (1)");
    const long = parse(await (await site.asLocal("/long/journal/journal.csv")).text(), { delimiter: ";", bom: true });
    expect(long.length).toBeGreaterThan(120);
  });

  test("is for those who answer for the network: not for its readers", async () => {
    for (const path of ["/net/journal", "/net/journal/journal.csv", "/en/net/journal"])
      expect((await site.asAnyone(path)).status, path).toBe(403);
    expect((await site.asAnyone("/other/journal")).status).toBe(404);
    expect(await (await site.asAnyone("/net")).text()).not.toContain("/net/journal");
    expect(await (await site.asLocal("/net")).text()).toContain("/net/journal");
  });
});

describe("every action that leaves an entry", () => {
  const sources = readSources("src/");
  const named = (pattern: RegExp) =>
    sources.flatMap(({ text }) => [...text.matchAll(pattern)].map((match) => match[1]!));
  const declared = named(/\b(?:action|ownAction)(?:<[^()]*>)?\(\{\s*name: "([a-z_]+)"/g);
  const appended = named(/\bappendAudit\([^;]*?\baction: ([^,\s]+),/g);

  test("is found, whichever way it is written", () => {
    expect(declared.length).toBeGreaterThan(15);
    expect(declared.length).toBe(named(/(?<!function )\b((?:action|ownAction)(?:<[^()]*>)?\(\{)(?!\s*name, )/g).length);
    expect(appended.length).toBe(named(/(?<!function )\b(appendAudit\()/g).length);
    // A name, the name of an action, or a constant.
    expect(appended.filter((name) => !/^"[a-z_]+"$/.test(name)).sort()).toEqual([
      "ANCHOR_ACTION",
      "definition.name",
      "name",
    ]);
  });

  test.each(LANGS)("has its sentence in the journal (%s)", (lang) => {
    const { actions } = catalogue(lang).journal;
    const names = [...declared, ...appended.flatMap((name) => /^"(\w+)"$/.exec(name)?.[1] ?? []), "anchor_audit"];
    expect(names.filter((name) => !Object.hasOwn(actions, name))).toEqual([]);
  });

  test.each(LANGS)("has a word for each thing that it points to (%s)", (lang) => {
    const { roles } = catalogue(lang).journal;
    const things = named(/\bsubjects: (?:\([^()]*\) => \()?\{([^{}]*)\}/g).flatMap((list) =>
      list.split(",").flatMap((one) => /^\s*(?:\.\.\.)?(\w+)/.exec(one)?.[1] ?? []),
    );
    expect(things.length).toBeGreaterThan(60);
    expect([...new Set(things)].filter((thing) => !Object.hasOwn(roles, thing))).toEqual([]);
  });
});
