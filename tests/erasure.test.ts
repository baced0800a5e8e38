import { once } from "node:events";
import { access, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { inlineRow, workbookOf, zipOf } from "../src/imports/testing/make-files.ts";
import { NO_FIELDS } from "../src/initiatives/sheet-fields.ts";
import { settleNetwork } from "../src/networks/actions/settle-network.ts";
import { invitePerson } from "../src/people/actions/invite-person.ts";
import { eraseAgain } from "../src/personal-data/actions/erase-again.ts";
import { eraseOwnAccount } from "../src/personal-data/actions/erase-own-account.ts";
import { erasePerson } from "../src/personal-data/actions/erase-person.ts";
import { exportOwnData } from "../src/personal-data/actions/export-own-data.ts";
import { exportPerson } from "../src/personal-data/actions/export-person.ts";
import { findPerson } from "../src/personal-data/actions/find-person.ts";
import { noteWords } from "../src/personal-data/erased-list.ts";
import { SEALED } from "../src/personal-data/sealed.ts";
import { NO_ANCHORS } from "../src/platform/audit-anchors.ts";
import { verifyAudit } from "../src/platform/audit-verify.ts";
import { ANYONE } from "../src/platform/person.ts";
import { refuseProposal } from "../src/proposals/actions/refuse-proposal.ts";
import { sendProposal } from "../src/proposals/actions/send-proposal.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import { loadCodings } from "../src/studies/actions/load-codings.ts";
import { ask, backedUp, newFolder } from "./preparation/backups.ts";
import { type Bench, emptyDatabase, freshDatabase } from "./preparation/database.ts";
import { giveRight, makeMember } from "./preparation/members.ts";
import { importText, importUnseen, makeNetwork } from "./preparation/networks.ts";
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

/** Restores an archive as an operator does; answers the exit code and all that was said. */
async function restored(
  from: string,
  url: string,
  more: { dataDir?: string; force?: boolean; ownerUrl?: string; passphrase?: string } = {},
) {
  const args = ["restore", from, "--json", ...(more.force ? ["--force"] : [])];
  const environment = {
    ...{ DATABASE_URL: url, ANCRAGE_LANG: "en" },
    ...(more.dataDir && { ANCRAGE_DATA: more.dataDir }),
    ...(more.ownerUrl && { DATABASE_OWNER_URL: more.ownerUrl }),
    ...(more.passphrase && { ANCRAGE_BACKUP_PASSPHRASE: more.passphrase }),
  };
  const restoring = startProcess(bench, args, environment);
  const [code] = await once(restoring.child, "exit");
  return [code, restoring.output()];
}

/** Proposes a sheet without signing in, under this name and address. */
async function proposeAs(slug: string, name: string, email: string): Promise<string> {
  const id = crypto.randomUUID();
  const sent = await sendProposal(bench.doors(ANYONE), {
    ...{ network: slug, id, key: null, fields: { ...NO_FIELDS, title: "Café des parents", place: "Brest" } },
    stranger: { token: id.padEnd(43, "x"), name, email, consent: "Écrivez-moi." },
  });
  if (!sent.ok) throw new Error(sent.failure.code);
  return id;
}

const hashesOf = (email: string) => bench.doors().vault.blinds(email);

describe("an archive of before", () => {
  test("is cleaned as it is restored: whom was erased does not come back", async () => {
    const url = await emptyDatabase();
    expect(await restored(archive, url)).toEqual([
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

  test("is restored with a refusal, and whoever could be erased erased, when something could not be", async () => {
    const [url, dataDir] = [await emptyDatabase(), await newFolder()];
    const key = join(dataDir, "erasures/key");
    await cp(join(bench.dataDir, "erasures"), join(dataDir, "erasures"), { recursive: true });
    await rm(key);
    await mkdir(key);
    const [code, said] = await restored(archive, url, { dataDir });
    expect([code, said]).toEqual([1, expect.stringContaining("could not be done again")]);
    expect(said).toMatch(/"erasedAgain":\{"accounts":1,"rows":0,"undone":[1-9]/);
    const initiatives = () => ask<{ row: string }>(url, "select t::text as row from initiatives t");
    expect(JSON.stringify(await initiatives())).toMatch(TRACES);
    // As it is told: once mended, it is restored again.
    await rm(key, { recursive: true });
    await cp(join(bench.dataDir, "erasures/key"), key);
    // In fields that no key here opens, nobody is found.
    const [closed, why] = await restored(archive, url, { dataDir, force: true });
    expect([closed, why]).toEqual([1, expect.stringContaining("closed by keys that are not here")]);
    await cp(join(bench.dataDir, "keys.json"), join(dataDir, "keys.json"));
    expect((await restored(archive, url, { dataDir, force: true }))[0]).toBe(0);
    const [{ id } = { id: "" }] = await ask<{ id: string }>(url, "select id from networks where slug = 'autre'");
    expect((await initiatives()).filter(({ row }) => TRACES.test(row) && !row.includes(id))).toEqual([]);
  }, 120_000);

  test("says so when nobody could be erased, since the database cannot be worked with", async () => {
    const url = await emptyDatabase();
    // Pages would work as the owner of the tables, which is refused once the archive is there.
    const [code, said] = await restored(archive, url, { ownerUrl: url });
    expect([code, said]).toEqual([1, expect.stringContaining("could not be done again")]);
    expect(said).toMatch(/Under the role \S+, PostgreSQL would not keep networks apart/);
  }, 120_000);

  test("brings back neither invitations, letters, addresses given nor rights here of whoever has others elsewhere", async () => {
    const here = await makeNetwork(bench, "ici", []);
    const away = await makeNetwork(bench, "ailleurs", []);
    const [jo, ada] = ["jo.invitee@essai.invalid", "ada.double@essai.invalid"];
    await settleNetwork(bench.doors(), { network: "ici", published: true, open_to_proposals: true });
    await makeMember(bench, { grants: [{ network: here, role: "administrator" }] });
    const grants = [here, away].map((one) => ({ network: one, role: "reader" as const }));
    const { id: double } = await makeMember(bench, { email: ada, name: "Ada Double", grants });
    await invitePerson(bench.doors(), { network: "ici", email: jo, name: "Jo Invitée", role: "reader" });
    await invitePerson(bench.doors(), { network: "ailleurs", email: ada, role: "volunteer" });
    await proposeAs("ici", "Jo Invitée", jo);
    const before = join(await newFolder(), "before.tar.zst");
    await backedUp(bench, before, { verify: false });
    for (const [lines, accounts] of [
      [["Jo Invitée", jo], []],
      [["Ada Double", ada], [double]],
    ])
      expect(await erasePerson(bench.doors(), { network: "ici", lines, accounts })).toMatchObject({ ok: true });

    const url = await emptyDatabase();
    expect((await restored(before, url))[0]).toBe(0);
    const held = {
      invitations: await ask(url, "select 1 from invitations where network_id = $1", [here]),
      letters: await ask(url, "select 1 from mails where recipient_hash = any($1)", [hashesOf(jo)]),
      proposals: await ask(url, "select email, email_hash, author_name from proposals where network_id = $1", [here]),
      rights: await ask(url, "select network_id from grants where user_id = $1", [double]),
    };
    expect(held).toEqual({
      invitations: [],
      letters: [],
      proposals: [{ email: null, email_hash: null, author_name: "" }],
      rights: [{ network_id: away }],
    });
    // She keeps her account, hence what is written to her.
    expect(await ask(url, "select 1 from mails where recipient_hash = any($1)", [hashesOf(ada)])).toHaveLength(1);
    // What she is given afterwards is not what was taken from her.
    await giveRight(bench, double, { network: here, role: "reader" });
    expect(await eraseAgain(bench.doors())).toMatchObject({ undone: 0 });
    expect(await ask(bench.url, "select 1 from grants where user_id = $1", [double])).toHaveLength(2);
    await invitePerson(bench.doors(), { network: "ici", email: jo, name: "Jo Invitée", role: "reader" });
    expect(await eraseAgain(bench.doors())).toMatchObject({ undone: 0 });
    expect(await ask(bench.url, "select 1 from invitations where network_id = $1", [here])).toHaveLength(1);
  }, 120_000);

  test("loses everybody else when one erasure cannot be done again", async () => {
    const networks = { coince: ["Yann Coince", "Rose Libre"], libre: ["Rose Libre"] };
    const { id } = await makeMember(bench, { email: "partie@essai.invalid" });
    expect(await eraseOwnAccount(bench.doors({ id, grants: [] }), null)).toMatchObject({ ok: true });
    for (const [slug, names] of Object.entries(networks)) {
      await makeNetwork(bench, slug, []);
      await importText(
        bench,
        slug,
        `Numéro;Intitulé\n${names.map((_, at) => `${at + 1};Jardin ${at + 1}\n`).join("")}`,
      );
      for (const name of names)
        expect(await erasePerson(bench.doors(), { network: slug, lines: [name] })).toMatchObject({ ok: true });
    }
    const back = sql`insert into users (id, name, email, created_at, updated_at) values (${id}, 'Partie', 'partie@essai.invalid', now(), now())`;
    await back.execute(bench.db);
    for (const [slug, names] of Object.entries(networks))
      for (const [at, name] of names.entries())
        await sql`update initiatives i set description = ${`voir ${name}`} from networks n
          where n.id = i.network_id and n.slug = ${slug} and i.key = ${String(at + 1)}`.execute(bench.db);
    await bench.pool.query(`create function hold() returns trigger language plpgsql as
        $$ begin if old.description like '%Yann%' then raise exception 'held'; end if; return new; end $$;
      create trigger hold before update on initiatives for each row execute function hold()`);
    const described = async () =>
      (
        await bench.pool.query<{ said: string }>(
          `select n.slug || ' ' || i.description as said from initiatives i join networks n on n.id = i.network_id
            where n.slug in ('coince', 'libre') order by n.slug, i.key`,
        )
      ).rows.map(({ said }) => said);
    expect(await eraseAgain(bench.doors())).toMatchObject({ accounts: 1, rows: 2, undone: 1 });
    expect(await described()).toEqual(["coince voir Yann Coince", "coince voir [effacé]", "libre voir [effacé]"]);
    await bench.pool.query("drop trigger hold on initiatives");
    expect(await eraseAgain(bench.doors())).toMatchObject({ accounts: 0, rows: 1, undone: 0 });
    expect(await described()).not.toContain("coince voir Yann Coince");
  });
});

describe("another machine", () => {
  const PASSPHRASE = "quatre mots pris au hasard";
  const noted = async (dataDir: string, list = "list.jsonl") =>
    (await readFile(join(dataDir, "erasures", list), "utf8")).split("\n").slice(0, -1);
  const othersIn = async (dataDir: string) =>
    (await readdir(join(dataDir, "erasures"))).filter((name) => !["key", "list.jsonl"].includes(name)).sort();
  const saying = async (url: string, words: RegExp, of = network) =>
    (await ask<{ row: string }>(url, "select t::text as row from initiatives t where network_id = $1", [of])).filter(
      ({ row }) => words.test(row),
    );
  let moved: string;

  beforeAll(async () => {
    moved = join(await newFolder(), "moved.tar.zst.age");
    await backedUp(bench, moved, { verify: false, passphrase: PASSPHRASE });
  });

  test("is told whom was erased by an encrypted archive, and brings nobody back from one of before", async () => {
    const [url, dataDir] = [await emptyDatabase(), await newFolder()];
    expect((await restored(moved, url, { dataDir, passphrase: PASSPHRASE }))[0]).toBe(0);
    expect(await noted(dataDir)).toEqual(await noted(bench.dataDir));
    expect((await restored(archive, url, { dataDir, force: true }))[0]).toBe(0);
    expect(await saying(url, TRACES)).toEqual([]);
    expect(await ask(url, "select 1 from users where id = $1", [zoe.id])).toEqual([]);
  }, 120_000);

  test("that knows some of them under the same key learns the others, once", async () => {
    const [url, dataDir] = [await emptyDatabase(), await newFolder()];
    await cp(join(bench.dataDir, "erasures"), join(dataDir, "erasures"), { recursive: true });
    const [first, ...others] = await noted(bench.dataDir);
    const since = JSON.stringify({ kind: "account", at: new Date().toISOString(), id: crypto.randomUUID() });
    // The machine was stopped while it wrote the last one.
    await writeFile(join(dataDir, "erasures/list.jsonl"), `${others[0]}\n${since}\n{"kind":"acc`);
    for (const force of [false, true]) {
      expect((await restored(moved, url, { dataDir, force, passphrase: PASSPHRASE }))[0]).toBe(0);
      expect(await noted(dataDir)).toEqual([others[0], since, '{"kind":"acc', first, ...others.slice(1)]);
    }
    expect(await othersIn(dataDir)).toEqual([]);
  }, 120_000);

  test("that has a list of its own keeps both, each with its key, and says both in its archives", async () => {
    const [url, dataDir] = [await emptyDatabase(), await newFolder()];
    await noteWords(dataDir, network, ["jardin partage"], new Date());
    const own = await noted(dataDir);
    for (const force of [false, true])
      expect((await restored(moved, url, { dataDir, force, passphrase: PASSPHRASE }))[0]).toBe(0);
    const [key, list, ...more] = await othersIn(dataDir);
    expect([key, list, more]).toEqual([expect.stringMatching(/^key-/), expect.stringMatching(/^list-/), []]);
    expect([await noted(dataDir), await noted(dataDir, list)]).toEqual([own, await noted(bench.dataDir)]);

    expect((await restored(archive, url, { dataDir, force: true }))[0]).toBe(0);
    expect(await saying(url, TRACES)).toEqual([]);
    expect(await saying(url, /jardin partagé/i)).toEqual([]);

    const further = join(await newFolder(), "further.tar.zst.age");
    await backedUp({ url, dataDir }, further, { verify: false, passphrase: PASSPHRASE });
    const third = await newFolder();
    expect((await restored(further, url, { dataDir: third, force: true, passphrase: PASSPHRASE }))[0]).toBe(0);
    expect([await noted(third), await othersIn(third)]).toEqual([own, [key, list]]);
  }, 120_000);

  test("that was given the list without its key says so rather than let anybody come back", async () => {
    const [url, dataDir] = [await emptyDatabase(), await newFolder()];
    await cp(join(bench.dataDir, "erasures"), join(dataDir, "erasures"), { recursive: true });
    await rm(join(dataDir, "erasures/key"));
    const [code, said] = await restored(archive, url, { dataDir });
    expect([code, said]).toEqual([1, expect.stringContaining("could not be done again")]);
    await expect(access(join(dataDir, "erasures/key"))).rejects.toThrow();
    // The archive has it.
    expect((await restored(moved, url, { dataDir, force: true, passphrase: PASSPHRASE }))[0]).toBe(0);
    expect((await restored(archive, url, { dataDir, force: true }))[0]).toBe(0);
    expect(await saying(url, TRACES)).toEqual([]);
  }, 120_000);
});

describe("a file received", () => {
  const find = (slug: string, name: string) => findPerson(bench.doors(), { network: slug, lines: [name] });
  const left = async (of: string) => {
    const files = await bench.db.selectFrom("imports").select("stored_as").where("network_id", "=", of).execute();
    const there = files.map(({ stored_as }) =>
      access(join(bench.dataDir, stored_as)).then(
        () => stored_as,
        () => null,
      ),
    );
    return (await Promise.all(there)).filter((one) => one !== null).length;
  };

  test("that cannot be read to its end is told of, keeps nobody from being erased, and leaves with her", async () => {
    const broken = await makeNetwork(bench, "casse", []);
    const rows = Array.from({ length: 80 }, (_, at) => `${at + 1};Atelier ${at + 1};Rodez\n`).join("");
    expect(await importUnseen(bench, "casse", `N°;Intitulé;Lieu\n${rows}81;"Chez Nadia Perdue;Albi\n`)).toMatchObject({
      failure: { code: "unterminated_quote" },
    });
    expect(await find("casse", "Nadia Perdue")).toMatchObject({ ok: true, value: { files: 0, unreadable: 1 } });
    const asked = { network: "casse", lines: ["Nadia Perdue"] };
    expect(await exportPerson(bench.doors(), asked)).toMatchObject({ ok: true });
    expect(await left(broken)).toBe(1);
    expect(await erasePerson(bench.doors(), asked)).toMatchObject({ ok: true, value: { counts: { files: 1 } } });
    expect(await left(broken)).toBe(0);
    expect(await find("casse", "Nadia Perdue")).toMatchObject({ value: { files: 0, unreadable: 0 } });
  });

  test("is searched in every sheet, hidden ones too, and above its header", async () => {
    const book = await makeNetwork(bench, "classeur", []);
    const answers = [["Tableau de Paul Dessus"], ["N°", "Intitulé", "Lieu"], ["1", "Atelier", "Rodez"]];
    const sheets = {
      Réponses: answers.map((cells) => inlineRow(...cells)).join(""),
      "!Contacts": inlineRow("à joindre : Nadia Seconde"),
    };
    expect(await importUnseen(bench, "classeur", zipOf(workbookOf({ sheets })))).toMatchObject({ ok: true });
    for (const [name, files] of [
      ["Nadia Seconde", 1],
      ["Paul Dessus", 1],
      ["Nadia Absente", 0],
    ] as const)
      expect(await find("classeur", name)).toMatchObject({ value: { files, unreadable: 0 } });
    await erasePerson(bench.doors(), { network: "classeur", lines: ["Nadia Seconde"] });
    expect(await left(book)).toBe(0);
  });
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

  test("takes the name and the address given with a proposal, and nobody is written to about it", async () => {
    const open = await makeNetwork(bench, "ouvert", []);
    await settleNetwork(bench.doors(), { network: "ouvert", published: true, open_to_proposals: true });
    const email = "mona@essai.invalid";
    const { id } = await makeMember(bench, { email, name: "Mona", grants: [{ network: open, role: "reader" }] });
    const proposal = await proposeAs("ouvert", "Mona Dehors", email);
    expect(await exportOwnData(bench.doors({ id, grants: [] }), null)).toMatchObject({
      value: { data: { tables: { proposals: [{ author_name: "Mona Dehors", email }] } } },
    });
    expect(await eraseOwnAccount(bench.doors({ id, grants: [] }), null)).toMatchObject({ ok: true });
    const kept = await ask(bench.url, "select email, email_hash, author_name from proposals where id = $1", [proposal]);
    expect(kept).toEqual([{ email: null, email_hash: null, author_name: "" }]);
    const refused = await refuseProposal(bench.doors(), { network: "ouvert", id: proposal, reason: "Déjà là." });
    expect(refused).toMatchObject({ ok: true });
    expect(await ask(bench.url, "select 1 from mails where recipient_hash = any($1)", [hashesOf(email)])).toEqual([]);
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
