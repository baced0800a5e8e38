import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { asApplication, examineRole } from "../src/platform/database/roles.ts";
import { makeLog } from "../src/platform/log.ts";
import { cleanUp, newFolder, opened } from "../src/platform/postgres/fixtures.ts";
import { openRuntime } from "../src/platform/runtime.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeNetwork } from "./preparation/networks.ts";

/* Under which role the product works, whichever way its database is given, and which roles it refuses. */

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
});
afterEach(cleanUp);

/** Opens the product on some addresses; answers the role it works under, or why it refuses. */
async function roleWith(addresses: Record<string, string>) {
  const runtime = await openRuntime(readConfig({ ANCRAGE_DATA: bench.dataDir, ...addresses }), makeLog("silent"));
  if (!runtime.ok) return runtime.failure;
  try {
    const { role, faults } = await examineRole(runtime.value.pool);
    const seen = await runtime.value.db.selectFrom("networks").selectAll().execute();
    return { role, faults, seen: seen.length, owner: runtime.value.ownerUrl };
  } finally {
    await runtime.value.close();
  }
}

describe("one's own PostgreSQL", () => {
  beforeAll(async () => {
    await makeNetwork(bench, "une", []);
  });

  test("with two addresses, works at the one that owns nothing", async () => {
    expect(await roleWith({ DATABASE_URL: bench.pages.url, DATABASE_OWNER_URL: bench.url })).toEqual({
      ...{ role: "ancrage_app", faults: [], seen: 0, owner: bench.url },
    });
  });

  test("with one address, its owner's, takes the role as it connects, whatever that address asks for", async () => {
    // This one asks to see every network.
    expect(bench.url).toContain("ancrage.networks");
    expect(await roleWith({ DATABASE_URL: bench.url })).toMatchObject({ role: "ancrage_app", faults: [], seen: 0 });
  });

  test("with the owner's address where that of pages should be, refuses and says why", async () => {
    expect(await roleWith({ DATABASE_URL: bench.url, DATABASE_OWNER_URL: bench.url })).toMatchObject({
      code: "database_role_unsafe",
      params: { faults: expect.stringContaining("owns") },
    });
  });

  test("does not take an owner's address for a database that is not its own", () => {
    expect(() => readConfig({ DATABASE_OWNER_URL: bench.url })).toThrow(/DATABASE_OWNER_URL/);
  });

  test("comes back to the role where a statement resets it", async () => {
    const client = new pg.Client({ connectionString: asApplication(bench.url) });
    await client.connect();
    await client.query("reset all");
    await client.query("reset role");
    const { rows } = await client.query("select current_user as role, (select count(*)::int from networks) as seen");
    expect(rows).toEqual([{ role: "ancrage_app", seen: 0 }]);
    await client.end();
  });
});

describe("the embedded PostgreSQL", () => {
  test("makes the role for a folder of a version that had none", async () => {
    const dataDir = join(newFolder(), "var");
    const first = await opened(dataDir);
    const path = join(dataDir, "postgres", "password");
    const { admin, application } = JSON.parse(readFileSync(path, "utf8"));
    const before = new pg.Client({ connectionString: first.url });
    await before.connect();
    await before.query("create table kept as select 7 as n");
    await before.end();
    await first.stop();
    writeFileSync(path, JSON.stringify({ admin, application }));
    const second = await opened(dataDir);
    const client = new pg.Client({ connectionString: second.pagesUrl });
    await client.connect();
    const { rows } = await client.query(
      "select rolname as role, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole as may from pg_roles where rolname = current_user",
    );
    expect(rows).toEqual([{ role: "ancrage_app", may: false }]);
    await expect(client.query("select * from kept")).rejects.toMatchObject({ code: "42501" });
    await expect(client.query("set role ancrage")).rejects.toMatchObject({ code: "42501" });
    await client.end();
  }, 60_000);
});
