import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { normaliseName } from "../src/actors/match.ts";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { runImport } from "../src/imports/actions/run-import.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { editInitiative } from "../src/initiatives/actions/edit-initiative.ts";
import { restoreVersion } from "../src/initiatives/actions/restore-version.ts";
import { findStanding } from "../src/initiatives/initiatives.sql.ts";
import { NO_FIELDS } from "../src/initiatives/sheet-fields.ts";
import { readState } from "../src/initiatives/versions.sql.ts";
import type { Database } from "../src/platform/database/database.ts";
import { acceptProposal } from "../src/proposals/actions/accept-proposal.ts";
import { sendProposal } from "../src/proposals/actions/send-proposal.ts";
import { holdIndex } from "../src/search/index-initiatives.sql.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork, receiveText } from "./preparation/networks.ts";
import { until } from "./preparation/processes.ts";

/* Two who change one network: the first holds it, the second arrives and waits, the first goes on, and only then ends. */

const ROWS = "1;Jardin partagé;Vesoul;CCAS\n2;Bus santé;Brest;ARS\n";
let bench: Bench;
let slug = "";
let networkId: string;
let count = 0;

beforeAll(async () => {
  bench = await freshDatabase();
});

beforeEach(async () => {
  slug = `tours-${++count}`;
  networkId = await makeNetwork(bench, slug, ["soin", "lien"]);
  expect(await importText(bench, slug, `Numéro;Intitulé;Lieu;Partenaires\n${ROWS}`)).toMatchObject({ ok: true });
});

const waiting = async () =>
  (
    await bench.pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()",
    )
  ).rowCount;

/** Has `second` arrive while a first holds the network, then lets the first do what it does and end. */
async function arriving<T>(second: () => Promise<T>, first: (trx: Database) => Promise<unknown>): Promise<T> {
  const { asked } = await bench.db.transaction().execute(async (trx) => {
    await holdIndex(trx, networkId);
    const asked = second();
    // What becomes of it is read once the first has ended.
    asked.catch(() => {});
    await until(waiting, (rows) => rows === 1, 30);
    await first(trx);
    return { asked };
  });
  return asked;
}

const leave = (key: string, status: "merged" | "deleted") => async (trx: Database) => {
  const kept = await findStanding(trx, networkId, "1");
  await trx
    .updateTable("initiatives")
    .set({ status, merged_into: status === "merged" ? kept!.id : null })
    .where("network_id", "=", networkId)
    .where("key", "=", key)
    .execute();
};

const titleOf = async (id: string) => (await readState(bench.db, networkId, id))?.fields.title;

describe("a sheet that leaves while somebody writes it", () => {
  test.each(["merged", "deleted"] as const)("takes nothing more once it is %s", async (status) => {
    const found = (await findStanding(bench.db, networkId, "2"))!;
    const { revision, fields } = (await readState(bench.db, networkId, found.id))!;
    const edited = await arriving(
      () =>
        editInitiative(bench.doors(), {
          network: slug,
          key: "2",
          base: revision,
          fields: { ...fields, title: "Bus perdu" },
          word: "",
        }),
      leave("2", status),
    );
    expect(edited).toMatchObject({ ok: false, failure: { kind: status === "merged" ? "conflict" : "not_found" } });
    expect(await titleOf(found.id)).toBe("Bus santé");
    expect(await titleOf((await findStanding(bench.db, networkId, "1"))!.id)).toBe("Jardin partagé");
  });

  test("is not brought back to an older version", async () => {
    const found = (await findStanding(bench.db, networkId, "2"))!;
    const { revision, fields } = (await readState(bench.db, networkId, found.id))!;
    const sent = { network: slug, key: "2", base: revision, fields: { ...fields, title: "Bus neuf" }, word: "" };
    expect(await editInitiative(bench.doors(), sent)).toMatchObject({ ok: true });
    const again = (await readState(bench.db, networkId, found.id))!;
    const restored = await arriving(
      () => restoreVersion(bench.doors(), { network: slug, key: "2", number: 1, base: again.revision, word: "" }),
      leave("2", "deleted"),
    );
    expect(restored).toMatchObject({ ok: false, failure: { kind: "not_found" } });
    expect(await titleOf(found.id)).toBe("Bus neuf");
  });

  test("is not put in a domain", async () => {
    const classified = await arriving(
      () => classifyInitiative(bench.doors(), { network: slug, key: "2", domains: ["soin"] }),
      leave("2", "deleted"),
    );
    expect(classified).toMatchObject({ ok: false, failure: { kind: "not_found" } });
  });
});

test("an import knows the organisation that somebody added while it waited", async () => {
  const name = "MAIF";
  const id = await receiveText(bench, slug, `Numéro;Intitulé;Lieu;Partenaires\n3;Verger;Vesoul;${name}\n`);
  const imported = await arriving(
    () => runImport(bench.doors(), { network: slug, id }),
    (trx) =>
      trx
        .insertInto("actors")
        .values({
          network_id: networkId,
          id: crypto.randomUUID(),
          name,
          name_key: normaliseName(name),
          kind: "association",
          generic: false,
          created_at: new Date(),
        })
        .execute(),
  );
  expect(imported).toMatchObject({ ok: true, value: { created: 1 } });
  const named = await bench.db
    .selectFrom("actors")
    .select("id")
    .where("network_id", "=", networkId)
    .where("name_key", "=", normaliseName(name))
    .execute();
  expect(named).toHaveLength(1);
});

describe("two who change the same things never wait for one another", () => {
  test("one who parts what was merged, while another takes words out of the memory of merges", async () => {
    const merged = await mergeInitiatives(bench.doors(), { network: slug, kept: "1", merged: "2" });
    if (!merged.ok) throw new Error(merged.failure.code);
    const { merge } = merged.value;
    const undone = await arriving(
      () => undoMerge(bench.doors(), { network: slug, merge }),
      (trx) =>
        trx
          .updateTable("merges")
          .set({ undone_at: null })
          .where("network_id", "=", networkId)
          .where("id", "=", merge)
          .execute(),
    );
    expect(undone).toMatchObject({ ok: true });
  });

  test("one who accepts a proposal, while another takes words out of it", async () => {
    const id = crypto.randomUUID();
    const fields = { ...NO_FIELDS, title: "Proposée", place: "Brest" };
    expect(await sendProposal(bench.doors(), { network: slug, id, key: null, fields })).toMatchObject({ ok: true });
    const accepted = await arriving(
      () => acceptProposal(bench.doors(), { network: slug, id }),
      (trx) =>
        trx
          .updateTable("proposals")
          .set({ word: "" })
          .where("network_id", "=", networkId)
          .where("id", "=", id)
          .execute(),
    );
    expect(accepted).toMatchObject({ ok: true });
  });
});
