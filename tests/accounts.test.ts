import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { loadDemonstration } from "../src/demonstration/load-demonstration.ts";
import { makeFirstLink } from "../src/people/actions/make-first-link.ts";
import { sendMail } from "../src/people/actions/send-mail.ts";
import { storePassword } from "../src/people/people.sql.ts";
import { makeLog } from "../src/platform/log.ts";
import { openPost } from "../src/platform/mail/send-mail.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { codeAt, openJar } from "./preparation/jar.ts";
import { type MailServer, openMailServer } from "./preparation/mail-server.ts";
import { authOf, giveRight, makeMember } from "./preparation/members.ts";
import { makeNetwork } from "./preparation/networks.ts";
import { openDevice } from "./preparation/passkey.ts";
import { makeSite, type TestSite } from "./preparation/site.ts";

const PASSWORD = "quatre mots sans rapport";
/** Where passkeys are asked for, unless a server is told another address. */
const url = "http://localhost:4173";
const run = promisify(execFile);

let bench: Bench;
let site: TestSite;
let mail: MailServer;
let own: string;

beforeAll(async () => {
  bench = await freshDatabase();
  mail = await openMailServer();
  own = await makeNetwork(bench, "reseau", []);
  site = await makeSite(bench, { ANCRAGE_SMTP_URL: mail.url });
  // The first link is only for an installation that nobody administers.
  await bench.db.deleteFrom("users").execute();
});

/** A browser in which somebody who was made for a test is in. */
function jarOf({ cookie }: { cookie: string }) {
  const jar = openJar(site);
  jar.cookies.set(...(cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
  return jar;
}

/** A browser that entered by the link of a letter; answers where it was led. */
async function enterByLink(email: string) {
  const jar = openJar(site);
  await jar.post("/connexion/lien", { courriel: email });
  const jeton = new URL(pathIn((await deliver()).text), "http://h").searchParams.get("jeton")!;
  return { jar, led: await jar.post("/connexion/entrer", { jeton }) };
}

/** What the command line gives whoever runs the server, opened in a browser; answers where it led. */
async function followLink(email: string, ...options: string[]) {
  const main = join(import.meta.dirname, "../src/main.ts");
  const env = { ...process.env, NODE_OPTIONS: "", DATABASE_URL: bench.url, ANCRAGE_DATA: bench.dataDir };
  const { stdout } = await run(process.execPath, [main, "people", "link", email, ...options, "--json"], { env });
  const jar = openJar(site);
  const jeton = new URL(JSON.parse(stdout).address).searchParams.get("jeton")!;
  return { jar, led: await jar.post("/connexion/entrer", { jeton }) };
}

/** Does what the worker does: sends the mail that waits; answers the last letter. */
async function deliver() {
  const post = openPost({ server: mail.url, from: "Ancrage <ancrage@essai.invalid>" });
  for (const { queue, id } of bench.enqueued.splice(0))
    if (queue === "mail") await sendMail(bench.doors(), { id, post, base: "https://ancrage.essai" });
  return mail.letters.at(-1)!;
}

const pathIn = (text: string | undefined): string => /https:\/\/ancrage\.essai(\/\S+)/.exec(text ?? "")?.[1] ?? "";
const keyIn = (page: string): string => /<code>([A-Z2-7 ]{20,})<\/code>/.exec(page)?.[1] ?? "";

describe("the first account", () => {
  test("is made by a link that serves once, and holds nothing before its second factor", async () => {
    const made = await makeFirstLink(bench.doors());
    const path = made.ok ? made.value.path : "";
    const jar = openJar(site);
    expect((await jar.get(path)).page).toContain("Ouvrir cette installation");
    const jeton = new URL(path, "http://h").searchParams.get("jeton")!;
    const fields = { jeton, nom: "Awa Ndiaye", courriel: "Awa@Essai.invalid", nouveau: PASSWORD, encore: PASSWORD };
    expect((await jar.post("/compte/premier", { ...fields, encore: "autre chose" })).page).toContain(
      "ne sont pas les mêmes",
    );
    expect((await jar.post("/compte/premier", { ...fields, nouveau: "court", encore: "court" })).page).toContain(
      "trop court",
    );
    const security = await jar.post("/compte/premier", fields);
    expect(security.path).toBe("/compte/securite");
    expect((await jar.get("/reseau/reglages")).status).toBe(404);
    expect((await openJar(site).post("/compte/premier", fields)).page).toContain("déjà servi");

    const square = await jar.post("/compte/securite/double", { actuel: PASSWORD });
    expect((await jar.post("/compte/securite/double/confirmer", { code: "000000" })).page).toContain(
      "n’est pas le bon",
    );
    const done = await jar.post("/compte/securite/double/confirmer", { code: codeAt(keyIn(square.page), new Date()) });
    expect(done.page).toContain("La double vérification est en place");
    expect((await jar.get("/reseau/reglages")).status).toBe(200);
    expect(await makeFirstLink(bench.doors())).toMatchObject({ failure: { code: "administrator_exists" } });
  });
});

describe("somebody invited", () => {
  test("receives a letter, chooses a password, is in with her role, and the link serves once", async () => {
    const { cookie } = await makeMember(bench, { grants: [{ network: own, role: "administrator" }] });
    const invited = await site.asMember(cookie)("/reseau/personnes/inviter", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        courriel: "Sylvie@Essai.invalid",
        nom: "",
        langue: "fr",
        role: "committee_president",
        niveau: "departement",
        code: "35",
        fiche: "",
        fin: "",
      }).toString(),
    });
    expect(invited.status).toBe(303);
    const letter = await deliver();
    expect(letter.to).toMatchObject({ text: "sylvie@essai.invalid" });
    expect(letter.subject).toBe("Invitation à rejoindre reseau");
    expect(letter.text).toContain("président·e de comité (Ille-et-Vilaine)");
    expect(letter.html).toContain(pathIn(letter.text));
    const path = pathIn(letter.text);
    const jar = openJar(site);
    expect((await jar.get(path)).page).toContain("sylvie@essai.invalid");
    expect(
      (await jar.post(path, { nom: "Sylvie Morel", nouveau: "Sylvie Morel 1", encore: "Sylvie Morel 1" })).page,
    ).toContain("trop facile");
    expect(
      (await jar.post(path, { nom: "Sylvie Morel", nouveau: "Leavemealone", encore: "Leavemealone" })).page,
    ).toContain("fuité d’autres sites");
    const home = await jar.post(path, { nom: "Sylvie Morel", nouveau: PASSWORD, encore: PASSWORD });
    expect(home).toMatchObject({ status: 200, path: "/reseau" });
    expect(home.page).toContain("Sylvie Morel");
    expect((await openJar(site).get(path)).status).toBe(404);
    expect((await jar.get("/compte")).page).toContain("président·e de comité (Ille-et-Vilaine)");
    // What the letter said is forgotten once it has gone.
    expect(
      await bench.db.selectFrom("mails").select("params").where("sent_at", "is not", null).execute(),
    ).not.toContainEqual(expect.objectContaining({ params: expect.objectContaining({ path: expect.anything() }) }));
  });

  test("keeps the letter waiting while the mail server refuses it", async () => {
    const { cookie } = await makeMember(bench, { grants: [{ network: own, role: "administrator" }] });
    mail.refuse(true);
    const jar = openJar(site);
    jar.cookies.set(...(cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
    await jar.post("/reseau/personnes/inviter", { courriel: "plus.tard@essai.invalid", role: "reader" });
    const id = bench.enqueued.splice(0).at(-1)!.id;
    const post = openPost({ server: mail.url, from: "a@essai.invalid" });
    const before = mail.letters.length;
    expect(await sendMail(bench.doors(), { id, post, base: "https://h" })).toMatchObject({
      ok: false,
      failure: { code: "mail_refused" },
    });
    expect((await jar.get("/reseau/personnes")).page).toContain("message non parti");
    mail.refuse(false);
    await sendMail(bench.doors(), { id, post, base: "https://h" });
    await sendMail(bench.doors(), { id, post, base: "https://h" });
    expect(mail.letters.length).toBe(before + 1);
    expect((await jar.get("/reseau/personnes")).page).toContain("message envoyé");
  });

  test("is told in the form what is wrong, and what was typed stays", async () => {
    const { cookie } = await makeMember(bench, { grants: [{ network: own, role: "administrator" }] });
    const jar = openJar(site);
    jar.cookies.set(...(cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
    const typed = { courriel: "yannick@essai.invalid", role: "regional_officer" };
    const nowhere = await jar.post("/reseau/personnes/inviter", { ...typed });
    expect(nowhere.page).toContain("Ce rôle se donne sur un territoire");
    expect(nowhere.page).toContain('value="yannick@essai.invalid"');
    expect((await jar.post("/reseau/personnes/inviter", { ...typed, niveau: "region", code: "999" })).page).toContain(
      "ne porte le code «\u202f999\u202f»",
    );
    expect(
      (
        await jar.post("/reseau/personnes/inviter", {
          ...typed,
          courriel: "pas une adresse",
          niveau: "region",
          code: "53",
        })
      ).page,
    ).toContain("n’est pas complète");
  });
});

describe("signing in", () => {
  const email = "karim@essai.invalid";
  beforeAll(async () => {
    const { id } = await makeMember(bench, { email, grants: [{ network: own, role: "reader" }] });
    await bench.db.deleteFrom("sessions").where("user_id", "=", id).execute();
    const jar = openJar(site);
    await jar.post("/connexion/oublie", { courriel: email });
    const path = pathIn((await deliver()).text);
    const jeton = new URL(path, "http://h").searchParams.get("jeton")!;
    expect((await jar.post("/connexion/nouveau", { jeton, nouveau: PASSWORD, encore: PASSWORD })).page).toContain(
      "Votre mot de passe est changé",
    );
    expect((await jar.post("/connexion/nouveau", { jeton, nouveau: PASSWORD, encore: PASSWORD })).page).toContain(
      "déjà servi",
    );
  });

  test("answers an unknown address and a wrong password alike", async () => {
    const wrong = await openJar(site).post("/connexion", { courriel: email, passe: "autre chose entièrement" });
    const unknown = await openJar(site).post("/connexion", { courriel: "personne@essai.invalid", passe: "x" });
    for (const { status, page } of [wrong, unknown]) {
      expect(status).toBe(422);
      expect(page).toContain("L’adresse ou le mot de passe n’est pas le bon");
    }
  });

  test("opens what the role allows, shows the devices, and ends the one chosen", async () => {
    const here = openJar(site, { "user-agent": "Mozilla/5.0 (Windows NT 10.0) Gecko Firefox/130.0" });
    const there = openJar(site, { "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140 Safari/537" });
    expect((await openJar(site).get("/reseau")).status).toBe(404);
    for (const jar of [here, there])
      expect((await jar.post("/connexion", { courriel: email, passe: PASSWORD, suite: "/reseau" })).path).toBe(
        "/reseau",
      );
    const account = (await here.get("/compte")).page;
    expect(account).toContain("Firefox, Windows");
    expect(account).toContain("Chrome, Android");
    const other = /name="appareil" value="([0-9a-f-]{36})"/.exec(account)![1]!;
    await here.post("/compte/appareils", { appareil: other });
    expect((await there.get("/reseau")).status).toBe(404);
    expect((await here.get("/reseau")).status).toBe(200);
    await here.post("/deconnexion", {});
    expect((await here.get("/reseau")).status).toBe(404);
  });

  test("is noted in the log with its way and its outcome, by an opaque identifier", async () => {
    const { id } = await bench.db.selectFrom("users").select("id").where("email", "=", email).executeTakeFirstOrThrow();
    const said: Record<string, unknown>[] = [];
    const log = makeLog("info", { write: (line: string) => void said.push(JSON.parse(line)) });
    const watched = await makeSite(bench, { ANCRAGE_SMTP_URL: mail.url }, { log });
    const signIn = (courriel: string, passe: string) => openJar(watched).post("/connexion", { courriel, passe });
    await signIn(email, "autre chose entièrement");
    await signIn("personne@essai.invalid", "autre chose entièrement");
    await signIn(email.toUpperCase(), PASSWORD);
    await openJar(watched).post("/connexion/entrer", { jeton: "a".repeat(40) });
    const strong = await makeMember(bench, { email: "aicha@essai.invalid", strong: false });
    const jar = openJar(watched);
    jar.cookies.set(...(strong.cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
    const key = keyIn((await jar.post("/compte/securite/double", {})).page);
    await jar.post("/compte/securite/double/confirmer", { code: codeAt(key, new Date()) });
    const later = openJar(watched);
    await later.post("/connexion/oublie", { courriel: "aicha@essai.invalid" });
    const jeton = new URL(pathIn((await deliver()).text), "http://h").searchParams.get("jeton")!;
    await later.post("/connexion/nouveau", { jeton, nouveau: PASSWORD, encore: PASSWORD });
    await later.post("/connexion", { courriel: "aicha@essai.invalid", passe: PASSWORD });
    await later.post("/connexion/code", { code: "000000" });
    await later.post("/connexion/code", { code: codeAt(key, new Date(Date.now() + 30_000)) });
    expect(said.filter(({ signIn: way }) => way).map(({ time: _, level: __, ...line }) => line)).toEqual([
      { signIn: "password", person: id, refusal: "INVALID_EMAIL_OR_PASSWORD", msg: "sign-in refused" },
      { signIn: "password", person: null, refusal: "INVALID_EMAIL_OR_PASSWORD", msg: "sign-in refused" },
      { signIn: "password", person: id, msg: "signed in" },
      { signIn: "link", person: null, refusal: "INVALID_TOKEN", msg: "sign-in refused" },
      { signIn: "code", person: strong.id, msg: "signed in" },
      { signIn: "new_password", person: null, msg: "password changed" },
      { signIn: "password", person: strong.id, msg: "password accepted, code awaited" },
      // Who is between the two steps is only known once the second is passed.
      { signIn: "code", person: null, refusal: "INVALID_CODE", msg: "sign-in refused" },
      { signIn: "code", person: strong.id, msg: "signed in" },
    ]);
    expect(JSON.stringify(said)).not.toMatch(/essai\.invalid|autre chose/);
  });

  test("ends after sixty days, however much the session served", async () => {
    const { id, cookie } = await makeMember(bench, { grants: [{ network: own, role: "reader" }] });
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
    const begun = (days: number) =>
      bench.db
        .updateTable("sessions")
        .set({ created_at: ago(days) })
        .where("user_id", "=", id)
        .execute();
    await begun(59);
    expect((await site.asMember(cookie)("/reseau")).status).toBe(200);
    await begun(61);
    const ended = await site.asMember(cookie)("/reseau");
    expect(ended.status).toBe(404);
    expect(ended.headers.getSetCookie().join()).toMatch(/session_token=;/);
    expect(await bench.db.selectFrom("sessions").select("id").where("user_id", "=", id).execute()).toEqual([]);
  });

  test("never leads to another site", async () => {
    for (const suite of [
      "https://evil.example/",
      "//evil.example",
      "/\\evil.example",
      "javascript:alert(1)",
      "/%0d%0aset-cookie:a=b",
    ]) {
      const answer = await site.asAnyone("/connexion", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ courriel: email, passe: PASSWORD, suite }).toString(),
      });
      expect(answer.headers.get("location")).toMatch(/^\/(?!\/)/);
      expect(answer.headers.get("location")).not.toContain("evil");
    }
  });

  test("by a link takes a button, works once, and asks for the code of whoever has one", async () => {
    const jar = openJar(site);
    const sent = await jar.post("/connexion/lien", { courriel: email });
    expect(sent.page).toContain("Regardez votre boîte");
    const none = await jar.post("/connexion/lien", { courriel: "personne@essai.invalid" });
    expect(none.page).toContain("Regardez votre boîte");
    const letter = await deliver();
    expect(letter.to).toMatchObject({ text: email });
    const path = pathIn(letter.text);
    expect((await jar.get(path)).page).toContain("Entrer par ce lien");
    const jeton = new URL(path, "http://h").searchParams.get("jeton")!;
    await jar.post("/connexion/entrer", { jeton });
    expect((await jar.get("/reseau")).status).toBe(200);
    expect((await openJar(site).post("/connexion/entrer", { jeton })).page).toContain("déjà servi");
  });

  test("is refused for a while after too many wrong passwords, wherever they come from", async () => {
    const target = await makeMember(bench, { email: "cible@essai.invalid" });
    let last = { status: 0, page: "" };
    for (let tries = 0; tries < 11; tries += 1)
      last = await openJar(site).post("/connexion", { courriel: target.email, passe: `essai ${tries}` });
    expect(last.status).toBe(429);
    expect(last.page).toContain("Trop d’essais");
  });
});

describe("the second factor", () => {
  test("is asked after the password, whatever the way in, and recovery codes serve once", async () => {
    const email = "ines@essai.invalid";
    const member = await makeMember(bench, { email, strong: false, grants: [{ network: own, role: "administrator" }] });
    const jar = openJar(site);
    jar.cookies.set(...(member.cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
    expect((await jar.get("/reseau/personnes")).status).toBe(404);
    const enrol = await jar.post("/compte/securite/double", {});
    const key = keyIn(enrol.page);
    const codes = [...enrol.page.matchAll(/<li><code>([^<]+)<\/code><\/li>/g)].map(([, code]) => code!);
    expect(codes.length).toBeGreaterThan(5);
    await jar.post("/compte/securite/double/confirmer", { code: codeAt(key, new Date()) });
    expect((await jar.get("/reseau/personnes")).status).toBe(200);
    expect((await jar.post("/compte/securite/double", { quoi: "retirer" })).page).toContain(
      "elle ne peut pas être retirée",
    );

    const later = openJar(site);
    await later.post("/connexion/lien", { courriel: email });
    const jeton = new URL(pathIn((await deliver()).text), "http://h").searchParams.get("jeton")!;
    await later.post("/connexion/entrer", { jeton });
    expect((await later.get("/reseau/personnes")).status).toBe(404);
    expect((await later.get("/")).page).toContain("Terminer ma connexion");
    const adding = await later.send("/auth/passkey/generate-register-options");
    expect(adding.status).toBe(403);
    expect((await later.post("/connexion/code", { code: "123456" })).page).toContain("n’est pas le bon");
    await later.post("/connexion/code", { secours: codes[0]! });
    expect((await later.get("/reseau/personnes")).status).toBe(200);

    const again = openJar(site);
    await again.post("/connexion/lien", { courriel: email });
    const second = new URL(pathIn((await deliver()).text), "http://h").searchParams.get("jeton")!;
    await again.post("/connexion/entrer", { jeton: second });
    await again.post("/connexion/code", { secours: codes[0]! });
    expect((await again.get("/reseau/personnes")).status).toBe(404);
    // The code of this moment set the application up: it serves no more.
    await again.post("/connexion/code", { code: codeAt(key, new Date(Date.now() + 30_000)) });
    expect((await again.get("/reseau/personnes")).status).toBe(200);
  });
});

describe("a second factor that was lost", () => {
  // All that comes before came from the same address, within its quarter of an hour.
  beforeAll(async () => void (await bench.db.deleteFrom("attempts").execute()));

  test("moves to another telephone, and nothing changes before the first code of that one", async () => {
    const email = "maude@essai.invalid";
    const member = await makeMember(bench, { email, strong: false, grants: [{ network: own, role: "administrator" }] });
    const hash = await (await authOf(bench).$context).password.hash(PASSWORD);
    await storePassword(bench.db, { id: uuid(), userId: member.id, hash, now: new Date() });
    const first = jarOf(member);
    const enrol = await first.post("/compte/securite/double", { actuel: PASSWORD });
    const old = keyIn(enrol.page);
    const [backup] = [...enrol.page.matchAll(/<li><code>([^<]+)<\/code><\/li>/g)].map(([, code]) => code!);
    await first.post("/compte/securite/double/confirmer", { code: codeAt(old, new Date()) });

    const { jar, led } = await enterByLink(email);
    expect(led.path).toMatch(/^\/connexion\/code/);
    const replacing = { quoi: "remplacer", actuel: PASSWORD };
    expect((await jar.post("/compte/securite/double", replacing)).path).toMatch(/^\/connexion\/code/);
    await jar.post("/connexion/code", { secours: backup! });
    expect((await jar.get("/compte/securite")).page).toContain("Changer de téléphone");
    expect((await jar.post("/compte/securite/double", { ...replacing, actuel: "autre" })).status).toBe(422);
    const square = await jar.post("/compte/securite/double", replacing);
    expect(square.page).toContain("si vous vous arrêtez ici, rien ne change");
    const key = keyIn(square.page);
    expect(key).not.toBe(old);

    const stillOld = (await enterByLink(email)).jar;
    await stillOld.post("/connexion/code", { code: codeAt(old, new Date(Date.now() + 30_000)) });
    expect((await stillOld.get("/reseau/personnes")).status).toBe(200);

    expect((await jar.post("/compte/securite/double/confirmer", { code: "000000" })).page).toContain(
      "n’est pas le bon",
    );
    const done = await jar.post("/compte/securite/double/confirmer", { code: codeAt(key, new Date()) });
    expect(done.page).toContain("Les codes viennent maintenant du nouveau téléphone");
    expect((await jar.get("/reseau/personnes")).status).toBe(200);
    expect((await deliver()).subject).toBe("La double vérification a changé de téléphone");
    expect((await jar.post("/compte/securite/double/confirmer", { code: codeAt(key, new Date()) })).page).toContain(
      "Ce carré a déjà servi",
    );

    const later = (await enterByLink(email)).jar;
    expect((await later.post("/connexion/code", { code: codeAt(old, new Date()) })).status).toBe(422);
    await later.post("/connexion/code", { code: codeAt(key, new Date(Date.now() + 30_000)) });
    expect((await later.get("/reseau/personnes")).status).toBe(200);
  });

  test("is set up anew by a link of whoever runs the server, and only where this is asked for", async () => {
    const email = "perdue@essai.invalid";
    const member = await makeMember(bench, { email, strong: false, grants: [{ network: own, role: "administrator" }] });
    const jar = jarOf(member);
    const enrol = async (of: typeof jar) => {
      const key = keyIn((await of.post("/compte/securite/double", {})).page);
      return of.post("/compte/securite/double/confirmer", { code: codeAt(key, new Date()) });
    };
    await enrol(jar);
    expect((await openDevice(url).add(jar)).status).toBe(200);
    bench.enqueued.splice(0);

    const plain = await followLink(email);
    expect(plain.led.path).toMatch(/^\/connexion\/code/);
    expect((await plain.jar.post("/compte/securite/double", {})).path).toMatch(/^\/connexion\/code/);
    expect((await jar.get("/reseau/personnes")).status).toBe(200);

    const anew = await followLink(email, "--without-codes");
    expect((await jar.get("/reseau/personnes")).status).toBe(404);
    expect(anew.led.path).toBe("/compte/securite");
    expect(anew.led.page).toContain("Aucune clé d’accès pour l’instant");
    expect((await enrol(anew.jar)).page).toContain("La double vérification est en place");
    expect((await anew.jar.get("/reseau/personnes")).status).toBe(200);

    const journal = await bench.pool.query("select subjects from audit_entries where action = 'remove_factors'");
    expect(journal.rows).toEqual([{ subjects: expect.objectContaining({ user: member.id }) }]);
    const asked = await bench.pool.query("select data->>'id' as id from pgboss.job where name = 'mail'");
    bench.enqueued.splice(0, Number.POSITIVE_INFINITY, ...asked.rows.map(({ id }) => ({ queue: "mail", id })));
    expect((await deliver()).subject).toBe("Vos codes et vos clés d’accès ont été retirés");
  });
});

describe("a passkey", () => {
  const passkeysOf = (id: string) => bench.db.selectFrom("passkeys").select("id").where("user_id", "=", id).execute();

  test("keeps whoever reads the mailbox of its owner from changing anything, and she is told of what changes", async () => {
    const email = "odile@essai.invalid";
    const member = await makeMember(bench, { email, strong: false, grants: [{ network: own, role: "administrator" }] });
    const device = openDevice(url);
    expect((await device.add(jarOf(member))).status).toBe(200);
    expect((await deliver()).subject).toBe("Une clé d’accès a été ajoutée");

    const { jar: intruder, led } = await enterByLink(email);
    expect(led.path).toMatch(/^\/connexion\/code/);
    expect(led.page).toContain("Utiliser une clé d’accès");
    expect(led.page).not.toContain("Code à six chiffres");
    expect((await intruder.send("/auth/passkey/generate-register-options")).status).toBe(403);
    expect((await openDevice(url).add(intruder)).status).toBe(403);
    const [key] = await passkeysOf(member.id);
    for (const [path, fields] of [
      ["/compte/securite/cles", { cle: key!.id }],
      ["/compte/securite/double", {}],
      ["/compte/securite/double/confirmer", { code: "123456" }],
    ] as [string, Record<string, string>][])
      expect((await intruder.post(path, fields)).path).toMatch(/^\/connexion\/code/);
    expect((await intruder.get("/compte/securite")).page).not.toContain('data-passkey="add"');
    expect(await passkeysOf(member.id)).toHaveLength(1);
    expect((await intruder.get("/reseau/personnes")).status).toBe(404);

    const owner = (await enterByLink(email)).jar;
    expect((await device.enter(owner)).status).toBe(200);
    expect((await owner.get("/reseau/personnes")).status).toBe(200);
    await owner.post("/compte/securite/cles", { cle: key!.id });
    expect(await passkeysOf(member.id)).toEqual([]);
    expect((await deliver()).subject).toBe("Une clé d’accès a été retirée");
  });

  test("is refused from a device that did not make sure of who holds it", async () => {
    const member = await makeMember(bench, { grants: [{ network: own, role: "administrator" }] });
    const device = openDevice(url);
    const jar = jarOf(member);
    expect((await device.add(jar, { verifies: false })).status).toBe(403);
    expect(await passkeysOf(member.id)).toEqual([]);
    expect((await device.add(jar)).status).toBe(200);
    const later = openJar(site);
    expect((await device.enter(later, { verifies: false })).status).toBe(403);
    expect((await later.get("/reseau/personnes")).status).toBe(404);
    expect((await device.enter(later)).status).toBe(200);
    expect((await later.get("/reseau/personnes")).status).toBe(200);
  });
});

describe("a role", () => {
  test("counts at once when given and no more when withdrawn, and the last administrator stays", async () => {
    const network = await makeNetwork(bench, "autre", []);
    const admin = await makeMember(bench, { grants: [{ network, role: "administrator" }] });
    const other = await makeMember(bench, { name: "Luc Fabre" });
    const grant = await giveRight(bench, other.id, { network, role: "reader" });
    const jar = openJar(site);
    jar.cookies.set(...(admin.cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
    expect((await site.asMember(other.cookie)("/autre")).status).toBe(200);
    expect((await jar.get("/autre/personnes?q=fabre")).page).toContain("Luc Fabre");
    const given = await jar.post(`/autre/personnes/${other.id}/donner`, {
      role: "volunteer",
      niveau: "departement",
      code: "35",
    });
    expect(given.page).toContain("Le rôle est donné");
    const person = await jar.post(`/autre/personnes/roles/${grant}/retirer`, {});
    expect(person.page).toContain("retiré par Camille Essai");
    expect((await site.asMember(other.cookie)("/autre")).status).toBe(200);
    const mine = (
      await bench.db.selectFrom("grants").select("id").where("user_id", "=", admin.id).executeTakeFirstOrThrow()
    ).id;
    expect((await jar.post(`/autre/personnes/roles/${mine}/retirer`, {})).page).toContain("la dernière personne");
    expect((await jar.get("/autre/personnes")).status).toBe(200);
  });

  test("lets whoever manages people sign a member out of every device, and nobody else", async () => {
    const network = await makeNetwork(bench, "perdu", []);
    const admin = await makeMember(bench, { grants: [{ network, role: "administrator" }] });
    const member = await makeMember(bench, { grants: [{ network, role: "volunteer" }] });
    const [jar, peer] = [openJar(site), openJar(site)];
    for (const [of, { cookie }] of [
      [jar, admin],
      [peer, member],
    ] as const)
      of.cookies.set(...(cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
    expect((await peer.post(`/perdu/personnes/${admin.id}/deconnecter`, {})).status).toBe(403);
    expect((await jar.get(`/perdu/personnes/${member.id}`)).page).toContain("Déconnecter partout");
    expect((await site.asMember(member.cookie)("/perdu")).status).toBe(200);
    expect((await jar.post(`/perdu/personnes/${member.id}/deconnecter`, {})).page).toContain("sessions sont fermées");
    expect((await site.asMember(member.cookie)("/perdu")).status).toBe(404);
    const stranger = await makeMember(bench);
    expect((await jar.post(`/perdu/personnes/${stranger.id}/deconnecter`, {})).status).toBe(404);
    expect((await site.asMember(stranger.cookie)("/compte")).status).toBe(200);
    // Whoever left the network is no longer its administrator's to sign out.
    const gone = await makeMember(bench, { grants: [{ network, role: "reader" }] });
    const left = { withdrawn_at: new Date(), withdrawn_by: admin.id };
    await bench.db.updateTable("grants").set(left).where("user_id", "=", gone.id).execute();
    expect((await jar.post(`/perdu/personnes/${gone.id}/deconnecter`, {})).status).toBe(404);
    expect((await site.asMember(gone.cookie)("/compte")).status).toBe(200);
  });

  test("of another network opens nothing, and its people stay unknown", async () => {
    const admin = await makeMember(bench, { grants: [{ network: own, role: "administrator" }] });
    const foreign = await makeMember(bench, { name: "Étrangère" });
    const other = await makeNetwork(bench, "tiers", []);
    const grant = await giveRight(bench, foreign.id, { network: other, role: "administrator" });
    const jar = openJar(site);
    jar.cookies.set(...(admin.cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
    expect((await jar.get("/tiers/personnes")).status).toBe(404);
    expect((await jar.get(`/reseau/personnes/${foreign.id}`)).status).toBe(404);
    expect((await jar.post(`/reseau/personnes/roles/${grant}/retirer`, {})).status).toBe(404);
    expect((await jar.post(`/reseau/personnes/${foreign.id}/donner`, { role: "reader" })).status).toBe(404);
  });
});

describe("the demonstration", () => {
  test("lets anybody in as one of its people on a server of this machine only", async () => {
    const loaded = await loadDemonstration(bench.doors());
    expect(loaded.ok).toBe(true);
    expect((await openJar(site).get("/connexion")).page).not.toContain("Visiter la démonstration");
    expect((await openJar(site).post("/connexion/demonstration", { role: "administrator" })).page).not.toContain(
      "Awa Ndiaye",
    );
    const open = await makeSite(bench, {}, { demonstration: true });
    const jar = openJar(open);
    expect((await jar.get("/connexion")).page).toContain("Entrer comme responsable régional·e");
    const inside = await jar.post("/connexion/demonstration", { role: "regional_officer", suite: "/demonstration" });
    expect(inside.page).toContain("Yannick Le Goff");
    expect((await jar.get("/demonstration/personnes")).status).toBe(403);
  });
});
