import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { settleNetwork } from "../src/networks/actions/settle-network.ts";
import { readConfig } from "../src/platform/config.ts";
import { takeTurnsLeading } from "../src/platform/leader.ts";
import { makeLog } from "../src/platform/log.ts";
import type { Runtime } from "../src/platform/runtime.ts";
import { startServer } from "../src/web/server.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { LEADERS } from "./preparation/leaders.ts";
import { openLink } from "./preparation/link.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { until } from "./preparation/processes.ts";

/*
 * A connection that does nothing but wait may die without a word, in a firewall that forgets it or with the machine at its
 * other end: both sides still hold it open.
 */

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
  await makeNetwork(bench, "essai", ["sante"]);
  await bench.pool.query("update networks set published = true");
});

describe("a server whose link for news is silent", () => {
  test("shows strangers what changed within seconds, and then keeps pages ready again", async () => {
    const link = await openLink(bench.pages.url);
    const config = readConfig({ ANCRAGE_DATA: bench.dataDir, PORT: "0" });
    const { pages, doors } = bench;
    const runtime = { config, log: makeLog("silent"), ...pages, sessionUrl: link.url, replicaUrls: [], doors };
    const started = await startServer(runtime as unknown as Runtime);
    if (!started.ok) throw new Error(started.failure.code);
    onTestFinished(started.value.close);
    const page = async () =>
      /<h1>(.*?)<\/h1>/.exec(await (await fetch(`${started.value.address}essai`)).text())?.[1] ?? "";
    const rename = (name: string) => settleNetwork(doors(), { network: "essai", name });
    // What nobody announces is not seen by whoever is sent a ready page.
    const untilReady = (name: string) =>
      until(
        async () => {
          await rename(name);
          await page();
          await bench.pool.query("update networks set name = 'Inaperçu'");
          return page();
        },
        (seen) => seen === name,
      );
    await untilReady("Un nom");
    link.silence();
    expect((await rename("Un autre nom")).ok).toBe(true);
    await until(page, (seen) => seen === "Un autre nom");
    await untilReady("Un dernier nom");
    expect((await rename("Le nom qui reste")).ok).toBe(true);
    await until(page, (seen) => seen === "Le nom qui reste");
  });
});

describe("a leader whose link is silent", () => {
  test("leads no more within seconds, and is replaced once the database lets its session go", async () => {
    const link = await openLink(bench.pages.url);
    const done: string[] = [];
    const take = (name: string, url: string) => {
      const leading = takeTurnsLeading(url, makeLog("silent"), async () => void done.push(name), {
        everyMs: 50,
        retryMs: 50,
      });
      onTestFinished(leading.close);
      return leading;
    };
    const cut = take("cut", link.url);
    await until(cut.leads, Boolean);
    const other = take("other", bench.pages.url);
    link.silence();
    await until(cut.leads, (leads) => !leads);
    expect([other.leads(), (await bench.pool.query(LEADERS)).rowCount]).toEqual([false, 1]);
    const before = done.length;
    link.giveUp();
    await until(
      () => [cut.leads(), other.leads()].filter(Boolean).length,
      (leading) => leading === 1,
    );
    await until(
      () => done.length,
      (length) => length > before,
    );
  });
});
