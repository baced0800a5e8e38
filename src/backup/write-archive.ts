import { access, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { withSession } from "../platform/database/session.ts";
import { freeBytes } from "../platform/postgres/failure.ts";
import { type Collected, type Collecting, collect } from "./collect.ts";
import { seal } from "./envelope.ts";
import { Refused } from "./refused.ts";
import { settle } from "./staging.ts";

export type Draft = Collected & {
  /** Where it is until it takes its name. */
  path: string;
  bytes: number;
  keep: () => Promise<void>;
  discard: () => Promise<void>;
};

export type Writing = {
  out: string;
  force: boolean;
  passphrase: string | null;
  /** Tells this writing from others to the same place. */
  token: string;
  dataDir: string;
  product: string;
  onTable?: Collecting["onTable"];
};

/** Writes an archive beside the name it will bear, whole and on the disk, readable by its owner alone. Throws `Refused`. */
export async function writeArchive(url: string, writing: Writing): Promise<Draft> {
  const { out, token } = writing;
  const path = `${out}.${token}.partial`;
  await refuseTaken(writing);
  const discard = () => rm(path, { force: true });
  try {
    await makeFolder(dirname(out));
    const collected = await fill(url, path, writing);
    const { size } = await stat(path);
    return {
      ...collected,
      path,
      bytes: size,
      discard,
      keep: async () => {
        await refuseTaken(writing);
        await rename(path, out);
        await settle(dirname(out));
      },
    };
  } catch (error) {
    // Where nothing could be written there is nothing to take away: what went wrong first is what counts.
    await discard().catch(() => {});
    throw asRefusal(error, out);
  }
}

/** Makes a folder in one that is there: a whole path that is not there was more likely mistyped. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
}

async function refuseTaken({ out, force }: Writing): Promise<void> {
  if (force) return;
  const taken = await access(out).then(
    () => true,
    () => false,
  );
  if (taken) throw new Refused({ kind: "conflict", code: "backup_exists", params: { path: out } });
}

async function fill(url: string, path: string, writing: Writing): Promise<Collected> {
  const { passphrase, dataDir, product, onTable } = writing;
  const handle = await open(path, "wx", 0o600);
  try {
    let collected: Collected | null = null;
    await withSession(url, "ancrage backup", async (client) => {
      const collecting = { dataDir, product, encrypted: passphrase !== null, ...(onTable && { onTable }) };
      const tar = collect(client, collecting, (told) => {
        collected = told;
      });
      await handle.writeFile(seal(tar, passphrase));
    });
    await handle.sync();
    return collected!;
  } finally {
    await handle.close();
  }
}

function asRefusal(error: unknown, out: string): unknown {
  if (error instanceof Refused) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    const params = { path: out, freeBytes: freeBytes(dirname(out)) };
    return new Refused({ kind: "unavailable", code: "backup_disk_full", params });
  }
  if (code === "42501" && /row-level security/.test(message))
    return new Refused({ kind: "forbidden", code: "backup_hidden_rows" });
  if (/^(EACCES|EPERM|ENOENT|ENOTDIR|EROFS|EISDIR|ENAMETOOLONG|EIO)$/.test(code ?? ""))
    return new Refused({ kind: "unavailable", code: "cannot_write", params: { path: out, detail: message } });
  return error;
}
