import { listImportsById } from "../../imports/imports.sql.ts";
import { type JobRow, listJobs } from "../../jobs/jobs.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { listReports } from "../../reports/reports.sql.ts";

/** What a job is for, as its administrator knows it, and how far it is. */
export type ShownJob = JobRow & {
  file: string | null;
  report: number | null;
  rows: { done: number; total: number | null } | null;
  share: number | null;
};

/** The jobs of a network that are not done, those that wait for a decision apart. */
export type JobsView = { dead: ShownJob[]; alive: ShownJob[] };

/** The jobs of a network, with what each is for. */
export async function readJobs(db: Database, network: Network): Promise<JobsView> {
  const jobs = await listJobs(db, network.slug);
  const ofQueue = (queue: JobRow["queue"]) => jobs.filter((job) => job.queue === queue).map(({ subject }) => subject);
  const imports = new Map((await listImportsById(db, network.id, ofQueue("import"))).map((row) => [row.id, row]));
  const composed = ofQueue("report").length > 0 ? await listReports(db, network.id) : [];
  const reports = new Map(composed.map((row) => [row.id, row]));
  const shown = jobs.map((job): ShownJob => {
    const file = job.queue === "import" ? imports.get(job.subject) : undefined;
    const report = job.queue === "report" ? reports.get(job.subject) : undefined;
    const begun = file !== undefined && Number(file.rows_done) > 0;
    return {
      ...job,
      file: file?.file_name ?? null,
      report: report?.number ?? null,
      rows: begun ? { done: Number(file.rows_done), total: file.rows_total && Number(file.rows_total) } : null,
      share: report && job.state === "running" ? report.progress : null,
    };
  });
  return {
    dead: shown.filter(({ state }) => state === "dead"),
    alive: shown.filter(({ state }) => state !== "dead"),
  };
}
