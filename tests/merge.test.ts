import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { decideDuplicate } from "../src/duplicates/actions/decide-duplicate.ts";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { findProposal } from "../src/duplicates/merges-list.sql.ts";
import { acceptReadings } from "../src/initiatives/actions/accept-readings.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { editInitiative } from "../src/initiatives/actions/edit-initiative.ts";
import { findStanding } from "../src/initiatives/initiatives.sql.ts";
import { toListItem } from "../src/initiatives/list-item.ts";
import { type InitiativeRecord, readRecords } from "../src/initiatives/records.sql.ts";
import type { SheetFields } from "../src/initiatives/sheet-fields.ts";
import { readState } from "../src/initiatives/versions.sql.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, itemsOf, makeNetwork } from "./preparation/networks.ts";

const HEADER = "Numéro;Intitulé;Lieu;Description;Partenaires;Chiffres;Perspectives\n";
const ANSWERS = `${HEADER}6;Festival santé;La Réunion;Des films.;ARS, CRESS;plus de 10 000 scolaires;
36;Festival santé;La Réunion;Des débats.;ARS, CREPS;10 000 élèves;Gagner d'autres îles
40;Chorale;Metz;On chante.;EHPAD;;
`;

let bench: Bench;
let networkId: string;
let slug = "";
let counter = 0;

beforeAll(async () => {
  bench = await freshDatabase();
});

beforeEach(async () => {
  slug = `net-${++counter}`;
  networkId = await makeNetwork(bench, slug, ["prevention", "environnement"]);
  await importText(bench, slug, ANSWERS);
  await classifyInitiative(bench.doors(), { network: slug, key: "6", domains: ["prevention"] });
  await classifyInitiative(bench.doors(), { network: slug, key: "36", domains: ["environnement"] });
});

const record = async (key: string): Promise<InitiativeRecord> => {
  const standing = await findStanding(bench.db, networkId, key);
  return (await readRecords(bench.db, networkId, [standing!.id]))[0]!;
};

const merge = async (choices: object = {}) => {
  const merged = await mergeInitiatives(bench.doors(), { network: slug, kept: "6", merged: "36", choices });
  if (!merged.ok) throw new Error(merged.failure.code);
  return merged.value;
};

// Rows in the order a reader would not notice.
const plain = (item: ReturnType<typeof toListItem>) =>
  JSON.stringify(item, (_, value) =>
    Array.isArray(value) ? [...value].map((one) => JSON.stringify(one)).sort() : value,
  );

describe("merging two initiatives", () => {
  test("keeps both statements, both domains and the two figures side by side", async () => {
    await merge();
    const kept = await record("6");
    expect(kept.statements.map((statement) => statement.number)).toEqual(["6", "36"]);
    expect(kept.domains.map((domain) => domain.key)).toEqual(["prevention", "environnement"]);
    expect(kept.figures.map((figure) => figure.text)).toEqual(["plus de 10 000 scolaires", "10 000 élèves"]);
    expect(kept.description).toBe("Des films.\n\nDes débats.");
  });

  test("names an organisation told by both only once", async () => {
    await merge();
    const { partners } = toListItem(await record("6"));
    expect(partners.map((partner) => partner.name).sort()).toEqual(["ARS", "CREPS", "CRESS"]);
  });

  test("makes the key of the one that left lead to the one that stays", async () => {
    await merge();
    expect((await findStanding(bench.db, networkId, "36"))?.key).toBe("6");
    expect((await itemsOf(bench, slug)).map((item) => item.key)).toEqual(["6", "40"]);
  });

  test("follows the choices made field by field", async () => {
    await merge({
      description: "merged",
      figures: "kept",
      title: { text: "Festival Explorations" },
      domains: ["environnement"],
    });
    const kept = await record("6");
    expect(kept).toMatchObject({ title: "Festival Explorations", description: "Des débats." });
    expect(kept.figures.map((figure) => figure.text)).toEqual(["plus de 10 000 scolaires"]);
    expect(kept.domains.map((domain) => domain.key)).toEqual(["environnement"]);
  });

  test("is undone as if it had not been, choices included", async () => {
    const before = (await itemsOf(bench, slug)).map(plain);
    const { merge: id } = await merge({ figures: "kept", title: "merged", domains: ["environnement"] });
    const undone = await undoMerge(bench.doors(), { network: slug, merge: id });
    expect(undone.ok).toBe(true);
    expect((await itemsOf(bench, slug)).map(plain)).toEqual(before);
    expect(await undoMerge(bench.doors(), { network: slug, merge: id })).toMatchObject({
      ok: false,
      failure: { kind: "not_found" },
    });
  });

  test("twice, then undone in the wrong order, is refused until the last is undone", async () => {
    const first = await merge();
    const second = await mergeInitiatives(bench.doors(), { network: slug, kept: "40", merged: "6" });
    expect(second.ok).toBe(true);
    expect(await undoMerge(bench.doors(), { network: slug, merge: first.merge })).toMatchObject({
      ok: false,
      failure: { code: "merge_not_last" },
    });
    expect((await findStanding(bench.db, networkId, "36"))?.key).toBe("40");
  });

  test("with itself, with an unknown key, or with what another network holds is refused", async () => {
    await makeNetwork(bench, `${slug}-b`, []);
    await importText(bench, `${slug}-b`, "Numéro;Intitulé\n99;Ailleurs\n");
    const attempt = async (kept: string, merged: string) => {
      const outcome = await mergeInitiatives(bench.doors(), { network: slug, kept, merged });
      return outcome.ok ? "done" : outcome.failure.code;
    };
    expect(await attempt("6", "6")).toBe("same_initiative");
    expect(await attempt("6", "99")).toBe("initiative");
    expect(await attempt("6", "1'; drop table initiatives;--")).toBe("initiative");
  });

  test("of what changed since the page was read is refused, and nothing is written", async () => {
    const [a, b] = [await record("6"), await record("36")];
    await classifyInitiative(bench.doors(), { network: slug, key: "36", domains: [] });
    const outcome = await mergeInitiatives(bench.doors(), {
      network: slug,
      kept: "6",
      merged: "36",
      revisions: { kept: a.revision, merged: b.revision },
    });
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "conflict", code: "merge_changed" } });
    expect((await itemsOf(bench, slug)).length).toBe(3);
  });

  test("asked twice at the same moment happens once", async () => {
    const ask = () => mergeInitiatives(bench.doors(), { network: slug, kept: "6", merged: "36" });
    const outcomes = await Promise.all([ask(), ask()]);
    expect(outcomes.filter((outcome) => outcome.ok).length).toBe(1);
    expect((await record("6")).statements.length).toBe(2);
  });
});

describe("what was decided between a merge and its undoing", () => {
  const undo = async (merge: string) =>
    expect(await undoMerge(bench.doors(), { network: slug, merge })).toMatchObject({ ok: true });

  const edit = async (key: string, change: Partial<SheetFields>) => {
    const { id, revision } = (await findStanding(bench.db, networkId, key))!;
    const { fields } = (await readState(bench.db, networkId, id))!;
    const sent = { network: slug, key, base: revision, fields: { ...fields, ...change } };
    expect(await editInitiative(bench.doors(), sent)).toMatchObject({ ok: true });
  };

  /** A sheet of Brest, into which one of Rodez is merged with its place. */
  const moved = async () => {
    await importText(bench, slug, `${HEADER}50;Verger;Brest;;;;\n51;Le verger;Rodez;;;;\n`);
    const sent = { network: slug, kept: "50", merged: "51", choices: { place: "merged" } };
    const merged = await mergeInitiatives(bench.doors(), sent);
    if (!merged.ok) throw new Error(merged.failure.code);
    return merged.value.merge;
  };
  const placeOf = async (key: string) =>
    bench.db
      .selectFrom("initiatives")
      .select(["place_words", "place_label", "in_regions", "in_departments", "point_departement", "place_status"])
      .where("network_id", "=", networkId)
      .where("key", "=", key)
      .executeTakeFirstOrThrow();

  test("a place that was refined stays whole, and in its own territory", async () => {
    const merge = await moved();
    await edit("50", { place: "Millau" });
    const refined = await placeOf("50");
    expect(refined).toMatchObject({ place_label: "Millau", in_departments: ["12"] });
    await undo(merge);
    expect(await placeOf("50")).toEqual(refined);
    await importText(bench, slug, `${HEADER}50;Verger;Quimper;;;;\n`);
    expect(await placeOf("50")).toEqual(refined);
  });

  test("a place whose reading was accepted with all the others goes back whole", async () => {
    await importText(bench, slug, `${HEADER}50;Verger;Brest;;;;\n`);
    const before = await placeOf("50");
    const merge = await moved();
    expect(await placeOf("50")).toMatchObject({ place_label: "Rodez", in_departments: ["12"] });
    await acceptReadings(bench.doors(), { network: slug });
    await undo(merge);
    expect(await placeOf("50")).toEqual(before);
  });

  test("words and places written by hand stay over the next import; the others follow it again", async () => {
    const { merge: id } = await merge();
    await edit("6", { description: "Des films, suivis de débats.", place: "Mayotte" });
    await undo(id);
    await importText(bench, slug, `${HEADER}6;Festival de santé;La Réunion;Des courts métrages.;ARS, CRESS;;\n`);
    const kept = await record("6");
    expect(kept).toMatchObject({ title: "Festival de santé", description: "Des films, suivis de débats." });
    expect(kept.place.label).toBe("Mayotte");
  });

  test("domains chosen by hand stay", async () => {
    const { merge: id } = await merge();
    await classifyInitiative(bench.doors(), { network: slug, key: "6", domains: ["environnement"] });
    await undo(id);
    expect((await record("6")).domains.map(({ key }) => key)).toEqual(["environnement"]);
    expect((await record("36")).domains.map(({ key }) => key)).toEqual(["environnement"]);
  });
});

describe("a pair of which one was merged into a third since it was read", () => {
  /** Reads 6 beside 36, then has 36 merged into 37. */
  const movedOn = async () => {
    await importText(bench, slug, `${HEADER}37;Festival santé;La Réunion;Des ateliers.;ARS, CREPS;;\n`);
    const [kept, merged] = [await record("6"), await record("36")];
    const gone = await mergeInitiatives(bench.doors(), { network: slug, kept: "37", merged: "36" });
    expect(gone).toMatchObject({ ok: true });
    return { kept: kept.revision, merged: merged.revision };
  };
  const statusOf = async (a: string, b: string) => {
    const [one, other] = [await findStanding(bench.db, networkId, a), await findStanding(bench.db, networkId, b)];
    return (await findProposal(bench.db, networkId, one!.id, other!.id))?.status;
  };

  test("is not told apart in its place", async () => {
    await movedOn();
    expect(await statusOf("6", "37")).toBe("open");
    for (const [a, b] of [
      ["6", "36"],
      ["36", "6"],
    ])
      expect(await decideDuplicate(bench.doors(), { network: slug, a, b, decision: "distinct" })).toMatchObject({
        ok: false,
        failure: { kind: "conflict", code: "sheet_merged", params: { key: "37" } },
      });
    expect(await statusOf("6", "37")).toBe("open");
  });

  test("is not merged in its place, even at the revision that was read", async () => {
    const revisions = await movedOn();
    expect((await record("37")).revision).toBe(revisions.merged);
    expect(await mergeInitiatives(bench.doors(), { network: slug, kept: "6", merged: "36", revisions })).toMatchObject({
      ok: false,
      failure: { kind: "conflict", code: "merge_changed" },
    });
    expect((await findStanding(bench.db, networkId, "37"))?.key).toBe("37");
  });
});
