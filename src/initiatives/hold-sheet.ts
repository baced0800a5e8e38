import { partsOf, type RolePolicy } from "../networks/policies.ts";
import type { Scene } from "../platform/action.ts";
import { conflict, forbidden, notFound, ok, type Result } from "../platform/result.ts";
import { holdIndex } from "../search/index-initiatives.sql.ts";
import { type Followed, findAny } from "./initiatives.sql.ts";
import { isReached } from "./within.sql.ts";

/**
 * Takes one's turn to change the sheets of a network, then finds the very one of a key, deleted or not, in the caller's
 * transaction: looked at before, it may have left meanwhile. Refuses what the policy does not reach, and a key that leads to
 * the sheet it was merged into, of which nobody said anything.
 */
export async function holdSheet(
  { db, network, person }: Scene,
  key: string,
  policy: RolePolicy,
): Promise<Result<Followed>> {
  await holdIndex(db, network.id);
  const found = await findAny(db, network.id, key);
  if (!found) return notFound("initiative", { key });
  if (!(await isReached(db, network.id, partsOf(policy, person, network), found.id))) return forbidden("out_of_reach");
  return found.key === key ? ok(found) : conflict("sheet_merged", { key: found.key });
}
