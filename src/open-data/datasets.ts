import { createHash } from "node:crypto";
import type { Network } from "../platform/action.ts";
import { INSTALLATION_CHAIN } from "../platform/audit.ts";

/** The formats in which everything is kept ready. */
export const BULK_FORMATS = ["csv", "geojson", "jsonld", "json", "parquet"] as const;
export type BulkFormat = (typeof BULK_FORMATS)[number];

/** The name under which the common space is filed. */
export const COMMON = INSTALLATION_CHAIN;

// To be raised when the files change in shape, so that all are made again.
const SHAPE = 1;

/** What is published together: one network's initiatives, or those of all networks that share. */
export type Dataset = { id: string; networks: Network[]; state: string };

/** The dataset of a network; null while it does not publish. */
export const datasetOf = (network: Network | undefined): Dataset | null =>
  network?.published ? { id: network.id, networks: [network], state: stateOf([network]) } : null;

/** The dataset of the common space; null while nobody shares. */
export function commonDataset(networks: readonly Network[]): Dataset | null {
  const shared = networks.filter((network) => network.published && network.shared);
  return shared.length > 0 ? { id: COMMON, networks: shared, state: stateOf(shared) } : null;
}

/** Every dataset of an installation, given its networks. */
export const datasetsOf = (networks: readonly Network[]): Dataset[] =>
  [...networks.map(datasetOf), commonDataset(networks)].filter((dataset) => dataset !== null);

/** What files were made from, in a few characters: another state means that something may have changed. */
function stateOf(networks: readonly Network[]): string {
  const revisions = networks.map(({ id, revision }) => `${id}:${revision}`).join(",");
  return `${SHAPE}:${networks.length === 1 ? networks[0]!.revision : createHash("sha256").update(revisions).digest("hex").slice(0, 24)}`;
}

/** What was seen of datasets the last time, so that one still being changed is left until it rests. */
export type Seen = Map<string, { state: string; times: number }>;

/** However busy a network is, its files do not wait longer than so many looks. */
const PATIENCE = 10;

/** The ids of the datasets whose files are to be made now or taken away, given the states of those there are. */
export function decideDue(datasets: readonly Dataset[], made: ReadonlyMap<string, string>, seen: Seen): string[] {
  const stale = datasets.filter(({ id, state }) => made.get(id) !== state);
  const due = stale.filter(({ id, state }) => {
    const before = seen.get(id);
    const times = (before?.times ?? 0) + 1;
    seen.set(id, { state, times });
    return !made.has(id) || before?.state === state || times > PATIENCE;
  });
  for (const id of seen.keys()) if (!stale.some((dataset) => dataset.id === id)) seen.delete(id);
  for (const { id } of due) seen.delete(id);
  const open = new Set(datasets.map(({ id }) => id));
  return [...due.map(({ id }) => id), ...[...made.keys()].filter((id) => !open.has(id))];
}
