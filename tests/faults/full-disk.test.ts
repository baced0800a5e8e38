import { execFileSync } from "node:child_process";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeNetwork } from "../preparation/networks.ts";
import { until } from "../preparation/processes.ts";
import { importFile, unkept } from "./deeds.ts";
import { install, newFolder, settle } from "./installation.ts";
import { broken, brokenJournal } from "./invariants.ts";
import { drawsOf, ROUNDS, SEED } from "./scale.ts";

/** Whether small file systems may be mounted here, which containers often forbid. */
const mounts = await canMount();

async function canMount(): Promise<boolean> {
  if (process.getuid?.() !== 0 || process.platform !== "linux") return false;
  const folder = await newFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
    execFileSync("umount", [folder], { stdio: "ignore" });
    return true;
  } catch {
    console.log("The full disk was not tried: mounting a small file system is not permitted here");
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Takes all the room that is left, in smaller and smaller pieces. */
async function fill(folder: string): Promise<void> {
  for (const [name, size] of [
    ["a", 2 ** 24],
    ["b", 2 ** 20],
    ["c", 2 ** 14],
    ["d", 4096],
  ] as const)
    for (let number = 0; number < 1000; number += 1) {
      const path = join(folder, `filler-${name}${number}`);
      const written = await writeFile(path, Buffer.alloc(size)).then(
        () => true,
        () => false,
      );
      if (written) continue;
      await rm(path, { force: true });
      break;
    }
}

const empty = async (folder: string) => {
  for (const name of await readdir(folder)) if (name.startsWith("filler-")) await rm(join(folder, name));
};

test.skipIf(!mounts)(
  "a full disk refuses what is written, loses nothing, and all goes on once there is room",
  async () => {
    const folder = await newFolder();
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=400m,mode=711", "tmpfs", folder]);
    onTestFinished(async () => {
      execFileSync("umount", ["-l", folder]);
      await rm(folder, { recursive: true, force: true });
    });
    const installation = await install({}, folder);
    const { ask, bench, query } = installation;
    const draws = drawsOf(SEED);
    await makeNetwork(bench, "essai", []);
    const first = await importFile(installation, "essai", draws);
    await settle(installation);

    await fill(folder);
    const body = new FormData();
    body.append("file", new File([`Intitulé;Lieu\n${"Un atelier de plus;Rodez\n".repeat(20_000)}`], "grand.csv"));
    const refused = await ask("/essai/importer", { method: "POST", body });
    expect(refused.status).toBe(503);
    expect(refused.text).toContain("disque du serveur est plein");
    expect(refused.text).not.toMatch(/ENOSPC|53100|\/dev\/|filler|at .*\.ts/);
    // What is read is still read, and the writing of a page is refused clearly or done.
    expect((await ask("/essai/initiatives")).status).toBe(200);
    const draft = new URLSearchParams({
      lang: "fr",
      title: "t".repeat(150),
      subtitle: "",
      foreword: "mot ".repeat(4000),
    });
    const statuses = new Set<number>();
    for (let times = 0; times < (ROUNDS >= 100 ? 40 : 8); times += 1) {
      await fill(folder);
      const { status, text } = await ask("/essai/rapports/brouillon", {
        ...{ method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: draft.toString() },
      }).catch(() => ({ status: 503, text: "" }));
      statuses.add(status);
      expect(text).not.toMatch(/ENOSPC|53100|could not extend/);
    }
    expect([...statuses].every((status) => status === 303 || status === 503)).toBe(true);

    await empty(folder);
    await installation.mend();
    const name = (await readdir(join(folder, "files"))).filter((one) => one.startsWith("incoming-"));
    expect(name).toEqual([]);
    const second = await until(
      () => importFile(installation, "essai", draws).catch(() => null),
      (done) => done !== null,
      60,
    );
    await settle(installation);
    expect(await unkept(installation, [first!, second!])).toEqual([]);
    expect(await broken(installation)).toEqual([]);
    expect(await brokenJournal(installation)).toEqual([]);
    expect(await query("select 1 as one")).toEqual([{ one: 1 }]);
  },
  240_000,
);
