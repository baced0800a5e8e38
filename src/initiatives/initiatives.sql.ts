import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { chooseNamed, possibleKeys } from "./title-slug.ts";

type Standing = { id: string; key: string; title: string; revision: number; status: "active" | "archived" };
/** What a key leads to, merges followed, and the key that was asked for. */
export type Followed = Omit<Standing, "status"> & {
  status: Standing["status"] | "deleted";
  asked: string;
  askedTitle: string;
};

/** The initiative that a key leads to, following merges to the one that stays; undefined when the key was never given, or was deleted. */
export async function findStanding(db: Database, networkId: string, key: string): Promise<Standing | undefined> {
  return (await followKeys(db, networkId, [key])).find(isThere);
}

/** The same, even when it was deleted. */
export async function findAny(db: Database, networkId: string, key: string): Promise<Followed | undefined> {
  return (await followKeys(db, networkId, [key]))[0];
}

const isThere = (one: Followed): one is Followed & Standing => one.status !== "deleted";

/**
 * The initiative that the name in an address leads to (its key, alone or before a title), merges followed; `asked` is the
 * key that the address bears, which is another's where that one was merged into it.
 */
export async function findNamed(
  db: Database,
  networkId: string,
  name: string,
): Promise<(Standing & { asked: string }) | undefined> {
  return chooseNamed(name, (await followKeys(db, networkId, possibleKeys(name))).filter(isThere));
}

/** Whether an initiative bears that very key, standing or merged. */
export async function isKey(db: Database, networkId: string, key: string): Promise<boolean> {
  return (await followKeys(db, networkId, [key])).length > 0;
}

async function followKeys(db: Database, networkId: string, keys: readonly string[]) {
  const found = await sql<Followed>`
    with recursive chain as (
      select id, key, title, revision, status, merged_into, key as asked, title as asked_title, 0 as depth
      from initiatives where network_id = ${networkId} and key = any(${keys})
      union all
      select i.id, i.key, i.title, i.revision, i.status, i.merged_into, chain.asked, chain.asked_title, chain.depth + 1
      from initiatives i join chain on i.network_id = ${networkId} and i.id = chain.merged_into
      where chain.depth < 50
    )
    select id, key, title, revision, status, asked, asked_title as "askedTitle" from chain where merged_into is null`.execute(
    db,
  );
  return found.rows;
}

/** What a sitemap says of standing initiatives, by number. */
export async function listAddresses(db: Database, networkId: string, page: { limit: number; offset: number }) {
  return db
    .selectFrom("initiatives")
    .select(["key", "title", "updated_at as updatedAt"])
    .where("network_id", "=", networkId)
    .where("status", "=", "active")
    .orderBy("key_number")
    .orderBy("key")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

/** The codes of the regions and départements in which standing initiatives act, with how many in each. */
export async function listPlaces(db: Database, networkId: string) {
  const rows = await sql<{ level: "region" | "departement"; code: string; count: number }>`
    select 'region' as level, code, count(*)::int as count from initiatives i, unnest(i.in_regions) code
    where i.network_id = ${networkId} and i.status = 'active' group by code
    union all
    select 'departement', code, count(*)::int from initiatives i, unnest(i.in_departments) code
    where i.network_id = ${networkId} and i.status = 'active' group by code
    order by 1, 2`.execute(db);
  return rows.rows;
}

/** Replaces the domains of an initiative, and answers their ids; the keys must be of its network. */
export async function replaceDomains(
  db: Database,
  networkId: string,
  initiativeId: string,
  keys: string[],
  by: string,
  at: Date,
): Promise<string[]> {
  await db
    .deleteFrom("initiative_domains")
    .where("network_id", "=", networkId)
    .where("initiative_id", "=", initiativeId)
    .execute();
  const placed = await sql<{ domain_id: string }>`
    insert into initiative_domains (network_id, initiative_id, domain_id, decided_by, decided_at)
    select network_id, ${initiativeId}, id, ${by}, ${at} from domains where network_id = ${networkId} and key = any(${keys})
    returning domain_id`.execute(db);
  return placed.rows.map(({ domain_id }) => domain_id);
}

/** The ids of the standing initiatives of a network, by number. */
export async function listStandingIds(db: Database, networkId: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from initiatives where network_id = ${networkId} and status = 'active'
    order by key_number nulls last, key`.execute(db);
  return rows.map(({ id }) => id);
}

/** The key of the sheet of that identifier, undefined when there is none. */
export async function findKeyOf(db: Database, networkId: string, id: string): Promise<string | undefined> {
  const found = await db
    .selectFrom("initiatives")
    .select("key")
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .executeTakeFirst();
  return found?.key;
}

/** Makes a sheet that says nothing yet but its title. */
export async function insertSheet(
  db: Database,
  networkId: string,
  { id, key, title, at }: { id: string; key: string; title: string; at: Date },
): Promise<void> {
  const number = /^\d{1,15}$/.test(key) ? Number(key) : null;
  await db
    .insertInto("initiatives")
    .values({ network_id: networkId, id, key, key_number: number, title, created_at: at, updated_at: at })
    .execute();
}

/** The keys, of those given, that name no domain of the network. */
export async function unknownDomains(db: Database, networkId: string, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const known = await db.selectFrom("domains").select("key").where("network_id", "=", networkId).execute();
  const names = new Set(known.map(({ key }) => key));
  return keys.filter((key) => !names.has(key));
}
