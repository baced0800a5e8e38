import { sql } from "kysely";
import { NETWORK_COLUMNS } from "../platform/action.ts";
import type { Database } from "../platform/database/database.ts";
import type { ReportAnchor, ReportModel } from "./model.ts";

/** The reports of a network, newest first, without what they say. */
export async function listReports(db: Database, networkId: string) {
  return db
    .selectFrom("reports")
    .select([
      "id",
      "number",
      "lang",
      "title",
      "status",
      "progress",
      "data_hash",
      "pdf_sha256",
      "html_sha256",
      "failure",
      "created_at",
      "sealed_at",
      "created_by",
    ])
    .where("network_id", "=", networkId)
    .orderBy("number", "desc")
    .execute();
}

/** One report whole, by its number; undefined when the network has none of it. */
export async function findReport(db: Database, networkId: string, number: number) {
  const row = await db
    .selectFrom("reports")
    .selectAll()
    .where("network_id", "=", networkId)
    .where("number", "=", number)
    .executeTakeFirst();
  return row && { ...row, model: row.model as ReportModel | null };
}

/** One report whole, by its id. */
export async function readReport(db: Database, networkId: string, id: string) {
  const row = await db
    .selectFrom("reports")
    .selectAll()
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { ...row, model: row.model as ReportModel | null };
}

/** How far the journals went as the sealed reports say: those of one network, or of all. */
export async function listReportAnchors(db: Database, networkId: string | null): Promise<ReportAnchor[]> {
  const own = networkId === null ? sql`` : sql`and network_id = ${networkId}`;
  const { rows } = await sql<{
    audit: ReportAnchor;
  }>`select model->'audit' as audit from reports where model ? 'audit' ${own} order by network_id, number`.execute(db);
  return rows.map(({ audit }) => audit);
}

/** What is being written of the next report in a language; empty texts before anybody wrote. */
export async function readDraft(db: Database, networkId: string, lang: "fr" | "en") {
  const row = await db
    .selectFrom("report_drafts")
    .select(["title", "subtitle", "foreword", "updated_at"])
    .where("network_id", "=", networkId)
    .where("lang", "=", lang)
    .executeTakeFirst();
  return row ?? { title: "", subtitle: "", foreword: "", updated_at: null };
}

/** The sealed report whose PDF or HTML has that hash, whatever its network; undefined when none has. */
export async function findByFile(db: Database, sha256: string) {
  return db
    .selectFrom("reports")
    .select(["network_id", "id", "number", "lang", "title", "data_hash", "sealed_at"])
    .where("status", "=", "sealed")
    .where((eb) => eb.or([eb("pdf_sha256", "=", sha256), eb("html_sha256", "=", sha256)]))
    .limit(1)
    .executeTakeFirst();
}

/** The sealed report of those data, the newest where several hold the same. */
export async function findByDataHash(db: Database, hash: string) {
  return db
    .selectFrom("reports")
    .select(["network_id", "id", "number", "lang", "title", "data_hash", "sealed_at"])
    .where("status", "=", "sealed")
    .where("data_hash", "=", hash)
    .orderBy("sealed_at", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The next number of a report in its network; the network's row must be locked. */
export async function nextNumber(db: Database, networkId: string): Promise<number> {
  const row = await sql<{
    next: number;
  }>`select coalesce(max(number), 0) + 1 as next from reports where network_id = ${networkId}`.execute(db);
  return row.rows[0]!.next;
}

/** Keeps what is being written of the next report. */
export async function saveDraft(
  db: Database,
  networkId: string,
  lang: "fr" | "en",
  draft: { title: string; subtitle: string; foreword: string },
  by: string,
  at: Date,
): Promise<void> {
  const values = { ...draft, updated_at: at, updated_by: by };
  await db
    .insertInto("report_drafts")
    .values({ network_id: networkId, lang, ...values })
    .onConflict((oc) => oc.columns(["network_id", "lang"]).doUpdateSet(values))
    .execute();
}

/** Whether a report in that language is on its way; who asks holds the network until her own is kept. */
export async function isUnderWay(db: Database, networkId: string, lang: "fr" | "en"): Promise<boolean> {
  await db.selectFrom("networks").select("id").where("id", "=", networkId).forUpdate().execute();
  const found = await db
    .selectFrom("reports")
    .select("id")
    .where("network_id", "=", networkId)
    .where("lang", "=", lang)
    .where("status", "in", ["queued", "composing"])
    .executeTakeFirst();
  return found !== undefined;
}

/** Keeps sealed data under the next number of its network, and answers it. */
export async function insertReport(
  db: Database,
  networkId: string,
  report: { id: string; lang: "fr" | "en"; model: ReportModel; by: string; at: Date },
): Promise<number> {
  await db.selectFrom("networks").select("id").where("id", "=", networkId).forUpdate().execute();
  const number = await nextNumber(db, networkId);
  await db
    .insertInto("reports")
    .values({
      network_id: networkId,
      id: report.id,
      number,
      lang: report.lang,
      title: report.model.title,
      status: "queued",
      model: JSON.stringify(report.model),
      data_hash: report.model.dataHash,
      created_by: report.by,
      created_at: report.at,
    })
    .execute();
  return number;
}

/** Notes how far the composition of a report is; a report already sealed stays so. */
export async function noteProgress(
  db: Database,
  networkId: string,
  id: string,
  status: "composing" | "failed",
  progress: number,
  failure: unknown,
): Promise<void> {
  await db
    .updateTable("reports")
    .set({ status, progress, failure: failure === null ? null : JSON.stringify(failure) })
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .where("status", "<>", "sealed")
    .execute();
}

/** Puts a report whose composition failed back in the queue; answers its number, or null when it did not fail. */
export async function queueAgain(db: Database, networkId: string, id: string): Promise<number | null> {
  const row = await db
    .updateTable("reports")
    .set({ status: "queued", progress: 0, failure: null })
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .where("status", "=", "failed")
    .returning("number")
    .executeTakeFirst();
  return row?.number ?? null;
}

/** Keeps the files of a report, which is sealed from then on. */
export async function keepFiles(
  db: Database,
  networkId: string,
  id: string,
  files: { pdf: Buffer; html: string; pdfHash: string; htmlHash: string; at: Date },
): Promise<void> {
  await db
    .updateTable("reports")
    .set({
      status: "sealed",
      progress: 1,
      failure: null,
      pdf: files.pdf,
      pdf_sha256: files.pdfHash,
      html: files.html,
      html_sha256: files.htmlHash,
      sealed_at: files.at,
    })
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .where("status", "<>", "sealed")
    .execute();
}

/** The network of a report. */
export async function networkOf(db: Database, networkId: string) {
  return db.selectFrom("networks").select(NETWORK_COLUMNS).where("id", "=", networkId).executeTakeFirst();
}
