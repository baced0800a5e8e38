import { beforeAll, describe, expect, test } from "vitest";
import { type Bench, freshDatabase } from "../preparation/database.ts";
import { codeAt, openJar } from "../preparation/jar.ts";
import { authOf, makeMember } from "../preparation/members.ts";
import { makeNetwork } from "../preparation/networks.ts";
import { makeSite, type TestSite } from "../preparation/site.ts";

const PASSWORD = "quatre mots sans rapport";
const TOKEN = "ancrage.session_token";

let bench: Bench;
let site: TestSite;
let network: string;

beforeAll(async () => {
  bench = await freshDatabase();
  network = await makeNetwork(bench, "reseau", []);
  site = await makeSite(bench);
});

/** Somebody with a password and codes set up; answers her key, and the browser she did it with. */
async function enrolled(email: string) {
  const member = await makeMember(bench, { email, strong: false, grants: [{ network, role: "administrator" }] });
  const auth = await authOf(bench).$context;
  await auth.internalAdapter.linkAccount({
    userId: member.id,
    providerId: "credential",
    accountId: member.id,
    password: await auth.password.hash(PASSWORD),
  });
  const jar = openJar(site);
  await jar.post("/connexion", { courriel: email, passe: PASSWORD });
  const { page } = await jar.post("/compte/securite/double", { actuel: PASSWORD });
  const key = /<code>([A-Z2-7 ]{20,})<\/code>/.exec(page)![1]!;
  return { ...member, key, jar };
}

const at = (seconds: number) => new Date(Date.now() + seconds * 1000);
const inside = async (jar: ReturnType<typeof openJar>) => (await jar.get("/reseau/personnes")).status === 200;

describe("a code", () => {
  test("opens one session, whichever of its moments it is tried again in", async () => {
    const { key, jar, email } = await enrolled("code@essai.invalid");
    // The same code both times, though half a minute may end in between.
    const now = at(0);
    await jar.post("/compte/securite/double/confirmer", { code: codeAt(key, now) });
    expect(await inside(jar)).toBe(true);

    const second = openJar(site);
    await second.post("/connexion", { courriel: email, passe: PASSWORD });
    const refused = await second.post("/connexion/code", { code: codeAt(key, now) });
    expect(refused.page).toContain("a déjà servi");
    expect(await inside(second)).toBe(false);

    const third = openJar(site);
    await third.post("/connexion", { courriel: email, passe: PASSWORD });
    await third.post("/connexion/code", { code: codeAt(key, at(30)) });
    expect(await inside(third)).toBe(true);
  });

  test("sent by two at the same moment lets one in", async () => {
    const { key, jar, email } = await enrolled("course@essai.invalid");
    await jar.post("/compte/securite/double/confirmer", { code: codeAt(key, at(0)) });
    const jars = Array.from({ length: 4 }, () => openJar(site));
    for (const one of jars) await one.post("/connexion", { courriel: email, passe: PASSWORD });
    await Promise.all(jars.map((one) => one.post("/connexion/code", { code: codeAt(key, at(30)) })));
    const entered = await Promise.all(jars.map(inside));
    expect(entered.filter(Boolean)).toHaveLength(1);
    const open = await bench.pool.query(
      "select count(*)::int as n from sessions s join users u on u.id = s.user_id where u.email = $1 and s.second_factor_at is not null",
      [email],
    );
    expect(open.rows[0].n).toBe(2);
  });

  test("that proves more of a session already open is spent too, and gives that session another token", async () => {
    const { key, jar, id } = await enrolled("preuve@essai.invalid");
    const now = at(0);
    await jar.post("/compte/securite/double/confirmer", { code: codeAt(key, now) });
    await bench.pool.query("update sessions set second_factor_at = null where user_id = $1", [id]);
    expect(await inside(jar)).toBe(false);
    const refused = await jar.post("/connexion/code", { code: codeAt(key, now) });
    expect(refused.page).toContain("a déjà servi");
    expect(await inside(jar)).toBe(false);

    const before = jar.cookies.get(TOKEN)!;
    await jar.post("/connexion/code", { code: codeAt(key, at(30)) });
    expect(await inside(jar)).toBe(true);
    expect(jar.cookies.get(TOKEN)).not.toBe(before);
    expect((await site.asMember(`${TOKEN}=${before}`)("/compte")).status).toBe(303);
  });
});

describe("a session", () => {
  test("is another one after each sign-in, and the one that was there is over", async () => {
    const { email } = await enrolled("fixe@essai.invalid");
    const jar = openJar(site);
    jar.cookies.set(TOKEN, "planted-by-somebody-else.c2lnbmF0dXJl");
    await jar.post("/connexion", { courriel: email, passe: PASSWORD });
    const first = jar.cookies.get(TOKEN)!;
    expect(first).not.toContain("planted");
    await jar.post("/connexion", { courriel: email, passe: PASSWORD });
    expect(jar.cookies.get(TOKEN)).not.toBe(first);
    expect((await site.asMember(`${TOKEN}=${first}`)("/compte")).status).toBe(303);
  });

  test("that was altered, or signed by another secret, is nobody's", async () => {
    const { cookie } = await makeMember(bench, {});
    expect((await site.asMember(cookie)("/compte")).status).toBe(200);
    const [name, value] = cookie.split(/=(.*)/s) as [string, string];
    for (const forged of [`${value.slice(0, -6)}AAAA%3D`, `x${value}`, value.split(".")[0]!, "", "%", "a.b.c"])
      expect([forged, (await site.asMember(`${name}=${forged}`)("/compte")).status]).toEqual([forged, 303]);
  });

  test("ends everywhere else when the password changes, and everywhere when it was forgotten", async () => {
    const { email, jar } = await enrolled("change@essai.invalid");
    const other = openJar(site);
    await other.post("/connexion", { courriel: email, passe: PASSWORD });
    const renewed = "cinq autres mots sans rapport";
    await jar.post("/compte/securite/mot-de-passe", { actuel: PASSWORD, nouveau: renewed, encore: renewed });
    expect((await jar.send("/compte")).status).toBe(200);
    expect((await other.send("/compte")).status).toBe(303);
  });

  test("is over on the server once left, whoever kept its cookie", async () => {
    const { cookie } = await makeMember(bench, {});
    const jar = openJar(site);
    jar.cookies.set(...(cookie.split(/=(.*)/s).slice(0, 2) as [string, string]));
    await jar.post("/deconnexion", {});
    expect((await site.asMember(cookie)("/compte")).status).toBe(303);
  });
});

describe("cookies", () => {
  test("under https bear the prefix that no neighbour can set, and no script reads them", async () => {
    const secure = await makeSite(bench, { ANCRAGE_PUBLIC_URL: "https://ancrage.essai" });
    const { email } = await enrolled("biscuit@essai.invalid");
    const answer = await secure.asAnyone("/connexion", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ courriel: email, passe: PASSWORD }).toString(),
    });
    const set = answer.headers.getSetCookie().filter((one) => !/max-age=0/i.test(one));
    expect(set.length).toBeGreaterThan(0);
    for (const one of set) {
      expect(one).toMatch(/^__Host-ancrage[._]/);
      expect(one).toMatch(/; Secure/i);
      expect(one).toMatch(/; HttpOnly/i);
      expect(one).toMatch(/; SameSite=(Lax|Strict)/i);
      expect(one).toMatch(/; Path=\/(;|$)/i);
      expect(one).not.toMatch(/; Domain=/i);
    }
    const cookie = set.find((one) => one.includes("session_token"))!.split(";")[0]!;
    expect((await secure.asMember(cookie)("/compte")).status).toBe(200);
  });
});
