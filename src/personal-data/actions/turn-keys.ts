import type { Doors } from "../../platform/action.ts";
import { appendAudit, INSTALLATION_CHAIN } from "../../platform/audit.ts";
import { within } from "../../platform/database/reach.ts";
import type { KeyRing } from "../../platform/keys.ts";
import { conflict, ok, type Result, unavailable } from "../../platform/result.ts";
import { countSealed, sealAgain } from "../sealed.sql.ts";

export type Turned = { key: string; sealed: number; fresh: boolean; waiting: string[]; dropped: string[] };

/** A process may still be writing what it sealed with the key that was in use a moment ago. */
const REST_MS = 24 * 3600 * 1000;

/**
 * Seals everything again under a new key, or goes on where an earlier turn was cut short. The key before is kept for a day,
 * for whatever was being written, then dropped by the first turn or the first night that finds nothing sealed with it.
 */
export async function turnKeys(
  doors: Pick<Doors, "db" | "vault" | "now" | "person" | "request">,
  ring: KeyRing,
  onBatch?: (sealed: number) => void,
): Promise<Result<Turned>> {
  const { db, vault, now } = doors;
  const inUse = vault.keys()[0]!.id;
  const before = await countSealed(db);
  const missing = before.filter(({ key }) => key !== null && !vault.keys().some(({ id }) => id === key));
  if (missing.length > 0)
    return unavailable("keys_missing", { keys: [...new Set(missing.map(({ key }) => key))].join(", ") });
  const underWay = before.some(({ key }) => key !== null && key !== inUse);
  const fresh = !underWay && ring.add !== null;
  if (!underWay && ring.add === null) return conflict("keys_of_configuration");
  if (fresh) ring.add!(now());
  const { sealed, unreadable } = await sealAgain(db, vault, onBatch);
  if (unreadable > 0) return unavailable("keys_wrong", { values: unreadable });
  const key = vault.keys()[0]!.id;
  const dropped = await dropUnused(doors, ring);
  await db.transaction().execute((trx) =>
    within([INSTALLATION_CHAIN], () =>
      appendAudit(trx, INSTALLATION_CHAIN, {
        at: now(),
        actor: doors.person.id,
        action: "turn_keys",
        subjects: { key, sealed },
        request: doors.request,
      }),
    ),
  );
  const waiting = vault
    .keys()
    .slice(1)
    .map(({ id }) => id);
  return ok({ key, sealed, fresh, waiting, dropped });
}

/** Forgets the keys that were replaced over a day ago and that seal nothing any more; answers their names. */
export async function dropUnused(
  { db, vault, now }: Pick<Doors, "db" | "vault" | "now">,
  ring: KeyRing,
): Promise<string[]> {
  if (ring.drop === null) return [];
  const rested = vault
    .keys()
    .slice(1)
    .filter(({ retiredAt }) => retiredAt !== null && now().getTime() - Date.parse(retiredAt) >= REST_MS);
  if (rested.length === 0) return [];
  const used = new Set((await countSealed(db)).map(({ key }) => key));
  const dropped = rested.map(({ id }) => id).filter((id) => !used.has(id));
  if (dropped.length > 0) ring.drop(dropped);
  return dropped;
}
