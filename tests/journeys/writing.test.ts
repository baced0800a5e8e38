import type { Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { settleNetwork } from "../../src/networks/actions/settle-network.ts";
import { answersText } from "../preparation/answers.ts";
import { cookieOf, follow, journey, openStand, read, type Stand, visit, WAYS } from "../preparation/browser.ts";
import { findBarriers, findOverflow } from "../preparation/inspect.ts";
import { importText, makeNetwork } from "../preparation/networks.ts";

let stand: Stand | undefined;

beforeAll(async () => {
  stand = await openStand();
});

const press = (page: Page, name: string | RegExp) => follow(page, page.getByRole("button", { name }).click());
const words = async (page: Page) => (await read(page.locator("main"))).join(" ");

describe.each(WAYS)("people who write sheets, $way", ({ javaScriptEnabled }) => {
  const network = javaScriptEnabled ? "ecrire-avec" : "ecrire-sans";
  const sheet = `/${network}/initiatives/203`;

  journey("edit one together, lose nothing, and bring an older version back", { timeout: 240_000 }, async () => {
    await makeNetwork(stand!.bench, network, ["solidarites"]);
    const imported = await importText(stand!.bench, network, answersText(201));
    if (!imported.ok) throw new Error(imported.failure.code);
    await settleNetwork(stand!.bench.doors(), { network, published: true, open_to_proposals: true });
    const [one, other] = [
      await visit(stand, { javaScriptEnabled, refusals: [422, 409] }),
      await visit(stand, { javaScriptEnabled }),
    ];

    await one.goto(sheet);
    await follow(one, one.getByRole("link", { name: "Modifier la fiche" }).click());
    await other.goto(`${sheet}/modifier`);
    await other.getByLabel("Intitulé").fill("Café des paliers");
    await other.getByLabel("Le besoin").fill("On se parle peu d’un palier à l’autre.");
    await other.getByLabel("Pourquoi ce changement").fill("dit par le bailleur");
    await press(other, "Enregistrer les changements");
    expect(await words(other)).toContain("Les changements sont enregistrés.");

    await one.getByLabel("Le besoin").fill("Les voisins ne se connaissent pas.");
    await one.getByLabel("Partenaires").fill("Office public de l’habitat\nVille de Vesoul (prête la salle)");
    await one.getByLabel("Chiffres").fill("une trentaine de bénévoles\nbeaucoup de joie");
    await press(one, "Enregistrer les changements");
    expect(await words(one)).toContain("Aucune quantité n’a été lue dans « beaucoup de joie ».");
    expect(await one.getByLabel("Le besoin").inputValue()).toBe("Les voisins ne se connaissent pas.");
    expect(await findBarriers(one)).toEqual([]);
    await one.getByLabel("Chiffres").fill("une trentaine de bénévoles\n12 logements");
    await press(one, "Enregistrer les changements");

    // Both wrote of the need: the three texts are there, and all the rest of what she typed is kept.
    expect(await words(one)).toMatch(/Au départ : On se parle peu entre étages\..*d’un palier à l’autre.*Les voisins/);
    expect(await one.getByLabel(/votre texte/).inputValue()).toBe("Les voisins ne se connaissent pas.");
    expect(await findBarriers(one)).toEqual([]);
    expect(await findOverflow(one)).toEqual([]);
    await press(one, "Enregistrer la fiche réunie");
    expect(await words(one)).toContain("choisissez l’une des deux versions");
    await one.getByLabel(/votre texte/).fill("Les voisins ne se parlent pas d’un palier à l’autre.");
    await one.getByRole("radio", { name: "Prendre le texte ci-dessous" }).check();
    await press(one, "Enregistrer la fiche réunie");
    const together = await words(one);
    for (const said of ["Café des paliers", "Les voisins ne se parlent pas", "Ville de Vesoul", "« 12 logements »"])
      expect(together).toContain(said);

    await follow(one, one.getByRole("link", { name: "Voir les versions" }).click());
    expect(await words(one)).toMatch(/Version\s3.*Version\s2 .*« dit par le bailleur ».*Version\s1/);
    await follow(one, one.getByRole("link", { name: "Version\u00a02" }).click());
    expect(await read(one.locator("ins"))).toContain("ajouté : paliers");
    expect(await findBarriers(one)).toEqual([]);
    await one.goto(`${sheet}/historique/1?avec=fiche`);
    await press(one, "Rétablir cette version");
    expect(await words(one)).toContain("La version choisie est rétablie");
    expect(await words(one)).toContain("On se parle peu entre étages.");
    expect(await words(one)).not.toContain("Ville de Vesoul");
  });

  journey("lose nothing of what they wrote when their session ends meanwhile", { timeout: 240_000 }, async () => {
    const page = await visit(stand, { javaScriptEnabled, refusals: [403, 422] });
    const leave = () => page.context().clearCookies();
    /** Signs in beside, as far as the door, and comes back. */
    const comeBack = async () => {
      const beside = page.context().waitForEvent("page");
      await page.getByRole("link", { name: "Se connecter dans un nouvel onglet" }).click();
      const door = await beside;
      await door.waitForURL(/\/connexion$/);
      await door.close();
      await page.context().addCookies([cookieOf(stand!.cookie, stand!.origin)]);
    };
    await page.goto(`${sheet}/modifier`);
    await page.getByLabel("Le besoin").fill("Se parler d’un étage à l’autre,\net s’entraider.");
    await leave();
    await press(page, "Enregistrer les changements");
    await page.getByText("Lire ce que vous avez saisi").click();
    expect(await words(page)).toContain("et s’entraider.");
    expect(await findBarriers(page)).toEqual([]);
    expect(await findOverflow(page)).toEqual([]);
    await comeBack();
    await press(page, "Envoyer de nouveau");
    expect(await words(page)).toContain("Les changements sont enregistrés.");
    expect(await words(page)).toContain("et s’entraider.");

    await page.goto(`/${network}/initiatives/nouvelle`);
    await page.getByLabel("Intitulé").fill("Marché du matin");
    await leave();
    await press(page, "Garder en brouillon");
    expect(await words(page)).toContain("Votre session est terminée");
    expect(await findBarriers(page)).toEqual([]);
    expect(await findOverflow(page)).toEqual([]);
    await comeBack();
    await press(page, "Garder en brouillon");
    expect(await words(page)).toContain("Le brouillon est gardé.");
    expect(await page.getByLabel("Intitulé").inputValue()).toBe("Marché du matin");
    await page.goto(`/${network}/brouillons`);
    await press(page, /^Jeter le brouillon/);
  });

  journey("propose, keep a draft, delete and undo", { timeout: 240_000 }, async () => {
    const team = await visit(stand, { javaScriptEnabled, refusals: [422] });
    const stranger = await visit(stand, { javaScriptEnabled, stranger: true, refusals: [410, 422] });
    await stranger.goto(sheet);
    await follow(stranger, stranger.getByRole("link", { name: "Proposer une correction" }).click());
    await stranger.getByLabel("Depuis quelle année").fill("2018");
    await stranger.getByLabel("Partenaires").fill("Office public de l’habitat\nCroix-Rouge");
    expect(await findBarriers(stranger)).toEqual([]);
    await press(stranger, "Envoyer la proposition");
    expect(await words(stranger)).toContain("Elle attend d’être relue.");
    const followed = stranger.url();

    await team.goto(`/${network}/verifier`);
    await follow(team, team.getByRole("link", { name: "1 proposition à relire" }).click());
    await follow(team, team.getByRole("link", { name: /^Correction de/ }).click());
    await team.getByRole("checkbox", { name: /Depuis quelle année/ }).uncheck();
    await team.getByLabel("Votre réponse à la personne").fill("Merci ; la date reste à confirmer.");
    await press(team, "Accepter ce qui est coché");
    expect(await words(team)).toContain("La proposition est acceptée");
    await stranger.goto(followed);
    expect(await words(stranger)).toContain("Merci ; la date reste à confirmer.");

    await team.goto(`/${network}/initiatives/nouvelle`);
    await team.getByLabel("Intitulé").fill("Marché de nuit");
    await press(team, "Garder en brouillon");
    expect(await words(team)).toContain("Le brouillon est gardé.");
    await team.goto(`/${network}/brouillons`);
    await follow(team, team.getByRole("link", { name: "Reprendre le brouillon « Marché de nuit »" }).click());
    await team.getByLabel("Lieu").fill("Belfort");
    await press(team, "Publier la fiche");
    expect(await words(team)).toContain("La fiche est publiée.");

    await follow(team, team.getByRole("link", { name: "Supprimer la fiche" }).click());
    const address = team.url().replace("/supprimer", "");
    await team.getByLabel("Raison de la suppression").fill("Essai.");
    await press(team, "Supprimer la fiche");
    expect(await words(team)).toContain("La fiche « Marché de nuit » est supprimée.");
    expect(await findBarriers(team)).toEqual([]);
    await stranger.goto(address);
    expect(await words(stranger)).toContain("Cette fiche a été supprimée");
    await follow(
      team,
      team
        .getByRole("button", { name: /^Rétablir la fiche/ })
        .first()
        .click(),
    );
    expect(await words(team)).toContain("La fiche est rétablie");
  });
});
