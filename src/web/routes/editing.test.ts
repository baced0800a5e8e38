import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Bench, freshDatabase } from "../../../tests/preparation/database.ts";
import { makeMember } from "../../../tests/preparation/members.ts";
import { importText, makeNetwork } from "../../../tests/preparation/networks.ts";
import { fieldsOf, form, makeSite, openForm, plain, type TestSite, wordsOf } from "../../../tests/preparation/site.ts";
import { emptyBaskets } from "../../cli/schedules.ts";
import { mergeInitiatives } from "../../duplicates/actions/merge-initiatives.ts";
import { settleNetwork } from "../../networks/actions/settle-network.ts";
import { sealReport } from "../../reports/actions/seal-report.ts";
import { FORM_NAMES } from "../sheet-form.ts";

const HEADER = "Numéro;Intitulé;Lieu;Depuis;Besoin;Description;Partenaires\n";
const ROWS =
  "1;Jardin partagé;Vesoul;2012;Se retrouver;Un jardin.;CCAS, MGEN\n2;Bus santé;Brest;;Se soigner;Un bus.;ARS\n";

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
  slug = `ecrire-${++counter}`;
  networkId = await makeNetwork(bench, slug, ["soin"]);
  await importText(bench, slug, HEADER + ROWS);
  await settleNetwork(bench.doors(), { network: slug, published: true, shared: true, licence: "etalab-2.0" });
});

const opened = (path: string, ask = site.asLocal) => openForm(path, ask);

describe("the form of a sheet", () => {
  test("opens filled, saves what was typed, and shows it with its history", async () => {
    const path = `/${slug}/initiatives/1/modifier`;
    const typed = await opened(path);
    expect(typed).toMatchObject({ titre: "Jardin partagé", lieu: "Vesoul", depuis: "2012", partenaires: "CCAS\nMGEN" });
    const saved = await site.asLocal(path, form({ ...typed, besoin: "Se parler", mot: "après visite" }));
    expect(saved.status).toBe(303);
    const sheet = await wordsOf(await site.asLocal(saved.headers.get("location")!));
    expect(sheet).toContain("Les changements sont enregistrés.");
    expect(sheet).toContain("Se parler");
    const history = await wordsOf(await site.asLocal(`/${slug}/initiatives/1/historique`));
    expect(history).toMatch(
      /Version\s2 .*Modifiée « après visite ».*Le besoin.*Version\s1 Telle que l’import l’avait laissée/,
    );
    const version = await (await site.asLocal(`/${slug}/initiatives/1/historique/2`)).text();
    expect(version).toMatch(/<del><span class="vh">supprimé\u202f: <\/span>retrouver<\/del>/);
    expect(version).toMatch(/<ins><span class="vh">ajouté\u202f: <\/span>parler<\/ins>/);
  });

  test("comes back filled, with what to mend and where, when it cannot be saved", async () => {
    const path = `/${slug}/initiatives/1/modifier`;
    const refused = await site.asLocal(
      path,
      form({
        ...(await opened(path)),
        titre: "",
        lieu: "Saint-Denis",
        chiffres: "plein de monde",
        besoin: "Se parler",
      }),
    );
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('href="#titre"');
    expect(page).toContain('href="#lieu"');
    expect(page).toContain('href="#chiffres"');
    const typed = fieldsOf(page);
    expect(typed).toMatchObject({ lieu: "Saint-Denis", chiffres: "plein de monde", besoin: "Se parler" });
    expect(page).toMatch(/Seine-Saint-Denis/);
    const rank = [...page.matchAll(/value="(c\d+)"[^>]*><span>[^<]*<small>([^<]*)/g)].find(
      ([, , about]) => about === "Seine-Saint-Denis",
    )![1]!;
    const saved = await site.asLocal(path, form({ ...typed, titre: "Jardin", chiffres: "", "lieu-choix": rank }));
    expect(saved.status).toBe(303);
    expect(await wordsOf(await site.asLocal(saved.headers.get("location")!))).toContain("Saint-Denis (93066)");
  });

  test("that another person saved meanwhile is brought together, and asks only where both wrote", async () => {
    const path = `/${slug}/initiatives/1/modifier`;
    const mine = await opened(path);
    await site.asLocal(path, form({ ...mine, besoin: "Se voir", titre: "Jardin des tours" }));
    const asked = await site.asLocal(
      path,
      form({
        ...mine,
        besoin: "Se parler enfin",
        description: "Un potager.",
        partenaires: `${mine.partenaires}\nVille de Vesoul`,
      }),
    );
    expect(asked.status).toBe(409);
    const page = await asked.text();
    expect(plain(page.replace(/<[^>]+>/g, ""))).toMatch(/Au départ\u202f: Se retrouver/);
    expect(page).toMatch(/id="c-besoin"/);
    expect(page).not.toMatch(/id="c-titre"/);
    const held = fieldsOf(page);
    expect(held).toMatchObject({
      titre: "Jardin des tours",
      besoin: "Se parler enfin",
      description: "Un potager.",
      partenaires: "CCAS\nMGEN\nVille de Vesoul",
    });
    const undecided = await site.asLocal(path, form({ ...held, besoin: "Se voir et se parler" }));
    expect(undecided.status).toBe(422);
    const again = fieldsOf(await undecided.text());
    expect(again).toMatchObject({ besoin: "Se voir et se parler", description: "Un potager." });
    const decision = { ...again, "choix-besoin": "mien" };
    const saved = await site.asLocal(path, form(decision));
    expect(saved.status).toBe(303);
    expect(saved.headers.get("location")).toMatch(/fait=reunie$/);
    const after = await opened(path);
    expect(after).toMatchObject({
      titre: "Jardin des tours",
      besoin: "Se voir et se parler",
      description: "Un potager.",
      partenaires: "CCAS\nMGEN\nVille de Vesoul",
    });
    // Sent again, it changes nothing.
    expect((await site.asLocal(path, form(decision))).status).toBe(303);
    expect(await wordsOf(await site.asLocal(`/${slug}/initiatives/1/historique`))).toContain("3 versions");
  });

  test("keeps the other version where that is chosen", async () => {
    const path = `/${slug}/initiatives/1/modifier`;
    const mine = await opened(path);
    await site.asLocal(path, form({ ...mine, titre: "Jardin des tours" }));
    const page = await (await site.asLocal(path, form({ ...mine, titre: "Potager", besoin: "Se parler" }))).text();
    await site.asLocal(path, form({ ...fieldsOf(page), "choix-titre": "leur" }));
    expect(await opened(path)).toMatchObject({ titre: "Jardin des tours", besoin: "Se parler" });
  });

  test("brings an older version back after showing what it would change", async () => {
    const path = `/${slug}/initiatives/1`;
    await site.asLocal(
      `${path}/modifier`,
      form({ ...(await opened(`${path}/modifier`)), titre: "Autre", partenaires: "" }),
    );
    const compared = await site.asLocal(`${path}/historique/1?avec=fiche`);
    const page = await compared.text();
    expect(plain(page)).toContain("Rétablir cette version");
    const back = await site.asLocal(`${path}/historique/1/retablir`, form({ ...fieldsOf(page), mot: "erreur" }));
    expect([back.status, back.headers.get("location")]).toEqual([303, `${path}?fait=retablie`]);
    expect(await opened(`${path}/modifier`)).toMatchObject({ titre: "Jardin partagé", partenaires: "CCAS\nMGEN" });
    const stale = await site.asLocal(`${path}/historique/2/retablir`, form({ base: "1", mot: "" }));
    expect(stale.status).toBe(409);
  });
});

describe("a draft of a sheet", () => {
  const path = () => `/${slug}/initiatives/1/modifier`;

  test("whose start is not known is brought back beside what the sheet says, and writes nothing over it", async () => {
    await site.asLocal(path(), form({ ...(await opened(path())), besoin: "Se parler" }));
    const lost = { ...(await opened(path())), besoin: "Se voir", base: "0", geste: "brouillon" };
    const kept = await site.asLocal(path(), form(lost));
    const resumed = await opened(kept.headers.get("location")!);
    expect(resumed.besoin).toBe("Se voir");
    const saved = await site.asLocal(path(), form(resumed));
    expect([saved.status, (await saved.text()).includes('name="choix-besoin"')]).toEqual([409, true]);
    expect((await opened(path())).besoin).toBe("Se parler");
  });

  test("that was sent meanwhile comes back with what was typed since, to be kept as another", async () => {
    const typed = { ...(await opened(path())), besoin: "Se voir", geste: "brouillon" };
    expect((await site.asLocal(path(), form(typed))).status).toBe(303);
    await bench.db
      .updateTable("proposals")
      .set({ status: "sent", sent_at: new Date() })
      .where("network_id", "=", networkId)
      .execute();
    const late = await site.asLocal(path(), form({ ...typed, besoin: "Se voir enfin" }));
    expect(late.status).toBe(409);
    const page = await late.text();
    expect(plain(page)).toContain("Ce brouillon a déjà été envoyé");
    const again = fieldsOf(page);
    expect(again.besoin).toBe("Se voir enfin");
    expect((await site.asLocal(path(), form({ ...again, geste: "brouillon" }))).status).toBe(303);
  });
});

describe("a sheet that is deleted", () => {
  const remove = async (reason: string) => site.asLocal(`/${slug}/initiatives/1/supprimer`, form({ raison: reason }));
  const everywhere = [
    "initiatives",
    "carte/lignes?bbox=-180,-85,180,85",
    "exports/initiatives.csv",
    "exports/initiatives.json",
    "fil.atom",
    "sitemap-1.xml",
    "acteurs",
    "",
  ];

  test("asks for a reason, then leaves every page at once, and comes back with one button", async () => {
    expect((await remove(" ")).status).toBe(422);
    const removed = await remove("Fiche d’essai");
    expect(removed.status).toBe(303);
    const basket = await (await site.asLocal(removed.headers.get("location")!)).text();
    expect(plain(basket)).toMatch(/La fiche «\sJardin partagé\s» est supprimée\./);
    expect(plain(basket)).toMatch(/Fiche d’essai/);
    for (const path of everywhere)
      expect([
        path,
        (await (await site.asAnyone(`/${slug}/${path}`.replace(/\/$/, ""))).text()).includes("Jardin partagé"),
      ]).toEqual([path, false]);
    const gone = await site.asAnyone(`/${slug}/initiatives/1-jardin-partage`);
    expect(gone.status).toBe(410);
    expect(await wordsOf(gone)).toContain("Cette fiche a été supprimée");
    expect((await site.asAnyone(`/api/v1/networks/${slug}/initiatives/1`)).status).toBe(404);
    const undo = /action="([^"]*corbeille[^"]*)"/.exec(basket)![1]!;
    const back = await site.asLocal(undo, form({}));
    expect(back.headers.get("location")).toBe(`/${slug}/initiatives/1?fait=rendue`);
    expect((await site.asLocal(undo, form({}))).status).toBe(303);
    expect((await site.asAnyone(`/${slug}/initiatives/1-jardin-partage`)).status).toBe(200);
    const history = await wordsOf(await site.asLocal(`/${slug}/initiatives/1/historique`));
    expect(history).toMatch(/Rétablie après suppression.*Supprimée « Fiche d’essai »/);
  });

  test("is erased for good after thirty days, with an entry in the journal; sealed reports keep it", async () => {
    const sealed = await sealReport(bench.doors(), { network: slug, lang: "fr" });
    await remove("Fiche d’essai");
    await emptyBaskets(bench.doors());
    expect((await site.asLocal(`/${slug}/corbeille`)).status).toBe(200);
    expect(await wordsOf(await site.asLocal(`/${slug}/corbeille`))).toContain("Jardin partagé");
    const later = () => new Date(Date.now() + 31 * 86_400_000);
    await emptyBaskets({ ...bench.doors(), now: later });
    expect(await wordsOf(await site.asLocal(`/${slug}/corbeille`))).not.toContain("Jardin partagé");
    expect((await site.asAnyone(`/${slug}/initiatives/1-jardin-partage`)).status).toBe(410);
    expect((await site.asAnyone(`/${slug}/initiatives/77`)).status).toBe(404);
    for (const table of ["initiatives", "statements", "initiative_actors", "sheet_versions"] as const) {
      const rows = await bench.db.selectFrom(table).selectAll().where("network_id", "=", networkId).execute();
      expect([table, JSON.stringify(rows).includes("Jardin partagé")]).toEqual([table, false]);
    }
    const entry = await bench.db
      .selectFrom("audit_entries")
      .select("subjects")
      .where("chain", "=", networkId)
      .where("action", "=", "empty_basket")
      .execute();
    expect(entry).toMatchObject([{ subjects: { removed: 1 } }]);
    expect(sealed.ok).toBe(true);
    const report = await bench.db
      .selectFrom("reports")
      .select("model")
      .where("network_id", "=", networkId)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(report.model)).toContain("Jardin partagé");
    await emptyBaskets({ ...bench.doors(), now: later });
  });
});

describe("who sees what", () => {
  const grantOf = (role: string, code?: string) => ({
    network: networkId,
    role: role as never,
    ...(code && { territory: { scale: "departement" as const, code } }),
  });

  test.each([
    ["regional_officer", "70", { modifier: 200, supprimer: 200, historique: 200 }],
    ["regional_officer", "29", { modifier: 403, supprimer: 403, historique: 403 }],
    ["researcher", undefined, { modifier: 403, supprimer: 403, historique: 200 }],
    ["reader", undefined, { modifier: 403, supprimer: 403, historique: 403 }],
  ] as const)("a %s of %s is shown only the buttons that would be obeyed", async (role, code, may) => {
    const { cookie } = await makeMember(bench, { grants: [grantOf(role, code)] });
    const ask = site.asMember(cookie);
    const sheet = await (await ask(`/${slug}/initiatives/1-jardin-partage`)).text();
    for (const [part, status] of Object.entries(may)) {
      expect([part, (await ask(`/${slug}/initiatives/1/${part}`)).status]).toEqual([part, status]);
      expect([part, sheet.includes(`/initiatives/1/${part}`)]).toEqual([part, status === 200]);
    }
  });

  test("a stranger is refused, and sees no button", async () => {
    const sheet = await (await site.asAnyone(`/${slug}/initiatives/1-jardin-partage`)).text();
    for (const part of ["modifier", "supprimer", "historique"]) {
      expect((await site.asAnyone(`/${slug}/initiatives/1/${part}`)).status).toBe(403);
      expect(sheet).not.toContain(`/initiatives/1/${part}`);
    }
  });
});

test("what is far too long is refused at once, field by field, with all that was typed", async () => {
  const path = `/${slug}/initiatives/1/modifier`;
  const typed = await opened(path);
  for (const name of Object.values(FORM_NAMES).filter((one) => one !== "domaine" && one !== "depuis")) {
    const huge = "Jardin (a, b et c), ".repeat(35_000);
    const began = performance.now();
    const refused = await site.asLocal(path, form({ ...typed, [name]: huge }));
    expect([name, refused.status]).toEqual([name, 422]);
    const page = await refused.text();
    expect([name, page.includes(`href="#${name}"`)]).toEqual([name, true]);
    expect(fieldsOf(page)[name]!.length).toBeGreaterThan(600_000);
    expect([name, performance.now() - began < 5000]).toEqual([name, true]);
  }
});

test("every field of a sheet has a name of its own in forms", () => {
  expect(new Set(Object.values(FORM_NAMES)).size).toBe(Object.keys(FORM_NAMES).length);
});

describe("a sheet merged while a page about it was open", () => {
  beforeEach(async () => {
    // Both sheets have had as many changes: only their keys tell them apart.
    for (const key of ["1", "2"]) {
      const path = `/${slug}/initiatives/${key}/modifier`;
      const saved = await site.asLocal(path, form({ ...(await opened(path)), besoin: `Besoin ${key}` }));
      expect(saved.status).toBe(303);
    }
  });

  const merge = async () =>
    expect(await mergeInitiatives(bench.doors(), { network: slug, kept: "1", merged: "2" })).toMatchObject({
      ok: true,
    });
  const titleOfKept = async () => (await opened(`/${slug}/initiatives/1/modifier`)).titre;

  test("writes nothing over the other: what was typed is shown beside what the other says", async () => {
    const path = `/${slug}/initiatives/2-bus-sante/modifier`;
    const typed = await opened(path);
    await merge();
    const sent = await site.asLocal(path, form({ ...typed, titre: "Bus de santé" }));
    expect(sent.status).toBe(409);
    const page = await sent.text();
    expect(plain(page)).toContain("Bus de santé");
    expect(plain(page)).toContain("Jardin partagé");
    expect(page).toContain('name="choix-titre"');
    expect(plain(page)).toContain("La fiche que vous modifiiez vient d’être fusionnée avec celle-ci.");
    expect(await titleOfKept()).toBe("Jardin partagé");
    const decided = await site.asLocal(
      `/${slug}/initiatives/1/modifier`,
      form({ ...fieldsOf(page), "choix-titre": "mien", "choix-lieu": "leur", "choix-besoin": "leur" }),
    );
    expect(decided.status).toBe(422);
    expect(await wordsOf(decided)).toContain("vient d’être fusionnée avec celle-ci");
    expect(await titleOfKept()).toBe("Jardin partagé");
  });

  test("keeps no draft of the other: what was typed is shown beside what the other says", async () => {
    const path = `/${slug}/initiatives/2-bus-sante/modifier`;
    const typed = await opened(path);
    await merge();
    const sent = await site.asLocal(path, form({ ...typed, titre: "Bus de santé", geste: "brouillon" }));
    expect(sent.status).toBe(409);
    const page = await sent.text();
    expect(plain(page)).toContain("La fiche que vous modifiiez vient d’être fusionnée avec celle-ci.");
    expect(page).toContain('name="choix-titre"');
    expect(fieldsOf(page)).toMatchObject({ titre: "Bus de santé", conflit: expect.stringContaining("title") });
    expect(await titleOfKept()).toBe("Jardin partagé");
    expect(await bench.db.selectFrom("proposals").where("network_id", "=", networkId).execute()).toEqual([]);
  });

  test("takes no proposal for the other: what was typed comes back, to be sent or not", async () => {
    const path = `/${slug}/initiatives/2-bus-sante/proposer`;
    const grants = [{ network: networkId, role: "volunteer" as const }];
    const ask = site.asMember((await makeMember(bench, { grants })).cookie);
    const typed = await opened(path, ask);
    await merge();
    const sent = await ask(path, form({ ...typed, titre: "Bus de santé" }));
    expect(sent.status).toBe(409);
    const page = await sent.text();
    expect(plain(page)).toContain("vient d’être fusionnée avec la fiche 1. Rien n’a été changé.");
    expect(fieldsOf(page)).toMatchObject({ titre: "Bus de santé" });
  });

  test("brings back no version of the other", async () => {
    const path = `/${slug}/initiatives/2-bus-sante/historique/1`;
    const { base } = await opened(path);
    await merge();
    const sent = await site.asLocal(`${path}/retablir`, form({ base: base! }));
    expect(sent.status).toBe(409);
    expect(await wordsOf(sent)).toContain("vient d’être fusionnée avec la fiche 1. Rien n’a été changé.");
  });

  test("deletes nothing else", async () => {
    const path = `/${slug}/initiatives/2-bus-sante/supprimer`;
    await opened(path);
    await merge();
    const sent = await site.asLocal(path, form({ raison: "reçue deux fois" }));
    expect(sent.status).toBe(409);
    expect(await wordsOf(sent)).toContain("vient d’être fusionnée avec la fiche 1. Rien n’a été changé.");
    expect(await titleOfKept()).toBe("Jardin partagé");
  });
});
