import { sql } from "kysely";
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

const READ = sql`
  select e.at, e.actor, e.action, e.subjects, i.key, i.title, o.title as other, f.file_name as file
  from reached_entries e
  cross join lateral (select coalesce(e.subjects->>'initiative', e.subjects->>'kept', e.subjects->>'a')::uuid as initiative,
    coalesce(e.subjects->>'merged', e.subjects->>'b')::uuid as other, (e.subjects->>'import')::uuid as import offset 0) s
  left join initiatives i on i.network_id = e.chain and i.status in ('active', 'merged') and i.id = s.initiative
  left join initiatives o on o.network_id = e.chain and o.status in ('active', 'merged') and o.id = s.other
  left join imports f on f.network_id = e.chain and f.id = s.import`;

/** The last things done in a network, newest first; a run of the same deed is told once with its count. */
export async function readChanges(db: Database, networkId: string, limit: number): Promise<ChangeView[]> {
  const rows =
    await sql<Row>`${READ} where e.chain = ${networkId} and e.action = any(${Object.keys(KINDS)}) order by e.position desc limit ${limit * 25}`.execute(
      db,
    );
  return gather(rows.rows).slice(0, limit);
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
  const rows =
    await sql<Row>`${READ} where e.chain = ${networkId} and (${sql.join(about, sql` or `)}) order by e.position desc limit ${limit}`.execute(
      db,
    );
  return rows.rows.map((row) => toChange(row, 1));
}

function gather(rows: Row[]): ChangeView[] {
  const runs: Row[][] = [];
  for (const row of rows) {
    const last = runs.at(-1)?.[0];
    if (last && last.action === row.action && last.actor === row.actor && row.action === "classify_initiative")
      runs.at(-1)!.push(row);
    else runs.push([row]);
  }
  return runs.map((run) =>
    run.length === 1
      ? toChange(run[0]!, 1)
      : { at: run[0]!.at.toISOString(), kind: KINDS[run[0]!.action] ?? "other", by: run[0]!.actor, count: run.length },
  );
}

function toChange(row: Row, count: number): ChangeView {
  const kind = KINDS[row.action] ?? "other";
  const number = (name: string) => (typeof row.subjects[name] === "number" ? (row.subjects[name] as number) : null);
  const counted = number("read") ?? number("recorded") ?? number("tied") ?? number("places") ?? count;
  return {
    at: row.at.toISOString(),
    kind,
    by: row.actor,
    ...(row.key !== null && row.title !== null && { initiative: { key: row.key, title: row.title } }),
    ...(row.other !== null && { other: row.other }),
    ...(row.file !== null && { other: row.file }),
    ...(counted > 1 && { count: counted }),
  };
}
