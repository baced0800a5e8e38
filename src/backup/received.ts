/** The files of the data folder that an archive holds: those received, territories that were loaded, and what is secret. */
import { access, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ERASURES } from "../personal-data/erased-list.ts";
import { KEYS_FILE } from "../platform/keys.ts";
import { isKeptPath } from "./contents.ts";

/** What signs cookies and locks second factors, and what opens confidential fields: only encrypted archives hold them. */
export const SECRETS = ["secret", KEYS_FILE];
export const TERRITORIES = "territories";

/** The paths to keep, in order: `received` are those that the database names. */
export async function listKept(dataDir: string, received: readonly string[], encrypted: boolean): Promise<string[]> {
  const there = await Promise.all(
    SECRETS.map((name) =>
      access(join(dataDir, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  // Words that were erased can be guessed by whoever has their hashes with the key.
  const secrets = encrypted
    ? [...SECRETS.filter((_, index) => there[index]), ...(await filesIn(dataDir, ERASURES))]
    : [];
  const all = [...received, ...(await filesIn(dataDir, TERRITORIES)), ...secrets];
  return [...new Set(all)].sort();
}

/** The files of one folder that an archive may hold. */
async function filesIn(dataDir: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(dataDir, folder), { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => `${folder}/${name}`)
    .filter(isKeptPath);
}
