import type { Scene } from "../platform/action.ts";
import { invalid, ok, type Result } from "../platform/result.ts";
import { indexInitiatives } from "../search/index-initiatives.sql.ts";
import { replaceDomains, unknownDomains } from "./initiatives.sql.ts";
import { keepAfter, keepBefore } from "./versions.sql.ts";

/** Places a sheet, which the caller holds, in domains of its network in place of those it had; answers their ids. */
export async function placeInDomains(
  scene: Scene,
  initiativeId: string,
  keys: readonly string[],
): Promise<Result<string[]>> {
  const { db, network, person, now } = scene;
  const wanted = [...new Set(keys)];
  const [unknown] = await unknownDomains(db, network.id, wanted);
  if (unknown !== undefined) return invalid("domain_unknown", { domain: unknown });
  await keepBefore(db, network.id, [initiativeId]);
  const domains = await replaceDomains(db, network.id, initiativeId, wanted, person.id, now());
  await db
    .updateTable("initiatives")
    .set((eb) => ({ updated_at: now(), revision: eb("revision", "+", 1) }))
    .where("network_id", "=", network.id)
    .where("id", "=", initiativeId)
    .execute();
  await indexInitiatives(db, network.id, [initiativeId]);
  await keepAfter(db, network.id, [initiativeId], { ...scene, cause: "domains" });
  return ok(domains);
}
