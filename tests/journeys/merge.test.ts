import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { answersText } from "../preparation/answers.ts";
import { follow, journey, openStand, read, type Stand, visit, WAYS } from "../preparation/browser.ts";
import { findBarriers, findOverflow } from "../preparation/inspect.ts";
import { importText, makeNetwork } from "../preparation/networks.ts";

let stand: Stand | undefined;

beforeAll(async () => {
  stand = await openStand();
});

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const words = async (page: Page) => (await read(page.locator("main"))).join(" ");

async function listed(page: Page, network: string): Promise<string[]> {
  await page.goto(`/${network}/initiatives`);
  return read(page.locator(".results tbody th a"));
}

/** Chooses, for each field that nobody decided, the last thing it may become. */
async function chooseWhatIsLeft(page: Page): Promise<void> {
  for (const row of await page.locator("fieldset.row").all()) {
    const choices = row.getByRole("radio");
    const checked = await Promise.all((await choices.all()).map((choice) => choice.isChecked()));
    if (!checked.includes(true)) await choices.last().check();
  }
}

describe.each(WAYS)("a member of the national team, $way", ({ javaScriptEnabled }) => {
  const network = javaScriptEnabled ? "avec-script" : "sans-script";

  journey(
    "merges two answers about one action, parts them again, and says they are two",
    { timeout: 240_000 },
    async () => {
      await makeNetwork(stand!.bench, network, ["solidarites"]);
      const imported = await importText(stand!.bench, network, answersText(201));
      if (!imported.ok) throw new Error(imported.failure.code);
      const page = await visit(stand, { javaScriptEnabled, refusals: [422] });

      await page.goto(`/${network}/doublons`);
      expect(await words(page)).toContain("Deux initiatives n’en font peut-être qu’une.");
      expect((await read(page.locator("section[aria-labelledby=ouverts]"))).join()).toMatch(/Même intitulé.*Vesoul/);
      await follow(page, page.getByRole("link", { name: "Comparer les fiches 203 et 204" }).click());
      expect((await read(page.locator(".reasons li"))).length).toBeGreaterThan(1);
      expect(await words(page)).toMatch(/une trentaine de bénévoles.*plus de 25 bénévoles/);
      expect(await findBarriers(page)).toEqual([]);

      await page.getByRole("radio", { name: "Un autre intitulé" }).check();
      await chooseWhatIsLeft(page);
      await page
        .locator("#f-figures")
        .getByRole("radio", { name: /Garder les deux/ })
        .check();
      const before = await page.locator("input:checked").evaluateAll(valuesOf);
      await follow(page, button(page, "Fusionner").click());
      expect((await read(page.locator("main"))).join()).toContain(
        "Saisissez l’autre intitulé, ou gardez l’un des deux.",
      );
      expect(await page.locator("input:checked").evaluateAll(valuesOf)).toEqual(before);
      expect(await findBarriers(page)).toEqual([]);
      expect(await findOverflow(page)).toEqual([]);
      expect(await listed(page, network)).toHaveLength(3);

      await page.goto(`/${network}/doublons/203/204`);
      await page.getByRole("radio", { name: "Un autre intitulé" }).check();
      await page.getByLabel("L’autre intitulé").fill("Café des paliers");
      await chooseWhatIsLeft(page);
      await page
        .locator("#f-figures")
        .getByRole("radio", { name: /Garder les deux/ })
        .check();
      await follow(page, button(page, "Fusionner").click());
      expect(await words(page)).toContain("Les deux fiches n’en font plus qu’une");
      expect(await findBarriers(page)).toEqual([]);
      expect(await listed(page, network)).toEqual(["Jardin nourricier des écoliers", "Café des paliers"]);
      await page.goto(`/${network}/initiatives/204`);
      expect(new URL(page.url()).pathname).toBe(`/${network}/initiatives/203-cafe-des-paliers`);
      const sheet = await words(page);
      expect(sheet).toContain("Cette fiche réunit deux réponses : n° 203 et 204.");
      expect(sheet).toMatch(/« une trentaine de bénévoles ».*« plus de 25 bénévoles »/);
      expect(sheet).toContain("Un café sur le palier, tenu par des bénévoles.");
      expect(sheet).toContain("Un café sur le palier ; trente bénévoles se relaient.");

      await page.goto(`/${network}/doublons`);
      await follow(page, button(page, /^Défaire la fusion de la fiche 204/).click());
      expect(await words(page)).toContain("La fusion est défaite");
      expect(await listed(page, network)).toEqual([
        "Jardin nourricier des écoliers",
        "Café des voisins",
        "Le café des voisins",
      ]);

      await page.goto(`/${network}/doublons/203/204`);
      await follow(page, button(page, "Ce sont deux initiatives").click());
      expect(await words(page)).toContain("Ce rapprochement ne sera plus proposé.");
      expect((await read(page.locator("section[aria-labelledby=ouverts]"))).join()).toContain("Rien à comparer");
      expect(await findBarriers(page)).toEqual([]);
      expect(await listed(page, network)).toHaveLength(3);
    },
  );

  journey("compares two sheets of her choice, and is told which number leads nowhere", async () => {
    const page = await visit(stand, { javaScriptEnabled, refusals: [422] });
    await page.goto("/demonstration/doublons");
    await page.getByLabel("Numéro de la fiche qui reste").fill("14");
    await page.getByLabel("Numéro de la fiche à y joindre").fill("998");
    await follow(page, button(page, "Comparer").click());
    expect(await words(page)).toContain("Aucune initiative ne porte le numéro 998.");
    expect(await page.getByLabel("Numéro de la fiche qui reste").inputValue()).toBe("14");
    await page.getByLabel("Numéro de la fiche à y joindre").fill("17");
    await follow(page, button(page, "Comparer").click());
    expect(new URL(page.url()).pathname).toBe("/demonstration/doublons/14/17");
    expect(await words(page)).toContain("c’est vous qui les comparez");
  });
});

const valuesOf = (inputs: Element[]) =>
  inputs.map((input) => `${(input as HTMLInputElement).name}=${(input as HTMLInputElement).value}`);
