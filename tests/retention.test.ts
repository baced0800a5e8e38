import { access, mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { sendMail } from "../src/people/actions/send-mail.ts";
import { retain } from "../src/personal-data/actions/retain.ts";
import { RETENTIONS, type Retention } from "../src/personal-data/register.ts";
import { RULES } from "../src/personal-data/retention.sql.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";
import { makeNetwork } from "./preparation/networks.ts";

const DAY = 24 * 3600 * 1000;
const START = Date.parse("2026-06-15T12:00:00Z");
let clock = START;
let bench: Bench;
let network: string;
let campaign: string;
let holder: string;
let sheet: string;

beforeAll(async () => {
  bench = await freshDatabase(() => new Date(clock));
  network = await makeNetwork(bench, "essai", []);
  campaign = uuid();
  sheet = uuid();
  holder = (await makeMember(bench)).id;
  await sql`insert into campaigns (network_id, id, key, name, created_at) values (${network}, ${campaign}, 'c', 'C', now())`.execute(
    bench.db,
  );
  await sql`insert into initiatives (network_id, id, key, title, created_at, updated_at) values (${network}, ${sheet}, '1', 'A', now(), now())`.execute(
    bench.db,
  );
});

/** Puts a row whose time began to count at some moment; answers how to know whether it is still there. */
type Put = (id: string, at: Date) => Promise<unknown>;
const run = (query: ReturnType<typeof sql>) => query.execute(bench.db);
const PUT: Record<keyof typeof RULES, { table: string; put: Put; there?: string }> = {
  session: {
    table: "sessions",
    put: (id, at) =>
      run(
        sql`insert into sessions (id, token, user_id, expires_at, created_at, updated_at) values (${id}, ${id}, ${holder}, ${at}, ${at}, ${at})`,
      ),
  },
  link: {
    table: "verifications",
    put: (id, at) =>
      run(
        sql`insert into verifications (id, identifier, value, expires_at, created_at, updated_at) values (${id}, 'x', 'x', ${at}, ${at}, ${at})`,
      ),
  },
  attempts: {
    table: "attempts",
    put: (id, at) => run(sql`insert into attempts (key, points, expire) values (${id}, 1, ${at.getTime()})`),
    there: "key = $1::text",
  },
  letter: {
    table: "mails",
    put: (id, at) =>
      run(
        sql`insert into mails (id, recipient, lang, template, params, created_at, sent_at) values (${id}, 'x', 'fr', 'security', '{}', ${new Date(at.getTime() - DAY)}, ${at})`,
      ),
  },
  invitation: {
    table: "invitations",
    put: (id, at) =>
      run(
        sql`insert into invitations (network_id, id, email, lang, role, token_hash, expires_at, invited_by, invited_at) values (${network}, ${id}, 'x', 'fr', 'reader', ${id}, ${at}, 'local', ${at})`,
      ),
  },
  right: {
    table: "grants",
    put: (id, at) =>
      run(
        sql`insert into grants (network_id, id, user_id, role, starts_at, given_by, given_at, withdrawn_at) values (${network}, ${id}, ${holder}, 'reader', ${at}, 'local', ${at}, ${at})`,
      ),
  },
  preview: { table: "imports", put: (id, at) => putImport(id, at), there: "id = $1::uuid and preview is not null" },
  refused_rows: { table: "imports", put: (id, at) => putImport(id, at), there: "id = $1::uuid and rejected <> '[]'" },
  draft: {
    table: "proposals",
    put: (id, at) =>
      run(
        sql`insert into proposals (network_id, id, status, fields, author, created_at, updated_at) values (${network}, ${id}, 'draft', '{}', ${holder}, ${at}, ${at})`,
      ),
  },
  proposal: { table: "proposals", put: (id, at) => putProposed(id, at, at) },
  proposal_mail: {
    table: "proposals",
    put: (id, at) => putProposed(id, at, null),
    there: "id = $1::uuid and email_hash is not null and author_name <> ''",
  },
  news: {
    table: "news",
    put: async (id, at) => {
      await run(
        sql`insert into comments (network_id, id, initiative_id, author_id, body, created_at) values (${network}, ${id}, ${sheet}, ${holder}, 'x', ${at})`,
      );
      await run(
        sql`insert into news (network_id, id, user_id, comment_id, mentioned, at) values (${network}, ${id}, ${holder}, ${id}, false, ${at})`,
      );
    },
  },
  consent: {
    table: "consents",
    put: (id, at) =>
      run(
        sql`insert into consents (network_id, id, user_id, purpose, words, version, lang, given_at, withdrawn_at) values (${network}, ${id}, ${holder}, 'x', 'mots', 1, 'fr', ${at}, ${at})`,
      ),
  },
  request: {
    table: "personal_requests",
    put: (id, at) =>
      run(
        sql`insert into personal_requests (network_id, id, kind, own, asked_by, counts, at) values (${network}, ${id}, 'export', true, 'x', '{}', ${at})`,
      ),
  },
  run: {
    table: "retention_runs",
    put: (id, at) =>
      run(sql`insert into retention_runs (id, began_at, ended_at, counts) values (${id}, ${at}, ${at}, '{}')`),
  },
};

const putProposed = (id: string, at: Date, decided: Date | null) =>
  run(sql`insert into proposals (network_id, id, status, fields, author_name, email, email_hash, token_hash, created_at, updated_at, sent_at, decided_at)
    values (${network}, ${id}, ${decided ? "refused" : "sent"}, '{}', 'Une voisine', 'x', 'x', ${id}, ${at}, ${at}, ${at}, ${decided})`);

const putImport = (id: string, at: Date) =>
  run(sql`insert into imports (network_id, id, campaign_id, file_name, stored_as, bytes, status, preview, rejected, created_at, created_by, finished_at)
    values (${network}, ${id}, ${campaign}, 'a.csv', '', 1, 'done', '{"a":1}', '[1]', ${at}, 'local', ${at})`);

const isThere = async (rule: keyof typeof RULES, id: string): Promise<boolean> =>
  (await bench.pool.query(`select 1 from ${PUT[rule].table} where ${PUT[rule].there ?? "id = $1::uuid"}`, [id])).rows
    .length === 1;

describe("what is past its time", () => {
  test("has a rule for each duration of the register, and none of its own", () => {
    const others = ["account", "file", "network"];
    expect([...Object.keys(RULES), ...others].sort()).toEqual(Object.keys(RETENTIONS).sort());
  });

  test.each(Object.keys(RULES) as (keyof typeof RULES)[])("leaves (%s), and nothing that is younger", async (rule) => {
    const limit = RETENTIONS[rule as Retention].days! * DAY;
    await fc.assert(
      fc.asyncProperty(
        // Around the limit to the second, and anywhere.
        fc.array(
          fc.oneof(fc.integer({ min: -3000, max: 3000 }), fc.integer({ min: -3 * limit - 10 ** 9, max: 10 ** 11 })),
          { minLength: 1, maxLength: 12 },
        ),
        async (offsets) => {
          const rows = offsets.map((offset) => ({ id: uuid(), age: limit + offset }));
          for (const { id, age } of rows) await PUT[rule].put(id, new Date(clock - age));
          await retain(bench.doors(), { mail: false });
          for (const { id, age } of rows)
            expect([age - limit, await isThere(rule, id)]).toEqual([age - limit, age <= limit]);
        },
      ),
      { numRuns: 8 },
    );
    const again = await retain(bench.doors(), { mail: false });
    expect(again[rule] ?? 0).toBe(0);
  });

  test("is deleted by the thousand, counted, and told in the journal", async () => {
    const old = new Date(clock - 400 * DAY);
    await sql`insert into mails (id, recipient, lang, template, params, created_at, sent_at)
      select gen_random_uuid(), 'x', 'fr', 'security', '{}', ${old}, ${old} from generate_series(1, 2500)`.execute(
      bench.db,
    );
    expect(await retain(bench.doors(), { mail: false })).toMatchObject({ letter: 2500 });
    const { rows } = await sql<{
      counts: Record<string, number>;
    }>`select counts from retention_runs where counts ? 'letter' order by (counts->>'letter')::int desc limit 1`.execute(
      bench.db,
    );
    expect(rows[0]!.counts.letter).toBe(2500);
    const told = await sql<{
      subjects: unknown;
    }>`select subjects from audit_entries where action = 'retain' order by position desc limit 1`.execute(bench.db);
    expect(told.rows[0]!.subjects).toMatchObject({ deleted: 2500 });
  });

  test("takes the files received from the disk, and leaves those of this year", async () => {
    await mkdir(join(bench.dataDir, "files"), { recursive: true });
    for (const [name, days] of [
      ["old", 366],
      ["new", 364],
    ] as const) {
      const id = uuid();
      await putImport(id, new Date(clock - days * DAY));
      await sql`update imports set stored_as = ${`files/${name}`} where id = ${id}`.execute(bench.db);
      await writeFile(join(bench.dataDir, "files", name), "x");
    }
    expect(await retain(bench.doors(), { mail: false })).toMatchObject({ file: 1 });
    await expect(access(join(bench.dataDir, "files/old"))).rejects.toThrow();
    // What a process that was killed left half-way, and what is arriving now.
    for (const [name, hours] of [
      ["incoming-left", 25],
      ["incoming-now", 1],
    ] as const) {
      const path = join(bench.dataDir, "files", name);
      await writeFile(path, "x");
      const at = new Date(clock - hours * 3_600_000);
      await utimes(path, at, at);
    }
    expect(await retain(bench.doors(), { mail: false })).toMatchObject({ unfinished: 1 });
    await expect(access(join(bench.dataDir, "files/incoming-left"))).rejects.toThrow();
    await access(join(bench.dataDir, "files/incoming-now"));
    await access(join(bench.dataDir, "files/new"));
  });
});

describe("an account that nobody uses", () => {
  const there = async (id: string) =>
    (await sql`select 1 from users where id = ${id}`.execute(bench.db)).rows.length === 1;
  const unusedFor = async (id: string, days: number) => {
    await sql`delete from sessions where user_id = ${id}`.execute(bench.db);
    await sql`update users set seen_at = ${new Date(clock - days * DAY)} where id = ${id}`.execute(bench.db);
  };

  test("is told of by a letter a month before, kept by whoever comes back, and deleted after", async () => {
    const reader = [{ network, role: "reader" as const }];
    const [gone, back, recent, alone, boss] = await Promise.all([
      makeMember(bench, { grants: reader, email: "parti@essai.invalid" }),
      makeMember(bench, { grants: reader, email: "revenue@essai.invalid" }),
      makeMember(bench, { grants: reader }),
      makeMember(bench, { grants: [{ network, role: "administrator" }] }),
      makeMember(bench, { installation: true }),
    ]);
    for (const { id } of [gone, back, alone, boss]) await unusedFor(id, 705);
    await unusedFor(recent.id, 690);
    await sql`delete from mails`.execute(bench.db);
    // Without a mail server nobody is warned, hence nobody deleted.
    await retain(bench.doors(), { mail: false });
    expect(await retain(bench.doors(), { mail: true })).toMatchObject({ warned: 3 });
    expect((await retain(bench.doors(), { mail: true })).warned).toBeUndefined();
    const sent: [string, string][] = [];
    for (const { queue, id } of bench.enqueued.splice(0))
      if (queue === "mail")
        await sendMail(bench.doors(), {
          id,
          base: "https://h",
          post: async (to, { text }) => void sent.push([to, text]),
        });
    expect(sent.map(([to]) => to)).toContain("parti@essai.invalid");
    expect(sent[0]![1]).toContain("effacé dans 30 jours");
    clock += 29 * DAY;
    await sql`update users set seen_at = ${new Date(clock)} where id = ${back.id}`.execute(bench.db);
    expect((await retain(bench.doors(), { mail: true })).account).toBeUndefined();
    clock += 2 * DAY;
    expect(await retain(bench.doors(), { mail: true })).toMatchObject({ account: 1, account_kept: 1 });
    expect(await Promise.all([gone, back, recent, alone, boss].map(({ id }) => there(id)))).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
    clock = START;
  });
});
