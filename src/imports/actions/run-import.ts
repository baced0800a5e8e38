import { join } from "node:path";
import { refreshDuplicates } from "../../duplicates/actions/refresh-duplicates.ts";
import { openActorShelf } from "../../initiatives/actor-shelf.sql.ts";
import { makeReadingAids } from "../../initiatives/read-answer.ts";
import { planAnswers, storePlan } from "../../initiatives/store-answers.sql.ts";
import { canImport, partsOf } from "../../networks/policies.ts";
import { type Doors, findNetwork, type Network, withinNetwork } from "../../platform/action.ts";
import { appendAudit } from "../../platform/audit.ts";
import { announceChange, type Database } from "../../platform/database/database.ts";
import { refreshStatistics } from "../../platform/database/refresh-statistics.ts";
import { conflict, type Failure, fail, forbidden, notFound, ok, type Result } from "../../platform/result.ts";
import { holdIndex } from "../../search/index-initiatives.sql.ts";
import { openReference } from "../../territories/reference.ts";
import { batchesOf, type Counts, KEPT_REJECTIONS, NO_COUNTS, type Rejection } from "../import-rows.ts";
import { findImport, openRejected, placeOfImport } from "../imports.sql.ts";
import { keepWithin } from "../keep-within.ts";
import type { Mapping } from "../match-columns.ts";
import { openReceived, type ReadingLimits } from "../open-received.ts";
import { refusedBy, type Table } from "../table.ts";

export type ImportOutcome = Counts & { id: string; rejected: Rejection[] };
type Input = {
  network: string;
  id: string;
  limits?: ReadingLimits;
  onProgress?: (done: number, share: number) => void;
};

const BATCH = 500;
const UNDER_WAY = ["queued", "running"];
const LIMITS: ReadingLimits = { uploadBytes: 2 ** 31, inflatedBytes: 2 ** 30 };

/**
 * Imports a received file batch after batch, each in its own transaction with its progress and its counts: stopped at any
 * moment and run again, it goes on after the last batch that was kept, and its balance is that of one run. Of two runs at
 * once, the one that finds the other ahead goes on from there: the other may be ending with its worker.
 */
export const runImport = (doors: Doors, input: Input): Promise<Result<ImportOutcome>> =>
  withinNetwork(doors.db, input.network, () => importWithin(doors, input));

async function importWithin(doors: Doors, input: Input): Promise<Result<ImportOutcome>> {
  const network = await findNetwork(doors.db, input.network);
  if (!network) return notFound("network", { network: input.network });
  if (!canImport(doors.person, network)) {
    // Jobs ask in the name of whoever started the import: somebody else must find it stopped, to start it again.
    await giveUp(doors, network, input.id, { kind: "forbidden", code: "import_right_lost" });
    return forbidden("forbidden", { action: "run_import" });
  }
  const found = await findImport(doors.db, network.id, input.id);
  if (!found) return notFound("import");
  if (!UNDER_WAY.includes(found.status)) return conflict("import_not_ready");
  const opened = await openReceived(join(doors.dataDir, found.stored_as), input.limits ?? LIMITS);
  if (!opened.ok) return giveUp(doors, network, found.id, opened.failure);
  try {
    const outcome = await importTable(doors, network, found, opened.value, input.onProgress);
    return (await finish(doors, network, outcome)) ? ok(outcome) : conflict("import_not_ready");
  } catch (error) {
    // Never for nothing: between two such errors, somebody kept a batch or closed the import.
    if (error instanceof Overtaken) return importWithin(doors, input);
    return giveUp(doors, network, found.id, refusedBy(error).failure);
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof findImport>>>;

/** Another run of the same import is further than this one, or the import was closed meanwhile. */
class Overtaken extends Error {}

/** What an earlier run, cut short, had done and kept. */
function doneBefore({ vault }: Doors, found: Found): ImportOutcome {
  const kept = found.counts as Partial<Counts>;
  const whole = Number(found.rows_done) > 0 && kept.read === Number(found.rows_done);
  return whole
    ? { ...NO_COUNTS, ...kept, id: found.id, rejected: [...(openRejected(vault, found) ?? [])] }
    : { ...NO_COUNTS, id: found.id, rejected: [] };
}

async function importTable(
  doors: Doors,
  network: Network,
  found: Found,
  table: Table,
  onProgress?: Input["onProgress"],
): Promise<ImportOutcome> {
  const { db, newId, now } = doors;
  const reference = openReference();
  const shelf = openActorShelf(network.id, newId, now);
  const aids = makeReadingAids(reference, network.organisation);
  const parts = partsOf(canImport, doors.person, network);
  const placeColumn = table.header[(found.mapping as Mapping).indexOf("place")] ?? "";
  const outcome = doneBefore(doors, found);
  let passed = 0;
  let last = Number(found.rows_done);
  for await (const batch of batchesOf(table, found.mapping as Mapping, now().getFullYear() + 1, BATCH)) {
    passed += batch.read;
    if (passed <= outcome.read) continue;
    await db.transaction().execute(async (trx) => {
      // One batch of one network at a time: two files at once must not give one key twice.
      await holdIndex(trx, network.id);
      if (!(await isAt(trx, network.id, found.id, last))) throw new Overtaken();
      const asked = await planAnswers(trx, network.id, found.campaign_id, batch.answers);
      const { plan, refused } = await keepWithin(trx, network.id, asked, { parts, aids, column: placeColumn });
      const stored = await storePlan(
        trx,
        {
          networkId: network.id,
          campaignId: found.campaign_id,
          importId: found.id,
          fileName: found.file_name,
          by: doors,
          aids,
          shelf,
          vault: doors.vault,
          now: now(),
          newId,
        },
        plan,
      );
      outcome.created += plan.created.length;
      outcome.updated += plan.updated.length;
      outcome.unchanged += plan.unchanged;
      outcome.review += stored.review;
      outcome.read += batch.read;
      outcome.refused += batch.refused.length + refused.length;
      outcome.rejected.push(...[...batch.refused, ...refused].slice(0, KEPT_REJECTIONS - outcome.rejected.length));
      await keepProgress(doors, trx, network.id, outcome, batch);
    });
    last = outcome.read;
    onProgress?.(outcome.read, batch.share);
  }
  await refreshStatistics(db);
  await refreshDuplicates(doors, { network: network.slug, import: found.id });
  return outcome;
}

/** Whether an import under way has read exactly so many rows. */
async function isAt(db: Database, networkId: string, id: string, rows: number): Promise<boolean> {
  const found = await db
    .selectFrom("imports")
    .select(["status", "rows_done"])
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .executeTakeFirst();
  return found !== undefined && UNDER_WAY.includes(found.status) && Number(found.rows_done) === rows;
}

async function keepProgress(
  { vault }: Doors,
  db: Database,
  networkId: string,
  { id, rejected, ...counts }: ImportOutcome,
  { share, refused }: { share: number; refused: Rejection[] },
): Promise<void> {
  await db
    .updateTable("imports")
    .set({
      status: "running",
      rows_done: counts.read,
      rows_total: share > 0 ? Math.round(counts.read / share) : null,
      counts: JSON.stringify(counts),
      ...(refused.length > 0 && { rejected: vault.sealJson(placeOfImport(networkId, id, "rejected"), rejected) }),
    })
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .execute();
}

/** Closes an import and leaves its trace, once; false when another run did. */
async function finish(doors: Doors, network: Network, { id, rejected, ...counts }: ImportOutcome): Promise<boolean> {
  return doors.db.transaction().execute(async (db) => {
    const closed = await db
      .updateTable("imports")
      .set({
        status: "done",
        counts: JSON.stringify(counts),
        rejected: doors.vault.sealJson(placeOfImport(network.id, id, "rejected"), rejected),
        rows_done: counts.read,
        rows_total: counts.read,
        finished_at: doors.now(),
      })
      .where("network_id", "=", network.id)
      .where("id", "=", id)
      .where("status", "in", UNDER_WAY)
      .returning("id")
      .executeTakeFirst();
    if (!closed) return false;
    await announceChange(db, network.id);
    await appendAudit(db, network.id, {
      at: doors.now(),
      actor: doors.person.id,
      action: "run_import",
      subjects: { import: id, created: counts.created, updated: counts.updated, read: counts.read },
      request: doors.request,
    });
    return true;
  });
}

/** Says of an import under way that it stopped and why, with what was kept of it shown to readers at once. */
async function giveUp(doors: Doors, network: Network, id: string, failure: Failure): Promise<Result<never>> {
  await doors.db.transaction().execute(async (db) => {
    const stopped = await db
      .updateTable("imports")
      .set({ status: "failed", failure: JSON.stringify(failure), finished_at: doors.now() })
      .where("network_id", "=", network.id)
      .where("id", "=", id)
      .where("status", "in", UNDER_WAY)
      .returning("rows_done")
      .executeTakeFirst();
    if (Number(stopped?.rows_done ?? 0) > 0) await announceChange(db, network.id);
  });
  return fail(failure);
}
