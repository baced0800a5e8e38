import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** What the name of a file begins with while it arrives. */
export const ARRIVING = "incoming-";

/** Deletes what began to arrive before a moment and was left by a process that died; answers how many files. */
export async function deleteUnfinished(dataDir: string, before: Date): Promise<number> {
  const folder = join(dataDir, "files");
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  let deleted = 0;
  for (const name of names.filter((one) => one.startsWith(ARRIVING))) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (!found || found.mtime >= before) continue;
    await rm(path, { force: true });
    deleted += 1;
  }
  return deleted;
}
