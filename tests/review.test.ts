import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { acceptReadings } from "../src/initiatives/actions/accept-readings.ts";
import { decideReading } from "../src/initiatives/actions/decide-reading.ts";
import { settleDoubt } from "../src/initiatives/actions/settle-doubt.ts";
import { listDoubts, listProposedFigures } from "../src/initiatives/review.sql.ts";
import type { Person } from "../src/platform/person.ts";
import type { Candidate } from "../src/territories/types.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, itemsOf, makeNetwork } from "./preparation/networks.ts";

const HEADER = "Numéro;Intitulé;Lieu;Depuis;Impacts\n";
let bench: Bench;
let networkId: string;
let slug = "";
let counter = 0;

beforeAll(async () => {
  bench = await freshDatabase();
});

beforeEach(async () => {
  slug = `review-${++counter}`;
  networkId = await makeNetwork(bench, slug, []);
  await importText(
    bench,
    slug,
    `${HEADER}1;Jardin;Saint-Denis;;\n2;Bus;Brest;plus de dix ans;Près de 300 personnes vues par an.\n`,
  );
});

const doubts = async (field: string | null = null) => listDoubts(bench.db, networkId, { field, limit: 50, offset: 0 });
const settle = (item: string, decision: object) => settleDoubt(bench.doors(), { network: slug, item, decision });
const first = async () => (await itemsOf(bench, slug))[0]!;

describe("a doubtful value", () => {
  test("waits in the queue with its words, its line and the other readings, and is never accepted alone", async () => {
    const [place] = await doubts("place");
    expect(place).toMatchObject({ value: "Saint-Denis", line: 2, code: "place_ambiguous" });
    expect((place!.options as Candidate[]).map((option) => option.label)).toContain("Saint-Denis");
    expect((await first()).territory).toMatchObject({ words: "Saint-Denis", communes: [], status: "ambiguous" });
  });

  test("is settled by one of the readings offered, and stays so when the file comes again", async () => {
    const [place] = await doubts("place");
    const index = (place!.options as Candidate[]).findIndex((option) => option.communes.includes("97411"));
    expect(index).toBeGreaterThanOrEqual(0);
    expect(await settle(place!.id, { kind: "candidate", index })).toMatchObject({ ok: true });
    expect((await first()).territory).toMatchObject({
      communes: ["97411"],
      status: "accepted",
      parents: { departments: ["974"] },
    });
    await importText(bench, slug, `${HEADER}1;Jardin partagé;Saint-Denis;;\n`);
    expect(await first()).toMatchObject({
      title: "Jardin partagé",
      territory: { communes: ["97411"], status: "accepted" },
    });
    expect(await doubts("place")).toEqual([]);
  });

  test("settled, then said otherwise by a later file, keeps the decision and asks again", async () => {
    const [place] = await doubts("place");
    await settle(place!.id, { kind: "place", text: "Saint-Denis (93)" });
    await importText(bench, slug, `${HEADER}1;Jardin;Pantin;;\n`);
    expect((await first()).territory).toMatchObject({ communes: ["93066"], status: "accepted" });
    expect(await doubts("place")).toMatchObject([{ code: "place_changed", value: "Pantin" }]);
  });

  test("is settled once: the second decision is told that somebody was faster", async () => {
    const [place] = await doubts("place");
    await settle(place!.id, { kind: "aside" });
    expect(await settle(place!.id, { kind: "aside" })).toMatchObject({
      ok: false,
      failure: { kind: "conflict", code: "review_settled" },
    });
  });

  test("refuses a reading that was not offered, a place that is not one, and the item of another network", async () => {
    const [place] = await doubts("place");
    expect(await settle(place!.id, { kind: "candidate", index: 20 })).toMatchObject({
      ok: false,
      failure: { code: "review_choice" },
    });
    expect(await settle(place!.id, { kind: "place", text: "xyzzy" })).toMatchObject({
      ok: false,
      failure: { code: "review_choice" },
    });
    await makeNetwork(bench, `${slug}-other`, []);
    const elsewhere = await settleDoubt(bench.doors(), {
      network: `${slug}-other`,
      item: place!.id,
      decision: { kind: "aside" },
    });
    expect(elsewhere).toMatchObject({ ok: false, failure: { kind: "not_found" } });
    expect(await doubts("place")).toHaveLength(1);
  });

  test("of a year takes the year given, which a later file does not undo", async () => {
    const [since] = await doubts("since");
    expect(since!.code).toBe("since_duration");
    await settle(since!.id, { kind: "year", year: 2013 });
    await importText(bench, slug, `${HEADER}2;Bus;Brest;2020;Près de 300 personnes vues par an.\n`);
    expect((await itemsOf(bench, slug))[1]!.since).toEqual({ year: 2013 });
  });
});

describe("a domain stated in other words", () => {
  let item = "";

  beforeEach(async () => {
    slug = `review-${counter}-domains`;
    networkId = await makeNetwork(bench, slug, ["sante", "habitat"]);
    const rows = "1;Balade;Vienne (38);La santé\n2;Marche;Brest;\n";
    await importText(bench, slug, `Numéro;Intitulé;Lieu;Domaine\n${rows}`);
    item = (await doubts("domain"))[0]!.id;
  });

  const domainsOf = async (key: string) => (await itemsOf(bench, slug)).find((one) => one.key === key)!.domains;
  const place = (domains: string[], person?: Person) =>
    settleDoubt(person ? bench.doors(person) : bench.doors(), {
      network: slug,
      item,
      decision: { kind: "domains", key: "1", domains },
    });

  test("is settled by whoever places the sheet first; the second changes nothing, and is told so", async () => {
    const outcomes = await Promise.all([place(["sante"]), place(["habitat"])]);
    expect(outcomes.flatMap((one) => (one.ok ? [] : [one.failure.code]))).toEqual(["review_settled"]);
    expect(await domainsOf("1")).toEqual(outcomes[0]!.ok ? ["sante"] : ["habitat"]);
    expect(await doubts("domain")).toEqual([]);
  });

  test("stays open when the domain is none, or for whoever may not place sheets", async () => {
    expect(await place(["inconnu"])).toMatchObject({ ok: false, failure: { code: "domain_unknown" } });
    const officer: Person = { id: "officer", grants: [{ network: networkId, role: "regional_officer" }] };
    expect(await place(["sante"], officer)).toMatchObject({ ok: false, failure: { kind: "forbidden" } });
    expect(await domainsOf("1")).toEqual([]);
    expect(await doubts("domain")).toHaveLength(1);
  });

  test("places no other sheet than the one that was shown", async () => {
    expect(await mergeInitiatives(bench.doors(), { network: slug, kept: "2", merged: "1" })).toMatchObject({
      ok: true,
    });
    expect(await place(["sante"])).toMatchObject({
      ok: false,
      failure: { code: "sheet_merged", params: { key: "2" } },
    });
    expect(await domainsOf("2")).toEqual([]);
  });
});

describe("a figure read in a sentence", () => {
  test("counts nowhere until a person accepts it, and stays accepted", async () => {
    expect((await itemsOf(bench, slug))[1]!.figures).toEqual([]);
    const [figure] = await listProposedFigures(bench.db, networkId, 10, 0);
    expect(figure).toMatchObject({ min: 300, max: 300, qualifier: "about" });
    await decideReading(bench.doors(), { network: slug, reading: "figures", id: figure!.id, decision: "accepted" });
    expect((await itemsOf(bench, slug))[1]!.figures).toMatchObject([{ min: 300, qualifier: "about" }]);
    await importText(bench, slug, `${HEADER}2;Bus santé;Brest;plus de dix ans;Près de 300 personnes vues par an.\n`);
    expect((await itemsOf(bench, slug))[1]!.figures).toHaveLength(1);
  });

  test("rejected does not come back with the next file", async () => {
    const [figure] = await listProposedFigures(bench.db, networkId, 10, 0);
    await decideReading(bench.doors(), { network: slug, reading: "figures", id: figure!.id, decision: "rejected" });
    await importText(bench, slug, `${HEADER}2;Bus santé;Brest;plus de dix ans;Près de 300 personnes vues par an.\n`);
    expect(await listProposedFigures(bench.db, networkId, 10, 0)).toEqual([]);
  });
});

test("accepting all that was read without doubt leaves the doubtful ones as they are", async () => {
  await acceptReadings(bench.doors(), { network: slug });
  const [jardin, bus] = await itemsOf(bench, slug);
  expect(jardin!.territory.status).toBe("ambiguous");
  expect(bus!.territory).toMatchObject({ status: "accepted", communes: ["29019"] });
});
