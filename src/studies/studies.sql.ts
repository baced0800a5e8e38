import { type RawBuilder, sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { standing } from "../search/totals.sql.ts";

export type DomainRow = {
  id: string;
  key: string;
  position: number;
  version: number;
  name: string;
  definition: string;
  findings_title: string;
  count: number;
};

/** The domains of a network in order, with how many standing initiatives each holds. */
export async function listDomains(db: Database, networkId: string): Promise<DomainRow[]> {
  const rows = await sql<DomainRow>`
    select d.id, d.key, d.position, d.version, d.name, d.definition, d.findings_title,
      ${standing(sql`d.network_id`, "domains", sql`d.key`)} as count
    from domains d where d.network_id = ${networkId} order by d.position`.execute(db);
  return rows.rows;
}

export type Evidence = {
  key: string;
  title: string;
  place: string | null;
  quote: string | null;
  column: string | null;
  statement: string | null;
  statementId: string | null;
  status: "proposed" | "accepted";
  by: string;
};

export type FindingRow = { id: string; domain_id: string; position: number; text: string; evidence: Evidence[] };

/** The findings of a network's domains, each with the initiatives tied to it. */
export async function listFindings(db: Database, networkId: string, domainId: string | null): Promise<FindingRow[]> {
  const rows = await sql<FindingRow>`
    select f.id, f.domain_id, f.position, f.text, ${evidenceFrom(sql`finding_initiatives t`, sql`t.network_id = f.network_id and t.finding_id = f.id`)} as evidence
    from findings f join domains d on d.network_id = f.network_id and d.id = f.domain_id
    where f.network_id = ${networkId} and (${domainId}::uuid is null or f.domain_id = ${domainId}) order by d.position, f.position`.execute(
    db,
  );
  return rows.rows;
}

export type StrengthRow = { id: string; key: string; position: number; label: string; evidence: Evidence[] };

/** The lines of force of a network's study in order, each with the initiatives tied to it. */
export async function listStrengths(db: Database, networkId: string): Promise<StrengthRow[]> {
  const rows = await sql<StrengthRow>`
    select l.id, l.key, l.position, l.label, ${evidenceFrom(sql`strength_initiatives t`, sql`t.network_id = l.network_id and t.strength_id = l.id`)} as evidence
    from strengths l where l.network_id = ${networkId} order by l.position`.execute(db);
  return rows.rows;
}

/** The standing initiatives of a table of ties, as one JSON list; the table is named `t`. */
const evidenceFrom = (ties: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql<Evidence[]>`coalesce((
      select jsonb_agg(jsonb_build_object('key', i.key, 'title', i.title, 'place', i.place_label, 'quote', t.quote, 'column', t.column_name, 'statement', coalesce(s.number, s.id::text), 'statementId', s.id, 'status', t.status, 'by', t.proposed_by) order by i.key_number, i.key)
      from ${ties} join initiatives i on i.network_id = t.network_id and i.id = t.initiative_id and i.status = 'active'
      left join statements s on s.network_id = t.network_id and s.id = t.statement_id
      where ${where} and t.status <> 'rejected'), '[]')`;

/** The grid in force: its dimensions, scale and manual; undefined before one is defined. */
export async function readGrid(db: Database, networkId: string) {
  const grid = await db
    .selectFrom("grids")
    .selectAll()
    .where("network_id", "=", networkId)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!grid) return undefined;
  const dimensions = await db
    .selectFrom("grid_dimensions")
    .select(["key", "position", "name", "lever", "impact"])
    .where("network_id", "=", networkId)
    .where("grid_id", "=", grid.id)
    .orderBy("position")
    .execute();
  return { ...grid, scale: grid.scale as { score: number; label: string; meaning: string }[], dimensions };
}

/** The names of the grid's dimensions, in order. */
export async function listDimensions(db: Database, networkId: string): Promise<{ key: string; name: string }[]> {
  const rows = await sql<{ key: string; name: string }>`
    select key, name from grid_dimensions where network_id = ${networkId}
      and grid_id = (select id from grids where network_id = ${networkId} order by version desc limit 1) order by position`.execute(
    db,
  );
  return rows.rows;
}

export type CodingRow = {
  statement_id: string;
  initiative: string;
  statement: string;
  coder: string;
  dimension: string;
  side: "lever" | "impact";
  score: number | null;
  justification: string;
};

/** The scores given to the statements of some initiatives, or of all, with the number of each statement. */
export async function listCodings(
  db: Database,
  networkId: string,
  initiatives: readonly string[] | null,
): Promise<CodingRow[]> {
  const rows = await sql<CodingRow>`
    select s.id as statement_id, s.initiative_id as initiative, coalesce(s.number, s.id::text) as statement, c.coder, c.dimension_key as dimension, c.side, c.score, c.justification
    from codings c join statements s on s.network_id = c.network_id and s.id = c.statement_id
    where c.network_id = ${networkId} and (${initiatives}::uuid[] is null or s.initiative_id = any(${initiatives}::uuid[]))
    order by s.origin_id <> s.initiative_id, s.received_at, s.line, c.coder`.execute(db);
  return rows.rows;
}

export type CellAgreement = { dimension: string; side: "lever" | "impact"; cells: number; alike: number };

/** For each cell of the grid, how many statements two coders scored, and how many of those they scored alike. */
export async function countAgreement(db: Database, networkId: string): Promise<CellAgreement[]> {
  const { rows } = await sql<CellAgreement>`
    select dimension, side, count(*)::int as cells, (count(*) filter (where two[1] = two[2]))::int as alike
    from (select dimension_key as dimension, side, (array_agg(score order by coder))[1:2] as two from codings
      where network_id = ${networkId} group by statement_id, dimension_key, side having count(*) > 1) c
    where two[1] is not null and two[2] is not null group by dimension, side`.execute(db);
  return rows;
}

/** The study of a network and its lines of force; undefined before one is defined. */
export async function readStudy(db: Database, networkId: string) {
  const study = await db
    .selectFrom("studies")
    .selectAll()
    .where("network_id", "=", networkId)
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  const strengths = await db
    .selectFrom("strengths")
    .select(["key", "label", "position"])
    .where("network_id", "=", networkId)
    .orderBy("position")
    .execute();
  return { study, strengths };
}
