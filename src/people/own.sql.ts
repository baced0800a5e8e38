import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import { SESSION_S } from "./lifetimes.ts";
import { findUser, hasPasskey, readGrants } from "./people.sql.ts";
import { needsSecondFactor } from "./rights.ts";

/** The rights that a person holds now, with the networks and sheets they are of, by network. */
export const readOwnRights = (db: Database, user: string, now: Date) =>
  everywhere("rights", () => heldBy(db, user, now));

const heldBy = async (db: Database, user: string, now: Date) =>
  db
    .selectFrom("grants as g")
    .innerJoin("networks as n", "n.id", "g.network_id")
    .leftJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "g.network_id").onRef("i.id", "=", "g.initiative_id"),
    )
    .select(["n.name", "n.slug", "g.role", "g.territory_scale", "g.territory_code", "g.ends_at", "i.title"])
    .where("g.user_id", "=", user)
    .where("g.withdrawn_at", "is", null)
    .where(sql<boolean>`g.starts_at <= greatest(${now}, g.given_at)`)
    .where((eb) => eb.or([eb("g.ends_at", "is", null), eb("g.ends_at", ">", now)]))
    .orderBy("n.name")
    .orderBy("g.given_at")
    .execute();

/** The sessions of a person that can still be used, the latest first. */
export const listSessions = (db: Database, user: string, now: Date) =>
  db
    .selectFrom("sessions")
    .select(["id", "user_agent", "updated_at"])
    .where("user_id", "=", user)
    .where("expires_at", ">", now)
    .where("created_at", ">", new Date(now.getTime() - SESSION_S.longest * 1000))
    .orderBy("updated_at", "desc")
    .limit(50)
    .execute();

/** The passkeys of a person, the oldest first. */
export const listPasskeys = (db: Database, user: string) =>
  db
    .selectFrom("passkeys")
    .select(["id", "name", "created_at"])
    .where("user_id", "=", user)
    .orderBy("created_at")
    .execute();

/** Whether one of the roles a person holds now asks for a second factor, and whether her account has one, codes or a passkey. */
export async function readSecondFactor(
  db: Database,
  user: string,
  now: Date,
): Promise<{ compulsory: boolean; enrolled: boolean }> {
  const [row, grants, passkey] = await Promise.all([
    findUser(db, user),
    readGrants(db, user, now),
    hasPasskey(db, user),
  ]);
  return { compulsory: needsSecondFactor(grants), enrolled: passkey || (row?.two_factor_enabled ?? false) };
}
