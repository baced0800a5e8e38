import { access } from "node:fs/promises";
import { join } from "node:path";
import { readNetworks } from "../networks/networks.sql.ts";
import type { Doors } from "../platform/action.ts";
import { COMMON, datasetsOf, decideDue, type Seen } from "./datasets.ts";
import { listMade } from "./open-data.sql.ts";

/**
 * Looks at which files are out of date or missing, and asks for a job for each; to be called again and again with the same
 * memory. `resting` are those that failed for good a moment ago, and would again.
 */
export async function askBuilds(
  doors: Pick<Doors, "db" | "enqueue" | "person" | "dataDir">,
  seen: Seen,
  resting: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const { db, enqueue, person, dataDir } = doors;
  const [networks, files] = await Promise.all([readNetworks(db, false), listMade(db)]);
  const slugs = new Map([[COMMON, ""], ...networks.map(({ id, slug }): [string, string] => [id, slug])]);
  const datasets = datasetsOf(networks);
  const made = new Map([...files].map(([id, { state }]) => [id, state]));
  // After a restoration or a move, the database tells of files that did not come along.
  for (const { id } of datasets) if (!(await areHere(dataDir, files.get(id)?.stored ?? []))) made.delete(id);
  const due = decideDue(datasets, made, seen).filter((id) => slugs.has(id) && !resting.has(id));
  for (const id of due) await enqueue(db, "bulk", { network: slugs.get(id)!, id, person: person.id });
  return due;
}

async function areHere(dataDir: string, stored: readonly string[]): Promise<boolean> {
  const looks = stored.map((path) =>
    access(join(dataDir, path)).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(looks)).every(Boolean);
}
