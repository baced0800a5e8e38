import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import type { BulkFormat } from "./datasets.ts";

/** A file that is ready. */
export type ReadyFile = {
  format: BulkFormat;
  stored_as: string;
  sha256: string;
  bytes: number;
  rows: number;
  state: string;
  networks: string[];
  made_at: Date;
};

const COLUMNS = ["format", "stored_as", "sha256", "bytes", "rows", "state", "networks", "made_at"] as const;

/** The files of a dataset that are ready, whoever may read them. */
export async function listFiles(db: Database, datasetId: string): Promise<ReadyFile[]> {
  return db
    .selectFrom("open_data_files")
    .select(COLUMNS)
    .where("network_id", "=", datasetId)
    .orderBy("format")
    .execute();
}

/** The state from which the files of each dataset were made, and where they are kept. */
export async function listMade(db: Database): Promise<Map<string, { state: string; stored: string[] }>> {
  const rows = await everywhere("upkeep", async () =>
    db
      .selectFrom("open_data_files")
      .select((eb) => ["network_id", eb.fn.min("state").as("state"), sql<string[]>`array_agg(stored_as)`.as("stored")])
      .groupBy("network_id")
      .execute(),
  );
  return new Map(rows.map(({ network_id, state, stored }) => [network_id, { state, stored }]));
}

/** Keeps others from making the files of a dataset until the transaction ends. */
export async function holdDataset(db: Database, datasetId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`open-data ${datasetId}`}, 0))`.execute(db);
}

/** Puts these files in the place of those of a dataset; none takes them all away. */
export async function replaceFiles(db: Database, datasetId: string, files: ReadyFile[]): Promise<void> {
  await db.deleteFrom("open_data_files").where("network_id", "=", datasetId).execute();
  if (files.length > 0)
    await db
      .insertInto("open_data_files")
      .values(files.map((file) => ({ network_id: datasetId, ...file })))
      .execute();
}

/** What a description says of a network beside its own words. */
export type Extent = { id: string; createdAt: Date; initiatives: number; firstYear: number | null };

/** How far the data of some networks go: since when they exist, how many initiatives, the first year told. */
export async function readExtents(db: Database, ids: readonly string[]): Promise<Map<string, Extent>> {
  const rows = await sql<Extent>`
    select n.id, n.created_at as "createdAt", (count(i.id))::int as initiatives, min(i.since_year) as "firstYear"
    from networks n left join initiatives i on i.network_id = n.id and i.status = 'active'
    where n.id = any(${ids}) group by n.id, n.created_at`.execute(db);
  return new Map(rows.rows.map((row) => [row.id, row]));
}
