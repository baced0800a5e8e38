import { findWhereabouts, type Whereabouts } from "../../jobs/jobs.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Failure } from "../../platform/result.ts";
import { listReports, readDraft } from "../../reports/reports.sql.ts";
import type { ReportsView } from "../pages/reports.ts";
import type { Lang } from "../scene.ts";

/** Past this, a composition that nobody works on has stopped. */
const STUCK = 30 * 60_000;

/** The reports of a network; those not sealed yet, and the draft of the next, are for those who may publish. */
export async function readReports(
  db: Database,
  network: Network,
  reader: { lang: Lang; publishes: boolean; now: Date },
): Promise<ReportsView> {
  const { lang, publishes, now } = reader;
  const [rows, draft] = await Promise.all([
    listReports(db, network.id),
    publishes ? readDraft(db, network.id, lang) : null,
  ]);
  const iso = (date: Date | null) => (date === null ? null : new Date(date).toISOString());
  const pending = rows.filter((row) => row.status === "queued" || row.status === "composing");
  const places = new Map<string, Whereabouts | null>(
    publishes
      ? await Promise.all(pending.map(async ({ id }) => [id, await findWhereabouts(db, "report", id)] as const))
      : [],
  );
  const isStuck = (row: (typeof rows)[number]) =>
    (places.get(row.id) ?? null) === null && now.getTime() - new Date(row.created_at).getTime() > STUCK;
  const stopped = rows.filter((row) => row.status === "failed" || (pending.includes(row) && isStuck(row)));
  const isMended = (row: (typeof rows)[number]) =>
    rows.some((other) => other.status === "sealed" && other.number > row.number);
  return {
    sealed: rows
      .filter((row) => row.status === "sealed")
      .map((row) => ({
        number: row.number,
        title: row.title,
        lang: row.lang,
        sealedAt: iso(row.sealed_at) ?? "",
        hash: row.data_hash ?? "",
      })),
    composing: pending
      .filter((row) => publishes && !isStuck(row))
      .map((row) => ({
        number: row.number,
        lang: row.lang,
        queued: row.status === "queued",
        progress: row.progress,
        place: places.get(row.id) ?? null,
      })),
    failed: stopped
      .filter((row) => publishes && !isMended(row))
      .map((row) => ({
        number: row.number,
        failure: row.failure as Failure | null,
        id: row.status === "failed" ? row.id : null,
      })),
    draft: draft && {
      title: draft.title,
      subtitle: draft.subtitle,
      foreword: draft.foreword,
      savedAt: iso(draft.updated_at),
    },
  };
}
