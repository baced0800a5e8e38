import { type RawBuilder, sql } from "kysely";
import { standing } from "../../initiatives/standing.sql.ts";
import type { Database } from "../../platform/database/database.ts";
import type { ChangeKind, ChangeView } from "../pages/views.ts";

const KINDS: Record<string, ChangeKind> = {
  run_import: "imported",
  merge_initiatives: "merged",
  undo_merge: "unmerged",
  decide_duplicate: "told_apart",
  classify_initiative: "classified",
  settle_doubt: "value_settled",
  decide_reading: "value_settled",
  edit_initiative: "edited",
  restore_version: "edited",
  create_initiative: "written",
  accept_readings: "readings_accepted",
  load_codings: "coded",
  tie_findings: "findings_tied",
  seal_report: "report_sealed",
  create_network: "created",
};

type Row = {
  at: Date;
  actor: string;
  action: string;
  subjects: Record<string, unknown>;
  key: string | null;
  title: string | null;
  other: string | null;
  file: string | null;
};

/** Whether an initiative is there to be read: itself, or the one it became by merges, which may have been deleted since. */
const stands = (networkId: string, alias: string) =>
  sql`exists (select from ${standing(sql`${networkId}::uuid`, sql.ref(`${alias}.id`))} s)`;

/** Entries with the titles of what they are about; none about an initiative that nobody can read any more. */
const read = (networkId: string, options: { files: boolean; only: RawBuilder<unknown>; limit: number }) => sql<Row>`
  select e.at, e.actor, e.action, e.subjects, i.key, i.title, o.title as other, f.file_name as file
  from reached_entries e
  cross join lateral (select coalesce(e.subjects->>'initiative', e.subjects->>'kept', e.subjects->>'a')::uuid as initiative,
    coalesce(e.subjects->>'merged', e.subjects->>'b')::uuid as other, (e.subjects->>'import')::uuid as import offset 0) s
  left join initiatives i on i.network_id = e.chain and i.id = s.initiative and ${stands(networkId, "i")}
  left join initiatives o on o.network_id = e.chain and o.id = s.other and ${stands(networkId, "o")}
  left join imports f on f.network_id = e.chain and f.id = s.import and ${sql.lit(options.files)}
  where e.chain = ${networkId} and ${options.only} and (s.initiative is null or i.id is not null)
  order by e.position desc limit ${options.limit}`;

/**
 * The last things done in a network, newest first; a run of the same deed is told once with its count. The name of a file
 * may name people: it is for the workspace only.
 */
export async function readChanges(
  db: Database,
  networkId: string,
  { limit, workspace }: { limit: number; workspace: boolean },
): Promise<ChangeView[]> {
  const only = sql`e.action = any(${Object.keys(KINDS)})`;
  const { rows } = await read(networkId, { files: workspace, only, limit: limit * 25 }).execute(db);
  return gather(rows).slice(0, limit);
}

/** What was done to one initiative, newest first. */
export async function readHistory(
  db: Database,
  networkId: string,
  initiativeId: string,
  limit: number,
): Promise<ChangeView[]> {
  const about = ["initiative", "kept", "merged"].map(
    (role) => sql`e.subjects @> ${JSON.stringify({ [role]: initiativeId })}::jsonb`,
  );
  const only = sql`(${sql.join(about, sql` or `)})`;
  const { rows } = await read(networkId, { files: false, only, limit }).execute(db);
  return rows.map(toChange);
}

function gather(rows: Row[]): ChangeView[] {
  const runs: Row[][] = [];
  for (const row of rows) {
    const last = runs.at(-1)?.[0];
    if (last && last.action === row.action && last.actor === row.actor && row.action === "classify_initiative")
      runs.at(-1)!.push(row);
    else runs.push([row]);
  }
  return runs.map(([last, ...before]) => {
    const sheets = new Set([last!, ...before].map(({ key }) => key)).size;
    const { at, kind, by } = toChange(last!);
    return sheets === 1 ? toChange(last!) : { at, kind, by, count: sheets };
  });
}

function toChange(row: Row): ChangeView {
  const number = (name: string) => (typeof row.subjects[name] === "number" ? (row.subjects[name] as number) : null);
  const counted = number("read") ?? number("recorded") ?? number("tied") ?? number("places");
  return {
    at: row.at.toISOString(),
    kind: KINDS[row.action] ?? "other",
    by: row.actor,
    ...(row.key !== null && row.title !== null && { initiative: { key: row.key, title: row.title } }),
    ...(row.other !== null && { other: row.other }),
    ...(row.file !== null && { other: row.file }),
    ...(counted !== null && { count: counted }),
  };
}
