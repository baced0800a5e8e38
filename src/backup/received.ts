/** The files of the data folder that an archive holds: those received, territories that were loaded, and what signs. */
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { KEYS_FILE } from "../platform/keys.ts";
import { isKeptPath } from "./contents.ts";

/** What signs cookies and locks second factors, and what opens confidential fields: only encrypted archives hold them. */
export const SECRETS = ["secret", KEYS_FILE];
export const TERRITORIES = "territories";

/** The paths to keep, in order: `received` are those that the database names. */
export async function listKept(dataDir: string, received: readonly string[], encrypted: boolean): Promise<string[]> {
  const territories = (await readdir(join(dataDir, TERRITORIES), { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map((entry) => `${TERRITORIES}/${entry.name}`);
  const there = await Promise.all(
    SECRETS.map((name) =>
      access(join(dataDir, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  const secrets = encrypted ? SECRETS.filter((_, index) => there[index]) : [];
  const all = [...received, ...territories.filter(isKeptPath), ...secrets];
  return [...new Set(all)].sort();
}
