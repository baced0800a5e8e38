import { failImport } from "../imports/actions/fail-import.ts";
import { listUnderWay } from "../imports/imports.sql.ts";
import { readNetworks } from "../networks/networks.sql.ts";
import type { Doors } from "../platform/action.ts";
import { listLive } from "./jobs.sql.ts";

/** The imports that no job works on, with how far each was when it last moved, and when that was seen. */
export type Alone = Map<string, { rows: number; since: number }>;

/**
 * The command line imports by itself, without a job, and writes its rows by the hundred: one that stays where it is for so
 * long was interrupted.
 */
const SILENCE_MS = 30 * 60_000;

/**
 * Says of imports under way that nothing works on any more that they stopped, so that they can be started again and that
 * their files come to their end; to be called again and again with the same memory.
 */
export async function tellAbandoned(doors: Doors, alone: Alone): Promise<void> {
  const underWay = await listUnderWay(doors.db);
  const live = underWay.length > 0 ? await listLive(doors.db, "import") : new Set();
  const left = underWay.filter(({ id }) => !live.has(id));
  const now = doors.now().getTime();
  for (const id of alone.keys()) if (!left.some((one) => one.id === id)) alone.delete(id);
  for (const { id, rows_done } of left)
    if (alone.get(id)?.rows !== rows_done) alone.set(id, { rows: rows_done, since: now });
  const silent = left.filter(({ id }) => now - alone.get(id)!.since >= SILENCE_MS);
  if (silent.length === 0) return;
  const slugs = new Map((await readNetworks(doors.db, false)).map(({ id, slug }) => [id, slug]));
  for (const { id, network_id } of silent) {
    const network = slugs.get(network_id);
    if (network) await failImport(doors, { network, id, failure: { kind: "unavailable", code: "import_abandoned" } });
  }
}
