import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Entry, ExportScope } from "../exports/formats.ts";
import { eachEntry, listStanding } from "../initiatives/records.sql.ts";
import type { Doors, Network } from "../platform/action.ts";
import type { Database } from "../platform/database/database.ts";
import { within } from "../platform/database/reach.ts";
import { BULK_FORMATS, COMMON, type Dataset } from "./datasets.ts";
import { holdDataset, listFiles, type ReadyFile, replaceFiles } from "./open-data.sql.ts";
import { clearFiles, type Written, writeFiles } from "./write-files.ts";

/** What making files takes of the doors, and the public address of the installation. */
export type Place = Pick<Doors, "db" | "dataDir" | "now"> & { base: string };

/** What became of the files of a dataset. */
export type Built = { outcome: "made" | "unchanged" | "removed"; files: ReadyFile[] };

/**
 * Makes the files of a dataset from one moment of the database, or takes them away when it is no longer published. Done
 * twice, or by two processes at once, it does its work once: the second finds the state already written.
 */
export async function buildDataset(
  place: Place,
  id: string,
  find: (db: Database) => Promise<Dataset | null>,
): Promise<Built> {
  return within([id], () => rebuild(place, id, find));
}

async function rebuild(place: Place, id: string, find: (db: Database) => Promise<Dataset | null>): Promise<Built> {
  return place.db.transaction().execute(async (held) => {
    await holdDataset(held, id);
    const before = await listFiles(held, id);
    const dataset = await find(held);
    if (dataset && isFresh(place, before, dataset)) return { outcome: "unchanged", files: before };
    const made = dataset && (await writeDataset(place, id, find));
    await replaceFiles(held, id, made ?? []);
    await clearFiles(place.dataDir, id, made ?? []);
    return made ? { outcome: "made", files: made } : { outcome: "removed", files: [] };
  });
}

const isFresh = ({ dataDir }: Place, files: ReadyFile[], dataset: Dataset) =>
  files.length > 0 && files.every((file) => file.state === dataset.state && existsSync(join(dataDir, file.stored_as)));

/** Reads in a transaction of its own: its picture of the database begins after the wait for the others. */
async function writeDataset(
  place: Place,
  id: string,
  find: (db: Database) => Promise<Dataset | null>,
): Promise<ReadyFile[] | null> {
  return place.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (db) => {
      const dataset = await find(db);
      if (!dataset) return null;
      const madeAt = place.now();
      const networks = dataset.networks.map((network) => network.id);
      const written = await within(networks, async () => {
        const ids = new Map<string, string[]>();
        for (const network of networks) ids.set(network, await listStanding(db, network));
        const entries = entriesOf(db, dataset.networks, ids);
        return writeFiles(place.dataDir, id, BULK_FORMATS, entries, scopeFor(dataset, place.base, madeAt));
      });
      return written.map((file: Written) => ({
        ...file,
        state: dataset.state,
        networks,
        made_at: madeAt,
      }));
    });
}

async function* entriesOf(db: Database, networks: Network[], ids: Map<string, string[]>): AsyncGenerator<Entry> {
  for (const network of networks) yield* eachEntry(db, network, ids.get(network.id) ?? []);
}

const scopeFor = (dataset: Dataset, base: string, generatedAt: Date): ExportScope => {
  const network = dataset.id === COMMON ? null : dataset.networks[0]!;
  return { network, title: network?.name ?? "Ancrage", lang: "fr", base, generatedAt };
};
