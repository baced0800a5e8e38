import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { acceptReadings } from "../src/initiatives/actions/accept-readings.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { createInitiative } from "../src/initiatives/actions/create-initiative.ts";
import { decideReading } from "../src/initiatives/actions/decide-reading.ts";
import { deleteInitiative } from "../src/initiatives/actions/delete-initiative.ts";
import { editInitiative } from "../src/initiatives/actions/edit-initiative.ts";
import { restoreVersion } from "../src/initiatives/actions/restore-version.ts";
import { undeleteInitiative } from "../src/initiatives/actions/undelete-initiative.ts";
import { findStanding } from "../src/initiatives/initiatives.sql.ts";
import { readRecords } from "../src/initiatives/records.sql.ts";
import { listProposedFigures } from "../src/initiatives/review.sql.ts";
import { NO_FIELDS, type SheetFields } from "../src/initiatives/sheet-fields.ts";
import { listVersions, readState, readStateAt } from "../src/initiatives/versions.sql.ts";
import { settleNetwork } from "../src/networks/actions/settle-network.ts";
import type { Doors } from "../src/platform/action.ts";
import { ANYONE, type Grant, type Person, ROLES, type Role } from "../src/platform/person.ts";
import { composeReport } from "../src/reports/actions/compose-report.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import type { ReportModel } from "../src/reports/model.ts";
import { NO_FILTER } from "../src/search/filter.ts";
import { findHits } from "../src/search/hits.sql.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";

const HEADER = "Numéro;Intitulé;Lieu;Depuis;Besoin;Description;Partenaires;Publics;Chiffres\n";
const ROWS = [
  "1;Jardin partagé;Vesoul;2012;Se retrouver;Un jardin au pied des tours.;CCAS, MGEN;familles;près de 300 personnes",
  "2;Bus santé;Brest;;Se soigner;Un bus équipé.;ARS;;",
].join("\n");

/** The same answers, with a column that is read as none of a sheet. */
const REMARKED = ROWS.split("\n")
  .map((row) => `${row};ocre`)
  .join("\n");

let bench: Bench;
let networkId: string;
let slug = "";
let counter = 0;

beforeAll(async () => {
  bench = await freshDatabase();
});

beforeEach(async () => {
  slug = `versions-${++counter}`;
  networkId = await makeNetwork(bench, slug, ["soin", "lien"]);
  const imported = await importText(bench, slug, `${HEADER}${ROWS}\n`);
  if (!imported.ok) throw new Error(imported.failure.code);
});

const idOf = async (key: string) => (await findStanding(bench.db, networkId, key))!.id;
const stateOf = async (key: string) => (await readState(bench.db, networkId, await idOf(key)))!;
const versionsOf = async (key: string) =>
  (await listVersions(bench.db, networkId, await idOf(key), { limit: 50, offset: 0 })).versions;

type Edit = Partial<SheetFields> & { key?: string; base?: number; from?: SheetFields; placeChoice?: unknown };

/** Sends what a form would send that was opened now, or from the state given. */
async function edit(change: Edit, doors: Doors = bench.doors(), word = "") {
  const { key = "1", base, from, placeChoice, ...fields } = change;
  const now = await stateOf(key);
  return editInitiative(doors, {
    network: slug,
    key,
    base: base ?? now.revision,
    fields: { ...(from ?? now.fields), ...fields },
    word,
    ...(placeChoice !== undefined && { placeChoice }),
  });
}

describe("a sheet that a person writes", () => {
  test("says what she wrote; what she wrote stays over the next import, and the statement stays as it was", async () => {
    expect(
      await edit({ title: "Jardin des tours", need: "Se parler", since: "2010", place: "Haute-Saône" }),
    ).toMatchObject({ ok: true, value: { changed: ["title", "place", "since", "need"] } });
    await importText(bench, slug, `${HEADER}${ROWS.replace("Se retrouver", "Autre besoin").replace("2012", "2015")}\n`);
    const [record] = await readRecords(bench.db, networkId, [await idOf("1")]);
    expect(record).toMatchObject({
      title: "Jardin des tours",
      need: "Se parler",
      sinceYear: 2010,
      place: { label: "Haute-Saône", status: "accepted", departments: ["70"] },
      description: "Un jardin au pied des tours.",
    });
    expect(record!.statements).toHaveLength(1);
    expect(record!.statements[0]!.columns).toMatchObject({ title: "Jardin partagé", need: "Autre besoin" });
    expect(record!.edited.toSorted()).toEqual(["need", "place", "since", "title"]);
  });

  test("loses the lines taken away and gains those added, read as those of an answer and accepted", async () => {
    const before = (await stateOf("1")).fields;
    expect(before).toMatchObject({ partners: ["CCAS", "MGEN"], audience: ["familles"] });
    const saved = await edit({
      partners: ["MGEN", "Ville de Vesoul (prête le terrain)"],
      carriers: ["Association Les Tours"],
      audience: ["familles", "aidants"],
      figures: ["près de 300 personnes", "12 parcelles"],
      prospects: ["Essaimer vers Lure"],
      domains: ["lien"],
    });
    expect(saved).toMatchObject({ ok: true });
    const [record] = await readRecords(bench.db, networkId, [await idOf("1")]);
    expect(record!.actors.map(({ name, status }) => [name, status])).toEqual(
      expect.arrayContaining([
        ["MGEN", "proposed"],
        ["Les Tours", "accepted"],
      ]),
    );
    expect(record!.actors.map(({ name }) => name)).not.toContain("CCAS");
    expect(record!.figures.map(({ text, status, min }) => [text, status, min])).toEqual([
      ["près de 300 personnes", "stated", 300],
      ["12 parcelles", "accepted", 12],
    ]);
    expect(record!.prospects).toMatchObject([{ kind: "essaimage", status: "accepted" }]);
    expect(record!.domains.map(({ key }) => key)).toEqual(["lien"]);
    const hits = await findHits(bench.db, [networkId], { ...NO_FILTER, domains: ["lien"] });
    expect(hits.total).toBe(1);
    // Nothing of it is an answer of the field.
    expect(record!.statements).toHaveLength(1);
  });

  test("sent twice is changed once", async () => {
    const { revision, fields } = await stateOf("1");
    const form = {
      base: revision,
      from: fields,
      title: "Jardin des tours",
      partners: [...fields.partners, "Ville de Vesoul, école Jaurès (financeur)"],
      figures: [...fields.figures, "Environ 40 bénévoles et 12 parcelles"],
    };
    const first = await edit(form);
    expect(first).toMatchObject({ ok: true });
    const after = await stateOf("1");
    expect(await edit(form)).toMatchObject({ ok: true, value: { changed: [] } });
    expect(await stateOf("1")).toEqual(after);
    expect(await versionsOf("1")).toHaveLength(2);
  });

  test("refuses, field by field, what cannot be kept", async () => {
    const refused = await edit({
      title: "",
      since: "bientôt",
      place: "Saint-Denis",
      figures: ["beaucoup d’entrain"],
      partners: ["Mme Jeanne Martin"],
      domains: ["inconnu"],
    });
    expect(refused).toMatchObject({ ok: false, failure: { kind: "invalid", code: "sheet_fields" } });
    const issues = !refused.ok && refused.failure.kind === "invalid" ? refused.failure.issues! : [];
    expect(issues.map(({ path }) => path).toSorted()).toEqual(
      expect.arrayContaining(["domains", "figures", "place", "since", "title"]),
    );
    expect(await versionsOf("1")).toEqual([]);
    expect((await edit({ place: "Saint-Denis", placeChoice: "words" })).ok).toBe(true);
    expect((await stateOf("1")).place).toMatchObject({ place_words: "Saint-Denis", place_label: null });
    expect((await edit({ place: "Saint-Denis (93)" })).ok).toBe(true);
    expect((await stateOf("1")).place).toMatchObject({ communes: ["93066"], place_status: "accepted" });
  });
});

describe("two people on one sheet", () => {
  test("both keep what they wrote where they wrote different things", async () => {
    const { revision, fields } = await stateOf("1");
    await edit({ title: "Jardin des tours", partners: ["CCAS"] });
    const second = await edit({
      base: revision,
      from: fields,
      need: "Se parler",
      partners: [...fields.partners, "Ville de Vesoul"],
    });
    expect(second).toMatchObject({ ok: true, value: { changed: ["need", "partners"], theirs: ["title", "partners"] } });
    expect((await stateOf("1")).fields).toMatchObject({
      title: "Jardin des tours",
      need: "Se parler",
      partners: ["CCAS", "Ville de Vesoul"],
    });
  });

  test("who wrote another thing of the same field is asked, and nothing is changed meanwhile", async () => {
    const { revision, fields } = await stateOf("1");
    await edit({ title: "Jardin des tours" });
    const second = await edit({ base: revision, from: fields, title: "Potager", need: "Se parler" });
    expect(second).toMatchObject({ ok: false, failure: { kind: "conflict", code: "edit_conflict" } });
    expect((await stateOf("1")).fields).toMatchObject({ title: "Jardin des tours", need: "Se retrouver" });
    const start = await readStateAt(bench.db, networkId, await idOf("1"), revision);
    expect(start?.fields.title).toBe("Jardin partagé");
  });

  test("an import between the two is somebody too", async () => {
    const { revision, fields } = await stateOf("1");
    await importText(bench, slug, `${HEADER}${ROWS.replace("Un jardin au pied", "Un potager au pied")}\n`);
    expect(await edit({ base: revision, from: fields, description: "Autre chose." })).toMatchObject({
      failure: { code: "edit_conflict" },
    });
    expect(await edit({ base: revision, from: fields, need: "Se parler" })).toMatchObject({ ok: true });
    expect((await stateOf("1")).fields.description).toBe("Un potager au pied des tours.");
  });
});

describe("many at once", () => {
  test("on one sheet, each is saved whole or told that it conflicts, and every version has its number", async () => {
    const { revision, fields } = await stateOf("1");
    const outcomes = await Promise.all([
      ...["A", "B", "C"].map((title) => edit({ base: revision, from: fields, title: `Jardin ${title}` })),
      edit({ base: revision, from: fields, need: "Se parler" }),
      edit({ base: revision, from: fields, partners: [...fields.partners, "Ville de Vesoul"] }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    const refused = outcomes.flatMap((one) => (one.ok ? [] : one.failure.code));
    expect(refused).toEqual(["edit_conflict", "edit_conflict"]);
    expect((await versionsOf("1")).map(({ number }) => number)).toEqual([4, 3, 2, 1]);
    const { fields: after } = await stateOf("1");
    expect(after.title).toMatch(/^Jardin [ABC]$/);
    expect(after).toMatchObject({ need: "Se parler", partners: ["CCAS", "MGEN", "Ville de Vesoul"] });
  });

  test("on one network, imports, edits, new sheets, settings and decisions never wait for one another", async () => {
    const fields = (title: string) => ({ ...NO_FIELDS, title, place: "Vesoul" });
    for (let round = 0; round < 8; round++) {
      const rows = ROWS.replace("Se retrouver", `Besoin ${round}`).replace("Un bus", `Un bus ${round}`);
      await Promise.all([
        importText(bench, slug, `${HEADER}${rows}\n${10 + round};Nouvelle ${round};Brest;;;;;;\n`),
        edit({ title: `Titre ${round}` }),
        edit({ key: "2", partners: [`Association ${round}`] }),
        createInitiative(bench.doors(), { network: slug, id: crypto.randomUUID(), fields: fields(`Marché ${round}`) }),
        classifyInitiative(bench.doors(), { network: slug, key: "1", domains: round % 2 ? ["lien"] : ["soin"] }),
        acceptReadings(bench.doors(), { network: slug }),
        settleNetwork(bench.doors(), { network: slug, description: `Tour ${round}` }),
        deleteInitiative(bench.doors(), { network: slug, key: "2", reason: "x" }).then(async (deleted) => {
          if (deleted.ok) await undeleteInitiative(bench.doors(), { network: slug, deletion: deleted.value.deletion });
        }),
      ]);
    }
    const keys = await bench.db.selectFrom("initiatives").select("key").where("network_id", "=", networkId).execute();
    expect(keys).toHaveLength(2 + 8 + 8);
  });
});

test("a sheet merged while somebody deletes it is not deleted in the place of the other", async () => {
  const merged = await mergeInitiatives(bench.doors(), { network: slug, kept: "1", merged: "2" });
  expect(merged).toMatchObject({ ok: true });
  expect(await deleteInitiative(bench.doors(), { network: slug, key: "2", reason: "reçue deux fois" })).toMatchObject({
    ok: false,
    failure: { kind: "conflict", code: "sheet_merged", params: { key: "1" } },
  });
  expect(await findStanding(bench.db, networkId, "1")).toMatchObject({ key: "1" });
});

describe("the versions of a sheet", () => {
  test("begin with the first change after its import, which costs none", async () => {
    expect(await versionsOf("1")).toEqual([]);
    await edit({ title: "Jardin des tours" }, bench.doors({ ...bench.doors().person, id: "somebody" }), "plus juste");
    const [second, first] = await versionsOf("1");
    expect(first).toMatchObject({ number: 1, cause: "start", madeBy: null, fields: { title: "Jardin partagé" } });
    expect(second).toMatchObject({
      number: 2,
      cause: "edit",
      word: "plus juste",
      madeBy: "somebody",
      fields: { title: "Jardin des tours" },
    });
    expect(second!.request).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("are made by whatever changes it", async () => {
    await classifyInitiative(bench.doors(), { network: slug, key: "1", domains: ["lien"] });
    await importText(
      bench,
      slug,
      `${HEADER}${ROWS.replace("Se retrouver", "Se voir").replace("Jardin partagé;Vesoul", "Jardin partagé;Vesoul")}\n`,
    );
    const [figure] = await listProposedFigures(bench.db, networkId, 5, 0);
    if (figure)
      await decideReading(bench.doors(), { network: slug, reading: "figures", id: figure.id, decision: "accepted" });
    const merged = await mergeInitiatives(bench.doors(), { network: slug, kept: "1", merged: "2" });
    if (!merged.ok) throw new Error(merged.failure.code);
    await undoMerge(bench.doors(), { network: slug, merge: merged.value.merge });
    const causes = (await versionsOf("1")).map(({ cause }) => cause).toReversed();
    expect(causes).toEqual(["start", "domains", "import", "merge", "unmerge"]);
    expect((await versionsOf("1")).map(({ number }) => number)).toEqual([5, 4, 3, 2, 1]);
  });

  test("are made of each sheet when readings are accepted together, by whoever did, a few sheets at a time", async () => {
    const doors = bench.doors({ ...bench.doors().person, id: "somebody" });
    const { revision } = await stateOf("1");
    const accepted = await acceptReadings(doors, { network: slug, limit: 1 });
    expect(accepted).toMatchObject({ ok: true, value: { sheets: 1, more: true } });
    expect(await acceptReadings(doors, { network: slug, limit: 5 })).toMatchObject({
      ok: true,
      value: { sheets: 1, more: false },
    });
    for (const key of ["1", "2"]) {
      const [after, before, ...others] = await versionsOf(key);
      expect(others).toEqual([]);
      expect(before).toMatchObject({ number: 1, cause: "start", madeBy: null });
      expect(before!.kept.actors[0]).toMatchObject({ status: "proposed" });
      expect(after).toMatchObject({ number: 2, cause: "reading", madeBy: "somebody" });
      expect(after!.kept.actors[0]).toMatchObject({ status: "accepted" });
    }
    // Nothing waits any more: sent again, nothing moves.
    expect(await acceptReadings(doors, { network: slug })).toMatchObject({
      ok: true,
      value: { places: 0, actors: 0, audiences: 0, prospects: 0, sheets: 0, more: false },
    });
    expect(await versionsOf("1")).toHaveLength(2);
    // A form opened before still saves: acceptance takes away no word that she typed.
    expect(await edit({ base: revision, title: "Jardin des tours" })).toMatchObject({ ok: true });
    expect((await versionsOf("1")).map(({ cause }) => cause)).toEqual(["edit", "reading", "start"]);
  });

  test("can be brought back, as a new one, with the place, the lists and the words they had", async () => {
    await edit({ title: "Jardin des tours", place: "Brest", partners: ["Ville de Vesoul"], figures: [], since: "" });
    await edit({ need: "Se parler" });
    const before = await stateOf("1");
    const restored = await restoreVersion(bench.doors(), { network: slug, key: "1", number: 1, base: before.revision });
    expect(restored).toMatchObject({ ok: true });
    const [last] = await versionsOf("1");
    expect(last).toMatchObject({ number: 4, cause: "restore" });
    expect(last!.fields).toEqual((await versionsOf("1")).at(-1)!.fields);
    expect((await stateOf("1")).place).toMatchObject({ place_label: "Vesoul", departments: [], communes: ["70550"] });
    const [record] = await readRecords(bench.db, networkId, [await idOf("1")]);
    expect(record!.figures.map(({ text }) => text)).toEqual(["près de 300 personnes"]);
    const again = await restoreVersion(bench.doors(), { network: slug, key: "1", number: 1, base: before.revision });
    expect(again).toMatchObject({ ok: true, value: { changed: [] } });
    expect(await versionsOf("1")).toHaveLength(4);
  });

  test("of a sheet that moved since the page was read is not brought back unseen", async () => {
    await edit({ title: "Jardin des tours" });
    const { revision } = await stateOf("1");
    await edit({ need: "Se parler" });
    expect(await restoreVersion(bench.doors(), { network: slug, key: "1", number: 1, base: revision })).toMatchObject({
      ok: false,
      failure: { kind: "conflict", code: "version_moved" },
    });
  });

  test("find again what a sheet said at the revision a form began from, even after what leaves no mark", async () => {
    const { revision } = await stateOf("1");
    await bench.db
      .updateTable("initiatives")
      .set({ place_status: "accepted" })
      .where("network_id", "=", networkId)
      .execute();
    await edit({ title: "Autre" });
    const start = await readStateAt(bench.db, networkId, await idOf("1"), revision);
    expect(start?.fields.title).toBe("Jardin partagé");
  });

  test.each([
    [
      "an import that changed none of its words",
      () => importText(bench, slug, `${HEADER.trim()};Teinte\n${REMARKED}\n`),
    ],
    [
      "the domains it was in already",
      () => classifyInitiative(bench.doors(), { network: slug, key: "1", domains: [] }),
    ],
  ])("find it too at a revision made by %s, of which none is kept", async (_, raise) => {
    const { revision: before } = await stateOf("1");
    expect(await raise()).toMatchObject({ ok: true });
    const { revision, fields } = await stateOf("1");
    expect(revision).toBeGreaterThan(before);
    await edit({ need: "Se parler", partners: [...fields.partners, "Ville de Vesoul"] });
    const start = await readStateAt(bench.db, networkId, await idOf("1"), revision);
    expect(start?.fields).toMatchObject({ need: "Se retrouver", partners: ["CCAS", "MGEN"] });
    // Who opened her form then loses nothing of what the other wrote, and the line that she takes away stays away.
    const saved = await edit({ base: revision, from: fields, title: "Jardin des tours", partners: ["MGEN"] });
    expect(saved).toMatchObject({ ok: true, value: { changed: ["title", "partners"], theirs: ["need", "partners"] } });
    expect((await stateOf("1")).fields).toMatchObject({
      title: "Jardin des tours",
      need: "Se parler",
      partners: ["MGEN", "Ville de Vesoul"],
    });
  });

  test("know nothing of a revision that a sheet has not reached, or that is older than the first", async () => {
    await edit({ need: "Se parler" });
    const { revision } = await stateOf("1");
    for (const unknown of [0, revision + 1, 999_999_999])
      expect([unknown, await readStateAt(bench.db, networkId, await idOf("1"), unknown)]).toEqual([unknown, undefined]);
  });
});

describe("a sheet made by a form", () => {
  const ID = "019a0000-0000-7000-8000-00000000000a";
  const fields = {
    ...NO_FIELDS,
    title: "Café des parents",
    place: "Belfort",
    need: "Souffler",
    partners: ["CCAS de Belfort"],
  };

  test("gets the next number and one version, and is made once", async () => {
    const make = () => createInitiative(bench.doors(), { network: slug, id: ID, fields });
    expect(await make()).toMatchObject({ ok: true, value: { key: "3" } });
    expect(await make()).toMatchObject({ ok: true, value: { key: "3" } });
    expect(await versionsOf("3")).toMatchObject([{ number: 1, cause: "created" }]);
    const [record] = await readRecords(bench.db, networkId, [ID]);
    expect(record).toMatchObject({ statements: [], place: { label: "Belfort" }, actors: [{ status: "accepted" }] });
    const hits = await findHits(bench.db, [networkId], NO_FILTER);
    expect(hits.total).toBe(3);
  });

  test("is not thought to say what was typed of it later, in another page of the same form", async () => {
    const make = (more: Partial<SheetFields>, word = "") =>
      createInitiative(bench.doors(), { network: slug, id: ID, fields: { ...fields, ...more }, word });
    const lists = { partners: ["Ville de Belfort, école Jaurès (financeur)"], figures: ["40 parents et 3 ateliers"] };
    expect(await make(lists)).toMatchObject({ ok: true, value: { key: "3" } });
    expect(await make(lists)).toMatchObject({ ok: true, value: { key: "3" } });
    const refused = { ok: false, failure: { kind: "conflict", code: "sheet_made", params: { key: "3" } } };
    expect(await make({ ...lists, need: "Souffler, se parler" })).toMatchObject(refused);
    expect(await make(lists, "un mot de plus")).toMatchObject(refused);
    // Whatever became of the sheet since, the form says what it said.
    await edit({ key: "3", need: "Se parler" });
    expect(await make(lists)).toMatchObject({ ok: true, value: { key: "3" } });
    const imported = await createInitiative(bench.doors(), { network: slug, id: await idOf("1"), fields });
    expect(imported).toMatchObject({ ok: false, failure: { code: "sheet_made" } });
  });

  test("merges with another, and parts again with all that was written of it", async () => {
    await createInitiative(bench.doors(), { network: slug, id: ID, fields });
    const merged = await mergeInitiatives(bench.doors(), { network: slug, kept: "1", merged: "3" });
    if (!merged.ok) throw new Error(merged.failure.code);
    const [kept] = await readRecords(bench.db, networkId, [await idOf("1")]);
    expect(kept!.actors.map(({ words }) => words)).toContain("CCAS de Belfort");
    await undoMerge(bench.doors(), { network: slug, merge: merged.value.merge });
    expect((await stateOf("3")).fields).toMatchObject({ title: "Café des parents", partners: ["CCAS de Belfort"] });
  });
});

test("a report tells what a person wrote from what an answer says, and counts no answer more", async () => {
  await edit({ figures: ["près de 300 personnes", "12 parcelles"] });
  await createInitiative(bench.doors(), {
    network: slug,
    id: crypto.randomUUID(),
    fields: { ...NO_FIELDS, title: "Marché", place: "Belfort", figures: ["40 stands"] },
  });
  const sealed = await sealReport(bench.doors(), { network: slug, lang: "fr" });
  if (!sealed.ok) throw new Error(sealed.failure.code);
  const { model } = await bench.db
    .selectFrom("reports")
    .select("model")
    .where("network_id", "=", networkId)
    .executeTakeFirstOrThrow();
  const { initiatives } = model as ReportModel;
  const figures = initiatives.flatMap((one) =>
    one.figures.map(({ text, written }) => [one.key, text, written ?? false]),
  );
  expect(figures).toEqual([
    ["1", "près de 300 personnes", false],
    ["1", "12 parcelles", true],
    ["3", "40 stands", true],
  ]);
  expect(initiatives.map(({ statements }) => statements.length)).toEqual([1, 1, 0]);
  const composed = await composeReport(bench.doors(), { network: slug, id: sealed.value.id });
  expect(composed).toMatchObject({ ok: true });
  const report = await bench.db
    .selectFrom("reports")
    .select("html")
    .where("network_id", "=", networkId)
    .executeTakeFirstOrThrow();
  expect(report.html).not.toContain("undefined");
});

describe("rights", () => {
  /** What each role may do to a sheet of Haute-Saône, when it holds the part named. */
  const CASES: [Role, Partial<Grant>, { edit: boolean; create: boolean }][] = [
    ["administrator", {}, { edit: true, create: true }],
    ["national_team", {}, { edit: true, create: true }],
    ["regional_officer", { territory: { scale: "departement", code: "70" } }, { edit: true, create: true }],
    ["regional_officer", { territory: { scale: "departement", code: "29" } }, { edit: false, create: false }],
    ["partner", { initiative: "own" }, { edit: true, create: false }],
    ["partner", { initiative: "other" }, { edit: false, create: false }],
    ...ROLES.filter((role) => !["administrator", "national_team", "regional_officer", "partner"].includes(role)).map(
      (role): [Role, Partial<Grant>, { edit: boolean; create: boolean }] => [role, {}, { edit: false, create: false }],
    ),
  ];

  test.each(CASES)("a %s over %o", async (role, part, may) => {
    const own = await idOf("1");
    const initiative = part.initiative === "own" ? own : part.initiative ? await idOf("2") : undefined;
    const grant = { network: networkId, role, ...part, ...(initiative && { initiative }) };
    const person: Person = role === "public" ? ANYONE : { id: `a-${role}`, grants: [grant] };
    const doors = bench.doors(person);
    const refused = { ok: false, failure: { kind: "forbidden" } };
    expect(await edit({ need: "Autre" }, doors)).toMatchObject(may.edit ? { ok: true } : refused);
    const restore = { network: slug, key: "1", number: 1, base: (await stateOf("1")).revision };
    if (!may.edit) await edit({ need: "Autre" });
    expect(await restoreVersion(doors, { ...restore, base: (await stateOf("1")).revision })).toMatchObject(
      may.edit ? { ok: true } : refused,
    );
    const fields = { ...NO_FIELDS, title: "Neuf", place: "Vesoul" };
    expect(await createInitiative(doors, { network: slug, id: crypto.randomUUID(), fields })).toMatchObject(
      may.create ? { ok: true } : refused,
    );
    const deleted = await deleteInitiative(doors, { network: slug, key: "1", reason: "essai" });
    expect(deleted).toMatchObject(may.create ? { ok: true } : refused);
    const standing = await deleteInitiative(bench.doors(), { network: slug, key: "1", reason: "essai" });
    if (!standing.ok) throw new Error(standing.failure.code);
    const back = { network: slug, deletion: standing.value.deletion };
    expect(await undeleteInitiative(doors, back)).toMatchObject(may.create ? { ok: true } : refused);
    await undeleteInitiative(bench.doors(), back);
    const stranger = bench.doors({ id: "x", grants: [{ network: "other", role: "administrator" }] });
    expect(await edit({ need: "Encore" }, stranger)).toMatchObject(refused);
  });

  test("a regional officer writes all of a sheet but its domains", async () => {
    const person: Person = {
      id: "officer",
      grants: [{ network: networkId, role: "regional_officer", territory: { scale: "departement", code: "70" } }],
    };
    await edit({ title: "Sans domaine", domains: ["soin"] }, bench.doors(person));
    expect((await stateOf("1")).fields).toMatchObject({ title: "Sans domaine", domains: [] });
  });
});
