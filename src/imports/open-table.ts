import { open, stat } from "node:fs/promises";
import { fail, ok, type Result } from "../platform/result.ts";
import { openCsv } from "./csv/open-csv.ts";
import { recogniseFormat } from "./recognise-format.ts";
import { isKnownLabel } from "./recognise-label.ts";
import { DEFAULT_LIMITS, type Table, type TableLimits, type TableRefusal, TableRefused } from "./table.ts";
import { openXlsx } from "./xlsx/open-xlsx.ts";

export type OpenTableOptions = {
  /** The sheet to read, even hidden; the first visible one with a header otherwise. */
  sheet?: string;
  limits?: Partial<TableLimits>;
  /** Whether a cell is the name of a column somebody would write; helps to find the header and the delimiter. */
  recognises?: (label: string) => boolean;
};

/** Opens a CSV or XLSX file recognised by its content; the rows are then streamed, in memory that does not grow with the file. */
export async function openTable(
  source: { path: string; name?: string },
  options: OpenTableOptions = {},
): Promise<Result<Table, TableRefusal>> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const recognises = options.recognises ?? isKnownLabel;
  try {
    const { bytes, format } = await inspect(source.path, limits);
    const opened = { path: source.path, bytes, limits, recognises };
    return ok(format === "zip" ? await openXlsx({ ...opened, sheet: options.sheet }) : await openCsv(opened));
  } catch (error) {
    if (error instanceof TableRefused) return fail(error.refusal);
    if (isFileError(error)) return fail({ code: "unreadable_file", params: { reason: error.code } });
    throw error;
  }
}

async function inspect(path: string, limits: TableLimits): Promise<{ bytes: number; format: "text" | "zip" }> {
  // Before opening: opening a pipe waits for somebody to write to it.
  const stats = await stat(path);
  if (!stats.isFile()) throw new TableRefused({ code: "unreadable_file", params: { reason: "not_a_file" } });
  if (stats.size === 0) throw new TableRefused({ code: "empty_file", params: {} });
  if (stats.size > limits.fileBytes) {
    throw new TableRefused({ code: "file_too_large", params: { bytes: stats.size, limit: limits.fileBytes } });
  }
  const file = await open(path, "r");
  try {
    const recognised = await recogniseFormat(file);
    if ("refusal" in recognised) throw new TableRefused(recognised.refusal);
    return { bytes: stats.size, format: recognised.format };
  } finally {
    await file.close();
  }
}

const isFileError = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
