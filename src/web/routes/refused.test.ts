import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Bench, freshDatabase } from "../../../tests/preparation/database.ts";
import { findHtmlFaults } from "../../../tests/preparation/html-rules.ts";
import { giveRight, makeMember } from "../../../tests/preparation/members.ts";
import { importText, makeNetwork } from "../../../tests/preparation/networks.ts";
import { fieldsOf, form, makeSite, openForm, plain, type TestSite } from "../../../tests/preparation/site.ts";
import { deleteInitiative } from "../../initiatives/actions/delete-initiative.ts";
import { undeleteInitiative } from "../../initiatives/actions/undelete-initiative.ts";
import { settleNetwork } from "../../networks/actions/settle-network.ts";
import type { Grant } from "../../platform/person.ts";

/* Forms that are refused before anything is read in them: whoever typed them loses nothing of it. */

let bench: Bench;
let site: TestSite;
let slug = "";
let networkId = "";
let counter = 0;

beforeAll(async () => {
  bench = await freshDatabase();
  site = await makeSite(bench);
});

beforeEach(async () => {
  slug = `refuser-${++counter}`;
  networkId = await makeNetwork(bench, slug, []);
  await importText(
    bench,
    slug,
    "Numéro;Intitulé;Lieu;Besoin\n1;Jardin partagé;Vesoul;Se retrouver\n2;Bus;Brest;Se soigner\n",
  );
  await settleNetwork(bench.doors(), { network: slug, published: true });
});

const officer = (): Grant => ({
  network: networkId,
  role: "regional_officer",
  territory: { scale: "departement", code: "70" },
});
const member = async (grant: Grant = officer()) => {
  const made = await makeMember(bench, { grants: [grant] });
  return { ...made, ask: site.asMember(made.cookie) };
};
const edit = () => `/${slug}/initiatives/1/modifier`;
const NEED = "Se parler, <b>enfin</b>\net jardiner.";

/** What a refused page gives back. */
async function given(response: Response) {
  const page = await response.text();
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await findHtmlFaults(page)).toEqual([]);
  return { page, fields: fieldsOf(page), action: /<form method="post" action="([^"]+)"/.exec(page)?.[1] };
}
const signIn = 'href="/connexion" target="_blank"';

describe("what was typed in a sheet is given back, to be read and sent again,", () => {
  test("when the session ended", async () => {
    const { id, ask } = await member();
    const typed = { ...(await openForm(edit(), ask)), besoin: NEED, mot: "après visite" };
    await bench.db.deleteFrom("sessions").where("user_id", "=", id).execute();
    const refused = await ask(edit(), form(typed));
    expect(refused.status).toBe(403);
    const { page, fields, action } = await given(refused);
    expect(fields).toMatchObject(typed);
    expect(action).toBe(edit());
    expect(page).toContain(signIn);
    expect(plain(page).split("<details>")[1]).toContain(NEED);
    const again = await member();
    expect((await again.ask(action!, form(fields))).status).toBe(303);
    expect((await openForm(edit(), again.ask)).besoin).toBe(NEED);
  });

  test("when the right was withdrawn", async () => {
    const { id, ask } = await member();
    const typed = { ...(await openForm(edit(), ask)), besoin: NEED, geste: "brouillon" };
    await bench.db.deleteFrom("grants").where("user_id", "=", id).execute();
    const refused = await ask(edit(), form(typed));
    expect(refused.status).toBe(403);
    const { page, fields, action } = await given(refused);
    expect(fields).toMatchObject(typed);
    // She is signed in: that mends nothing.
    expect(page).not.toContain(signIn);
    await giveRight(bench, id, officer());
    expect((await ask(action!, form(fields))).headers.get("location")).toMatch(/\/brouillons\/.*fait=garde/);
  });

  test("when the sheet was moved out of reach, or put in the basket", async () => {
    const { ask } = await member();
    const typed = { ...(await openForm(edit(), ask)), besoin: NEED };
    await site.asLocal(edit(), form({ ...(await openForm(edit(), site.asLocal)), lieu: "Brest" }));
    const moved = await ask(edit(), form(typed));
    expect(moved.status).toBe(403);
    expect((await given(moved)).fields).toMatchObject(typed);
    await site.asLocal(edit(), form({ ...(await openForm(edit(), site.asLocal)), lieu: "Vesoul" }));
    const gone = await deleteInitiative(bench.doors(), { network: slug, key: "1", reason: "essai" });
    if (!gone.ok) throw new Error(gone.failure.code);
    const deleted = await ask(edit(), form(typed));
    expect(deleted.status).toBe(404);
    const { page, fields, action } = await given(deleted);
    expect(fields).toMatchObject(typed);
    expect(page).not.toContain("Jardin partagé est");
    await undeleteInitiative(bench.doors(), { network: slug, deletion: gone.value.deletion });
    expect((await ask(action!, form(fields))).status).toBe(303);
  });
});

test.each([
  ["initiatives/1/commentaires", { commentaire: "Je passe mardi." }, 403],
  ["initiatives/1/supprimer", { raison: "Reçue deux fois en mars" }, 403],
  ["initiatives/1/historique/1/retablir", { base: "1", mot: "plus juste" }, 403],
  ["propositions/00000000-0000-7000-8000-000000000000/refuser", { raison: "Déjà dit par la fiche 2." }, 403],
  ["verifier/00000000-0000-7000-8000-000000000000", { decision: "place", place: "Haute-Saône, au nord" }, 403],
  ["reglages", { name: "Un autre nom", description: "Ce qu’il fait" }, 403],
])("a form of %s gives back what was typed once the session has ended", async (path, typed, status) => {
  const refused = await site.asAnyone(`/${slug}/${path}`, form(typed as Record<string, string>));
  expect(refused.status).toBe(status);
  const { page, fields, action } = await given(refused);
  expect(fields).toEqual(typed);
  expect(action).toBe(`/${slug}/${path}`);
  expect(page).toContain(signIn);
});

test("a network that is hidden answers a form as one that does not exist", async () => {
  await settleNetwork(bench.doors(), { network: slug, published: false });
  const told = async (network: string) => {
    const refused = await site.asAnyone(`/${network}/initiatives/1/modifier`, form({ titre: "Jardin des tours" }));
    const { page, fields } = await given(refused);
    expect([refused.status, fields]).toEqual([404, { titre: "Jardin des tours" }]);
    return page.replaceAll(network, "x");
  };
  expect(await told(slug)).toBe(await told("nulle-part"));
});

describe("nothing is given back", () => {
  const typed = { titre: "Des mots à moi", courriel: "moi@essai.invalid", passe: "un mot de passe à moi" };

  test("of what another site had a browser send", async () => {
    const sent = form(typed);
    const headers = { ...(sent.headers as Record<string, string>), origin: "https://ailleurs.example" };
    const refused = await site.asAnyone(edit(), { ...sent, headers });
    expect(refused.status).toBe(403);
    expect(await refused.text()).not.toMatch(/à moi|<form method="post"/);
  });

  test.each(["/connexion", "/en/connexion/nouveau", "/invitation/x/y", "/compte/premier", "/connexion/code"])(
    "of a form that holds a secret (%s)",
    async (path) => {
      expect(await (await site.asAnyone(path, form(typed))).text()).not.toContain("un mot de passe à moi");
    },
  );

  test("of a form that nobody typed in, or that no page of the site can hold", async () => {
    const none = await site.asAnyone(`/${slug}/verifier/accepter`, form({}));
    expect([none.status, (await none.text()).includes('<form method="post"')]).toEqual([403, false]);
    const endless = await site.asAnyone(edit(), { ...form({}), body: "a=%22&".repeat(100_000) });
    expect(endless.status).toBe(403);
    expect((await endless.text()).length).toBeLessThan(20_000);
    const file = new FormData();
    file.append("titre", "Des mots à moi");
    const multipart = await site.asAnyone(edit(), { method: "POST", body: file });
    expect([multipart.status, (await multipart.text()).includes("à moi")]).toEqual([403, false]);
  });
});
