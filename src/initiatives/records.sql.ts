import { sql } from "kysely";
import type { Qualifier } from "../figures/types.ts";
import type { Database } from "../platform/database/database.ts";
import type { Candidate, Scale } from "../territories/types.ts";
import type { Column } from "./answer.ts";

export type RecordDomain = { key: string; name: string; position: number };
export type RecordActor = {
  id: string;
  name: string;
  kind: string;
  generic: boolean;
  acronym: string | null;
  place: string | null;
  roles: string[];
  does: string | null;
  words: string;
  status: "proposed" | "accepted";
  statement: string;
};
export type RecordFigure = {
  id: string;
  statement: string;
  column: Column;
  text: string;
  what: string;
  min: number | null;
  max: number | null;
  qualifier: Qualifier;
  unit: string | null;
  period: string | null;
  status: "stated" | "proposed" | "accepted";
};
export type RecordAudience = {
  id: string;
  statement: string;
  label: string;
  category: string | null;
  status: "proposed" | "accepted";
};
export type RecordProspect = {
  id: string;
  statement: string;
  kind: string;
  towards: string | null;
  condition: string | null;
  text: string;
  status: "proposed" | "accepted";
};
export type RecordStatement = {
  id: string;
  number: string | null;
  line: number;
  campaign: string;
  importId: string;
  receivedAt: string;
  columns: Partial<Record<Column, string>>;
};

/** An initiative with all that hangs on it; what was rejected is left out. */
export type InitiativeRecord = {
  id: string;
  key: string;
  title: string;
  need: string;
  description: string;
  impacts: string;
  sinceYear: number | null;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  decided: string[];
  /** The fields that a person wrote in place of what the answers say. */
  edited: string[];
  place: {
    words: string;
    status: "accepted" | "proposed" | "ambiguous" | "unknown";
    label: string | null;
    scale: Scale | null;
    regions: string[];
    departments: string[];
    epci: string[];
    communes: string[];
    parents: { regions: string[]; departments: string[]; epci: string[] };
    radiusKm: number | null;
    confidence: number;
    candidates: Candidate[];
    point: { lon: number; lat: number; departement: string; exact: boolean } | null;
  };
  domains: RecordDomain[];
  actors: RecordActor[];
  figures: RecordFigure[];
  audiences: RecordAudience[];
  prospects: RecordProspect[];
  statements: RecordStatement[];
  openDoubts: number;
};

const list = (select: string) => sql.raw(`coalesce((select jsonb_agg(x) from (${select}) x), '[]')`);
const ofThis = (alias: string) => `${alias}.network_id = i.network_id and ${alias}.initiative_id = i.id`;

const COLUMNS = sql`
  i.id, i.key, i.title, i.need, i.description, i.impacts, i.since_year as "sinceYear", i.revision, i.created_at as "createdAt",
  i.updated_at as "updatedAt", i.decided, i.edited,
  jsonb_build_object('words', i.place_words, 'status', i.place_status, 'label', i.place_label, 'scale', i.scale, 'regions', i.regions,
    'departments', i.departments, 'epci', i.epci, 'communes', i.communes, 'radiusKm', i.radius_km, 'confidence', i.place_confidence,
    'candidates', i.place_candidates,
    'parents', jsonb_build_object('regions', i.parent_regions, 'departments', i.parent_departments, 'epci', i.parent_epci),
    'point', case when i.longitude is not null then jsonb_build_object('lon', i.longitude, 'lat', i.latitude, 'departement', i.point_departement, 'exact', i.point_exact) end
  ) as place,
  ${list(`select d.key, d.name, d.position from initiative_domains j join domains d on d.network_id = j.network_id and d.id = j.domain_id where ${ofThis("j")} order by d.position`)} as domains,
  ${list(`select a.id, a.name, a.kind, a.generic, a.acronym, a.place_name as place, j.roles, j.does, j.words, j.status, j.statement_id as statement
    from initiative_actors j join actors a on a.network_id = j.network_id and a.id = j.actor_id
    where ${ofThis("j")} and j.status <> 'rejected' order by j.statement_id, j.position`)} as actors,
  ${list(`select f.id, f.statement_id as statement, f.column_name as "column", f.text, f.what, f.min, f.max, f.qualifier, f.unit, f.period, f.status
    from figures f where ${ofThis("f")} and f.status <> 'rejected' order by f.statement_id, f.position`)} as figures,
  ${list(`select a.id, a.statement_id as statement, a.label, a.category, a.status from audiences a where ${ofThis("a")} and a.status <> 'rejected' order by a.statement_id, a.position`)} as audiences,
  ${list(`select p.id, p.statement_id as statement, p.kind, p.towards, p.condition, p.text, p.status from prospects p where ${ofThis("p")} and p.status <> 'rejected' order by p.statement_id, p.position`)} as prospects,
  ${list(`select s.id, s.number, s.line, c.name as campaign, s.import_id as "importId", s.received_at as "receivedAt", s.columns
    from statements s join campaigns c on c.network_id = s.network_id and c.id = s.campaign_id where ${ofThis("s")} and s.source = 'answer' order by s.origin_id <> i.id, s.received_at, s.line`)} as statements,
  (select count(*)::int from review_items r where ${sql.raw(ofThis("r"))} and r.status = 'open') as "openDoubts"`;

/** Reads initiatives whole, in the order of the ids given; ids of another network are not found. */
export async function readRecords(
  db: Database,
  networkId: string,
  ids: readonly string[],
): Promise<InitiativeRecord[]> {
  if (ids.length === 0) return [];
  const found =
    await sql<InitiativeRecord>`select ${COLUMNS} from initiatives i where i.network_id = ${networkId} and i.id = any(${ids})`.execute(
      db,
    );
  const byId = new Map(found.rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Reads every standing initiative of a network in pages, by number; for exports, reports and the command line. */
export async function* eachRecord(
  db: Database,
  networkId: string,
  ids: readonly string[],
  size = 200,
): AsyncGenerator<InitiativeRecord> {
  for (let start = 0; start < ids.length; start += size)
    yield* await readRecords(db, networkId, ids.slice(start, start + size));
}

/** The same, each with the network it belongs to, as files take them. */
export async function* eachEntry<N extends { id: string }>(
  db: Database,
  network: N,
  ids: readonly string[],
): AsyncGenerator<{ record: InitiativeRecord; network: N }> {
  for await (const record of eachRecord(db, network.id, ids)) yield { record, network };
}

/** The ids of all standing initiatives of a network, by number. */
export async function listStanding(db: Database, networkId: string): Promise<string[]> {
  const rows = await sql<{
    id: string;
  }>`select id from initiatives where network_id = ${networkId} and status = 'active'
    order by key_number nulls last, key`.execute(db);
  return rows.rows.map((row) => row.id);
}
