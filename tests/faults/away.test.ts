import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { type Bench, freshDatabase } from "../preparation/database.ts";
import { makeMember } from "../preparation/members.ts";
import { importText, makeNetwork } from "../preparation/networks.ts";
import { startProcess, until } from "../preparation/processes.ts";
import { ROUNDS } from "./scale.ts";

/*
 * A server whose database goes away, behind a door that is closed and opened again: pages say so at once, what is written is
 * refused with what was typed, and everything goes on by itself.
 */

/** A minute in a long run; in a usual one, longer than any reconnection waits. */
const AWAY_MS = ROUNDS >= 100 ? 60_000 : 6000;

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
  await makeNetwork(bench, "essai", []);
  await importText(bench, "essai", "Intitulé;Lieu\nJardin;Rodez\n");
});

/** What leads to the database, and can be shut: whatever goes through is cut, and nobody is let in. */
async function openDoor(url: string): Promise<{ url: string; shut: () => void; open: () => Promise<void> }> {
  const to = new URL(url);
  const socketFolder = to.searchParams.get("host");
  const reach = () =>
    socketFolder?.startsWith("/")
      ? dial(`${socketFolder}/.s.PGSQL.${to.searchParams.get("port") ?? to.port ?? 5432}`)
      : dial(Number(to.port || 5432), to.hostname);
  const through = new Set<Socket>();
  let server: Server;
  let port = 0;
  const open = async () => {
    server = createServer((near) => {
      const far = reach();
      for (const one of [near, far]) {
        through.add(one);
        one
          .on("error", () => {})
          .on("close", () => {
            through.delete(one);
            near.destroy();
            far.destroy();
          });
      }
      near.pipe(far);
      far.pipe(near);
    });
    await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
    port = (server.address() as { port: number }).port;
  };
  const shut = () => {
    server.close();
    for (const one of through) one.destroy();
  };
  await open();
  onTestFinished(shut);
  const via = new URL(url);
  via.searchParams.delete("host");
  via.searchParams.delete("port");
  via.hostname = "127.0.0.1";
  via.port = String(port);
  return { url: via.toString(), shut, open };
}

test(
  "a database that goes away is said to be, keeps what was typed, and comes back without anybody",
  async () => {
    const door = await openDoor(bench.url);
    const settings = { DATABASE_URL: door.url, ANCRAGE_WORKERS: "1", LOG_LEVEL: "info" };
    const served = startProcess(bench, ["serve", "--port", "0"], settings);
    const output = await until(served.output, (text) => /http:\/\/(?:localhost|127\.0\.0\.1):\d+\//.test(text), 60);
    const base = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(output)![0];
    const { cookie } = await makeMember(bench, { installation: true });
    const ask = (path: string, body?: Record<string, string>) =>
      fetch(base + path, {
        redirect: "manual",
        signal: AbortSignal.timeout(30_000),
        headers: { cookie, origin: base, ...(body && { "content-type": "application/x-www-form-urlencoded" }) },
        ...(body && { method: "POST", body: new URLSearchParams(body).toString() }),
      });
    expect((await ask("/essai")).status).toBe(200);
    const draft = {
      lang: "fr",
      title: "Un titre",
      subtitle: "",
      foreword: "Des mots écrits <b>longtemps</b> & perdus",
    };

    door.shut();
    const shutAt = Date.now();
    const began = performance.now();
    const page = await ask("/essai/initiatives?q=jardin");
    const refused = await ask("/essai/rapports/brouillon", draft);
    const api = await fetch(`${base}/api/v1/networks`);
    const [ready, serving] = [await fetch(`${base}/ready`), await fetch(`${base}/serving`)];
    expect(performance.now() - began).toBeLessThan(20_000);
    expect([refused.status, api.status, ready.status]).toEqual([503, 503, 503]);
    // A proxy that left the server then would send blank pages in the place of these.
    expect(serving.status).toBe(200);
    expect((await fetch(`${base}/health`)).status).toBe(200);
    // A reader is not told less than a stranger.
    expect(page.status).toBe(503);
    expect(await page.text()).toContain("n’est pas disponible");
    const kept = await refused.text();
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(kept).toContain("Envoyer de nouveau");
    expect(kept).toContain('value="Des mots écrits &lt;b&gt;longtemps&lt;/b&gt; &amp; perdus"');
    expect(kept).not.toMatch(/ECONN|postgres|at .*\.ts/i);
    // A password is asked for again rather than written in a page.
    const entering = await ask("/connexion", { courriel: "x@essai.invalid", passe: "un mot de passe typed" });
    expect(await entering.text()).not.toContain("un mot de passe typed");
    await wait(Math.max(0, AWAY_MS - (Date.now() - shutAt)));

    await door.open();
    const back = performance.now();
    await until(
      () => fetch(`${base}/ready`).then(({ status }) => status),
      (status) => status === 200,
      30,
    );
    expect(performance.now() - back).toBeLessThan(15_000);
    const saved = await ask("/essai/rapports/brouillon", draft);
    expect(saved.status).toBe(303);
    expect((await ask("/essai/initiatives?q=jardin")).status).toBe(200);
    // The worker too: what is asked of it is done.
    const file = new FormData();
    file.append("file", new File(["Intitulé;Lieu\nAtelier;Rodez\n"], "a.csv"));
    const sent = await fetch(`${base}/essai/importer`, {
      ...{ method: "POST", body: file, redirect: "manual", headers: { cookie, origin: base } },
    });
    const to = sent.headers.get("location")!;
    expect((await ask(`${to}/lancer`, {})).status).toBe(303);
    const id = to.split("/").at(-1)!;
    await until(
      async () => (await bench.pool.query("select status from imports where id = $1", [id])).rows[0]?.status,
      (status) => status === "done",
      90,
    );
    expect(served.child.exitCode).toBeNull();
  },
  240_000 + AWAY_MS,
);
