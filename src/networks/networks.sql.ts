import { sql } from "kysely";
import { NETWORK_COLUMNS, type Network } from "../platform/action.ts";
import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import { standing } from "../search/totals.sql.ts";

export type HomeCounts = { initiatives: number; statements: number; undecided: number; campaign: string | null };

/** How much a network holds: standing initiatives, statements, initiatives without a domain, and its last campaign. */
export async function countHome(db: Database, networkId: string): Promise<HomeCounts> {
  const rows = await sql<HomeCounts>`
    select ${standing(sql`${networkId}::uuid`)} as initiatives,
      (select count(*)::int from statements where network_id = ${networkId} and source = 'answer') as statements,
      ${standing(sql`${networkId}::uuid`, "domains", sql`'none'`)} as undecided,
      (select name from campaigns where network_id = ${networkId} order by created_at desc limit 1) as campaign`.execute(
    db,
  );
  return rows.rows[0]!;
}

/** The networks of the installation with how many initiatives each shows, those that publish only when asked so. */
export const listNetworks = (db: Database, onlyPublished: boolean) =>
  everywhere("directory", () => readList(db, onlyPublished));

async function readList(db: Database, onlyPublished: boolean) {
  const rows = await sql<{
    id: string;
    slug: string;
    name: string;
    description: string;
    published: boolean;
    shared: boolean;
    initiatives: number;
  }>`
    select n.id, n.slug, n.name, n.description, n.published, n.shared, ${standing(sql`n.id`)} as initiatives
    from networks n where n.published or not ${onlyPublished} order by n.name`.execute(db);
  return rows.rows;
}

/** Every network, whole, in the order of their addresses; those that publish only when asked so. */
export const readNetworks = (db: Database, onlyPublished: boolean): Promise<Network[]> =>
  everywhere("directory", async () =>
    db
      .selectFrom("networks")
      .select(NETWORK_COLUMNS)
      .$if(onlyPublished, (query) => query.where("published", "=", true))
      .orderBy("slug")
      .execute(),
  );

/** The networks that the common space shows: those that publish and share, by name. */
export const listShared = (db: Database): Promise<Network[]> =>
  everywhere("directory", async () =>
    db
      .selectFrom("networks")
      .select(NETWORK_COLUMNS)
      .where("published", "=", true)
      .where("shared", "=", true)
      .orderBy("name")
      .orderBy("slug")
      .execute(),
  );
