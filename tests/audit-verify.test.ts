import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendAudit, GENESIS, hashEntry, INSTALLATION_CHAIN } from "../src/platform/audit.ts";
import {
  type Anchor,
  anchorAll,
  anchorLines,
  anchorToday,
  currentAnchors,
  type FoundAnchors,
  findPrinted,
  printAnchor,
  readAnchors,
} from "../src/platform/audit-anchors.ts";
import type { ChainReport } from "../src/platform/audit-check.ts";
import { verifyAudit } from "../src/platform/audit-verify.ts";
import { canonicalJson } from "../src/reports/seal.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";

const LENGTH = 12;
const MARCH = new Date("2026-03-03T04:00:00Z");
const APRIL = new Date("2026-04-04T04:00:00Z");

let bench: Bench;
let folder: string;

beforeAll(async () => {
  bench = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "ancrage-anchors-"));
  // What the owner of the database can do, and nobody else: everything below is somebody who may.
  for (const table of ["audit_entries", "audit_heads"])
    await sql`alter table ${sql.table(table)} disable trigger user`.execute(bench.db);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

let written = 0;
async function append(
  chain: string,
  subjects: Record<string, string | string[] | number | null> = { initiative: chain },
): Promise<void> {
  written += 1;
  await bench.db.transaction().execute((trx) =>
    appendAudit(trx, chain, {
      at: new Date(Date.UTC(2026, 0, 1) + written * 1000),
      actor: `somebody ${written % 3}`,
      action: "classify_initiative",
      subjects,
      request: `request ${written}`,
    }),
  );
}

async function makeChain(length = LENGTH): Promise<string> {
  const chain = crypto.randomUUID();
  for (let position = 1; position <= length; position += 1) await append(chain);
  return chain;
}

const anchorsAt = async (chain: string, now: Date): Promise<Anchor[]> =>
  (await currentAnchors(bench.db, now, "day")).filter((anchor) => anchor.chain === chain);

const given = (anchors: Anchor[]): FoundAnchors => ({ anchors, folder: false, files: new Map(), unreadable: [] });

async function verify(chain: string, anchors: Anchor[] = []): Promise<ChainReport> {
  const { chains, ok } = await verifyAudit(bench.db, given(anchors), { only: chain });
  expect(chains).toHaveLength(1);
  expect(ok).toBe(chains[0]!.faultCount === 0);
  return chains[0]!;
}

const entry = (chain: string, position: number) => sql`chain = ${chain} and position = ${position}`;

/** Writes a chain again from a position as somebody would who knows how it is made: every hash, and the head. */
async function forge(chain: string, from: number): Promise<void> {
  const rows = await bench.db
    .selectFrom("audit_entries")
    .selectAll()
    .where("chain", "=", chain)
    .orderBy("position")
    .execute();
  let previous = rows.find(({ position }) => position === from - 1)?.hash ?? GENESIS;
  let last = from - 1;
  for (const row of rows.filter(({ position }) => position >= from)) {
    const subjects = row.subjects as Record<string, string>;
    const hash = hashEntry(chain, row.position, previous, { ...row, subjects });
    await bench.db
      .updateTable("audit_entries")
      .set({ previous_hash: previous, hash })
      .where("chain", "=", chain)
      .where("position", "=", row.position)
      .execute();
    previous = hash;
    last = row.position;
  }
  await sql`update audit_heads set position = ${last}, hash = ${previous} where chain = ${chain}`.execute(bench.db);
}

const since = { at: MARCH.toISOString(), reason: "day", position: LENGTH };

describe("a journal that nobody touched", () => {
  test("agrees with itself and with its anchors, up to the last of them", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    await append(chain);
    expect(await verify(chain, march)).toMatchObject({
      entries: LENGTH + 1,
      last: { position: LENGTH + 1 },
      anchors: 1,
      anchored: since,
      faults: [],
    });
  });

  test("agrees whatever its entries point to", async () => {
    const chain = await makeChain(0);
    const value = fc.oneof(
      fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\0")),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.maxSafeInteger(),
      fc.constant(null),
      fc.array(fc.uuid(), { maxLength: 3 }),
    );
    const key = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(key, value, { maxKeys: 4 }), async (subjects) => append(chain, subjects)),
      { numRuns: 100, seed: 5 },
    );
    await append(chain, { huge: 1e300, tiny: 1.5e-9, absent: undefined } as never);
    expect(await verify(chain)).toMatchObject({ entries: 101, faults: [] });
  });
});

describe("an alteration before an anchor", () => {
  test("of one field is told by its entry and by the anchor since which it happened", async () => {
    const chain = await makeChain();
    const anchors = [...(await anchorsAt(chain, MARCH)), ...(await anchorsAt(chain, APRIL))];
    await sql`update audit_entries set actor = 'somebody else' where ${entry(chain, 3)}`.execute(bench.db);
    expect((await verify(chain, anchors)).faults).toEqual([{ kind: "altered", position: 3, since }]);
  });

  test("of one field is told where every hash after it was computed again", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    await append(chain);
    const april = await anchorsAt(chain, APRIL);
    await sql`update audit_entries set action = 'merge_initiatives' where ${entry(chain, 3)}`.execute(bench.db);
    await forge(chain, 3);
    expect((await verify(chain)).faults).toEqual([]);
    expect((await verify(chain, [...april, ...march])).faults).toEqual([
      { kind: "rewritten", from: 1, to: LENGTH, since },
    ]);
  });

  test("is placed between the last anchor that agrees and the first that does not", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    for (let more = 0; more < 5; more += 1) await append(chain);
    const april = await anchorsAt(chain, APRIL);
    await sql`update audit_entries set request = 'x' where ${entry(chain, LENGTH + 2)}`.execute(bench.db);
    await forge(chain, LENGTH + 2);
    expect(await verify(chain, [...march, ...april])).toMatchObject({
      anchored: since,
      faults: [{ kind: "rewritten", from: LENGTH + 1, to: LENGTH + 5, since: { at: APRIL.toISOString() } }],
    });
  });

  test("that takes an entry out is told, and is still told once the rest was numbered again", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    await sql`delete from audit_entries where ${entry(chain, 5)}`.execute(bench.db);
    expect((await verify(chain, march)).faults).toEqual([{ kind: "missing", from: 5, to: 5, since }]);
    await sql`update audit_entries set position = -position where chain = ${chain} and position > 5`.execute(bench.db);
    await sql`update audit_entries set position = -position - 1 where chain = ${chain} and position < 0`.execute(
      bench.db,
    );
    const renumbered = await verify(chain, march);
    expect(renumbered.faults[0]).toMatchObject({ kind: "altered", position: 5, since });
    expect(renumbered.faults.at(-2)).toMatchObject({ kind: "cut", from: LENGTH, to: LENGTH, since });
    await forge(chain, 5);
    expect((await verify(chain)).faults).toEqual([]);
    expect((await verify(chain, march)).faults).toEqual([{ kind: "cut", from: LENGTH, to: LENGTH, since }]);
  });

  test("that puts an entry in is told", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    await sql`update audit_entries set position = -position where chain = ${chain} and position > 5`.execute(bench.db);
    await sql`update audit_entries set position = -position + 1 where chain = ${chain} and position < 0`.execute(
      bench.db,
    );
    const at = new Date("2026-01-01T00:00:00Z");
    const own = { at, actor: "x", action: "undo_merge", subjects: {}, request: "x" };
    const { hash } = await bench.db
      .selectFrom("audit_entries")
      .select("hash")
      .where("chain", "=", chain)
      .where("position", "=", 5)
      .executeTakeFirstOrThrow();
    await bench.db
      .insertInto("audit_entries")
      .values({ chain, position: 6, ...own, subjects: "{}", previous_hash: hash, hash: hashEntry(chain, 6, hash, own) })
      .execute();
    // The entry is well made: those that come after it are no longer where they were.
    expect((await verify(chain, march)).faults[0]).toEqual({ kind: "altered", position: 7, since });
    await forge(chain, 6);
    expect((await verify(chain)).faults).toEqual([]);
    expect((await verify(chain, march)).faults).toEqual([{ kind: "rewritten", from: 1, to: LENGTH, since }]);
  });

  test("that exchanges two entries is told", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    for (const [from, to] of [
      [4, 999],
      [7, 4],
      [999, 7],
    ] as const)
      await sql`update audit_entries set position = ${to} where ${entry(chain, from)}`.execute(bench.db);
    const { faults } = await verify(chain, march);
    expect(faults.filter(({ kind }) => kind === "altered")).toEqual([
      { kind: "altered", position: 4, since },
      { kind: "altered", position: 7, since },
    ]);
    await forge(chain, 4);
    expect((await verify(chain)).faults).toEqual([]);
    expect((await verify(chain, march)).faults).toMatchObject([{ kind: "rewritten", since }]);
  });

  test("that cuts the end and rolls the head back is told", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    await sql`delete from audit_entries where chain = ${chain} and position > 8`.execute(bench.db);
    await forge(chain, 9);
    expect((await verify(chain)).faults).toEqual([]);
    expect((await verify(chain, march)).faults).toEqual([{ kind: "cut", from: 9, to: LENGTH, since }]);
  });

  test("that puts another chain in its place, or none, is told", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    await sql`delete from audit_entries where chain = ${chain}`.execute(bench.db);
    await sql`delete from audit_heads where chain = ${chain}`.execute(bench.db);
    expect(await verify(chain, march)).toMatchObject({
      last: null,
      faults: [{ kind: "cut", from: 1, to: LENGTH, since }],
    });
    for (let position = 0; position < LENGTH; position += 1) await append(chain);
    expect((await verify(chain)).faults).toEqual([]);
    expect((await verify(chain, march)).faults).toEqual([{ kind: "rewritten", from: 1, to: LENGTH, since }]);
    // Seen among all the chains as well, although nothing of it would be left to lead there.
    await sql`delete from audit_entries where chain = ${chain}`.execute(bench.db);
    await sql`delete from audit_heads where chain = ${chain}`.execute(bench.db);
    const all = await verifyAudit(bench.db, given(march), { only: null });
    expect(all.chains.find((one) => one.chain === chain)?.faults).toMatchObject([{ kind: "cut" }]);
  });

  test("whatever it is, in whichever column of whichever entry, is found", async () => {
    const chain = await makeChain();
    const elsewhere = await makeChain(1);
    const march = await anchorsAt(chain, MARCH);
    const other = (was: string) =>
      fc.string({ unit: "grapheme" }).filter((text) => text !== was && !text.includes("\0"));
    const whole = [
      "chain",
      "position",
      "at",
      "actor",
      "action",
      "subjects",
      "request",
      "previous_hash",
      "hash",
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: LENGTH }),
        fc.constantFrom(...whole),
        fc.gen(),
        async (position, column, g) => {
          const row = await bench.db
            .selectFrom("audit_entries")
            .select([column, sql<string>`at::text`.as("moment")])
            .where("chain", "=", chain)
            .where("position", "=", position)
            .executeTakeFirstOrThrow();
          const was = column === "at" ? row.moment : row[column as "actor"];
          const now = (() => {
            if (column === "chain") return elsewhere;
            if (column === "position") return g(fc.integer, { min: -50, max: 2_000_000_000 });
            if (column === "at") return null;
            if (column !== "subjects") return g(() => other(was as string));
            return JSON.stringify(
              g(() =>
                fc
                  .jsonValue()
                  .filter(
                    (value) =>
                      !/\\u(0000|d[89a-f])/.test(JSON.stringify(value)) && canonicalJson(value) !== canonicalJson(was),
                  ),
              ),
            );
          })();
          if (column === "position" && (now as number) >= 1 && (now as number) <= LENGTH) return;
          if (column === "chain" && position === 1) return;
          const change =
            column === "at"
              ? sql`at + ${g(fc.integer, { min: 1, max: 10 ** 9 })} * interval '1 microsecond'`
              : sql`${now}${column === "subjects" ? sql`::jsonb` : sql``}`;
          await sql`update audit_entries set ${sql.ref(column)} = ${change} where ${entry(chain, position)}`.execute(
            bench.db,
          );
          const { faultCount } = await verify(chain, march);
          const [whereChain, wherePosition] = [
            column === "chain" ? elsewhere : chain,
            column === "position" ? (now as number) : position,
          ];
          const back = column === "subjects" ? JSON.stringify(was) : was;
          await sql`update audit_entries set ${sql.ref(column)} = ${back} where ${entry(whereChain, wherePosition)}`.execute(
            bench.db,
          );
          expect(faultCount).toBeGreaterThan(0);
        },
      ),
      { numRuns: 250, seed: 31 },
    );
    expect((await verify(chain, march)).faults).toEqual([]);
  });

  test("of digits that are not hashed, of a moment that is none, and of something that is no list of subjects, is found", async () => {
    for (const change of [
      sql`at = at + interval '1 microsecond'`,
      sql`at = 'infinity'`,
      sql`subjects = '{"n": 12345678901234567891}'`,
      sql`subjects = '["a"]'`,
      sql`subjects = 'null'`,
    ]) {
      const chain = await makeChain(0);
      await append(chain, { n: 1.2345678901234567e19 });
      await sql`update audit_entries set ${change} where ${entry(chain, 1)}`.execute(bench.db);
      expect((await verify(chain)).faults).toEqual([{ kind: "altered", position: 1, since: null }]);
    }
  });
});

describe("without an anchor", () => {
  test("a chain that no longer agrees with itself is told, without saying since when", async () => {
    const chain = await makeChain();
    await sql`update audit_entries set previous_hash = 'x' where ${entry(chain, 9)}`.execute(bench.db);
    await sql`delete from audit_entries where chain = ${chain} and position = 2`.execute(bench.db);
    await sql`update audit_heads set position = 11 where chain = ${chain}`.execute(bench.db);
    expect((await verify(chain)).faults).toEqual([
      { kind: "missing", from: 2, to: 2, since: null },
      { kind: "altered", position: 9, since: null },
      { kind: "head", position: 11, to: LENGTH, since: null },
    ]);
  });

  test("a chain written again as a whole is not, nor an end that was cut: nothing more is claimed", async () => {
    const chain = await makeChain();
    await sql`update audit_entries set actor = 'nobody' where chain = ${chain}`.execute(bench.db);
    await sql`delete from audit_entries where chain = ${chain} and position > 6`.execute(bench.db);
    await forge(chain, 1);
    expect(await verify(chain)).toMatchObject({ anchored: null, faults: [] });
  });

  test("what came after the last anchor is not proven", async () => {
    const chain = await makeChain();
    const march = await anchorsAt(chain, MARCH);
    await append(chain);
    await sql`update audit_entries set actor = 'nobody' where ${entry(chain, LENGTH + 1)}`.execute(bench.db);
    await forge(chain, LENGTH + 1);
    expect(await verify(chain, march)).toMatchObject({ anchored: since, faults: [] });
  });
});

describe("an anchor", () => {
  test("of the day is taken once, whatever the number of workers and restarts, and again the next day", async () => {
    await makeChain(1);
    const days = join(folder, "days");
    const noon = new Date("2026-05-05T12:00:00Z");
    const taken = await Promise.all(Array.from({ length: 6 }, () => anchorToday(bench.db, days, noon)));
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await anchorToday(bench.db, days, new Date("2026-05-05T23:59:59Z"))).toBeNull();
    await anchorAll(bench.db, days, noon, "backup");
    expect(await anchorToday(bench.db, days, noon)).toBeNull();
    expect(await anchorToday(bench.db, days, new Date("2026-05-06T00:00:01Z"))).not.toBeNull();
    expect((await readdir(days)).sort().map((name) => name.replace(/-[0-9a-f]{8}\.jsonl$/, ""))).toEqual([
      "2026-05-05T12-00-00-000Z-backup",
      "2026-05-05T12-00-00-000Z-day",
      "2026-05-06T00-00-01-000Z-day",
    ]);
  });

  test("holds every head, in a file that is whole, and is told when it is changed or taken away", async () => {
    const kept = join(folder, "kept");
    const now = new Date("2026-06-06T06:00:00Z");
    const anchors = await anchorAll(bench.db, kept, now, "report", { actor: "a", request: "r" });
    expect(anchors.length).toBeGreaterThan(3);
    const [name] = await readdir(kept);
    expect(await readFile(join(kept, name!), "utf8")).toBe(anchorLines(anchors));
    const read = await readAnchors(kept);
    expect(read).toMatchObject({ anchors, folder: true, unreadable: [] });
    const lostNow = async () => {
      const { lost } = await verifyAudit(bench.db, await readAnchors(kept), { only: null });
      return lost.filter(({ file }) => file === name).map(({ changed }) => changed);
    };
    expect(await lostNow()).toEqual([]);
    await chmod(join(kept, name!), 0o644);
    await writeFile(join(kept, name!), anchorLines(anchors.slice(1)));
    expect(await lostNow()).toEqual([true]);
    await unlink(join(kept, name!));
    expect(await lostNow()).toEqual([false]);
  });

  test("is kept by a folder that takes new files and no other change", async (context) => {
    const kept = join(folder, "append-only");
    await mkdir(kept);
    const chattr = (sign: string) => spawnSync("chattr", [`${sign}a`, kept]).status === 0;
    if (!chattr("+"))
      return context.skip("this file system has no folders of that kind, or this account may not make one");
    try {
      const anchors = await anchorAll(bench.db, kept, new Date("2026-07-07T06:00:00Z"), "asked");
      expect(await readAnchors(kept)).toMatchObject({ anchors, unreadable: [] });
    } finally {
      chattr("-");
    }
  });

  test("is not noted when its file could not be written", async () => {
    const file = join(folder, "not-a-folder");
    await writeFile(file, "");
    const before = await bench.db
      .selectFrom("audit_heads")
      .select("position")
      .where("chain", "=", INSTALLATION_CHAIN)
      .executeTakeFirstOrThrow();
    await expect(anchorAll(bench.db, file, APRIL, "backup")).rejects.toThrow();
    expect(
      await bench.db
        .selectFrom("audit_heads")
        .select("position")
        .where("chain", "=", INSTALLATION_CHAIN)
        .executeTakeFirstOrThrow(),
    ).toEqual(before);
  });

  test("is read from what was printed, wherever it stands in a text", async () => {
    const chain = await makeChain(2);
    const [anchor] = await anchorsAt(chain, MARCH);
    expect(findPrinted(`<p>Gardez ceci : <code>${printAnchor(anchor!)}</code></p>`)).toEqual([anchor]);
    const bare = `${chain}\n 2 ${anchor!.hash}`;
    expect(findPrinted(bare)).toEqual([{ ...anchor, at: null, reason: "asked" }]);
    const mail = join(folder, "mail.txt");
    await writeFile(mail, `Bonjour,\n\n${printAnchor(anchor!)}\n`);
    expect((await readAnchors(mail)).anchors).toEqual([anchor]);
  });

  test("that cannot be read is a fault, never an anchor less", async () => {
    const broken = join(folder, "broken.jsonl");
    const [anchor] = await currentAnchors(bench.db, MARCH, "day");
    await writeFile(broken, `${anchorLines([anchor!])}{"chain":"x"}\n${anchorLines([anchor!]).slice(0, 40)}`);
    const found = await readAnchors(broken);
    expect(found.unreadable).toEqual([
      { file: broken, line: 2 },
      { file: broken, line: 3 },
    ]);
    expect((await verifyAudit(bench.db, found, { only: null })).ok).toBe(false);
    await writeFile(broken, "rien");
    expect((await readAnchors(broken)).unreadable).toEqual([{ file: broken, line: 1 }]);
  });
});
