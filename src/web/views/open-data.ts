import { existsSync } from "node:fs";
import { join } from "node:path";
import { readNetworks } from "../../networks/networks.sql.ts";
import type { Described } from "../../open-data/catalogue.ts";
import { COMMON, commonDataset, type Dataset, datasetOf } from "../../open-data/datasets.ts";
import { listFiles, type ReadyFile, readExtents } from "../../open-data/open-data.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { within } from "../../platform/database/reach.ts";

/** A dataset with its files, or nothing where nothing is published. */
export async function describe(db: Database, dataset: Dataset | null): Promise<Described | null> {
  if (!dataset) return null;
  const ids = dataset.networks.map(({ id }) => id);
  const [files, extents] = await within([dataset.id, ...ids], () =>
    Promise.all([givenFiles(db, dataset), readExtents(db, ids)]),
  );
  return { dataset, files, extents };
}

/** The files of a dataset that may be given: none that holds a network which no longer publishes, or no longer shares. */
async function givenFiles(db: Database, dataset: Dataset): Promise<ReadyFile[]> {
  const open = new Set(dataset.networks.map(({ id }) => id));
  const files = await listFiles(db, dataset.id);
  return files.filter(({ networks }) => networks.every((id) => open.has(id)));
}

/** What a network publishes. */
export const describeNetwork = (db: Database, network: Network) => describe(db, datasetOf(network));

/** What the networks that share publish together; null when none does. */
export const describeCommon = async (db: Database) => describe(db, commonDataset(await readNetworks(db, true)));

/** Everything that is published here: the common space first, then each network. */
export async function describeAll(db: Database): Promise<Described[]> {
  const networks = await readNetworks(db, true);
  const datasets = [commonDataset(networks), ...networks.map(datasetOf)];
  return (await Promise.all(datasets.map((dataset) => describe(db, dataset)))).filter((one) => one !== null);
}

/** Where a ready file is on this machine; undefined when another one keeps it. */
export function placeOf(dataDir: string, file: ReadyFile): string | undefined {
  const path = join(dataDir, file.stored_as);
  return existsSync(path) ? path : undefined;
}

/** The short name under which a dataset's files are saved. */
export const shortName = ({ id, networks }: Dataset): string => (id === COMMON ? "ancrage" : networks[0]!.slug);
