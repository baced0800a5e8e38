import type { Config } from "../platform/config.ts";
import { fail, type Result } from "../platform/result.ts";
import { openTable } from "./open-table.ts";
import type { Table } from "./table.ts";

export type ReadingLimits = Pick<Config, "uploadBytes" | "inflatedBytes">;

/** Opens a received file within the limits of this installation; a refusal becomes a failure with its code and where. */
export async function openReceived(path: string, limits: ReadingLimits): Promise<Result<Table>> {
  const opened = await openTable(
    { path },
    { limits: { fileBytes: limits.uploadBytes, inflatedBytes: limits.inflatedBytes } },
  );
  if (opened.ok) return opened;
  return fail({ kind: "invalid", code: opened.failure.code, params: opened.failure.params });
}
