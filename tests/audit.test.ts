import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { findBrokenLink } from "../src/platform/audit.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";

let bench: Bench;
let networkId: string;

beforeAll(async () => {
  bench = await freshDatabase();
  networkId = await makeNetwork(bench, "net", ["soin"]);
  await importText(bench, "net", "Numéro;Intitulé;Partenaires\n1;Jardin de Mme Secrète;Association Secrète\n");
});

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
    expect(await findBrokenLink(bench.db, networkId)).toBeNull();
  });

  test("cannot be changed, deleted or emptied", async () => {
    await expect(sql`update audit_entries set actor = 'x'`.execute(bench.db)).rejects.toThrow(/append-only/);
    await expect(sql`delete from audit_entries`.execute(bench.db)).rejects.toThrow(/append-only/);
    await expect(sql`truncate audit_entries`.execute(bench.db)).rejects.toThrow(/append-only/);
  });

  test("shows where it was altered by somebody who could switch the guard off", async () => {
    await sql`alter table audit_entries disable trigger audit_entries_append_only`.execute(bench.db);
    await sql`update audit_entries set actor = 'somebody else' where chain = ${networkId} and position = 3`.execute(
      bench.db,
    );
    expect(await findBrokenLink(bench.db, networkId)).toBe(3);
  });
});
