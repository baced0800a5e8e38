import { sql } from "kysely";
import { validate as isUuid } from "uuid";
import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import type { Grant, GrantScale, Role } from "../platform/person.ts";

/** Holds at this moment: begun, not ended, not withdrawn. */
export const standing = (now: Date) =>
  sql<boolean>`g.withdrawn_at is null and g.starts_at <= greatest(${now}, g.given_at) and (g.ends_at is null or g.ends_at > ${now})`;

/** Has whoever gives rights in a network do it one after the other: the same one, asked for twice at once, is given once. */
export const takeTurns = (db: Database, networkId: string) =>
  db.selectFrom("networks").select("id").where("id", "=", networkId).forNoKeyUpdate().execute();

/** The rights that a person holds at this moment, in every network; whoever runs the installation holds them all. */
export const readGrants = (db: Database, userId: string, now: Date): Promise<Grant[]> =>
  everywhere("rights", () => readHeld(db, userId, now));

async function readHeld(db: Database, userId: string, now: Date): Promise<Grant[]> {
  const rows = await db
    .selectFrom("grants as g")
    .select([
      sql<string | null>`g.network_id`.as("network_id"),
      "g.role",
      "g.territory_scale",
      "g.territory_code",
      "g.initiative_id",
    ])
    .where("g.user_id", "=", userId)
    .where(standing(now))
    .unionAll(
      db
        .selectFrom("users as u")
        .select([
          sql<string | null>`null::uuid`.as("network_id"),
          sql<string>`u.installation_role`.as("role"),
          sql<string | null>`null`.as("territory_scale"),
          sql<string | null>`null`.as("territory_code"),
          sql<string | null>`null::uuid`.as("initiative_id"),
        ])
        .where("u.id", "=", userId)
        .where("u.installation_role", "is not", null),
    )
    .execute();
  return rows.map((row) => ({
    network: row.network_id ?? "*",
    role: row.role as Role,
    ...(row.territory_scale !== null && {
      territory: { scale: row.territory_scale as GrantScale, code: row.territory_code! },
    }),
    ...(row.initiative_id !== null && { initiative: row.initiative_id }),
  }));
}

export type UserRow = {
  id: string;
  name: string;
  email: string;
  lang: "fr" | "en";
  two_factor_enabled: boolean;
  installation_role: "administrator" | null;
};

const USER = ["id", "name", "email", "lang", "two_factor_enabled", "installation_role"] as const;

/** The account of that identifier, or undefined. */
export const findUser = (db: Database, id: string): Promise<UserRow | undefined> =>
  db.selectFrom("users").select(USER).where("id", "=", id).executeTakeFirst();

/** The account of that mail address, or undefined. */
export const findUserByEmail = (db: Database, email: string): Promise<UserRow | undefined> =>
  db.selectFrom("users").select(USER).where("email", "=", email.toLowerCase()).executeTakeFirst();

/** Makes an account without any way in: a password or a link comes next. */
export async function insertUser(
  db: Database,
  user: { id: string; name: string; email: string; lang: "fr" | "en"; installation_role?: "administrator"; now: Date },
): Promise<void> {
  const { now, email, ...rest } = user;
  await db
    .insertInto("users")
    .values({
      ...rest,
      email: email.toLowerCase(),
      email_verified: true,
      image: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
}

/** Gives an account the password of that hash, whether it had one or not. */
export async function storePassword(
  db: Database,
  { id, userId, hash, now }: { id: string; userId: string; hash: string; now: Date },
): Promise<void> {
  const changed = await db
    .updateTable("accounts")
    .set({ password: hash, updated_at: now })
    .where("user_id", "=", userId)
    .where("provider_id", "=", "credential")
    .executeTakeFirst();
  if (changed.numUpdatedRows > 0n) return;
  await db
    .insertInto("accounts")
    .values({
      id,
      account_id: userId,
      provider_id: "credential",
      user_id: userId,
      password: hash,
      access_token: null,
      refresh_token: null,
      id_token: null,
      access_token_expires_at: null,
      refresh_token_expires_at: null,
      scope: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
}

/** Whether the account can be entered by a password. */
export async function hasPassword(db: Database, userId: string): Promise<boolean> {
  const found = await db
    .selectFrom("accounts")
    .select("id")
    .where("user_id", "=", userId)
    .where("provider_id", "=", "credential")
    .where("password", "is not", null)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether the account can be entered by a passkey. */
export async function hasPasskey(db: Database, userId: string): Promise<boolean> {
  const found = await db.selectFrom("passkeys").select("id").where("user_id", "=", userId).limit(1).executeTakeFirst();
  return found !== undefined;
}

/** Whether somebody runs the installation. */
export async function hasAdministrator(db: Database): Promise<boolean> {
  const found = await db
    .selectFrom("users")
    .select("id")
    .where("installation_role", "=", "administrator")
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export type GrantRow = {
  id: string;
  role: Role;
  territory_scale: GrantScale | null;
  territory_code: string | null;
  initiative: { key: string; title: string } | null;
  starts_at: Date;
  ends_at: Date | null;
  given_by: string;
  given_at: Date;
  withdrawn_by: string | null;
  withdrawn_at: Date | null;
  standing: boolean;
};

/** Every right a network gave to one person, the latest first: those that ended or were withdrawn are kept. */
export async function listGrants(db: Database, network: string, userId: string, now: Date): Promise<GrantRow[]> {
  const rows = await db
    .selectFrom("grants as g")
    .leftJoin("initiatives as i", (join) =>
      join.onRef("i.network_id", "=", "g.network_id").onRef("i.id", "=", "g.initiative_id"),
    )
    .selectAll("g")
    .select(["i.key", "i.title", standing(now).as("standing")])
    .where("g.network_id", "=", network)
    .where("g.user_id", "=", userId)
    .orderBy("g.given_at", "desc")
    .orderBy("g.id", "desc")
    .execute();
  return rows.map(({ key, title, role, territory_scale, ...row }) => ({
    ...row,
    role: role as Role,
    territory_scale: territory_scale as GrantScale | null,
    initiative: key === null ? null : { key, title: title! },
  }));
}

export type MemberRow = {
  id: string;
  name: string;
  email: string;
  two_factor: boolean;
  seen_at: Date | null;
  roles: Role[];
};

/** The people who hold a right in a network at this moment, by name, and how many they are in all. */
export async function listMembers(
  db: Database,
  network: string,
  now: Date,
  { text, role, limit, offset }: { text: string; role: Role | null; limit: number; offset: number },
): Promise<{ total: number; members: MemberRow[] }> {
  const members = db
    .selectFrom("users as u")
    .innerJoin("grants as g", "g.user_id", "u.id")
    .where("g.network_id", "=", network)
    .where(standing(now))
    .$if(role !== null, (query) => query.where("g.role", "=", role!))
    .$if(text !== "", (query) =>
      query.where(sql<boolean>`strpos(unaccent(lower(u.name || ' ' || u.email)), unaccent(lower(${text}))) > 0`),
    );
  const [rows, count] = await Promise.all([
    members
      .select((eb) => [
        "u.id",
        "u.name",
        "u.email",
        "u.two_factor_enabled as two_factor",
        eb.fn.agg<Role[]>("array_agg", ["g.role"]).distinct().as("roles"),
        eb
          .selectFrom("sessions as s")
          .select((inner) => inner.fn.max("s.updated_at").as("at"))
          .whereRef("s.user_id", "=", "u.id")
          .as("seen_at"),
      ])
      .groupBy("u.id")
      .orderBy("u.name")
      .orderBy("u.id")
      .limit(limit)
      .offset(offset)
      .execute(),
    members.select((eb) => eb.fn.count<number>("u.id").distinct().as("count")).executeTakeFirstOrThrow(),
  ]);
  return { total: count.count, members: rows };
}

/** How many people administer a network at this moment, besides those of the installation. */
export async function countAdministrators(db: Database, network: string, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom("grants as g")
    .select((eb) => eb.fn.count<number>("g.user_id").distinct().as("count"))
    .where("g.network_id", "=", network)
    .where("g.role", "=", "administrator")
    .where(standing(now))
    .executeTakeFirstOrThrow();
  return count;
}

/** The names behind identifiers, for those whose account still exists. */
export async function namesOf(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const uuids = [...new Set(ids)].filter((id) => isUuid(id));
  if (uuids.length === 0) return new Map();
  const rows = await db.selectFrom("users").select(["id", "name"]).where("id", "in", uuids).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
