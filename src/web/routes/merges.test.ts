import { beforeAll, describe, expect, test } from "vitest";
import { freshDatabase } from "../../../tests/preparation/database.ts";
import { importText, itemsOf, makeNetwork } from "../../../tests/preparation/networks.ts";
import { form, makeSite } from "../../../tests/preparation/site.ts";
import { classifyInitiative } from "../../initiatives/actions/classify-initiative.ts";

const bench = await freshDatabase();
await makeNetwork(bench, "essai", ["sante", "habitat"]);
const site = await makeSite(bench);

const CSV = `numéro,intitulé,lieu,besoin,partenaires,perspectives
1,Jardins du quartier,Rodez (Aveyron),Se retrouver dehors,"MGEN, commune de Rodez",Essaimer dans le Lot
2,Jardin du quartier,Rodez (Aveyron),Manger des légumes frais,"MGEN, associations locales",Reconduire chaque été
3,Forum des aidants,Brest,Souffler,MGEN,Pérenniser
4,Forum pour les aidants,Brest,Souffler,MGEN,Pérenniser
`;

beforeAll(async () => {
  await importText(bench, "essai", CSV);
  await classifyInitiative(bench.doors(), { network: "essai", key: "1", domains: ["sante"] });
  await classifyInitiative(bench.doors(), { network: "essai", key: "2", domains: ["habitat"] });
});

/** The fields of the form as the page proposes them. */
async function proposed(path: string): Promise<Record<string, string>> {
  const page = await (await site.asLocal(path)).text();
  const fields: Record<string, string> = {};
  for (const [tag] of page.matchAll(/<input[^>]*>/g)) {
    const name = /name="([^"]+)"/.exec(tag)?.[1];
    if (name && (/type="hidden"/.test(tag) || / checked/.test(tag)))
      fields[name] = /value="([^"]*)"/.exec(tag)?.[1] ?? "";
  }
  return fields;
}

describe("two initiatives side by side", () => {
  test("show what only one says, and leave domains and prospects to a person", async () => {
    const page = await (await site.asLocal("/essai/doublons/1/2")).text();
    expect(page).toContain("<mark>Jardins</mark>");
    expect(page).toContain("deux champs à trancher");
    const fields = await proposed("/essai/doublons/1/2");
    expect(fields).toMatchObject({ title: "kept", need: "both" });
    expect(fields.domains ?? fields.prospects).toBeUndefined();
  });

  test("are not merged before everything is settled, and keep what was chosen meanwhile", async () => {
    const fields = {
      ...(await proposed("/essai/doublons/1/2")),
      need: "merged",
      title: "other",
      "other-title": "Jardins <b>",
    };
    const response = await site.asLocal("/essai/doublons/1/2", form(fields));
    expect(response.status).toBe(422);
    const page = await response.text();
    expect(page).toContain('href="#f-domains"');
    expect(page).toContain('href="#f-prospects"');
    expect(page).toMatch(/name="need" value="merged" checked/);
    expect(page).toContain('value="Jardins &lt;b&gt;"');
    expect((await itemsOf(bench, "essai")).map((item) => item.key)).toEqual(["1", "2", "3", "4"]);
  });

  test.each([
    ["another title chosen and not typed", { title: "other", "other-title": " " }],
    ["another title typed and not chosen", { title: "kept", "other-title": "Autre" }],
    ["a title past its limit", { title: "other", "other-title": "a".repeat(501) }],
    ["a choice that is none", { title: "<script>" }],
  ])("are not merged with %s", async (_, wrong) => {
    const fields = { ...(await proposed("/essai/doublons/1/2")), domains: "both", prospects: "kept", ...wrong };
    const response = await site.asLocal("/essai/doublons/1/2", form(fields));
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('id="f-title-error"');
  });

  test("are not merged when one of them changed meanwhile, and nothing chosen is lost", async () => {
    const fields = { ...(await proposed("/essai/doublons/1/2")), domains: "both", prospects: "kept" };
    await classifyInitiative(bench.doors(), { network: "essai", key: "2", domains: ["habitat"] });
    const response = await site.asLocal("/essai/doublons/1/2", form(fields));
    expect(response.status).toBe(409);
    expect(await response.text()).toMatch(/name="prospects" value="kept" checked/);
  });

  test("become one with what was chosen, once, and are parted again", async () => {
    const fields = {
      ...(await proposed("/essai/doublons/2/1")),
      domains: "both",
      prospects: "both",
      title: "other",
      "other-title": "Jardins de Rodez",
    };
    const merged = await site.asLocal("/essai/doublons/2/1", form(fields));
    expect(merged.headers.get("location")).toBe("/essai/doublons?fait=merged&fiche=2");
    const item = (await itemsOf(bench, "essai")).find(({ key }) => key === "2")!;
    expect(item).toMatchObject({ title: "Jardins de Rodez", domains: ["sante", "habitat"] });
    expect(item.need).toContain("légumes");
    expect(item.need).toContain("dehors");
    // The same button again leads to the one that stays.
    expect((await site.asLocal("/essai/doublons/2/1", form(fields))).headers.get("location")).toBe(
      "/essai/initiatives/2",
    );
    const list = await (await site.asLocal("/essai/doublons?fait=merged&fiche=2")).text();
    const undo = /\/essai\/doublons\/fusions\/[0-9a-f-]+\/defaire/.exec(list)![0];
    expect((await site.asLocal(undo, form({}))).status).toBe(303);
    expect((await site.asLocal(undo, form({}))).status).toBe(404);
    expect((await itemsOf(bench, "essai")).map(({ key }) => key)).toEqual(["1", "2", "3", "4"]);
  });
});

test("a pair can be set aside, told apart, and brought back", async () => {
  for (const decision of ["later", "distinct", "open"]) {
    const decided = await site.asLocal("/essai/doublons/3/4/decision", form({ decision }));
    expect(decided.headers.get("location")).toBe(`/essai/doublons?fait=${decision}`);
    const page = await (await site.asLocal("/essai/doublons")).text();
    expect(page.includes('id="plus-tard"')).toBe(decision === "later");
    expect(page.includes('id="distinctes"')).toBe(decision === "distinct");
  }
  expect((await site.asLocal("/essai/doublons/3/4/decision", form({ decision: "merged" }))).status).toBe(422);
  expect((await site.asLocal("/essai/doublons/1/3/decision", form({ decision: "distinct" }))).status).toBe(404);
});

test("any two sheets can be compared, and what does not exist is told where it was typed", async () => {
  expect((await site.asLocal("/essai/doublons?a=1&b=3")).headers.get("location")).toBe("/essai/doublons/1/3");
  for (const query of ["a=1&b=1", "a=1&b=99", "a=%3Cscript%3E&b=1"]) {
    const response = await site.asLocal(`/essai/doublons?${query}`);
    expect(response.status).toBe(422);
    expect(await response.text()).not.toContain("<script>b");
  }
  for (const path of ["/essai/doublons/1/99", "/essai/doublons/99/1"])
    expect((await site.asLocal(path)).status).toBe(404);
  expect((await site.asLocal("/essai/doublons/1/1")).status).toBe(422);
  expect((await site.asLocal("/essai/doublons/fusions/1/defaire", form({}))).status).toBe(404);
});

test("strangers neither compare nor merge", async () => {
  await bench.db.updateTable("networks").set({ published: true }).where("slug", "=", "essai").execute();
  for (const path of ["/essai/doublons", "/essai/doublons/1/2"]) expect((await site.asAnyone(path)).status).toBe(403);
  for (const path of ["/essai/doublons/1/2", "/essai/doublons/1/2/decision"])
    expect((await site.asAnyone(path, form({}))).status).toBe(403);
});
