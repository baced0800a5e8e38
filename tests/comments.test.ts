import { sql } from "kysely";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { commentSheet } from "../src/comments/actions/comment-sheet.ts";
import { mailNews } from "../src/comments/actions/mail-news.ts";
import { stillToTell } from "../src/comments/news.sql.ts";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { deleteInitiative } from "../src/initiatives/actions/delete-initiative.ts";
import { undeleteInitiative } from "../src/initiatives/actions/undelete-initiative.ts";
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
const GARDEN = "/essai/initiatives/2-jardin-partage";
const CAFE = "/essai/initiatives/3-cafe-des-aidants";
const bodies = async () =>
  (await sql<{ body: string | null }>`select body from comments`.execute(bench.db)).rows.map(({ body }) => body);

beforeAll(async () => {
  bench = await freshDatabase();
  mail = await openMailServer();
  network = await makeNetwork(bench, "essai", []);
  other = await makeNetwork(bench, "autre", []);
  await sql`update networks set published = true where slug = 'essai'`.execute(bench.db);
  await importText(
    bench,
    "essai",
    "N°;Intitulé;Lieu\n1;Atelier mémoire;Rodez\n2;Jardin partagé;Rennes\n3;Café des aidants;Rennes\n",
  );
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

async function forget() {
  await sql`delete from news`.execute(bench.db);
  await sql`delete from comments`.execute(bench.db);
  await deliver();
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
    const late = await site.asMember(bilal.cookie)(`/essai/commentaires/${rude}`, form({ commentaire: "plus poli" }));
    expect([late.status, (await late.text()).includes("plus poli")]).toEqual([404, true]);
  });
});

const prefer = (who: Member, avis: string) => site.asMember(who.cookie)("/compte/nouvelles", form({ avis }));

describe("whoever follows a sheet", () => {
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

const idOf = (said: Response) => said.headers.get("location")!.split("commentaire-")[1]!;
const list = (who: Member) => read(who, "/compte/nouvelles");
const waits = async (who: Member) => / nouvelles?</.test(await read(who, "/essai"));

async function remove(key: string) {
  const gone = await deleteInitiative(bench.doors(), { network: "essai", key, reason: "essai" });
  if (!gone.ok) throw new Error(gone.failure.code);
  const bringBack = async () => {
    await undeleteInitiative(bench.doors(), { network: "essai", deletion: gone.value.deletion });
  };
  onTestFinished(bringBack);
  return bringBack;
}

describe("when a sheet is deleted", () => {
  test("nothing waits for those who followed it, and all does again once it is back", async () => {
    await forget();
    await say(bilal, "je suis la fiche");
    await say(anne, "avant la suppression");
    expect(await waits(bilal)).toBe(true);
    const bringBack = await remove("1");
    expect(await waits(bilal)).toBe(false);
    expect(await list(bilal)).toContain("Rien de neuf");
    await bringBack();
    expect(await read(bilal, "/essai")).toContain("1 nouvelle<");
    expect(await list(bilal)).toContain("avant la suppression");
  });

  test.each(["at_once", "daily"])("a letter that waited does not leave any more (%s)", async (avis) => {
    await forget();
    await prefer(bilal, avis);
    onTestFinished(async () => {
      await prefer(bilal, "at_once");
    });
    await say(bilal, "je suis la fiche");
    await say(bilal, "et le jardin", GARDEN);
    await say(anne, "tri des semis", GARDEN);
    await say(anne, "mots de la fiche supprimée");
    await mailNews(bench.doors());
    await remove("1");
    const letters = await deliver();
    expect(letters.map(({ text }) => /tri des semis/.test(text!))).toEqual([true]);
    expect(letters[0]!.text).not.toMatch(/supprimée|Atelier mémoire/);
  });

  test("what one was writing of it is not kept, told to nobody, and given back", async () => {
    await forget();
    const path = `/essai/commentaires/${idOf(await say(anne, "première version"))}`;
    expect(await read(anne, path)).toContain("première version");
    const bringBack = await remove("1");
    expect((await site.asMember(anne.cookie)(path)).status).toBe(404);
    const edited = await site.asMember(anne.cookie)(path, form({ commentaire: "pour @Bilal Énard" }));
    const page = await edited.text();
    expect([edited.status, page.includes("pour @Bilal Énard"), page.includes("Atelier")]).toEqual([404, true, false]);
    const said = await say(anne, "trop tard");
    expect([said.status, (await said.text()).includes("trop tard")]).toEqual([404, true]);
    expect(await deliver()).toEqual([]);
    await bringBack();
    const thread = await read(anne);
    expect(thread).toContain("première version");
    expect(thread).not.toMatch(/pour @|trop tard/);
  });

  test("one may still take back what one said of it", async () => {
    await forget();
    const id = idOf(await say(anne, "à oublier"));
    const bringBack = await remove("1");
    expect((await site.asMember(anne.cookie)(`/essai/commentaires/${id}/supprimer`, form({}))).status).toBe(303);
    await bringBack();
    expect(await read(anne)).not.toContain("à oublier");
  });
});

describe("when a sheet is merged into another", () => {
  async function merge(kept: string, merged: string) {
    const done = await mergeInitiatives(bench.doors(), { network: "essai", kept, merged });
    if (!done.ok) throw new Error(done.failure.code);
    const part = async () => {
      await undoMerge(bench.doors(), { network: "essai", merge: done.value.merge });
    };
    onTestFinished(part);
    return part;
  }
  const lettersTo = async () => (await deliver()).map(({ to }) => (to as { text: string }).text).sort();

  test("what was said of it is read under the one that stays, with its title, until the merge is undone", async () => {
    await forget();
    await say(anne, "dit du café", CAFE);
    await say(anne, "dit du jardin", GARDEN);
    await say(anne, "dit de l’atelier");
    const part = await merge("2", "3");
    const partAgain = await merge("1", "2");
    const page = await read(bilal);
    const thread = page.slice(page.indexOf('id="commentaires"'));
    const [cafe, garden] = ["Café des aidants", "Jardin partagé"].map((one) => `sous la fiche «.${one}.», fusionnée`);
    expect(thread).toMatch(
      new RegExp(`${cafe}[\\s\\S]*dit du café[\\s\\S]*${garden}[\\s\\S]*dit du jardin[\\s\\S]*dit de l’atelier`),
    );
    expect(thread.match(/fusionnée/g)?.length).toBe(2);
    expect(await read(null)).not.toMatch(/dit du|dit de l/);
    await partAgain();
    expect(await read(bilal)).not.toMatch(/dit du/);
    expect(await read(bilal, GARDEN)).toMatch(/dit du café[\s\S]*dit du jardin/);
    await part();
    expect(await read(bilal, GARDEN)).not.toContain("dit du café");
    expect(await read(bilal, CAFE)).toContain("dit du café");
    expect(await read(bilal, CAFE)).not.toContain("sous la fiche");
  });

  test("whoever followed it follows the one that stays, and what waited for her still does", async () => {
    await forget();
    await say(bilal, "je suis le jardin", GARDEN);
    await say(anne, "sous le jardin", GARDEN);
    // Asked for, and not gone yet.
    const part = await merge("1", "2");
    expect(await lettersTo()).toEqual(["bilal@essai.invalid"]);
    expect(await read(bilal, "/essai")).toContain("1 nouvelle<");
    expect(await list(bilal)).toMatch(/href="\/essai\/initiatives\/1-atelier-memoire#commentaire-[^>]*>Anne Loriot/);
    await say(anne, "sous l’atelier");
    expect(await lettersTo()).toEqual(["bilal@essai.invalid"]);
    expect(await read(bilal, "/essai")).toContain("2 nouvelles<");
    await part();
    await say(anne, "de nouveau à part");
    expect(await lettersTo()).toEqual([]);
  });

  test("one changes there what one said of it", async () => {
    await forget();
    const id = idOf(await say(anne, "sous le jardin", GARDEN));
    const part = await merge("1", "2");
    const asAnne = site.asMember(anne.cookie);
    expect(await read(anne)).toContain(`/commentaires/${id}"`);
    const edited = await asAnne(`/essai/commentaires/${id}`, form({ commentaire: "mieux dit, @Bilal Énard" }));
    expect([edited.status, edited.headers.get("location")]).toEqual([
      303,
      `${SHEET}?commentaire=modifie#commentaire-${id}`,
    ]);
    expect(await read(bilal)).toContain("mieux dit");
    const letters = await deliver();
    expect(letters.map(({ text }) => /Atelier mémoire/.test(text!))).toEqual([true]);
    expect((await asAnne(`/essai/commentaires/${id}/supprimer`, form({}))).status).toBe(303);
    expect(await read(bilal)).not.toContain("mieux dit");
    await part();
  });

  test("who reads and hears of it is judged on the one that stays", async () => {
    await forget();
    const partner = (key: string) =>
      makeMember(bench, {
        email: `p${key}@essai.invalid`,
        grants: [{ network, role: "partner", initiative: sheets[key]! }],
      });
    const [ofOne, ofTwo] = [await partner("1"), await partner("2")];
    await say(ofOne, "moi de l’atelier");
    await say(ofTwo, "moi du jardin", GARDEN);
    await say(anne, "sous le jardin", GARDEN);
    const part = await merge("1", "2");
    expect(await lettersTo()).toEqual([]);
    expect(await waits(ofTwo)).toBe(false);
    expect(await list(ofTwo)).toContain("Rien de neuf");
    expect(await read(ofTwo)).not.toMatch(/moi d|sous le jardin/);
    expect(await read(ofOne)).toMatch(/moi du jardin[\s\S]*sous le jardin/);
    await say(anne, "sous les deux");
    expect(await lettersTo()).toEqual(["p1@essai.invalid"]);
    await part();
    expect(await read(ofTwo, "/essai")).toContain("1 nouvelle<");
    expect(await list(ofTwo)).toContain("sous le jardin");
    expect(await read(ofOne)).not.toContain("sous le jardin");
  });

  test("nothing waits of either once the one that stays is deleted", async () => {
    await forget();
    await say(bilal, "je suis le jardin", GARDEN);
    await say(anne, "sous le jardin", GARDEN);
    await merge("1", "2");
    await remove("1");
    expect(await lettersTo()).toEqual([]);
    expect(await waits(bilal)).toBe(false);
    expect(await list(bilal)).toContain("Rien de neuf");
  });
});

test("what waits behind a hundred that were read can be marked as read", async () => {
  await forget();
  await say(bilal, "je suis le café", CAFE);
  await say(anne, "attend depuis longtemps", CAFE);
  const later = sql`now() + interval '1 day' + n * interval '1 second'`;
  await sql`with said as (
      insert into comments (network_id, id, initiative_id, author_id, body, created_at)
      select ${network}, gen_random_uuid(), ${sheets["3"]}, ${anne.id}, 'x', ${later} from generate_series(1, 100) n
      returning network_id, id, created_at)
    insert into news (network_id, id, user_id, comment_id, mentioned, at, read_at)
    select network_id, gen_random_uuid(), ${bilal.id}, id, false, created_at, created_at from said`.execute(bench.db);
  expect(await list(bilal)).not.toContain("Non lu");
  expect(await list(bilal)).toContain("Tout marquer comme lu");
  await site.asMember(bilal.cookie)("/compte/nouvelles/lues", form({}));
  expect(await waits(bilal)).toBe(false);
  expect(await list(bilal)).not.toContain("Tout marquer comme lu");
});
