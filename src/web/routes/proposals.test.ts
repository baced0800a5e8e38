import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Bench, freshDatabase } from "../../../tests/preparation/database.ts";
import { findHtmlFaults } from "../../../tests/preparation/html-rules.ts";
import { type MailServer, openMailServer } from "../../../tests/preparation/mail-server.ts";
import { authOf, makeMember } from "../../../tests/preparation/members.ts";
import { importText, makeNetwork } from "../../../tests/preparation/networks.ts";
import { fieldsOf, form, makeSite, openForm, plain, type TestSite, wordsOf } from "../../../tests/preparation/site.ts";
import { classifyInitiative } from "../../initiatives/actions/classify-initiative.ts";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { settleNetwork } from "../../networks/actions/settle-network.ts";
import { enterAs } from "../../people/actions/enter-as.ts";
import { sendMail } from "../../people/actions/send-mail.ts";
import { openPost } from "../../platform/mail/send-mail.ts";
import type { GrantScale, Role } from "../../platform/person.ts";

const HEADER = "Numéro;Intitulé;Lieu;Depuis;Besoin;Description;Partenaires\n";
const ROWS =
  "1;Jardin partagé;Vesoul;2012;Se retrouver;Un jardin.;CCAS, MGEN\n2;Bus santé;Brest;;Se soigner;Un bus.;ARS\n";

let bench: Bench;
let site: TestSite;
let server: MailServer;
let slug = "";
let networkId = "";
let counter = 0;

beforeAll(async () => {
  bench = await freshDatabase();
  site = await makeSite(bench);
  server = await openMailServer();
});

beforeEach(async () => {
  await bench.db.deleteFrom("attempts").execute();
  slug = `proposer-${++counter}`;
  networkId = await makeNetwork(bench, slug, ["soin"]);
  await importText(bench, slug, HEADER + ROWS);
  await settleNetwork(bench.doors(), { network: slug, published: true, open_to_proposals: true });
});

type Ask = TestSite["asAnyone"];
const member = async (role: Exclude<Role, "public">, code?: string, initiative?: string) => {
  const territory = code ? { territory: { scale: "departement" as GrantScale, code } } : {};
  const grant = { network: networkId, role, ...territory, ...(initiative && { initiative }) };
  const made = await makeMember(bench, { grants: [grant] });
  return { ...made, ask: site.asMember(made.cookie) };
};
const waiting = async () =>
  bench.db.selectFrom("proposals").selectAll().where("network_id", "=", networkId).orderBy("created_at").execute();
const correction = () => `/${slug}/initiatives/1/proposer`;

describe("a stranger", () => {
  test("proposes a correction, follows it by its own address, and is told by mail with the consent she gave", async () => {
    const typed = await openForm(correction(), site.asAnyone);
    const proposed = {
      ...typed,
      besoin: "Se parler",
      partenaires: "CCAS\nMGEN\nVille de Vesoul",
      geste: "envoyer",
      nom: "Une voisine",
      courriel: "voisine@essai.invalid",
      accord: "oui",
    };
    // She thinks of her address once it has gone: it is kept with the same words.
    const silent = await site.asAnyone(correction(), form({ ...proposed, courriel: "", accord: "" }));
    const sent = await site.asAnyone(correction(), form(proposed));
    expect([silent.status, sent.status]).toEqual([303, 303]);
    const followed = sent.headers.get("location")!;
    expect(await wordsOf(await site.asAnyone(followed))).toContain("Elle attend d’être relue.");
    // Sent twice, it is one proposal, under the same address.
    expect((await site.asAnyone(correction(), form(proposed))).headers.get("location")).toBe(followed);
    const [kept, ...others] = await waiting();
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ author: null, author_name: "Une voisine" });
    expect(JSON.stringify(kept)).not.toContain("voisine@essai.invalid");
    const consented = () =>
      bench.db
        .selectFrom("consents")
        .select(["purpose", "words", "withdrawn_at"])
        .where("network_id", "=", networkId)
        .execute();
    expect(await consented()).toMatchObject([
      {
        purpose: "proposal",
        words: expect.stringContaining("garde mon adresse jusqu’à sa réponse"),
        withdrawn_at: null,
      },
    ]);
    expect((await site.asAnyone(`/${slug}/initiatives/1-jardin-partage`)).status).toBe(200);
    expect(await wordsOf(await site.asAnyone(`/${slug}/initiatives/1-jardin-partage`))).not.toContain("Se parler");

    const page = await (await site.asLocal(`/${slug}/propositions/${kept!.id}`)).text();
    expect(plain(page)).toContain("Une voisine");
    expect(page).toMatch(/<ins>.*Ville de Vesoul<\/ins>/);
    const held = fieldsOf(page);
    const partly = new URLSearchParams({ base: held.base!, reponse: "Merci de votre passage." });
    partly.append("accepte", "partners");
    const accepted = await site.asLocal(`/${slug}/propositions/${kept!.id}/accepter`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: partly.toString(),
    });
    expect(accepted.headers.get("location")).toBe(`/${slug}/propositions?fait=acceptee`);
    const sheet = await wordsOf(await site.asAnyone(`/${slug}/initiatives/1-jardin-partage`));
    expect(sheet).toContain("Ville de Vesoul");
    expect(sheet).not.toContain("Se parler");
    expect(await wordsOf(await site.asAnyone(followed))).toMatch(/Elle est acceptée.*Merci de votre passage/);

    const post = openPost({ server: server.url, from: "a@essai.invalid" });
    const mail = await bench.db
      .selectFrom("mails")
      .selectAll()
      .where("recipient_hash", "in", bench.doors().vault.blinds("voisine@essai.invalid"))
      .execute();
    expect(mail).toHaveLength(1);
    await sendMail(bench.doors(), { id: mail[0]!.id, post, base: "https://a.invalid" });
    expect(server.letters[0]!.text).toContain("Merci de votre passage.");
    expect(server.letters[0]!.text).toContain(`https://a.invalid/${slug}/initiatives/1-jardin-partage`);
    const forgotten = { status: "accepted", email: null, email_hash: null, author_name: "" };
    expect((await waiting())[0]).toMatchObject(forgotten);
    const decided = await wordsOf(await site.asLocal(`/${slug}/propositions`));
    expect(decided).not.toContain("Une voisine");
    expect(decided).toContain("quelqu’un dont le nom n’est pas gardé");
    expect(await consented()).toMatchObject([{ withdrawn_at: expect.any(Date) }]);
  });

  test("proposes a new initiative, which is published as whoever reviews it leaves it", async () => {
    const path = `/${slug}/initiatives/nouvelle`;
    const typed = await openForm(path, site.asAnyone);
    const sent = await site.asAnyone(
      path,
      form({ ...typed, titre: "Café des parents", lieu: "Belfort", geste: "envoyer" }),
    );
    expect(sent.status).toBe(303);
    const [kept] = await waiting();
    const officer = await member("regional_officer", "90");
    const other = await member("regional_officer", "29");
    expect(await wordsOf(await officer.ask(`/${slug}/propositions`))).toContain("Café des parents");
    expect(await wordsOf(await other.ask(`/${slug}/propositions`))).not.toContain("Café des parents");
    expect((await other.ask(`/${slug}/propositions/${kept!.id}`)).status).toBe(403);
    expect(await wordsOf(await officer.ask(`/${slug}/verifier`))).toContain("1 proposition à relire");
    const form1 = fieldsOf(await (await officer.ask(`/${slug}/propositions/${kept!.id}`)).text());
    const accept = `/${slug}/propositions/${kept!.id}/accepter`;
    const refused = await other.ask(accept, form(form1));
    expect(refused.status).toBe(403);
    const changed = form({ ...form1, titre: "Café des parents du Fourneau" });
    expect((await officer.ask(accept, changed)).status).toBe(303);
    expect((await officer.ask(accept, changed)).status).toBe(303);
    const made = await findStanding(bench.db, networkId, "3");
    expect(made).toMatchObject({ title: "Café des parents du Fourneau", id: kept!.id });
    expect(await findStanding(bench.db, networkId, "4")).toBeUndefined();
    expect(await wordsOf(await site.asAnyone(sent.headers.get("location")!))).toContain("Elle est acceptée.");
  });

  test("is told what to mend, with all that she typed", async () => {
    const path = `/${slug}/initiatives/nouvelle`;
    const typed: Record<string, string> = {
      ...(await openForm(path, site.asAnyone)),
      besoin: "Souffler",
      courriel: "voisine@essai.invalid",
      geste: "envoyer",
    };
    const untitled = await site.asAnyone(path, form({ ...typed, titre: "", courriel: "" }));
    expect(untitled.status).toBe(422);
    expect(fieldsOf(await untitled.text())).toMatchObject({
      besoin: "Souffler",
      fiche: typed.fiche,
      jeton: typed.jeton,
    });
    const unconsented = await site.asAnyone(path, form({ ...typed, titre: "Café" }));
    expect(unconsented.status).toBe(422);
    expect(await wordsOf(unconsented)).toContain("cochez la case");
    const wrong = await site.asAnyone(
      path,
      form({ ...typed, titre: "Café", courriel: "pas une adresse", accord: "oui" }),
    );
    expect(wrong.status).toBe(422);
    const trapped = await site.asAnyone(
      path,
      form({ ...typed, titre: "Café", courriel: "", "site-personnel": "http://x" }),
    );
    expect(trapped.status).toBe(422);
    const nothing = await site.asAnyone(
      correction(),
      form({ ...(await openForm(correction(), site.asAnyone)), geste: "envoyer" }),
    );
    expect(nothing.status).toBe(422);
    const long = await site.asAnyone(path, form({ ...typed, titre: "T".repeat(600), courriel: "" }));
    expect(long.status).toBe(422);
    expect(await waiting()).toEqual([]);
  });

  test("cannot take the proposal of another for her own, nor read it, nor fill the network", async () => {
    const typed = await openForm(correction(), site.asAnyone);
    await site.asAnyone(correction(), form({ ...typed, besoin: "Se parler", geste: "envoyer" }));
    const stolen = { ...typed, jeton: "x".repeat(43), besoin: "Autre chose", geste: "envoyer" };
    expect((await site.asAnyone(correction(), form(stolen))).status).toBe(409);
    expect((await waiting())[0]!.fields).toMatchObject({ need: "Se parler" });
    expect((await site.asAnyone(`/${slug}/suivi/${"x".repeat(43)}`)).status).toBe(404);
    expect((await site.asAnyone(`/${slug}/suivi/${(await waiting())[0]!.id}`)).status).toBe(404);
    const statuses = new Set<number>();
    for (let i = 0; i < 22; i++) {
      const again = await openForm(correction(), site.asAnyone);
      const answer = await site.asAnyone(correction(), form({ ...again, besoin: `Se parler ${i}`, geste: "envoyer" }));
      statuses.add(answer.status);
    }
    expect([...statuses]).toEqual([303, 429]);
  });

  test("proposes nothing where the network does not accept it, and sees no link to do so", async () => {
    await settleNetwork(bench.doors(), { network: slug, open_to_proposals: false });
    for (const path of [correction(), `/${slug}/initiatives/nouvelle`]) {
      expect((await site.asAnyone(path)).status).toBe(403);
      expect((await site.asAnyone(path, form({ titre: "X", geste: "envoyer" }))).status).toBe(403);
    }
    for (const path of ["initiatives", "initiatives/1-jardin-partage"])
      expect(await (await site.asAnyone(`/${slug}/${path}`)).text()).not.toMatch(/\/(proposer|nouvelle)"/);
    await settleNetwork(bench.doors(), { network: slug, open_to_proposals: true });
    for (const [path, link] of [
      ["initiatives", "nouvelle"],
      ["initiatives/1-jardin-partage", "proposer"],
    ])
      expect(await (await site.asAnyone(`/${slug}/${path}`)).text()).toContain(`/${link}"`);
  });
});

describe("whoever reviews", () => {
  const propose = async () => {
    const reader = await member("reader");
    const typed = await openForm(correction(), reader.ask);
    const sent = await reader.ask(
      correction(),
      form({ ...typed, besoin: "Se parler", titre: "Jardin des tours", geste: "envoyer" }),
    );
    expect(sent.headers.get("location")).toBe(`/${slug}/brouillons?fait=envoyee`);
    return { reader, id: (await waiting())[0]!.id };
  };

  test("refuses with a reason, once; whoever proposed reads it, and is told by mail", async () => {
    const { reader, id } = await propose();
    const path = `/${slug}/propositions/${id}/refuser`;
    const silent = await site.asLocal(path, form({ raison: " " }));
    expect(silent.status).toBe(422);
    expect(await wordsOf(silent)).toContain("Dites pourquoi la proposition est refusée");
    expect((await site.asLocal(path, form({ raison: "Le besoin est dit ainsi par le terrain." }))).status).toBe(303);
    expect((await site.asLocal(path, form({ raison: "Le besoin est dit ainsi par le terrain." }))).status).toBe(303);
    expect(
      (await site.asLocal(`/${slug}/propositions/${id}/accepter`, form({ base: "1", accepte: "need" }))).status,
    ).toBe(409);
    expect((await waiting())[0]).toMatchObject({
      status: "refused",
      reason: "Le besoin est dit ainsi par le terrain.",
    });
    expect(await wordsOf(await reader.ask(`/${slug}/brouillons`))).toContain("Le besoin est dit ainsi par le terrain.");
    const mails = await bench.db
      .selectFrom("mails")
      .select("template")
      .where("recipient_hash", "in", bench.doors().vault.blinds(reader.email))
      .execute();
    expect(mails).toEqual([{ template: "proposal_refused" }]);
  });

  test("reads what somebody else decided before her, and keeps what she had written under her eyes", async () => {
    const { id } = await propose();
    const other = await member("national_team");
    const path = `/${slug}/propositions/${id}`;
    const held = fieldsOf(await (await site.asLocal(path)).text());
    const first = form({ base: held.base!, accepte: "title", reponse: "Merci." });
    const both = new URLSearchParams([
      ["base", held.base!],
      ["accepte", "title"],
      ["accepte", "need"],
      ["reponse", "J’ai tout pris."],
    ]);
    const second = { ...form({}), body: both.toString() };
    expect((await other.ask(`${path}/accepter`, first)).status).toBe(303);
    expect((await other.ask(`${path}/accepter`, first)).status).toBe(303);
    // Neither the same words from somebody else, nor other fields from the same person, were ever applied.
    for (const [ask, sent] of [
      [site.asLocal, first],
      [site.asLocal, second],
      [other.ask, second],
    ] as const) {
      const late = await ask(`${path}/accepter`, sent);
      expect(late.status).toBe(409);
      const words = await wordsOf(late);
      expect(words).toMatch(/Rien n’a été décidé.*déjà été tranchée/);
      expect(words).toContain("Réponse : « Merci. »");
      expect(words).toContain(sent === second ? "J’ai tout pris." : "Champs que vous acceptiez Intitulé");
    }
    const refused = await site.asLocal(`${path}/refuser`, form({ raison: "Pas maintenant." }));
    expect(refused.status).toBe(409);
    expect(await wordsOf(refused)).toContain("Pas maintenant.");
  });

  test("learns that her reason is not the one that was told", async () => {
    const { id } = await propose();
    const other = await member("national_team");
    const path = `/${slug}/propositions/${id}/refuser`;
    expect((await other.ask(path, form({ raison: "Déjà dit." }))).status).toBe(303);
    const late = await site.asLocal(path, form({ raison: "Le besoin est dit ainsi par le terrain." }));
    expect(late.status).toBe(409);
    const words = await wordsOf(late);
    expect(words).toContain("Réponse : « Déjà dit. »");
    expect(words).toContain("Le besoin est dit ainsi par le terrain.");
  });

  test("finds the new sheet that she reworked, where another published it first", async () => {
    const path = `/${slug}/initiatives/nouvelle`;
    const typed = { ...(await openForm(path, site.asAnyone)), titre: "Café des parents", lieu: "Belfort" };
    await site.asAnyone(path, form({ ...typed, geste: "envoyer" }));
    const review = `/${slug}/propositions/${(await waiting())[0]!.id}`;
    const held = fieldsOf(await (await site.asLocal(review)).text());
    const other = await member("national_team");
    expect((await other.ask(`${review}/accepter`, form({ ...held, besoin: "Souffler" }))).status).toBe(303);
    const reworked = { ...held, besoin: "Souffler, et se parler.", reponse: "Merci." };
    const late = await site.asLocal(`${review}/accepter`, form(reworked));
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(await findHtmlFaults(page)).toEqual([]);
    expect(page).toContain("Souffler, et se parler.");
    expect(page).toContain(`/${slug}/initiatives/3"`);
    expect(await openForm(`/${slug}/initiatives/3/modifier`, site.asLocal)).toMatchObject({ besoin: "Souffler" });
  });

  test("reads again what moved before accepting, and accepts upon what the sheet says now", async () => {
    const { id } = await propose();
    const path = `/${slug}/propositions/${id}`;
    const held = fieldsOf(await (await site.asLocal(path)).text());
    const edit = `/${slug}/initiatives/1/modifier`;
    await site.asLocal(
      edit,
      form({ ...(await openForm(edit, site.asLocal)), description: "Un potager.", besoin: "Se voir" }),
    );
    const body = (base: string) => form({ base, accepte: "title" });
    const moved = await site.asLocal(`${path}/accepter`, body(held.base!));
    expect(moved.status).toBe(409);
    const page = await moved.text();
    expect(plain(page)).toContain("La fiche a changé depuis");
    expect((await site.asLocal(`${path}/accepter`, form({ base: fieldsOf(page).base! }))).status).toBe(422);
    expect((await site.asLocal(`${path}/accepter`, body(fieldsOf(page).base!))).status).toBe(303);
    expect(await openForm(edit, site.asLocal)).toMatchObject({
      titre: "Jardin des tours",
      besoin: "Se voir",
      description: "Un potager.",
    });
    expect(await wordsOf(await site.asLocal(`/${slug}/initiatives/1/historique`))).toContain("Proposition acceptée");
  });

  test("a partner corrects her own sheet and proposes for the others", async () => {
    const own = (await findStanding(bench.db, networkId, "2"))!.id;
    const partner = await member("partner", undefined, own);
    expect((await partner.ask(`/${slug}/initiatives/2/modifier`)).status).toBe(200);
    expect((await partner.ask(`/${slug}/initiatives/1/modifier`)).status).toBe(403);
    expect((await partner.ask(`/${slug}/initiatives/1/proposer`)).status).toBe(200);
    expect((await partner.ask(`/${slug}/initiatives/2/proposer`)).status).toBe(403);
  });
});

describe("a draft", () => {
  const title = "Brouillon du Doubs";

  test("of a new sheet is for its author and whoever reviews its territory, then becomes a sheet", async () => {
    const officer = await member("regional_officer", "25");
    const president = await member("committee_president", "25");
    const elsewhere = await member("regional_officer", "29");
    const path = `/${slug}/initiatives/nouvelle`;
    const typed = { ...(await openForm(path, president.ask)), titre: title, lieu: "Besançon", chiffres: "beaucoup" };
    const kept = await president.ask(path, form({ ...typed, geste: "brouillon" }));
    expect(kept.status).toBe(303);
    const draft = kept.headers.get("location")!.replace(/\?.*/, "");
    expect(await openForm(draft, president.ask)).toMatchObject({ titre: title, chiffres: "beaucoup" });
    expect((await officer.ask(draft)).status).toBe(404);
    const [row] = await waiting();
    expect(await wordsOf(await officer.ask(`/${slug}/propositions`))).toContain(title);
    expect((await officer.ask(`/${slug}/propositions/${row!.id}`)).status).toBe(200);
    expect(await wordsOf(await elsewhere.ask(`/${slug}/propositions`))).not.toContain(title);
    expect((await elsewhere.ask(`/${slug}/propositions/${row!.id}`)).status).toBe(403);
    for (const hidden of [
      "initiatives",
      "exports/initiatives.json",
      "fil.atom",
      "sitemap-1.xml",
      `initiatives?q=${encodeURIComponent(title)}`,
    ])
      expect(
        (await (await site.asLocal(`/${slug}/${hidden}`)).text())
          .replaceAll(`value="${title}"`, "")
          .includes(`>${title}<`),
      ).toBe(false);
    // Sent, it is a proposal; what is wrong with it is told then.
    const sent = await president.ask(path, form({ ...(await openForm(draft, president.ask)), geste: "envoyer" }));
    expect(sent.status).toBe(422);
    const good = await president.ask(path, form({ ...fieldsOf(await sent.text()), chiffres: "", geste: "envoyer" }));
    expect(good.headers.get("location")).toBe(`/${slug}/brouillons?fait=envoyee`);
    expect((await waiting()).map(({ status }) => status)).toEqual(["sent"]);
    expect((await president.ask(draft)).status).toBe(303);
  });

  test("of changes keeps what was typed, opens the form again, and is gone once they are saved", async () => {
    const path = `/${slug}/initiatives/1/modifier`;
    const typed = { ...(await openForm(path, site.asLocal)), besoin: "Se parler", chiffres: "beaucoup" };
    const kept = await site.asLocal(path, form({ ...typed, geste: "brouillon" }));
    expect(kept.status).toBe(303);
    const draft = kept.headers.get("location")!.replace(/\?.*/, "");
    await site.asLocal(path, form({ ...(await openForm(path, site.asLocal)), titre: "Jardin des tours" }));
    const again = await openForm(draft, site.asLocal);
    expect(again).toMatchObject({ besoin: "Se parler", chiffres: "beaucoup", titre: "Jardin partagé" });
    const saved = await site.asLocal(path, form({ ...again, chiffres: "" }));
    expect(saved.headers.get("location")).toMatch(/fait=reunie$/);
    expect(await openForm(path, site.asLocal)).toMatchObject({ besoin: "Se parler", titre: "Jardin des tours" });
    expect(await waiting()).toEqual([]);
  });

  test("is thrown away by its author alone", async () => {
    const [one, other] = [await member("volunteer"), await member("volunteer")];
    const path = `/${slug}/initiatives/nouvelle`;
    const kept = await one.ask(path, form({ ...(await openForm(path, one.ask)), titre: title, geste: "brouillon" }));
    const draft = kept.headers.get("location")!.replace(/\?.*/, "");
    expect((await other.ask(`${draft}/jeter`, form({}))).status).toBe(404);
    expect((await one.ask(`${draft}/jeter`, form({}))).headers.get("location")).toBe(`/${slug}/brouillons?fait=jete`);
    expect(await waiting()).toEqual([]);
  });
});

describe("one form opened in two pages", () => {
  const path = () => `/${slug}/initiatives/nouvelle`;
  const cafe = { titre: "Café des parents", lieu: "Belfort", besoin: "Souffler" };
  const more = { besoin: "Souffler, et se parler." };

  test("and published from one keeps what was written in the other, which can be published too", async () => {
    const typed: Record<string, string> = { ...(await openForm(path(), site.asLocal)), ...cafe };
    const first = await site.asLocal(path(), form({ ...typed, geste: "publier" }));
    expect(first.headers.get("location")).toBe(`/${slug}/initiatives/3-cafe-des-parents?fait=creee`);
    const twice = await site.asLocal(path(), form({ ...typed, geste: "publier" }));
    expect(twice.headers.get("location")).toBe(first.headers.get("location"));
    let again: Record<string, string> = {};
    for (const geste of ["envoyer", "brouillon", "publier"]) {
      const late = await site.asLocal(path(), form({ ...typed, ...more, geste }));
      expect([geste, late.status]).toEqual([geste, 409]);
      const page = await late.text();
      expect(await findHtmlFaults(page)).toEqual([]);
      expect(page).toContain(`href="/${slug}/initiatives/3"`);
      again = fieldsOf(page);
      expect(again).toMatchObject({ ...cafe, ...more });
      expect(again.fiche).not.toBe(typed.fiche);
    }
    expect(await waiting()).toEqual([]);
    const kept = await site.asLocal(path(), form({ ...again, geste: "brouillon" }));
    const draft = kept.headers.get("location")!.replace(/\?.*/, "");
    const resumed = await openForm(draft, site.asLocal);
    expect(resumed).toMatchObject(more);
    const second = await site.asLocal(path(), form({ ...resumed, geste: "publier" }));
    expect(second.headers.get("location")).toBe(`/${slug}/initiatives/4-cafe-des-parents?fait=creee`);
    expect(await openForm(`/${slug}/initiatives/3/modifier`, site.asLocal)).toMatchObject({ besoin: "Souffler" });
    expect(await waiting()).toEqual([]);
  });

  test("and sent from one keeps what was written in the other, which can be sent too", async () => {
    const reader = await member("reader");
    for (const [ask, followed] of [
      [reader.ask, `/${slug}/brouillons"`],
      [site.asAnyone, "/suivi/"],
    ] as const) {
      await bench.db.deleteFrom("proposals").where("network_id", "=", networkId).execute();
      const typed: Record<string, string> = { ...(await openForm(path(), ask)), ...cafe };
      const first = await ask(path(), form({ ...typed, geste: "envoyer" }));
      expect(first.status).toBe(303);
      expect((await ask(path(), form({ ...typed, geste: "envoyer" }))).headers.get("location")).toBe(
        first.headers.get("location"),
      );
      const gestures = ask === reader.ask ? ["brouillon", "envoyer"] : ["envoyer"];
      let again: Record<string, string> = {};
      for (const geste of gestures) {
        const late = await ask(path(), form({ ...typed, ...more, geste }));
        expect([geste, late.status]).toEqual([geste, 409]);
        const page = await late.text();
        expect(page).toContain(followed);
        if (ask === site.asAnyone) expect(page).toContain(`href="${first.headers.get("location")}"`);
        again = fieldsOf(page);
        expect(again).toMatchObject({ ...cafe, ...more });
      }
      expect((await ask(path(), form({ ...again, geste: "envoyer" }))).status).toBe(303);
      const needs = (await waiting()).map(({ fields, status }) => [(fields as { need: string }).need, status]);
      expect(needs).toEqual([
        [cafe.besoin, "sent"],
        [more.besoin, "sent"],
      ]);
    }
  });

  test("and corrected from one keeps the correction of the other", async () => {
    const reader = await member("reader");
    const typed: Record<string, string> = { ...(await openForm(correction(), reader.ask)), besoin: "Se parler" };
    expect((await reader.ask(correction(), form({ ...typed, geste: "envoyer" }))).status).toBe(303);
    const late = await reader.ask(correction(), form({ ...typed, description: "Un potager.", geste: "envoyer" }));
    expect(late.status).toBe(409);
    const again = fieldsOf(await late.text());
    expect(again).toMatchObject({ besoin: "Se parler", description: "Un potager.", base: typed.base });
    expect((await reader.ask(correction(), form({ ...again, geste: "envoyer" }))).status).toBe(303);
    expect(await waiting()).toHaveLength(2);
  });
});

describe("a form opened at a revision that changed no word", () => {
  const edit = () => `/${slug}/initiatives/1/modifier`;
  /** What a form holds that was opened then, while another is about to change the need. */
  const openedThen = async (path: string, ask: Ask) => {
    await classifyInitiative(bench.doors(), { network: slug, key: "1", domains: [] });
    const typed = await openForm(path, ask);
    const changed = { ...(await openForm(edit(), site.asLocal)), besoin: "Se parler" };
    expect((await site.asLocal(edit(), form(changed))).status).toBe(303);
    return typed;
  };

  test("proposes only what its author changed", async () => {
    const reader = await member("reader");
    const typed = await openedThen(correction(), reader.ask);
    await reader.ask(correction(), form({ ...typed, titre: "Jardin des tours", geste: "envoyer" }));
    const page = await (await site.asLocal(`/${slug}/propositions/${(await waiting())[0]!.id}`)).text();
    const asked = [...page.matchAll(/name="accepte" value="(\w+)"|value="(\w+)"[^>]* name="accepte"/g)];
    expect(asked.map(([, one, other]) => one ?? other)).toEqual(["title"]);
  });

  test("and kept as a draft writes nothing over what another changed", async () => {
    const typed = await openedThen(edit(), site.asLocal);
    const kept = await site.asLocal(edit(), form({ ...typed, titre: "Jardin des tours", geste: "brouillon" }));
    const resumed = await openForm(kept.headers.get("location")!, site.asLocal);
    expect((await site.asLocal(edit(), form(resumed))).status).toBe(303);
    expect(await openForm(edit(), site.asLocal)).toMatchObject({ titre: "Jardin des tours", besoin: "Se parler" });
  });
});

describe("a member whose session ended while she wrote", () => {
  const path = () => `/${slug}/initiatives/nouvelle`;
  const typed = async (ask: Ask, where = path()): Promise<Record<string, string>> => ({
    ...(await openForm(where, ask)),
    titre: "Café des parents",
    lieu: "Belfort",
    besoin: "Souffler",
  });
  const leave = (user: string) => bench.db.deleteFrom("sessions").where("user_id", "=", user).execute();

  test.each([
    ["volunteer", "brouillon", /\/brouillons\/.*fait=garde$/],
    ["national_team", "publier", /fait=creee$/],
    ["volunteer", "envoyer", /\/brouillons\?fait=envoyee$/],
  ] as const)(
    "a %s who presses “%s” sends nothing to anybody, and does it once she is back",
    async (role, geste, to) => {
      const one = await member(role);
      const sent: Record<string, string> = { ...(await typed(one.ask)), geste };
      await leave(one.id);
      const refused = await one.ask(path(), form(sent));
      expect(refused.status).toBe(422);
      const page = await refused.text();
      expect(plain(page)).toContain("Votre session est terminée");
      expect(page).toContain('href="/connexion" target="_blank"');
      expect(await findHtmlFaults(page)).toEqual([]);
      const again = fieldsOf(page);
      expect(again).toMatchObject({
        titre: "Café des parents",
        lieu: "Belfort",
        besoin: "Souffler",
        fiche: sent.fiche,
      });
      expect(page).toContain(`value="${geste}"`);
      expect(await waiting()).toEqual([]);
      const auth = await enterAs(bench.doors(), { auth: authOf(bench), user: one.id, strong: true });
      if (!auth.ok) throw new Error(auth.failure.code);
      const back = site.asMember(auth.value.cookie.split(";")[0]!);
      expect((await back(path(), form({ ...again, geste }))).headers.get("location")).toMatch(to);
      for (const { author } of await waiting()) expect(author).toBe(one.id);
    },
  );

  test("loses no domain that she chose", async () => {
    const team = await member("national_team");
    const sent = { ...(await typed(team.ask)), domaine: "soin", geste: "publier" };
    await leave(team.id);
    const refused = await team.ask(path(), form(sent));
    expect(fieldsOf(await refused.text())).toMatchObject({ domaine: "soin" });
  });

  test("is asked for a correction too, and may still send it as anybody does", async () => {
    const one = await member("volunteer");
    const sent = { ...(await typed(one.ask, correction())), geste: "brouillon" };
    await leave(one.id);
    const refused = await one.ask(correction(), form(sent));
    expect(refused.status).toBe(422);
    const again = fieldsOf(await refused.text());
    const proposed = await one.ask(correction(), form({ ...again, geste: "envoyer" }));
    expect(proposed.headers.get("location")).toMatch(/\/suivi\//);
    expect((await waiting())[0]).toMatchObject({ author: null, status: "sent" });
  });

  test("may send what she resumed of a draft as anybody does too, and keeps her draft", async () => {
    const one = await member("volunteer");
    const kept = await one.ask(correction(), form({ ...(await typed(one.ask, correction())), geste: "brouillon" }));
    const resumed = fieldsOf(await (await one.ask(kept.headers.get("location")!)).text());
    await leave(one.id);
    const gone = fieldsOf(await (await one.ask(correction(), form({ ...resumed, geste: "envoyer" }))).text());
    const refused = await one.ask(correction(), form({ ...gone, geste: "envoyer" }));
    expect(refused.status).toBe(409);
    const sent = await one.ask(correction(), form({ ...fieldsOf(await refused.text()), geste: "envoyer" }));
    expect(sent.headers.get("location")).toMatch(/\/suivi\//);
    const kinds = (await waiting()).map(({ author, status }) => `${status} ${author === one.id ? "hers" : author}`);
    expect(kinds.sort()).toEqual(["draft hers", "sent null"]);
  });
});
