import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/preparation/database.ts";
import { importText, itemsOf, makeNetwork } from "../../../tests/preparation/networks.ts";
import { form, makeSite, wordsOf } from "../../../tests/preparation/site.ts";

const bench = await freshDatabase();
const essai = await makeNetwork(bench, "essai", ["sante", "habitat"]);
await makeNetwork(bench, "voisin", []);
const site = await makeSite(bench);

const CSV = `numéro,intitulé,lieu,année de début,description,chiffres,domaine
1,Marche du dimanche,Saint-Denis,depuis dix ans,On accueille près de 400 marcheurs.,,
2,Atelier couture,Trifouillis-les-Oies,2020,,des tas,
3,Balade <b>verte</b>,Vienne,2021,,,La santé
4,Jardin,Trifouillis,2022,,,
`;

beforeAll(async () => {
  await importText(bench, "essai", CSV);
});

type Item = { id: string; field: string; value: string };
const doubts = async (): Promise<Item[]> =>
  bench.db
    .selectFrom("review_items")
    .select(["id", "field", "value"])
    .where("network_id", "=", essai)
    .where("status", "=", "open")
    .orderBy("line")
    .execute();
const doubtOf = async (value: string) => (await doubts()).find((item) => item.value === value)!.id;
const item = async (key: string) => (await itemsOf(bench, "essai")).find((one) => one.key === key)!;
const settle = (id: string, fields: Record<string, string>) => site.asLocal(`/essai/verifier/${id}`, form(fields));

describe("a doubtful value", () => {
  test("shows its words, why it is doubtful and each reading with what it is within", async () => {
    const page = await (await site.asLocal("/essai/verifier?champ=place")).text();
    expect(page).toContain("Seine-Saint-Denis");
    expect(page).toContain("Trifouillis-les-Oies");
    expect(page).toContain("&lt;b&gt;verte&lt;/b&gt;");
    expect(page).not.toContain("des tas");
  });

  test("takes one of its readings, and the reader comes back where she was with what was done", async () => {
    const id = await doubtOf("Saint-Denis");
    const page = await (await site.asLocal("/essai/verifier?champ=place")).text();
    const part = page.slice(page.indexOf(`id="v-${id}"`));
    const choice = /value="(c\d+)"[^>]*><span>Saint-Denis <small>commune, Seine-Saint-Denis/.exec(part)![1]!;
    const settled = await settle(id, { decision: choice, champ: "place", page: "1" });
    expect(settled.headers.get("location")).toBe(`/essai/verifier?champ=place&valeur=${id}`);
    expect((await item("1")).territory.departments.concat((await item("1")).territory.parents.departments)).toContain(
      "93",
    );
    expect(await (await site.asLocal(settled.headers.get("location")!)).text()).toContain('role="status"');
    const again = await settle(id, { decision: choice });
    expect(again.status).toBe(409);
  });

  test("takes another place, even typed without its button, and gives back what it cannot place", async () => {
    const id = await doubtOf("Trifouillis-les-Oies");
    const refused = await settle(id, { decision: "place", place: "Nulle-Part-sur-Rien <i>" });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('value="Nulle-Part-sur-Rien &lt;i&gt;"');
    expect((await settle(id, { decision: "place", place: "a".repeat(301) })).status).toBe(422);
    expect((await settle(id, { decision: "c20" })).status).toBe(422);
    expect((await settle(id, {})).status).toBe(422);
    expect((await settle(id, { place: "Rodez" })).status).toBe(303);
    expect((await item("2")).territory.label).toBe("Rodez");
  });

  test("takes a year, only in four digits", async () => {
    const id = await doubtOf("depuis dix ans");
    for (const year of ["", "98", "1600", "deux mille"])
      expect((await settle(id, { decision: "year", year })).status).toBe(422);
    expect((await settle(id, { decision: "year", year: "2016" })).status).toBe(303);
    expect((await item("1")).since).toEqual({ year: 2016 });
  });

  test("places its initiative in domains when it states one", async () => {
    const id = await doubtOf("La santé");
    const placed = await settle(id, { decision: "domains", domain: "sante" });
    expect(placed.status).toBe(303);
    expect((await item("3")).domains).toEqual(["sante"]);
    // Somebody else still reads the page as it was.
    const late = await settle(id, { decision: "domains", domain: "habitat", cle: "3" });
    expect(late.status).toBe(409);
    expect(await wordsOf(late)).toMatch(/Rien n’a été changé.*déjà été tranché/);
    expect((await item("3")).domains).toEqual(["sante"]);
  });

  test("keeps its words", async () => {
    const id = await doubtOf("des tas");
    expect((await settle(id, { decision: "domains" })).status).toBe(422);
    expect((await settle(id, { decision: "aside" })).status).toBe(303);
    expect((await doubts()).some((one) => one.id === id)).toBe(false);
  });

  test("of another network, or none, is not found and changes nothing", async () => {
    const id = await doubtOf("Vienne");
    expect((await site.asLocal(`/voisin/verifier/${id}`, form({ decision: "aside" }))).status).toBe(404);
    expect((await settle("1", { decision: "aside" })).status).toBe(404);
    expect((await settle(crypto.randomUUID(), { decision: "aside" })).status).toBe(404);
    expect(await doubtOf("Vienne")).toBe(id);
  });
});

test("a figure read in a text is accepted, and put back as it was", async () => {
  const figure = await bench.db
    .selectFrom("figures")
    .select("id")
    .where("network_id", "=", essai)
    .where("status", "=", "proposed")
    .executeTakeFirstOrThrow();
  const decide = (decision: string) => site.asLocal(`/essai/verifier/chiffres/${figure.id}`, form({ decision }));
  const status = async () =>
    (await bench.db.selectFrom("figures").select("status").where("id", "=", figure.id).executeTakeFirstOrThrow())
      .status;
  const accepted = await decide("accepted");
  expect(await status()).toBe("accepted");
  expect(await (await site.asLocal(accepted.headers.get("location")!)).text()).toMatch(
    /name="decision" value="proposed"/,
  );
  await decide("proposed");
  expect(await status()).toBe("proposed");
  expect((await decide("stated")).status).toBe(422);
  expect((await site.asLocal(`/voisin/verifier/chiffres/${figure.id}`, form({ decision: "accepted" }))).status).toBe(
    404,
  );
});

test("sure readings are accepted at once, each sheet says so in its versions, and doubtful ones are left", async () => {
  await importText(bench, "essai", "numéro,intitulé,lieu,partenaires\n5,Chorale,Rodez,CCAS\n");
  const accepted = await site.asLocal("/essai/verifier/accepter", form({}));
  expect(accepted.headers.get("location")).toMatch(/^\/essai\/verifier\?acceptees=\d+$/);
  expect((await doubts()).map(({ value }) => value)).toEqual(["Vienne", "Trifouillis"]);
  expect(await (await site.asLocal("/essai/verifier")).text()).not.toContain("/verifier/accepter");
  const history = await (await site.asLocal("/essai/initiatives/5/historique")).text();
  expect(history).toMatch(/Lectures tranchées[\s\S]{0,300}statut des lectures/);
  const version = await (await site.asLocal("/essai/initiatives/5/historique/2")).text();
  expect(version).toContain("Seul le statut de certaines lectures a changé");
});

test("any address of the queue answers, and says when there is nothing", async () => {
  for (const query of [
    "champ=%3Cscript%3E",
    "champ=nothing",
    "page=999999",
    "page=-1&textes=x",
    "valeur=1&chiffre=2&acceptees=x",
  ]) {
    const response = await site.asLocal(`/essai/verifier?${query}`);
    expect(response.status).toBe(200);
  }
  expect(await (await site.asLocal("/voisin/verifier")).text()).toContain('class="empty"');
});

test("strangers neither see the queue nor settle", async () => {
  await bench.db.updateTable("networks").set({ published: true }).where("slug", "=", "essai").execute();
  expect((await site.asAnyone("/essai/verifier")).status).toBe(403);
  const id = await doubtOf("Vienne");
  for (const path of [`/essai/verifier/${id}`, "/essai/verifier/accepter", `/essai/verifier/chiffres/${id}`])
    expect((await site.asAnyone(path, form({ decision: "aside" }))).status).toBe(403);
});
