import { readFile } from "node:fs/promises";
import { fail, invalid, ok, type Result } from "../platform/result.ts";

/** Fewer characters can be guessed by whoever holds the file and has time. */
export const LEAST_PASSPHRASE = 12;

/** The passphrase of a file, its last line feed left out, or the one given; null when there is none. */
export async function readPassphrase(
  file: string | null,
  given: string | null,
  forWriting: boolean,
): Promise<Result<string | null>> {
  let passphrase = given;
  if (file !== null) {
    try {
      passphrase = (await readFile(file, "utf8")).replace(/\r?\n$/, "");
    } catch (error) {
      const detail = (error as Error).message;
      return fail({ kind: "not_found", code: "passphrase_unreadable", params: { path: file, detail } });
    }
  }
  if (passphrase === null || (file === null && passphrase === "")) return ok(null);
  // An old archive opens with whatever closed it.
  if (forWriting && passphrase.length < LEAST_PASSPHRASE)
    return invalid("passphrase_short", { least: LEAST_PASSPHRASE });
  return ok(passphrase);
}
