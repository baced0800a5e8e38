import type pg from "pg";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openPool } from "../src/platform/database/database.ts";
import { makeLog } from "../src/platform/log.ts";
import { openAttempts } from "../src/web/attempts.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { openJar } from "./preparation/jar.ts";
import { makeMember } from "./preparation/members.ts";
import { makeSite } from "./preparation/site.ts";

/* Passwords and codes are counted by the database, for every server, also where it is reached by a pool by transactions. */

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
});

/** A server's connection to the database, as it is where a pool by transactions stands between them. */
function openServer(said: string[] = []) {
  const pool = openPool(bench.pages.url, 1, { byTransactions: true });
  pool.on("error", () => {});
  onTestFinished(async () => void (pool.ending || (await pool.end())));
  return { pool, attempts: openAttempts(pool, makeLog("info", { write: (line: string) => void said.push(line) })) };
}

/** The statements that the connections of a pool have prepared under a name. */
async function named(pool: pg.Pool): Promise<unknown[]> {
  const clients = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
  try {
    const found = await Promise.all(clients.map((client) => client.query("select name from pg_prepared_statements")));
    return found.flatMap(({ rows }) => rows);
  } finally {
    for (const client of clients) client.release();
  }
}

describe("attempts", () => {
  test("are counted for all servers together, until one succeeds", async () => {
    const [one, other] = [openServer(), openServer()];
    expect(await one.attempts.count("spent", "a code")).toBeNull();
    expect(await other.attempts.count("spent", "a code")).toBeGreaterThan(0);
    for (let tries = 0; tries < 5; tries += 1)
      for (const { attempts } of [one, other]) expect(await attempts.count("account", "A@essai.invalid")).toBeNull();
    expect(await one.attempts.count("account", "a@essai.invalid")).toBeGreaterThan(0);
    await other.attempts.forget("account", "a@essai.invalid");
    expect(await one.attempts.count("account", "a@essai.invalid")).toBeNull();
  });

  test("are counted, and people recognised, by no statement with a name, which such a pool refuses", async () => {
    const { pool, attempts } = openServer();
    await attempts.count("code", "somebody");
    await attempts.forget("code", "somebody");
    expect(await named(pool)).toEqual([]);
    const site = await makeSite(bench);
    const { cookie, email } = await makeMember(bench, { installation: true });
    expect((await openJar(site).post("/connexion", { courriel: email, passe: "essai" })).page).not.toContain("Camille");
    expect(await (await site.asMember(cookie)("/compte")).text()).toContain("Camille");
    expect(await named(bench.pages.pool)).toEqual([]);
  });

  test("that the database does not count are told in the log", async () => {
    const said: string[] = [];
    const { pool, attempts } = openServer(said);
    await pool.end();
    expect(await attempts.count("address", "203.0.113.9")).toBeNull();
    expect(said.join()).toContain("attempts not counted in the database");
  });
});
