import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { backUpIfDue } from "../src/backup/back-up-daily.ts";
import { backupName } from "../src/backup/keep.ts";
import { checkBackups } from "../src/cli/check-backups.ts";
import { cliWords } from "../src/cli/words.ts";
import { type Config, readConfig } from "../src/platform/config.ts";
import { makeLog } from "../src/platform/log.ts";
import { ask, backedUp, machineOf, newFolder } from "./preparation/backups.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeNetwork } from "./preparation/networks.ts";

const DAY = 24 * 3600_000;
let bench: Bench;
let folder: string;

beforeAll(async () => {
  bench = await freshDatabase();
  folder = join(await newFolder(), "backups");
  await makeNetwork(bench, "petit", ["soin"]);
});

const settings = (more: Record<string, string> = {}): Config["backups"] =>
  readConfig({ ANCRAGE_BACKUPS: folder, ANCRAGE_BACKUP_HOUR: "3", ANCRAGE_BACKUP_KEEP: "2,0,0", ...more }).backups;

const daily = (at: Date, more: Record<string, string> = {}) =>
  backUpIfDue({ ...machineOf(bench), now: () => at, settings: settings(more), log: makeLog("silent") });

const doctor = (more: Record<string, string> = {}) =>
  checkBackups({ words: cliWords("en") }, { db: bench.db, config: readConfig({ ANCRAGE_BACKUPS: folder, ...more }) });

/** Four in the morning, so many days ago, by the clock of this machine. */
const morning = (ago: number): Date => {
  const at = new Date(Date.now() - ago * DAY);
  at.setHours(4, 0, 0, 0);
  return at;
};

describe("the backup of every day", () => {
  test("is looked for by the doctor once it is scheduled", async () => {
    expect(await doctor()).toMatchObject({
      name: "backups",
      ok: false,
      detail: expect.stringContaining("no verified"),
    });
    const unscheduled = checkBackups({ words: cliWords("en") }, { db: bench.db, config: readConfig({}) });
    expect(await unscheduled).toMatchObject({ ok: true, detail: expect.stringContaining("no backup is scheduled") });
    expect(
      await backUpIfDue({ ...machineOf(bench), settings: readConfig({}).backups, log: makeLog("silent") }),
    ).toBeNull();
  });

  test("that fails is told, and tried again an hour later", async () => {
    const at = morning(5);
    const short = { ANCRAGE_BACKUP_PASSPHRASE: "short" };
    expect(await daily(at, short)).toMatchObject({ ok: false, failure: { code: "passphrase_short" } });
    expect((await doctor()).detail).toContain("12");
    expect(await daily(new Date(at.getTime() + 60_000), short)).toBeNull();
    await writeFile(folder, "a file where the folder should be");
    const later = new Date(at.getTime() + 2 * 3600_000);
    expect(await daily(later)).toMatchObject({ ok: false, failure: { code: "cannot_write" } });
    await rm(folder);
    expect((await ask(bench.url, "select * from backups where failure is not null")).length).toBe(2);
  });

  test("is made by one of many workers, once, and verified", async () => {
    const at = morning(4);
    const made = await Promise.all([daily(at), daily(at), daily(at), daily(at)]);
    expect(made.filter((one) => one !== null)).toMatchObject([{ ok: true, value: { verified: true } }]);
    expect(await readdir(folder)).toEqual([backupName(at, false)]);
    expect(await daily(new Date(at.getTime() + 3600_000))).toBeNull();
    const rows = await ask(bench.url, "select * from backups where verified_at is not null");
    expect(rows).toMatchObject([{ scheduled: true, encrypted: false, file: join(folder, backupName(at, false)) }]);
  });

  test("deletes what the rule no longer keeps, and nothing that is not ours", async () => {
    const foreign = [backupName(new Date("2020-01-01T00:00:00Z"), false), "notes.txt", "ancrage.tar.zst"];
    for (const name of foreign) await writeFile(join(folder, name), "not an archive");
    const encrypted = backupName(new Date("2020-01-02T00:00:00Z"), true);
    await backedUp(bench, join(folder, encrypted), { verify: false, passphrase: "a passphrase of long ago" });
    await mkdir(join(folder, "old"));
    const mornings = [3, 2, 1].map(morning);
    for (const at of mornings) expect(await daily(at)).toMatchObject({ ok: true });
    const kept = mornings.slice(1).map((at) => backupName(at, false));
    expect((await readdir(folder)).sort()).toEqual([...kept, ...foreign, encrypted, "old"].sort());
  }, 60_000);

  test("is fresh for two days, then worth a look", async () => {
    expect(await doctor()).toMatchObject({ ok: true, detail: expect.stringContaining("less than an hour") });
    await ask(bench.url, "update backups set snapshot_at = snapshot_at - interval '49 hours'");
    expect(await doctor()).toMatchObject({ ok: false, detail: expect.stringContaining("2 days") });
  });
});
