import { readNetworks } from "../networks/networks.sql.ts";
import type { Doors } from "../platform/action.ts";
import { COMMON, datasetsOf, decideDue, type Seen } from "./datasets.ts";
import { listStates } from "./open-data.sql.ts";

/**
 * Looks at which files are out of date, and asks for a job for each; to be called again and again with the same memory.
 * `resting` are those that failed for good a moment ago, and would again.
 */
export async function askBuilds(
  doors: Pick<Doors, "db" | "enqueue" | "person">,
  seen: Seen,
  resting: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const { db, enqueue, person } = doors;
  const [networks, made] = await Promise.all([readNetworks(db, false), listStates(db)]);
  const slugs = new Map([[COMMON, ""], ...networks.map(({ id, slug }): [string, string] => [id, slug])]);
  const due = decideDue(datasetsOf(networks), made, seen).filter((id) => slugs.has(id) && !resting.has(id));
  for (const id of due) await enqueue(db, "bulk", { network: slugs.get(id)!, id, person: person.id });
  return due;
}
