import { sql } from "kysely";
import { reached } from "../../initiatives/within.sql.ts";
import { canReadOwnSheets, partsOf } from "../../networks/policies.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Person } from "../../platform/person.ts";
import type { OwnSheetsView } from "../pages/own-sheets.ts";

/** The sheets of a network that are somebody's own, by number. */
export async function readOwnSheets(db: Database, network: Network, person: Person): Promise<OwnSheetsView> {
  const parts = partsOf(canReadOwnSheets, person, network);
  const { rows } = await sql<OwnSheetsView["sheets"][number]>`select i.key, i.title, i.place_label as place
    from initiatives i where i.network_id = ${network.id} and i.status = 'active' and ${reached(parts, "i")}
    order by i.key_number, i.key limit 500`.execute(db);
  return { sheets: rows };
}
