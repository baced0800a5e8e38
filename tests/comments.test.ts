import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { commentSheet } from "../src/comments/actions/comment-sheet.ts";
import { mailNews } from "../src/comments/actions/mail-news.ts";
import { stillToTell } from "../src/comments/news.sql.ts";
import { sendMail } from "../src/people/actions/send-mail.ts";
import { eraseOwnAccount } from "../src/personal-data/actions/erase-own-account.ts";
import { openPost } from "../src/platform/mail/send-mail.ts";
import { type Grant, ROLES } from "../src/platform/person.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { type MailServer, openMailServer } from "./preparation/mail-server.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { form, makeSite, type TestSite } from "./preparation/site.ts";

let bench: Bench;
let site: TestSite;
let mail: MailServer;
let network: string;
let other: string;
let sheets: Record<string, string>;
type Member = Awaited<ReturnType<typeof makeMember>>;
let anne: Member;
let bilal: Member;

const SHEET = "/essai/initiatives/1-atelier-memoire";
const bodies = async () =>
  (await sql<{ body: string | null }>`select body from comments`.execute(bench.db)).rows.map(({ body }) => body);

beforeAll(async () => {
  bench = await freshDatabase();
  mail = await openMailServer();
  network = await makeNetwork(bench, "essai", []);
  other = await makeNetwork(bench, "autre", []);
  await sql`update networks set published = true where slug = 'essai'`.execute(bench.db);
  await importText(bench, "essai", "N°;Intitulé;Lieu\n1;Atelier mémoire;Rodez\n2;Jardin partagé;Rennes\n");
  const { rows } = await sql<{
    id: string;
    key: string;
  }>`select id, key from initiatives where network_id = ${network}`.execute(bench.db);
  sheets = Object.fromEntries(rows.map(({ id, key }) => [key, id]));
  site = await makeSite(bench, { ANCRAGE_SMTP_URL: mail.url });
  anne = await makeMember(bench, {
    name: "Anne Loriot",
    email: "anne@essai.invalid",
    grants: [{ network, role: "national_team" }],
  });
  bilal = await makeMember(bench, {
    name: "Bilal Énard",
    email: "bilal@essai.invalid",
    grants: [{ network, role: "volunteer" }],
  });
}, 60_000);

async function deliver() {
  const post = openPost({ server: mail.url, from: "Ancrage <ancrage@essai.invalid>" });
  for (const { queue, id } of bench.enqueued.splice(0))
    if (queue === "mail") await sendMail(bench.doors(), { id, post, base: "http://localhost", current: stillToTell });
  return mail.letters.splice(0);
}

const say = (who: Member, text: string, sheet = SHEET) =>
  site.asMember(who.cookie)(`${sheet}/commentaires`, form({ commentaire: text }));
const read = async (who: Member | null, path = SHEET) =>
  (await (who ? site.asMember(who.cookie) : site.asAnyone)(path)).text();
const linkIn = (text: string | undefined, part: string) =>
  new RegExp(`http://localhost(\\S*${part}\\S*)`).exec(text ?? "")?.[1] ?? "";

describe("under a sheet", () => {
  test("members read what one of them says, and nobody else does", async () => {
    const said = await say(anne, "À rappeler avant l’été. <b>xyqcomment</b>");
    expect(said.status).toBe(303);
    const page = await read(bilal);
    expect(page).toContain("À rappeler avant l’été. &lt;b&gt;xyqcomment&lt;/b&gt;");
    expect(page).toContain("Anne Loriot");
    expect(await read(null)).not.toContain("xyqcomment");
    expect(await read(null)).not.toContain("Commentaires");
    // Nor that anything was said: the history of a sheet is public.
    expect(await read(null)).not.toContain("Un changement");
    expect(await read(null, "/essai")).not.toContain("Un changement");
    for (const path of [
      "/fil.atom",
      "/exports/initiatives.json",
      "/exports/initiatives.csv",
      "/initiatives?q=xyqcomment",
      "/acteurs",
    ])
      expect(await read(anne, `/essai${path}`)).not.toContain("xyqcomment</b");
    expect(await (await site.asAnyone("/api/v1/networks/essai/initiatives/1")).text()).not.toContain("xyqcomment");
    // Unreadable where it is kept.
    expect(JSON.stringify(await bodies())).not.toContain("xyqcomment");
  });

  test.each(ROLES.filter((role) => role !== "public"))(
    "a %s comments as her role says, in her network only",
    async (role) => {
      const own = await makeMember(bench, { grants: [{ network, role }] });
      const foreign = await makeMember(bench, { grants: [{ network: other, role }] });
      const allowed = role !== "reader";
      expect((await say(own, `dit par ${role}`)).status).toBe(allowed ? 303 : 403);
      expect((await read(own)).includes('name="commentaire"')).toBe(allowed);
      expect(await read(own)).toContain("À rappeler avant l’été");
      expect((await say(foreign, "x")).status).toBe(403);
      expect(await read(foreign)).not.toContain("À rappeler avant l’été");
      await sql`delete from comments where author_id = ${own.id}`.execute(bench.db);
    },
  );

  test("a right over a part of the network reaches its sheets only", async () => {
    const part = async (grant: Partial<Grant>, role: Grant["role"]) =>
      makeMember(bench, { grants: [{ network, role, ...grant }] });
    const aveyron = await part({ territory: { scale: "departement", code: "12" } }, "committee_president");
    expect((await say(aveyron, "chez moi")).status).toBe(303);
    expect((await say(aveyron, "ailleurs", "/essai/initiatives/2-jardin-partage")).status).toBe(403);
    const partner = await part({ initiative: sheets["2"]! }, "partner");
    expect((await say(partner, "la mienne", "/essai/initiatives/2-jardin-partage")).status).toBe(303);
    expect((await say(partner, "une autre")).status).toBe(403);
    // What members say of other sheets is not for a partner.
    expect(await read(partner)).not.toContain("À rappeler avant l’été");
    expect(await read(partner, "/essai/initiatives/2-jardin-partage")).toContain("la mienne");
  });

  test("what cannot be sent comes back as it was typed", async () => {
    const empty = await say(anne, "  ");
    expect([empty.status, (await empty.text()).includes("Écrivez votre commentaire")]).toEqual([422, true]);
    const long = await say(anne, `début ${"a".repeat(6000)}`);
    expect(long.status).toBe(422);
    expect(await long.text()).toContain("début aaa");
    expect((await say(anne, "x", "/essai/initiatives/999")).status).toBe(404);
  });

  test("each changes and takes back her own, whoever administers takes back any", async () => {
    const id = (await say(bilal, "première version")).headers.get("location")!.split("commentaire-")[1]!;
    const path = `/essai/commentaires/${id}`;
    expect(await read(bilal, path)).toContain("première version");
    expect((await site.asMember(anne.cookie)(path)).status).toBe(404);
    expect((await site.asMember(anne.cookie)(path, form({ commentaire: "à sa place" }))).status).toBe(404);
    expect((await site.asMember(anne.cookie)(`${path}/supprimer`, form({}))).status).toBe(403);
    expect((await site.asMember(bilal.cookie)(path, form({ commentaire: "seconde version" }))).status).toBe(303);
    expect(await read(anne)).toContain("seconde version");
    expect(await read(anne)).toContain("modifié le");
    expect((await site.asMember(bilal.cookie)(`${path}/supprimer`, form({}))).status).toBe(303);
    const page = await read(anne);
    expect(page).not.toContain("seconde version");
    expect(page).toContain("Commentaire supprimé");
    expect((await site.asMember(bilal.cookie)(`${path}/supprimer`, form({}))).status).toBe(404);
    const rude = (await say(bilal, "à modérer")).headers.get("location")!.split("commentaire-")[1]!;
    const boss = await makeMember(bench, { grants: [{ network, role: "administrator" }] });
    expect((await site.asMember(boss.cookie)(`/essai/commentaires/${rude}/supprimer`, form({}))).status).toBe(303);
    expect(await read(anne)).not.toContain("à modérer");
  });
});

describe("whoever follows a sheet", () => {
  const prefer = (who: Member, avis: string) => site.asMember(who.cookie)("/compte/nouvelles", form({ avis }));
  const forget = async () => {
    await sql`delete from news`.execute(bench.db);
    await sql`delete from comments`.execute(bench.db);
    await deliver();
  };

  test("is told at once by mail and in her list, once, and not of what she says herself", async () => {
    await forget();
    await say(bilal, "je suis la fiche");
    expect(await deliver()).toEqual([]);
    await say(anne, "merci @bilal enard, et la suite ?");
    const [letter, ...more] = await deliver();
    expect(more).toEqual([]);
    expect(letter!.to).toMatchObject({ text: "bilal@essai.invalid" });
    expect(letter!.subject).toContain("Anne Loriot vous cite");
    expect(letter!.text).toContain("merci @Bilal Énard, et la suite");
    expect(await read(bilal)).toContain("1 nouvelle<");
    const list = await read(bilal, "/compte/nouvelles");
    expect(list).toContain("Anne Loriot, à propos de");
    expect(list).toContain("Non lu");
    expect(await read(anne, "/compte/nouvelles")).toContain("Rien de neuf");
    const link = linkIn(letter!.text, "commentaire-").replace(/#.*/, "");
    expect((await site.asMember(bilal.cookie)(link)).status).toBeLessThan(400);
    await site.asMember(bilal.cookie)("/compte/nouvelles/lues", form({}));
    expect(await read(bilal)).not.toContain("1 nouvelle<");
    expect(await read(bilal, "/compte/nouvelles")).not.toContain("Non lu");
  });

  test("is whoever reviewed it or decided something of it as well", async () => {
    await forget();
    const reviewer = await makeMember(bench, {
      email: "relit@essai.invalid",
      grants: [{ network, role: "national_team" }],
    });
    await sql`insert into review_items (network_id, id, initiative_id, statement_id, line, field, value, code, decided_by, created_at)
      select ${network}, gen_random_uuid(), s.initiative_id, s.id, 1, 'place', 'x', 'x', ${reviewer.id}, now() from statements s where s.initiative_id = ${sheets["1"]}`.execute(
      bench.db,
    );
    await say(anne, "relu ?");
    expect((await deliver()).map(({ to }) => (to as { text: string }).text)).toEqual(["relit@essai.invalid"]);
    await sql`delete from review_items where decided_by = ${reviewer.id}`.execute(bench.db);
  });

  test("is whoever wrote a version of it or proposed something of it as well", async () => {
    await forget();
    const [writer, proposer] = [
      await makeMember(bench, { email: "ecrit@essai.invalid", grants: [{ network, role: "national_team" }] }),
      await makeMember(bench, { email: "propose@essai.invalid", grants: [{ network, role: "reader" }] }),
    ];
    const at = sql`now()`;
    await sql`insert into sheet_versions (network_id, initiative_id, number, revision, cause, fields, place, made_by, made_at)
      values (${network}, ${sheets["1"]}, 900, 900, 'edit', '{}', '{}', ${writer.id}, ${at})`.execute(bench.db);
    await sql`insert into proposals (network_id, id, initiative_id, status, fields, start, author, created_at, updated_at, sent_at)
      values (${network}, gen_random_uuid(), ${sheets["1"]}, 'sent', '{}', '{}', ${proposer.id}, ${at}, ${at}, ${at})`.execute(
      bench.db,
    );
    await say(anne, "écrit ?");
    const told = (await deliver()).map(({ to }) => (to as { text: string }).text);
    expect(told.sort()).toEqual(["ecrit@essai.invalid", "propose@essai.invalid"]);
    await sql`delete from sheet_versions where number = 900`.execute(bench.db);
    await sql`delete from proposals where author = ${proposer.id}`.execute(bench.db);
  });

  test("once a day if she prefers, in one letter, and not at all if she prefers that", async () => {
    await forget();
    await say(bilal, "je suis la fiche");
    await prefer(bilal, "daily");
    await say(anne, "un");
    await say(anne, "deux");
    expect(await deliver()).toEqual([]);
    await mailNews(bench.doors());
    await mailNews(bench.doors());
    const letters = await deliver();
    expect(letters.length).toBe(1);
    expect(letters[0]!.subject).toBe("2 commentaires dans essai");
    for (const said of ["un", "deux"]) expect(letters[0]!.text).toMatch(new RegExp(`: ${said}$`, "m"));
    await prefer(bilal, "none");
    await say(anne, "trois");
    await mailNews(bench.doors());
    expect(await deliver()).toEqual([]);
    expect(await read(bilal, "/compte/nouvelles")).toContain("trois");
    await prefer(bilal, "at_once");
  });

  test("stops the letters by their link, by a page or at once by her mail program, without signing in", async () => {
    for (const oneClick of [false, true]) {
      await forget();
      await say(bilal, "je suis la fiche");
      await prefer(bilal, "at_once");
      await say(anne, "encore");
      const [letter] = await deliver();
      const stop = linkIn(letter!.text, "arreter");
      const header = letter!.headers.get("list") as unknown as { unsubscribe: { url: string } };
      expect(header.unsubscribe.url).toBe(`http://localhost${stop}`);
      expect(await (await site.asAnyone(stop)).text()).toContain("Arrêter ces messages");
      // Opening it stops nothing: programs do that by themselves.
      expect(await read(bilal, "/compte/nouvelles")).toMatch(/value="at_once" checked/);
      const stopped = oneClick
        ? await site.app.request(
            `http://localhost${stop}`,
            {
              method: "POST",
              headers: { "content-type": "application/x-www-form-urlencoded" },
              body: "List-Unsubscribe=One-Click",
            },
            {
              incoming: { url: stop, socket: { remoteAddress: "203.0.113.9" }, headers: { host: "localhost" } },
            } as never,
          )
        : await site.asAnyone(stop, form({}));
      expect(await stopped.text()).toContain("vous ne recevrez plus");
      await say(anne, "plus rien");
      expect(await deliver()).toEqual([]);
    }
    expect((await site.asAnyone("/compte/nouvelles/arreter?jeton=inconnu", form({}))).status).toBe(404);
    await prefer(bilal, "at_once");
  });

  test("is told nothing of a network where she lost her right, even by a letter that waited", async () => {
    await forget();
    await say(bilal, "je suis la fiche");
    await say(anne, "avant son départ");
    // Asked for, and not gone yet.
    await sql`update grants set withdrawn_at = now() where user_id = ${bilal.id}`.execute(bench.db);
    expect(await deliver()).toEqual([]);
    expect((await sql`select 1 from mails where sent_at is null`.execute(bench.db)).rows).toEqual([]);
    await say(anne, "après son départ, @Bilal Énard");
    expect(await deliver()).toEqual([]);
    expect(await read(bilal, "/compte/nouvelles")).not.toMatch(/avant son départ|après son départ/);
    expect(await read(bilal, "/essai")).not.toContain("nouvelle<");
    await sql`update grants set withdrawn_at = null where user_id = ${bilal.id}`.execute(bench.db);
  });

  test("hears nothing of what was taken back before the letter left", async () => {
    await forget();
    await say(bilal, "je suis la fiche");
    const id = (await say(anne, "trop vite")).headers.get("location")!.split("commentaire-")[1]!;
    await site.asMember(anne.cookie)(`/essai/commentaires/${id}/supprimer`, form({}));
    expect(await deliver()).toEqual([]);
  });

  test("leaves the thread without her name, wherever she was mentioned, when she erases her account", async () => {
    await forget();
    const eva = await makeMember(bench, { name: "Éva Partante", grants: [{ network, role: "volunteer" }] });
    await say(eva, "mes mots");
    await say(anne, "merci @Éva Partante !");
    expect(await read(anne)).toContain("@Éva Partante");
    const erased = await eraseOwnAccount(bench.doors({ id: eva.id, grants: [] }), null);
    expect(erased).toMatchObject({ ok: true });
    const page = await read(anne);
    expect(page).not.toMatch(/Partante|mes mots/);
    expect(page).toContain("Commentaire supprimé");
    expect(page).toContain("@une personne partie");
  });

  test("one comment said twice at once is told twice, once for each", async () => {
    await forget();
    await say(bilal, "je suis la fiche");
    const doors = bench.doors({ id: anne.id, grants: [{ network, role: "national_team" }] });
    const both = await Promise.all(["a", "b"].map((text) => commentSheet(doors, { network: "essai", key: "1", text })));
    expect(both.map((one) => one.ok && one.value.told)).toEqual([1, 1]);
    expect((await deliver()).length).toBe(2);
  });
});
