import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { beforeAll, describe, expect } from "vitest";
import { receiveFile } from "../../src/imports/actions/receive-file.ts";
import { deleteInitiative } from "../../src/initiatives/actions/delete-initiative.ts";
import { NO_FIELDS } from "../../src/initiatives/sheet-fields.ts";
import { settleNetwork } from "../../src/networks/actions/settle-network.ts";
import { demonstrationAddress } from "../../src/people/demonstration.ts";
import { findUserByEmail } from "../../src/people/people.sql.ts";
import { saveDraft } from "../../src/proposals/actions/save-draft.ts";
import { sendProposal } from "../../src/proposals/actions/send-proposal.ts";
import { composeReport } from "../../src/reports/actions/compose-report.ts";
import { sealReport } from "../../src/reports/actions/seal-report.ts";
import { answersText } from "../preparation/answers.ts";
import { cookieOf, journey, listen, openStand, type Stand } from "../preparation/browser.ts";
import type { Bench } from "../preparation/database.ts";
import { findHtmlFaults } from "../preparation/html-rules.ts";
import { findBarriers, findOverflow, unfold, weigh } from "../preparation/inspect.ts";
import { importText } from "../preparation/networks.ts";

const WIDTHS = [360, 768, 1280];
const HEIGHT = 800;
const WEIGHT = 100_000;
const REQUESTS = 15;

const READING = [
  "/",
  "/demonstration",
  "/demonstration/initiatives",
  "/demonstration/initiatives?partenaire=association&perspective=autre&q=collecte&tri=titre",
  "/demonstration/initiatives?vue=fiches&page=2",
  "/demonstration/initiatives?q=zzzz",
  "/demonstration/initiatives/6",
  "/demonstration/initiatives/14",
  "/demonstration/territoires/departement/46",
  "/demonstration/territoires/region/84",
  "/demonstration/integrer?q=collecte&departement=46",
  "/demonstration/integrer/liste",
  "/demonstration/integrer/carte?couleurs=sombre",
  "/commun",
  "/commun/initiatives?reseau=demonstration",
  "/demonstration/initiatives/6/reponses/36",
  "/demonstration/carte",
  "/demonstration/carte?vue=densite",
  "/demonstration/carte?region=84&vue=densite",
  "/demonstration/carte?departement=974",
  "/demonstration/domaines",
  "/demonstration/domaines/solidarites-locales",
  "/demonstration/domaines/prevention-sante-cooperative",
  "/demonstration/grille",
  "/demonstration/acteurs",
  "/demonstration/acteurs/:actor",
  "/demonstration/rapports",
  "/demonstration/donnees",
  "/donnees",
  "/galerie",
  "/connexion",
  "/connexion/code",
  "/connexion/lien",
  "/connexion/lien?jeton=x",
  "/connexion/oublie",
  "/compte/nouvelles/arreter?jeton=x",
  "/connexion/nouveau?jeton=x",
  "/accessibilite",
  "/donnees-personnelles",
];
const WORKSPACE = [
  "/demonstration/importer",
  "/demonstration/importer/:preview",
  "/demonstration/importer/:done",
  "/demonstration/verifier",
  "/demonstration/initiatives/6/modifier",
  "/demonstration/initiatives/6/historique",
  "/demonstration/initiatives/6/historique/2",
  "/demonstration/initiatives/6/supprimer",
  "/demonstration/initiatives/nouvelle",
  "/demonstration/corbeille",
  "/demonstration/brouillons",
  "/demonstration/brouillons/:draft",
  "/demonstration/propositions",
  "/demonstration/propositions/:proposal",
  "/demonstration/doublons",
  "/demonstration/doublons/103/104",
  "/demonstration/travaux",
  "/demonstration/reglages",
  "/demonstration/personnes",
  "/demonstration/personnes/:person",
  "/compte",
  "/compte/securite",
  "/compte/donnees",
  "/compte/nouvelles",
  "/demonstration/donnees-personnelles",
  "/demonstration/journal",
  "/demonstration/journal?qui=nobody",
];
const ERRORS: [string, number][] = [
  ["/demonstration/initiatives/999", 404],
  ["/demonstration/initiatives/12", 410],
  ["/demonstration/initiatives?q=%00", 400],
  ["/demonstration/carte?departement=999", 404],
  ["/nulle/part", 404],
  ["/nulle/integrer/liste", 404],
];

let stand: Stand | undefined;
/** What the tabs share: whoever visits them, in light colours and without movement. */
let context: BrowserContext;
const ids: Record<string, string> = {};

beforeAll(async () => {
  stand = await openStand();
  if (!stand) return;
  context = await stand.browser.newContext({
    baseURL: stand.origin,
    reducedMotion: "reduce",
    colorScheme: "light",
  });
  await context.addCookies([cookieOf(stand.cookie, stand.origin)]);
  const imported = await importText(stand.bench, "demonstration", answersText(101));
  if (!imported.ok) throw new Error(JSON.stringify(imported.failure));
  const shared = await settleNetwork(stand.bench.doors(), {
    network: "demonstration",
    shared: true,
    licence: "etalab-2.0",
  });
  if (!shared.ok) throw new Error(JSON.stringify(shared.failure));
  const { db } = stand.bench;
  ids.preview = await receive(stand.bench, answersText(150));
  ids.done = (
    await db
      .selectFrom("imports")
      .select("id")
      .where("status", "=", "done")
      .orderBy("created_at", "desc")
      .executeTakeFirstOrThrow()
  ).id;
  ids.person = (await findUserByEmail(db, demonstrationAddress("regional_officer")))!.id;
  const { draft, proposal } = await plantTyped(stand.bench);
  Object.assign(ids, { draft, proposal });
  ids.actor = (await db.selectFrom("actors").select("id").where("name", "=", "MGEN").executeTakeFirstOrThrow()).id;
});

/** What people typed and nobody published: a draft of whoever visits, a proposal, and a sheet that was deleted. */
async function plantTyped(bench: Bench): Promise<{ draft: string; proposal: string }> {
  const network = "demonstration";
  const { db } = bench;
  const { id: visitor } = await db
    .selectFrom("users")
    .select("id")
    .where("installation_role", "=", "administrator")
    .executeTakeFirstOrThrow();
  const doors = bench.doors({ id: visitor, grants: [{ network: "*", role: "administrator" }] });
  const [draft, proposal] = [crypto.randomUUID(), crypto.randomUUID()];
  const fields = { ...NO_FIELDS, title: "Marché de nuit", place: "Niort", need: "Se voir le soir." };
  for (const done of [
    await saveDraft(doors, { network, id: draft, key: null, fields }),
    await sendProposal(doors, { network, id: proposal, key: "6", fields }),
    await deleteInitiative(bench.doors(), { network, key: "12", reason: "Reçue deux fois." }),
  ])
    if (!done.ok) throw new Error(JSON.stringify(done.failure));
  return { draft, proposal };
}

async function receive(bench: Bench, text: string): Promise<string> {
  const path = join(bench.dataDir, "incoming");
  await writeFile(path, text);
  const limits = { uploadBytes: 10 ** 6, inflatedBytes: 10 ** 6 };
  const received = await receiveFile(bench.doors(), {
    network: "demonstration",
    fileName: "à vérifier.csv",
    path,
    limits,
  });
  if (!received.ok) throw new Error(JSON.stringify(received.failure));
  return received.value.id;
}

async function publishReport(bench: Bench): Promise<void> {
  const sealed = await sealReport(bench.doors(), { network: "demonstration", lang: "fr" });
  if (!sealed.ok) throw new Error(JSON.stringify(sealed.failure));
  const composed = await composeReport(bench.doors(), { network: "demonstration", id: sealed.value.id });
  if (!composed.ok) throw new Error(JSON.stringify(composed.failure));
}

/** Visits a page in every way a person may look at it, and collects what is wrong with it. */
async function inspect(path: string, { status = 200, weight = false, long = false } = {}) {
  const address = path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? "missing");
  const wrong: string[] = [];
  const page = await context.newPage();
  try {
    const complaints = listen(page, stand!.origin, { refusals: [status] });
    const weighed = await weigh(page, { fresh: true });
    // A report is in its own language whatever that of the page around it.
    for (const prefix of long ? [""] : ["", "/en"]) {
      const response = await page.goto(`${prefix}${address}`.replace(/(?<=.)\/$/, ""), {
        waitUntil: weight && prefix === "" ? "networkidle" : "load",
      });
      if (response!.status() !== status) wrong.push(`${prefix} answers ${response!.status()}`);
      if (prefix === "" && weight) wrong.push(...tooHeavy(weighed()));
      wrong.push(...(await findHtmlFaults(await response!.text())).map((fault) => `${prefix} ${fault}`));
      wrong.push(...(await look(page, prefix === "", long)).map((fault) => `${prefix} ${fault}`));
    }
    return [...wrong, ...complaints];
  } finally {
    await page.close();
  }
}

const tooHeavy = ({ bytes, requests }: { bytes: number; requests: number }): string[] => [
  ...(bytes >= WEIGHT ? [`weighs ${bytes} bytes`] : []),
  ...(requests > REQUESTS ? [`takes ${requests} requests`] : []),
];

// Nothing sticks out at any width. Barriers are looked for where the page is narrowest and widest, colours once in light
// and once in dark; another language only changes words, hence the narrowest.
async function look(page: Page, french: boolean, long: boolean): Promise<string[]> {
  const wrong: string[] = [];
  const measure = async (width: number) =>
    wrong.push(...(await findOverflow(page)).map((what) => `at ${width} px, ${what} sticks out`));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await measure(width);
    const fold = await unfold(page);
    await measure(width);
    const [narrowest, widest] = [width === WIDTHS[0], width === WIDTHS.at(-1)];
    if (long ? widest : narrowest || (french && widest)) {
      const scope = french && (narrowest || long) ? "everything" : "words";
      wrong.push(...(await findBarriers(page, scope)).map((what) => `at ${width} px: ${what}`));
    }
    if (!widest) await fold();
  }
  if (!french) return wrong;
  await page.emulateMedia({ colorScheme: "dark" });
  wrong.push(...(await findBarriers(page, "colours")).map((what) => `dark: ${what}`));
  await page.emulateMedia({ colorScheme: "light" });
  return wrong;
}

describe("looked at narrow and wide, light and dark, in French and in English, folded and unfolded", () => {
  journey.each(READING)("%s can be read by everybody, and weighs little", { timeout: 240_000 }, async (path) => {
    expect(await inspect(path, { weight: true })).toEqual([]);
  });

  journey.each(WORKSPACE)("%s can be used by everybody", { timeout: 240_000 }, async (path) => {
    expect(await inspect(path)).toEqual([]);
  });

  journey("a published report can be read by everybody, as long as it is", { timeout: 240_000 }, async () => {
    await publishReport(stand!.bench);
    expect(await inspect("/demonstration/rapports/1", { long: true })).toEqual([]);
  });

  journey("the documentation of the API can be read by everybody, as long as it is", { timeout: 240_000 }, async () => {
    expect(await inspect("/api", { long: true })).toEqual([]);
  });

  journey.each(ERRORS)("%s, answered with %i, can be read by everybody", { timeout: 240_000 }, async (path, status) => {
    expect(await inspect(path, { status })).toEqual([]);
  });
});

describe("these looks", () => {
  journey("see what is wrong where something is", async () => {
    const page = await stand!.browser.newPage({ baseURL: stand!.origin, viewport: { width: 360, height: HEIGHT } });
    const complaints = listen(page, stand!.origin);
    await page.setContent(
      `<main><h1>Titre</h1><img src="https://elsewhere.example/x.png"><p style="width:900px;color:#ddd">pâle et trop large</p></main>`,
    );
    const barriers = (await findBarriers(page)).join("\n");
    for (const id of ["html-has-lang", "image-alt", "color-contrast"]) expect(barriers).toContain(id);
    expect(await findBarriers(page, "colours")).toHaveLength(1);
    expect(await findOverflow(page)).toEqual(["p."]);
    expect(await findHtmlFaults(await page.content())).not.toEqual([]);
    expect(complaints.join()).toContain("asked for https://elsewhere.example/x.png");
    await page.close();
  });
});
