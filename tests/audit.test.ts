import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { verifyAudit } from "../src/platform/audit-verify.ts";
import { ANYONE } from "../src/platform/person.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";

let bench: Bench;
let copied: Bench;
let networkId: string;

beforeAll(async () => {
  bench = await freshDatabase();
  copied = await freshDatabase();
  networkId = await makeNetwork(bench, "net", ["soin"]);
  await importText(bench, "net", "Numéro;Intitulé;Partenaires\n1;Jardin de Mme Secrète;Association Secrète\n");
});

const faults = async () => {
  const none = { anchors: [], folder: false, files: new Map<string, string>(), unreadable: [] };
  const { chains } = await verifyAudit(bench.db, none, { only: networkId });
  return chains[0]!.faults;
};

const classify = () => classifyInitiative(bench.doors(), { network: "net", key: "1", domains: ["soin"] });

describe("the audit", () => {
  test("holds one entry for each action done, none for one refused", async () => {
    const count = async () =>
      Number(
        (
          await bench.db
            .selectFrom("audit_entries")
            .select((eb) => eb.fn.countAll<number>().as("n"))
            .executeTakeFirstOrThrow()
        ).n,
      );
    const before = await count();
    await classify();
    expect(await count()).toBe(before + 1);
    await classifyInitiative(bench.doors(), { network: "net", key: "none", domains: [] });
    expect(await count()).toBe(before + 1);
  });

  test("holds opaque ids and no word of what was said", async () => {
    const entries = await bench.db.selectFrom("audit_entries").selectAll().execute();
    expect(JSON.stringify(entries)).not.toMatch(/Secrète|Jardin/);
  });

  test("stays one chain when many write at once", async () => {
    await Promise.all(Array.from({ length: 12 }, classify));
    expect(await faults()).toEqual([]);
  });

  test("leaves what was refused to the log, with who tried, so that strangers cannot fill it", async () => {
    const told: unknown[] = [];
    const log = { ...bench.doors().log, warn: (...line: unknown[]) => told.push(line) };
    const doors = { ...bench.doors(ANYONE), log } as never;
    const before = await bench.db.selectFrom("audit_heads").selectAll().orderBy("chain").execute();
    expect(await classifyInitiative(doors, { network: "net", key: "1", domains: [] })).toMatchObject({ ok: false });
    expect(await bench.db.selectFrom("audit_heads").selectAll().orderBy("chain").execute()).toEqual(before);
    expect(told).toEqual([
      [{ action: "classify_initiative", person: "public", request: expect.any(String) }, "forbidden"],
    ]);
  });

  test("cannot be changed, deleted or emptied", async () => {
    await expect(sql`update audit_entries set actor = 'x'`.execute(bench.db)).rejects.toThrow(/append-only/);
    await expect(sql`delete from audit_entries`.execute(bench.db)).rejects.toThrow(/append-only/);
    await expect(sql`truncate audit_entries`.execute(bench.db)).rejects.toThrow(/append-only/);
    await expect(sql`truncate audit_heads`.execute(bench.db)).rejects.toThrow(/append-only/);
  });

  test("has heads that only go forward, one entry at a time", async () => {
    for (const change of [
      sql`update audit_heads set position = position - 1 where chain = ${networkId}`,
      sql`update audit_heads set position = position + 1 where chain = ${networkId}`,
      sql`update audit_heads set hash = 'x' where chain = ${networkId}`,
      sql`update audit_heads set chain = ${crypto.randomUUID()} where chain = ${networkId}`,
      sql`delete from audit_heads where chain = ${networkId}`,
      sql`insert into audit_heads values (${crypto.randomUUID()}, 5, 'x')`,
    ])
      await expect(change.execute(bench.db)).rejects.toThrow(/only goes forward/);
  });

  test("can be put back whole into an empty database, entries before heads", async () => {
    for (const table of ["audit_entries", "audit_heads"] as const)
      for (const row of await bench.db.selectFrom(table).selectAll().execute())
        await copied.db
          .insertInto(table)
          .values({ ...row, ...("subjects" in row && { subjects: JSON.stringify(row.subjects) }) } as never)
          .execute();
    const heads = bench.db.selectFrom("audit_heads").selectAll().orderBy("chain");
    expect(await copied.db.selectFrom("audit_heads").selectAll().orderBy("chain").execute()).toEqual(
      await heads.execute(),
    );
  });

  test("goes on when its network is deleted", async () => {
    const gone = await makeNetwork(bench, "parti", []);
    await sql`delete from networks where id = ${gone}`.execute(bench.db);
    const left = await bench.db.selectFrom("audit_entries").select("action").where("chain", "=", gone).execute();
    expect(left.map(({ action }) => action)).toContain("create_network");
  });

  test("shows where it was altered by somebody who could switch the guard off", async () => {
    await sql`alter table audit_entries disable trigger audit_entries_append_only`.execute(bench.db);
    await sql`update audit_entries set actor = 'somebody else' where chain = ${networkId} and position = 3`.execute(
      bench.db,
    );
    expect(await faults()).toEqual([{ kind: "altered", position: 3, since: null }]);
  });
});
