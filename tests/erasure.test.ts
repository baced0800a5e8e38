import { once } from "node:events";
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { invitePerson } from "../src/people/actions/invite-person.ts";
import { eraseAgain } from "../src/personal-data/actions/erase-again.ts";
import { eraseOwnAccount } from "../src/personal-data/actions/erase-own-account.ts";
import { erasePerson } from "../src/personal-data/actions/erase-person.ts";
import { exportPerson } from "../src/personal-data/actions/export-person.ts";
import { findPerson } from "../src/personal-data/actions/find-person.ts";
import { SEALED } from "../src/personal-data/sealed.ts";
import { NO_ANCHORS } from "../src/platform/audit-anchors.ts";
import { verifyAudit } from "../src/platform/audit-verify.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import { loadCodings } from "../src/studies/actions/load-codings.ts";
import { ask, backedUp, newFolder } from "./preparation/backups.ts";
import { type Bench, emptyDatabase, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { startProcess } from "./preparation/processes.ts";

const NAME = "Zoé Kerguélen";
const MAIL = "zoe.kerguelen@essai.invalid";
const PHONE = "06 12 98 76 54";
const LINES = [NAME, MAIL, PHONE];
/** However they are written, nothing of these may be left; the digits may well stand within an identifier. */
const TRACES = /kergu[eé]len|zoe\.ker|(?<![0-9a-f])06[ .-]?12[ .-]?98(?![0-9a-f])/i;

let bench: Bench;
let network: string;
let other: string;
let archive: string;
let zoe: { id: string; email: string };

const HEADER = "N°;Intitulé;Lieu;Description;Partenaires;Publics;Chiffres;Impacts;Perspectives;XQ";
const row = (number: number, title: string) =>
  `${number};${title};Rodez;Portée par ${NAME} (${MAIL}), 12 ateliers et 300 personnes;Association Kerguélen Zoé, Mairie de Rodez;proches de ${NAME};300 personnes suivies par ZOE KERGUELEN;joindre le 06.12.98.76.54;reproduire avec ${NAME} à Albi;${MAIL}, note interne`;
const TEXT = `${HEADER}\n${row(1, "Atelier mémoire")}\n${row(2, "Atelier mémoire bis")}\n${row(3, `Café de ${NAME}`)}\n4;Jardin partagé;Albi;20 parcelles;Mairie d’Albi;habitants;20 parcelles;;;\n`;

beforeAll(async () => {
  bench = await freshDatabase();
  network = await makeNetwork(bench, "essai", ["sante"]);
  other = await makeNetwork(bench, "autre", []);
  for (const slug of ["essai", "autre"]) {
    const imported = await importText(bench, slug, TEXT);
    if (!imported.ok) throw new Error(imported.failure.code);
  }
  await makeMember(bench, { grants: [{ network, role: "administrator" }] });
  zoe = await makeMember(bench, { email: MAIL, name: NAME, grants: [{ network, role: "volunteer" }] });
  await loadCodings(bench.doors(), {
    network: "essai",
    campaign: "identification",
    codings: [
      { coder: NAME, number: "1", dimension: "besoins", side: "lever", score: 2, justification: `dit par ${NAME}` },
    ],
  });
  await mergeInitiatives(bench.doors(), { network: "essai", kept: "1", merged: "2" });
  const sealed = await sealReport(bench.doors(), { network: "essai", lang: "fr" });
  if (!sealed.ok) throw new Error(sealed.failure.code);
  await invitePerson(bench.doors(), { network: "autre", email: MAIL, name: NAME, role: "reader" });
  const doors = bench.doors({ id: zoe.id, grants: [{ network, role: "national_team" }] });
  await mergeInitiatives(doors, { network: "essai", kept: "1", merged: "3" });
}, 60_000);

/** What every table says, the journal and sealed reports apart. */
async function dumpOf(of: string | null): Promise<string> {
  const { rows: tables } = await bench.pool.query<{ name: string; own: boolean }>(
    `select c.relname as name, exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'network_id') as own
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'reports'`,
  );
  const said: string[] = [];
  for (const { name, own } of tables) {
    const { rows } = await bench.pool.query(
      `select t::text as row from "${name}" t ${own && of ? `where network_id = '${of}'` : ""}`,
    );
    said.push(...rows.map(({ row }) => `${name} ${row}`));
  }
  const { vault } = bench.doors();
  for (const { table, columns } of SEALED)
    for (const { name, json } of columns)
      for (const one of await sealedOf(table, of)) {
        const place = { table, column: name, row: one.place! };
        const kept = one[name]!;
        said.push(
          `${table}.${name} ${JSON.stringify(json ? vault.openJson(place, kept) : vault.open(place, kept ?? ""))}`,
        );
      }
  return said.join("\n");
}

async function sealedOf(table: string, of: string | null): Promise<Record<string, string>[]> {
  const own = table !== "mails";
  const { rows } = await bench.pool.query(
    `select *, ${own ? "network_id || '/' || id" : "id::text"} as place from "${table}" ${own && of ? `where network_id = '${of}'` : ""}`,
  );
  return rows;
}

const tracesIn = async (of: string) => (await dumpOf(of)).split("\n").filter((line) => TRACES.test(line));

/** Everything that is counted: rows of each table, figures with their bounds, what facets hold. */
async function countsOf(): Promise<string> {
  const figures =
    await sql`select count(*), sum(min), sum(max), array_agg(unit order by unit) as units from figures where network_id = ${network}`.execute(
      bench.db,
    );
  const tables = [
    "initiatives",
    "statements",
    "actors",
    "initiative_actors",
    "audiences",
    "prospects",
    "codings",
    "review_items",
    "search_documents",
    "merges",
    "imports",
  ];
  const counts = [];
  for (const table of tables)
    counts.push(
      (
        await sql`select ${table} as name, count(*) from ${sql.table(table)} where network_id = ${network}`.execute(
          bench.db,
        )
      ).rows[0],
    );
  const facets =
    await sql`select facet, value, bits from search_bits where network_id = ${network} and facet in ('all', 'domains', 'kinds', 'years') order by 1, 2`.execute(
      bench.db,
    );
  const scores = await sql`select score, side from codings where network_id = ${network}`.execute(bench.db);
  return JSON.stringify([figures.rows, counts, facets.rows, scores.rows]);
}

describe("somebody found by her name in a network", () => {
  test("is found wherever she was written, and given to whoever protects the data only", async () => {
    const found = await findPerson(bench.doors(), { network: "essai", lines: LINES });
    if (!found.ok) throw new Error(found.failure.code);
    const { accounts, words, files, reports } = found.value;
    expect(accounts).toMatchObject([{ id: zoe.id, email: MAIL, elsewhere: false }]);
    expect(files).toBe(1);
    expect(reports).toEqual([1]);
    const tables = new Set(words.map(({ table }) => table));
    for (const table of ["statements", "initiatives", "figures", "actors", "initiative_actors", "codings", "merges"])
      expect([table, tables.has(table as never)]).toEqual([table, true]);
    expect(words.some(({ words: told }) => JSON.stringify(told.extra ?? "").includes(MAIL))).toBe(true);
    expect(await exportPerson(bench.doors(), { network: "essai", lines: LINES })).toMatchObject({ ok: true });
    expect(await findPerson(bench.doors(), { network: "essai", lines: ["", "x"] })).toMatchObject({
      failure: { code: "person_unsaid" },
    });
  });

  test("is in the archive that is made before she is erased", async () => {
    archive = join(await newFolder(), "before.tar.zst");
    await backedUp(bench, archive, { verify: false });
  });

  test("leaves every text, letter and account, and every figure and count stays what it was", async () => {
    const before = await countsOf();
    const elsewhere = await dumpOf(other);
    expect(await dumpOf(network)).toMatch(TRACES);
    const erased = await erasePerson(bench.doors(), { network: "essai", lines: LINES, accounts: [zoe.id] });
    if (!erased.ok) throw new Error(erased.failure.code);
    expect(erased.value.counts).toMatchObject({ users: 1, statements: 3, files: 1 });
    // A sealed report is not written again: whoever protects the data is told which ones.
    expect(erased.value.reports).toEqual([1]);
    expect(await tracesIn(network)).toEqual([]);
    expect(await countsOf()).toBe(before);
    // Another network answers for what it holds.
    expect((await dumpOf(other)).match(new RegExp(TRACES, "gi"))!.length).toBeGreaterThan(5);
    expect(elsewhere).toMatch(TRACES);
  });

  test("is a bare identifier in the journal, whose chain still holds", async () => {
    const { rows } = await sql<{ actor: string }>`select actor from audit_entries where actor = ${zoe.id}`.execute(
      bench.db,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect((await verifyAudit(bench.db, NO_ANCHORS, { only: null })).ok).toBe(true);
    expect(await sql`select 1 from users where id = ${zoe.id}`.execute(bench.db)).toMatchObject({ rows: [] });
  });

  test("does not come back with the same file, nor is its file kept", async () => {
    const files = await bench.db
      .selectFrom("imports")
      .select(["stored_as", "file_gone_at"])
      .where("network_id", "=", network)
      .execute();
    expect(files[0]!.file_gone_at).not.toBeNull();
    await expect(access(join(bench.dataDir, files[0]!.stored_as))).rejects.toThrow();
    const again = await importText(bench, "essai", TEXT.split("\n").slice(0, 3).join("\n"));
    expect(again).toMatchObject({ ok: true, value: { unchanged: 2, created: 0 } });
    await bench.db.updateTable("imports").set({ preview: null }).where("network_id", "=", network).execute();
    expect(await tracesIn(network)).toEqual([]);
  });

  test("is not said by the list of those erased, which takes her out again of a database of before", async () => {
    const list = await readFile(join(bench.dataDir, "erasures/list.jsonl"), "utf8");
    expect(list).not.toMatch(TRACES);
    expect(list).toContain(zoe.id);
    // As an archive of before would bring her back.
    await sql`update initiatives set description = ${`voir ${NAME}`} where network_id = ${network} and key = '4'`.execute(
      bench.db,
    );
    await makeMember(bench, { email: MAIL, name: NAME })
      .then(({ id }) => sql`update users set id = ${zoe.id} where id = ${id}`.execute(bench.db))
      .catch(() => {});
    await sql`delete from sessions`.execute(bench.db);
    await sql`delete from users where email = ${MAIL}`.execute(bench.db);
    await sql`insert into users (id, name, email, created_at, updated_at) values (${zoe.id}, ${NAME}, ${MAIL}, now(), now())`.execute(
      bench.db,
    );
    expect(await eraseAgain(bench.doors())).toMatchObject({ accounts: 1, rows: 1, unreadable: [] });
    expect(await tracesIn(network)).toEqual([]);
    expect(await eraseAgain(bench.doors())).toMatchObject({ accounts: 0, rows: 0 });
  });
});

describe("an archive of before", () => {
  test("is cleaned as it is restored: whom was erased does not come back", async () => {
    const url = await emptyDatabase();
    const restoring = startProcess(bench, ["restore", archive, "--json"], { DATABASE_URL: url, ANCRAGE_LANG: "en" });
    const [code] = await once(restoring.child, "exit");
    expect([code, restoring.output()]).toEqual([
      0,
      expect.stringContaining("Erasures asked for since, done again: 1 accounts"),
    ]);
    const there = await ask<{ name: string }>(
      url,
      "select tablename::text as name from pg_tables where schemaname = 'public' and tablename <> 'reports'",
    );
    const said: string[] = [];
    for (const { name } of there)
      said.push(
        ...(await ask<{ row: string }>(url, `select t::text as row from "${name}" t`)).map(
          ({ row }) => `${name} ${row}`,
        ),
      );
    const [{ id } = { id: "" }] = await ask<{ id: string }>(url, "select id from networks where slug = 'autre'");
    expect(said.filter((line) => TRACES.test(line) && !line.includes(id))).toEqual([]);
    expect(said.some((line) => line.startsWith("statements") && line.includes("[effacé]"))).toBe(true);
  }, 120_000);
});

describe("one's own account", () => {
  test("is not deleted while nobody else administers the network", async () => {
    const alone = await makeNetwork(bench, "seul", []);
    const { id } = await makeMember(bench, { grants: [{ network: alone, role: "administrator" }] });
    const doors = bench.doors({ id, grants: [{ network: alone, role: "administrator" }] });
    expect(await eraseOwnAccount(doors, null)).toMatchObject({ failure: { code: "last_administrator_leaves" } });
    await makeMember(bench, { grants: [{ network: alone, role: "administrator" }] });
    expect(await eraseOwnAccount(doors, null)).toMatchObject({ ok: true });
    const boss = await makeMember(bench, { installation: true });
    const asked = await eraseOwnAccount(bench.doors({ id: boss.id, grants: [] }), null);
    expect(asked).toMatchObject({ failure: { code: "last_administrator_of_installation" } });
  });

  test("two administrators who leave at the same time are not both let go", async () => {
    const pair = await makeNetwork(bench, "paire", []);
    const grants = [{ network: pair, role: "administrator" as const }];
    const both = [await makeMember(bench, { grants }), await makeMember(bench, { grants })];
    const done = await Promise.all(both.map(({ id }) => eraseOwnAccount(bench.doors({ id, grants }), null)));
    expect(done.filter(({ ok }) => ok).length).toBe(1);
  });

  test("takes its sessions, rights, invitations and letters with it", async () => {
    const { id } = await makeMember(bench, {
      email: "lea@essai.invalid",
      name: "Léa",
      grants: [{ network, role: "reader" }],
    });
    await invitePerson(bench.doors(), { network: "autre", email: "lea@essai.invalid", role: "reader" });
    expect(await eraseOwnAccount(bench.doors({ id, grants: [] }), null)).toMatchObject({ ok: true });
    const left = await dumpOf(null);
    expect(left.split("\n").filter((line) => line.includes("lea@essai"))).toEqual([]);
    const told = left.split("\n").filter((line) => line.includes(id));
    expect(told.every((line) => /^(audit_entries|personal_requests|consents) /.test(line))).toBe(true);
  });
});

test("somebody named again after she was erased is erased again, whatever questions her name asked", async () => {
  await makeNetwork(bench, "encore", []);
  const say = (need: string) =>
    importText(bench, "encore", `Numéro;Intitulé;Besoin;Partenaires\n1;Jardin;${need};CCAS, Madame Martin\n`);
  const erase = () => erasePerson(bench.doors(), { network: "encore", lines: ["Madame Martin"] });
  for (const need of ["Se voir", "Se parler", "S’entendre"]) {
    expect(await say(need)).toMatchObject({ ok: true });
    expect(await erase()).toMatchObject({ ok: true });
  }
  const { rows } = await bench.pool.query<{ value: string }>(
    "select value from review_items r join networks n on n.id = r.network_id where n.slug = 'encore'",
  );
  expect(rows.length).toBeGreaterThan(1);
  expect(JSON.stringify(rows)).not.toMatch(/martin/i);
});
