import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { REGISTER_PAGES, registerPage } from "../scripts/register-table.ts";
import { invitePerson } from "../src/people/actions/invite-person.ts";
import { recordConsent } from "../src/personal-data/consents.sql.ts";
import { PERSONAL, PROCESSINGS, RETENTIONS, TABLES } from "../src/personal-data/register.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { openJar } from "./preparation/jar.ts";
import { type MailServer, openMailServer } from "./preparation/mail-server.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, importUnseen, makeNetwork } from "./preparation/networks.ts";
import { form, makeSite, type TestSite } from "./preparation/site.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
});

type Column = { table: string; column: string };

/** What PostgreSQL has and nobody declared, what was declared twice, and what is declared and gone. */
function compare(real: Column[]): string[] {
  const declared = Object.entries(TABLES).flatMap(([table, { personal = {}, other }]) =>
    [...Object.keys(personal), ...other.split(" ")].map((column) => `${table}.${column}`),
  );
  const there = real.map(({ table, column }) => `${table}.${column}`);
  return [
    ...there.filter((one) => !declared.includes(one)).map((one) => `${one} is declared neither personal nor not`),
    ...declared.filter((one) => !there.includes(one)).map((one) => `${one} is declared and does not exist`),
    ...declared.filter((one, index) => declared.indexOf(one) !== index).map((one) => `${one} is declared twice`),
  ];
}

const readColumns = async (): Promise<Column[]> =>
  (
    await sql<Column>`select c.relname as "table", a.attname as "column" from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`.execute(
      bench.db,
    )
  ).rows;

describe("the register", () => {
  test.each(["fr", "en"] as const)("is written in the documentation as the code declares it (%s)", async (lang) => {
    expect(await readFile(REGISTER_PAGES[lang], "utf8")).toBe(registerPage(lang));
  });

  test("declares every column that PostgreSQL has, personal or not", async () => {
    const columns = await readColumns();
    expect(columns.length).toBeGreaterThan(300);
    expect(compare(columns)).toEqual([]);
  });

  test("would tell of a column that nobody declared, and of one that is gone", async () => {
    const columns = await readColumns();
    const more = [...columns, { table: "users", column: "phone" }];
    expect(compare(more)).toEqual(["users.phone is declared neither personal nor not"]);
    const fewer = columns.filter(({ table, column }) => !(table === "users" && column === "name"));
    expect(compare(fewer)).toEqual(["users.name is declared and does not exist"]);
  });

  test("uses every purpose and every retention that it states", () => {
    expect(new Set(PERSONAL.map(({ processing }) => processing))).toEqual(new Set(Object.keys(PROCESSINGS)));
    const used = new Set<string>(PERSONAL.map(({ retention }) => retention));
    expect(Object.keys(RETENTIONS).filter((name) => !used.has(name) && name !== "run")).toEqual([]);
  });
});

describe("on her own page, whoever has an account", () => {
  const PASSWORD = "quatre mots sans rapport";
  let site: TestSite;
  let mail: MailServer;
  let network: string;

  beforeAll(async () => {
    network = await makeNetwork(bench, "reseau", []);
    mail = await openMailServer();
    site = await makeSite(bench, { ANCRAGE_SMTP_URL: mail.url });
    await makeMember(bench, { grants: [{ network, role: "administrator" }] });
  });

  async function join(email: string) {
    const invited = await invitePerson(bench.doors(), { network: "reseau", email, role: "reader" });
    if (!invited.ok) throw new Error(invited.failure.code);
    const jar = openJar(site);
    const before = await jar.get(invited.value.path);
    await jar.post(invited.value.path, { nom: "Maud Personne", nouveau: PASSWORD, encore: PASSWORD });
    return { jar, before: before.page };
  }

  test("agrees in words that are kept, and finds all that is held of her", async () => {
    const { jar, before } = await join("maud@essai.invalid");
    const { rows } = await sql<{
      words: string;
      network_id: string;
    }>`select words, network_id from consents where purpose = 'account'`.execute(bench.db);
    expect(rows[0]!.network_id).toBe(network);
    expect(before).toContain("je donne mon accord pour que");
    expect(before.replace(/&#39;/g, "'")).toContain(rows[0]!.words.slice(0, 60));
    const { page } = await jar.get("/compte/donnees");
    for (const said of [
      "maud@essai.invalid",
      "Maud Personne",
      "je donne mon accord",
      "Invitations",
      "lectrice ou lecteur",
    ])
      expect(page).toContain(said);
    const file = await jar.send("/compte/donnees", form({}));
    expect(file.headers.get("content-disposition")).toContain("attachment");
    const data = (await file.json()) as { tables: Record<string, Record<string, unknown>[]> };
    expect(data.tables.users![0]).toMatchObject({ email: "maud@essai.invalid", name: "Maud Personne" });
    expect(data.tables.invitations![0]).toMatchObject({ email: "maud@essai.invalid" });
    expect(Object.keys(data.tables)).toEqual(
      expect.arrayContaining(["users", "sessions", "accounts", "grants", "consents", "mails", "invitations"]),
    );
    // Nothing in it would let somebody in.
    const secrets = await sql<{
      token: string;
      password: string;
    }>`select s.token, a.password from sessions s join accounts a on a.user_id = s.user_id`.execute(bench.db);
    for (const { token, password } of secrets.rows)
      for (const secret of [token, password]) expect(JSON.stringify(data)).not.toContain(secret);
    const requests = await sql`select 1 from personal_requests where kind = 'export' and own`.execute(bench.db);
    expect(requests.rows.length).toBe(1);
  });

  test("takes back a consent, which stays as a proof", async () => {
    const { jar } = await join("accord@essai.invalid");
    const { id } = await bench.db
      .selectFrom("users")
      .select("id")
      .where("email", "=", "accord@essai.invalid")
      .executeTakeFirstOrThrow();
    const given = {
      purpose: "interview",
      words: "J’accepte que mon entretien soit cité.",
      version: 2,
      lang: "fr" as const,
    };
    const place = { ...bench.doors(), network: { id: network } };
    const consent = await recordConsent(place, { user: id }, given);
    expect(await recordConsent(place, { user: id }, given)).toBe(consent);
    expect(await recordConsent(place, { mail: "sans.compte@essai.invalid" }, given)).not.toBe(consent);
    expect((await jar.get("/compte/donnees")).page).toContain("mon entretien soit cité");
    expect((await jar.post("/compte/accords", { accord: consent })).page).toContain("est retiré");
    const kept = await sql<{
      words: string;
      withdrawn_at: Date | null;
    }>`select words, withdrawn_at from consents where id = ${consent}`.execute(bench.db);
    expect(kept.rows[0]).toMatchObject({ words: given.words, withdrawn_at: expect.any(Date) });
    // Somebody else's is not hers to take back.
    const { jar: other } = await join("autre@essai.invalid");
    const again = await recordConsent(place, { user: id }, given);
    await other.post("/compte/accords", { accord: again });
    const still = await sql<{
      withdrawn_at: Date | null;
    }>`select withdrawn_at from consents where id = ${again}`.execute(bench.db);
    expect(still.rows[0]!.withdrawn_at).toBeNull();
  });

  test("erases her account with her password, and is out", async () => {
    const { jar } = await join("partante@essai.invalid");
    expect((await jar.post("/compte/effacer", { actuel: PASSWORD })).page).toContain("Cochez la case");
    expect((await jar.post("/compte/effacer", { confirmer: "oui", actuel: "autre chose" })).status).toBe(422);
    expect((await jar.get("/compte")).page).toContain("partante@essai.invalid");
    const gone = await jar.post("/compte/effacer", { confirmer: "oui", actuel: PASSWORD });
    expect(gone.page).toContain("Votre compte est effacé");
    expect([...jar.cookies.keys()].filter((name) => name.includes("session"))).toEqual([]);
    expect((await jar.get("/compte")).path).toMatch(/^\/connexion/);
    const left = await sql`select 1 from users where email = 'partante@essai.invalid'`.execute(bench.db);
    expect(left.rows).toEqual([]);
  });

  test("needs her second factor for it, where she has one", async () => {
    const { id, cookie } = await makeMember(bench, { strong: false, grants: [{ network, role: "reader" }] });
    await sql`update users set two_factor_enabled = true where id = ${id}`.execute(bench.db);
    const ask = site.asMember(cookie);
    for (const init of [{}, form({ confirmer: "oui" })]) {
      const answer = await ask(init === undefined || !("method" in init) ? "/compte/donnees" : "/compte/effacer", init);
      expect(answer.headers.get("location")).toMatch(/^\/connexion\/code/);
    }
  });

  test("whoever protects the data finds, hands over and erases by a page that no address tells of", async () => {
    const { cookie } = await makeMember(bench, { grants: [{ network, role: "data_protection_officer" }] });
    await importText(
      bench,
      "reseau",
      "Intitulé;Lieu;Description\nAtelier;Rodez;Portée par Ines Cherchée, 12 ateliers\n",
    );
    const ask = site.asMember(cookie);
    const page = async (path: string, fields: Record<string, string>) => (await ask(path, form(fields))).text();
    const base = "/reseau/donnees-personnelles";
    expect(await (await ask(base)).text()).toContain("Registre des traitements");
    const found = await page(`${base}/chercher`, { lignes: "Ines Cherchée" });
    expect(found).toContain("Portée par Ines Cherchée");
    expect(found).toContain("1 fichier reçu");
    expect((await ask(`${base}/chercher`, form({ lignes: " " }))).status).toBe(422);
    const given = await ask(`${base}/remettre`, form({ lignes: "Ines Cherchée" }));
    expect(JSON.stringify(await given.json())).toContain("Portée par Ines Cherchée");
    expect(await page(`${base}/effacer`, { lignes: "Ines Cherchée" })).toContain("Cochez la confirmation");
    const erased = await ask(`${base}/effacer`, form({ lignes: "Ines Cherchée", confirmer: "oui" }));
    expect(erased.status).toBe(303);
    expect(erased.headers.get("location")).not.toMatch(/Ines/);
    const after = await (await ask(erased.headers.get("location")!)).text();
    expect(after).toContain("C’est effacé");
    expect(after).toContain("Personne effacée");
    expect(await page(`${base}/chercher`, { lignes: "Ines Cherchée" })).toContain("Rien dans ce réseau");
  });

  test("whoever protects the data is told of a file that cannot be read to its end, whomever she looks for", async () => {
    const { cookie } = await makeMember(bench, { grants: [{ network, role: "data_protection_officer" }] });
    const rows = Array.from({ length: 80 }, (_, at) => `Atelier ${at};Rodez\n`).join("");
    expect(await importUnseen(bench, "reseau", `Intitulé;Lieu\n${rows}"Chez Ines;Albi\n`)).toMatchObject({ ok: false });
    const ask = site.asMember(cookie);
    const base = "/reseau/donnees-personnelles";
    const found = await ask(`${base}/chercher`, form({ lignes: "Ines Ailleurs" }));
    expect(found.status).toBe(200);
    expect(await found.text()).toContain("1 fichier reçu ne se lit pas jusqu’au bout");
    const given = await ask(`${base}/remettre`, form({ lignes: "Ines Ailleurs" }));
    expect(await given.json()).toMatchObject({ files: 0, unreadableFiles: 1 });
    expect((await ask(`${base}/effacer`, form({ lignes: "Ines Ailleurs", confirmer: "oui" }))).status).toBe(303);
    const after = await ask(`${base}/chercher`, form({ lignes: "Ines Ailleurs" }));
    expect(await after.text()).toContain("Rien dans ce réseau");
  });
});
