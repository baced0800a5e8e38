import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { examineEmbedded } from "./doctor.ts";
import { cleanUp, newFolder, opened } from "./fixtures.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

afterEach(cleanUp);

const wrong = async (dataDir: string) =>
  (await examineEmbedded(dataDir)).filter(({ ok }) => !ok).map(({ name }) => name);

it("finds nothing wrong before the first start, and creates nothing", async () => {
  const dataDir = join(newFolder(), "var");
  expect(await wrong(dataDir)).toEqual([]);
  expect(existsSync(dataDir)).toBe(false);
});

it("says whether the server runs, and what is wrong with its files", async () => {
  const dataDir = join(newFolder(), "var");
  const { stop, location } = await opened(dataDir);
  const running = await examineEmbedded(dataDir);
  expect(running.filter(({ ok }) => !ok)).toEqual([]);
  expect(running.find(({ name }) => name === "server")?.detail).toMatch(/^ready, PID \d+, 1 in use$/);
  await stop();
  expect((await examineEmbedded(dataDir)).find(({ name }) => name === "server")?.detail).toBe("stopped");
  chmodSync(join(dataDir, "postgres", "password"), 0o640);
  expect(await wrong(dataDir)).toEqual(["password"]);
  rmSync(join(dataDir, "postgres", "password"));
  expect(await wrong(dataDir)).toEqual(["password"]);
  writeFileSync(join(location, "PG_VERSION"), "16\n");
  expect(await wrong(dataDir)).toEqual(["other_major"]);
});
