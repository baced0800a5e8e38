import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { copyStatement, readGuards, readTables, speakPlainly } from "../src/backup/catalogue.sql.ts";
import { migrate, readMigrations } from "../src/platform/database/migrate.ts";
import { type Line, line, megabytes, shown } from "./line.ts";
import { type Place, withClient } from "./place.ts";
import { type Run, runProduct } from "./product.ts";

const GROUP = "Backup";
const SAME_WITHIN = 0.2;

type Measured = { initiatives: number; backup: Run; restore: Run; bytes: number };

/** The real commands against plain COPY of the same tables to and from files, and the memory at its highest. */
export async function measureBackup(place: Place): Promise<Line[]> {
  const lines: Line[] = [];
  const sizes = place.quick ? [1_000, 10_000] : [10_000, 100_000];
  const found: Measured[] = [];
  for (const size of sizes) {
    const measured = await measureSize(place, size);
    found.push(measured.result);
    lines.push(...measured.lines);
  }
  const [small, large] = [found[0]!, found.at(-1)!];
  for (const kind of ["backup", "restore"] as const) {
    const grown = large[kind].peakBytes / small[kind].peakBytes - 1;
    const measured = `${megabytes(small[kind].peakBytes)} → ${megabytes(large[kind].peakBytes)} (${grown >= 0 ? "+" : ""}${Math.round(grown * 100)} %)`;
    const name = `peak memory of a ${kind}, ${shown(small.initiatives)} → ${shown(large.initiatives)} initiatives`;
    const values = { small: small[kind].peakBytes, large: large[kind].peakBytes, grown };
    lines.push(line(GROUP, name, measured, values, `≤ +${SAME_WITHIN * 100} %`, grown <= SAME_WITHIN));
  }
  return lines;
}

async function measureSize(place: Place, initiatives: number): Promise<{ result: Measured; lines: Line[] }> {
  const source = await freshDatabase(place, `bench_backup_${initiatives}`);
  const target = await freshDatabase(place, `bench_restore_${initiatives}`);
  const baseline = await freshDatabase(place, `bench_copy_${initiatives}`);
  const archive = join(place.folder, `backup-${initiatives}.tar.zst`);
  const folder = join(place.folder, `copy-${initiatives}`);
  try {
    await runProduct(place, ["generate", "--network", "grand", "--count", String(initiatives)], { url: source });
    const out = await copyOut(source, folder);
    const backup = await runProduct(place, ["backup", "--out", archive, "--no-verify"], { url: source });
    const { rows, seconds } = backup.answer as { rows: number; seconds: number };
    const verified = await runProduct(place, ["backup", "--out", `${archive}.verified`], { url: source });
    const into = await copyIn(baseline, folder);
    const restore = await runProduct(place, ["restore", archive], { url: target, dataDir: join(folder, "data") });
    const restoreSeconds = (restore.answer as { seconds: number }).seconds;
    const bytes = (await stat(archive)).size;
    const name = (what: string) => `${what} of ${shown(initiatives)} initiatives (${shown(rows)} rows), against COPY`;
    const say = (own: number, raw: number, run: Run) =>
      `${shown(own)} s / ${shown(raw)} s = ${shown(own / raw)}, peak ${megabytes(run.peakBytes)}`;
    const verifiedSeconds = (verified.answer as { seconds: number }).seconds;
    return {
      result: { initiatives, backup, restore, bytes },
      lines: [
        line(
          GROUP,
          name("backup"),
          `${say(seconds, out.seconds, backup)}, ${megabytes(bytes)} of ${megabytes(out.bytes)}`,
          {
            ...{ initiatives, rows, seconds, copySeconds: out.seconds, bytes, copyBytes: out.bytes },
            peakBytes: backup.peakBytes,
          },
        ),
        line(
          GROUP,
          `the same, restored beside to verify it`,
          `${shown(verifiedSeconds)} s, peak ${megabytes(verified.peakBytes)}`,
          {
            ...{ initiatives, seconds: verifiedSeconds, peakBytes: verified.peakBytes },
          },
        ),
        line(GROUP, name("restore"), say(restoreSeconds, into, restore), {
          ...{ initiatives, rows, seconds: restoreSeconds, copySeconds: into, peakBytes: restore.peakBytes },
        }),
      ],
    };
  } finally {
    for (const url of [source, target, baseline]) await dropDatabase(place, url);
    await rm(folder, { recursive: true, force: true });
  }
}

async function freshDatabase(place: Place, name: string): Promise<string> {
  await withClient(place.url, (client) => client.query(`create database ${name} template template0 encoding 'UTF8'`));
  const url = new URL(place.url);
  url.pathname = `/${name}`;
  return url.toString();
}

async function dropDatabase(place: Place, url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await withClient(place.url, (client) => client.query(`drop database if exists ${name} with (force)`));
}

/** Each table to a file of its own. */
async function copyOut(url: string, folder: string): Promise<{ seconds: number; bytes: number }> {
  await mkdir(folder, { recursive: true });
  return withClient(url, async (client) => {
    await speakPlainly(client);
    const tables = await readTables(client);
    const began = performance.now();
    let bytes = 0;
    for (const table of tables) {
      const path = join(folder, table.name);
      await pipeline(client.query(copyTo(copyStatement(client, table, "to stdout"))), createWriteStream(path));
      bytes += (await stat(path)).size;
    }
    return { seconds: (performance.now() - began) / 1000, bytes };
  });
}

/** The same files into the same tables, indexes and links made after: the shortest way there is. */
async function copyIn(url: string, folder: string): Promise<number> {
  return withClient(url, async (client: pg.Client) => {
    const began = performance.now();
    await migrate(client, await readMigrations(), () => new Date());
    await client.query("begin; truncate migrations");
    const guards = await readGuards(client);
    for (const statement of guards.off) await client.query(statement);
    for (const table of await readTables(client)) {
      const into = client.query(copyFrom(copyStatement(client, table, "from stdin")));
      await pipeline(createReadStream(join(folder, table.name)), into);
    }
    for (const statement of guards.on) await client.query(statement);
    await client.query("commit");
    return (performance.now() - began) / 1000;
  });
}
