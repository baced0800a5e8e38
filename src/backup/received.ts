/** The files of the data folder that an archive holds: those received, territories that were loaded, and what signs. */
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { isKeptPath } from "./contents.ts";

/** Signs cookies and locks second factors: an archive that anybody may read does not hold it. */
export const SECRET = "secret";
export const TERRITORIES = "territories";

/** The paths to keep, in order: `received` are those that the database names. */
export async function listKept(dataDir: string, received: readonly string[], encrypted: boolean): Promise<string[]> {
  const territories = (await readdir(join(dataDir, TERRITORIES), { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => `${TERRITORIES}/${entry.name}`);
  const secret =
    encrypted &&
    (await access(join(dataDir, SECRET)).then(
      () => true,
      () => false,
    ))
      ? [SECRET]
      : [];
  const all = [...received, ...territories.filter(isKeptPath), ...secret];
  return [...new Set(all)].sort();
}
