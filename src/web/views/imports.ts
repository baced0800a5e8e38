import type { Counts, Rejection } from "../../imports/import-rows.ts";
import { findImport, listImports, openPreview, openRejected } from "../../imports/imports.sql.ts";
import type { Mapping } from "../../imports/match-columns.ts";
import type { Preview } from "../../imports/preview.ts";
import { importsOf } from "../../networks/policies.ts";
import type { Doors, Network } from "../../platform/action.ts";
import type { Failure } from "../../platform/result.ts";
import type { EarlierImport } from "../pages/imports.ts";

export type ImportStatus = "preview" | "queued" | "running" | "done" | "failed" | "cancelled";

/** One received file: what it is, what it would become, and what became of it. */
export interface ImportView {
  id: string;
  fileName: string;
  bytes: number;
  format: string | null;
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  header: string[];
  mapping: Mapping;
  status: ImportStatus;
  preview: Preview | null;
  rowsDone: number;
  rowsTotal: number | null;
  counts: Partial<Counts>;
  rejected: Rejection[];
  failure: Failure | null;
  /** ISO 8601. */
  createdAt: string;
  createdBy: string;
  finishedAt: string | null;
}

const SHOWN = 20;

/** The last files that a network received, of those that somebody may open, newest first. */
export async function readEarlier({ db, person }: Doors, network: Network): Promise<EarlierImport[]> {
  const rows = await listImports(db, network.id, SHOWN, importsOf(person, network));
  return rows.map((row) => ({
    id: row.id,
    fileName: row.file_name,
    status: row.status as ImportStatus,
    read: (row.counts as Partial<Counts>).read ?? null,
    createdAt: new Date(row.created_at).toISOString(),
  }));
}

/** One import of a network that somebody may open; undefined when there is none of that id. */
export async function readImport(
  { db, vault, person }: Doors,
  network: Network,
  id: string,
): Promise<ImportView | undefined> {
  const row = await findImport(db, network.id, id, importsOf(person, network));
  if (!row) return undefined;
  return {
    id: row.id,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    format: row.format,
    encoding: row.encoding,
    delimiter: row.delimiter,
    sheet: row.sheet,
    header: row.header as string[],
    mapping: Array.isArray(row.mapping) ? (row.mapping as Mapping) : [],
    status: row.status as ImportStatus,
    preview: openPreview(vault, row),
    rowsDone: Number(row.rows_done),
    rowsTotal: row.rows_total === null ? null : Number(row.rows_total),
    counts: row.counts as Partial<Counts>,
    rejected: openRejected(vault, row) ?? [],
    failure: row.failure as Failure | null,
    createdAt: new Date(row.created_at).toISOString(),
    createdBy: row.created_by,
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at).toISOString(),
  };
}
