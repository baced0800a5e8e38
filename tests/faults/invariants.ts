import { access } from "node:fs/promises";
import { join } from "node:path";
import { NO_ANCHORS } from "../../src/platform/audit-anchors.ts";
import { verifyAudit } from "../../src/platform/audit-verify.ts";
import type { Installation } from "./installation.ts";

/** What must hold of the database at every moment, whatever died: each query answers what is wrong. */
const ALWAYS: Record<string, string> = {
  "an import has as many statements as it says that it made": `
    select i.id, i.status, i.counts->>'created' as told, count(s.id) as found from imports i
    left join statements s on s.network_id = i.network_id and s.import_id = i.id
    group by i.network_id, i.id having coalesce((i.counts->>'created')::int, 0) <> count(s.id)`,
  "an import that nobody started has written nothing": `
    select i.id from imports i join statements s on s.network_id = i.network_id and s.import_id = i.id where i.status = 'preview'`,
  "rows done are those that the balance tells": `
    select id from imports where rows_done > 0 and rows_done <> (counts->>'read')::int`,
  "the balance adds up": `
    select id, counts from imports where counts ? 'read' and (counts->>'read')::int <>
      (counts->>'created')::int + (counts->>'updated')::int + (counts->>'unchanged')::int + (counts->>'refused')::int`,
  "an import under way has a job": `
    select i.id from imports i where i.status in ('queued', 'running') and not exists (select 1 from pgboss.job j
      where j.name in ('import', 'import_dead') and j.singleton_key = i.id::text and j.state in ('created', 'active', 'retry', 'failed'))`,
  "a report under way has a job": `
    select r.id from reports r where r.status in ('queued', 'composing') and not exists (select 1 from pgboss.job j
      where j.name in ('report', 'report_dead') and j.singleton_key = r.id::text and j.state in ('created', 'active', 'retry', 'failed'))`,
  "a merge that stands has put one initiative into the other": `
    select m.id from merges m join initiatives i on i.network_id = m.network_id and i.id = m.merged_id
    where m.undone_at is null and (i.status <> 'merged' or i.merged_into <> m.kept_id)`,
  "an initiative put into another has the merge that did it": `
    select i.id from initiatives i where i.status = 'merged' and not exists (select 1 from merges m
      where m.network_id = i.network_id and m.merged_id = i.id and m.undone_at is null)`,
  "what was put into another keeps no statement, and what stands has one": `
    select i.id, i.status, count(s.id) from initiatives i left join statements s on s.network_id = i.network_id and s.initiative_id = i.id
    group by i.network_id, i.id having (count(s.id) = 0) <> (i.status = 'merged')`,
  "what stands is found by searching, and nothing else is": `
    select coalesce(i.id, d.initiative_id) from (select * from initiatives where status = 'active') i
    full join search_documents d on d.network_id = i.network_id and d.initiative_id = i.id where i.id is null or d.initiative_id is null`,
  "each merge has its entry in the journal": `
    select m.id from merges m where (select count(*) from audit_entries e where e.chain = m.network_id
      and e.action = 'merge_initiatives' and e.subjects->>'merge' = m.id::text) <> 1`,
  "each import that is done has its entry in the journal": `
    select i.id from imports i where i.status = 'done' and (select count(*) from audit_entries e where e.chain = i.network_id
      and e.action = 'run_import' and e.subjects->>'import' = i.id::text) <> 1`,
  "a sealed report is whole": `
    select id from reports where status = 'sealed' and (pdf is null or html is null or pdf_sha256 <> encode(sha256(pdf), 'hex'))`,
};

/** Everything that does not hold now, each with what shows it; the files that the database names are looked at too. */
export async function broken({ query, bench }: Installation): Promise<string[]> {
  const found: string[] = [];
  for (const [what, text] of Object.entries(ALWAYS)) {
    const rows = await query(text);
    if (rows.length > 0) found.push(`${what}: ${rows.length}, ${JSON.stringify(rows[0])}`);
  }
  for (const { stored_as } of await query<{ stored_as: string }>("select stored_as from imports"))
    await access(join(bench.dataDir, stored_as)).catch(() => found.push(`a received file is gone: ${stored_as}`));
  return found;
}

/** What the journal says against itself. */
export async function brokenJournal({ query, bench }: Installation): Promise<string[]> {
  await query("select 1");
  const { ok, chains } = await verifyAudit(bench.db, NO_ANCHORS, { only: null });
  return ok ? [] : [JSON.stringify(chains.filter(({ faultCount }) => faultCount > 0))];
}
