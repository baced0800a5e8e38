import { describe, expect, test } from "vitest";
import { findHtmlFaults } from "../../../tests/preparation/html-rules.ts";
import * as sample from "../../../tests/preparation/page-samples.ts";
import * as written from "../../../tests/preparation/written-samples.ts";
import { LANGS, type Lang } from "../../i18n/format.ts";
import type { Html } from "../../ui/html.ts";
import { apiDocument } from "../api/document.ts";
import { type PageContext, READ_ONLY } from "../context.ts";
import { accessibilityPage, personalDataPage } from "./about.ts";
import { actorPage } from "./actor.ts";
import { actorsPage } from "./actors.ts";
import { apiPage } from "./api.ts";
import { basketPage, deletePage, gonePage } from "./basket.ts";
import { commonPage } from "./common.ts";
import { domainPage } from "./domain.ts";
import { domainsPage } from "./domains.ts";
import { draftsPage } from "./drafts.ts";
import { conflictPage, editPage } from "./edit.ts";
import { embedGonePage, embedPage } from "./embed.ts";
import { embedBuilderPage } from "./embed-builder.ts";
import { type ErrorStatus, errorPage } from "./error.ts";
import { galleryPage } from "./gallery.ts";
import { gridPage } from "./grid.ts";
import { historyPage, versionPage } from "./history.ts";
import { homePage } from "./home.ts";
import { jobsPage } from "./jobs.ts";
import { journalPage } from "./journal.ts";
import { listPage } from "./list.ts";
import { networksPage } from "./networks.ts";
import { commonDataPage, networkDataPage } from "./open-data.ts";
import { followPage, proposalPage, proposalsPage } from "./proposals.ts";
import { proposePage } from "./propose.ts";
import { settingsPage } from "./settings.ts";
import { sheetPage } from "./sheet.ts";
import { statementPage } from "./statement.ts";
import { territoryPage } from "./territory.ts";

const home = "/demonstration";
const STATUSES: ErrorStatus[] = [400, 403, 404, 405, 409, 413, 422, 500, 503];

const typed = {
  action: "/x",
  fields: [
    ["besoin", "Se parler,\nenfin"],
    ["base", "3"],
  ] as [string, string][],
};

const pagesOf = (make: (path: string, options?: Partial<PageContext>) => PageContext): Record<string, () => Html> => ({
  gallery: () => galleryPage(make("/galerie", { network: null })),
  networks: () =>
    networksPage(make("/", { network: null }), {
      networks: [{ slug: "a", name: "A", description: "", initiatives: 1 }],
    }),
  "no network": () => networksPage(make("/", { network: null }), { networks: [] }),
  home: () => homePage(make(home), sample.homeView),
  "empty home": () => homePage(make(home, { can: READ_ONLY, member: null }), sample.emptyHomeView),
  list: () => listPage(make(`${home}/initiatives`), sample.listView()),
  "filtered list": () =>
    listPage(make(`${home}/initiatives`), sample.listView({ perspective: ["essaimage"], partenaire: ["association"] })),
  cards: () => listPage(make(`${home}/initiatives`), sample.listView({ vue: "fiches", q: "solidaire" })),
  "empty list": () => listPage(make(`${home}/initiatives`), sample.listView({ q: "zzz" })),
  sheet: () => sheetPage(make(`${home}/initiatives/30`), sample.sheetView(30)),
  "merged sheet": () => sheetPage(make(`${home}/initiatives/6`), sample.mergedSheetView),
  "bare sheet": () => sheetPage(make(`${home}/initiatives/30`, { can: READ_ONLY }), sample.bareSheetView),
  statement: () => statementPage(make(`${home}/initiatives/30/reponses/30`), sample.statementPageView),
  "form of a sheet": () => editPage(make(`${home}/initiatives/30/modifier`), written.editView(false)),
  "refused form of a sheet": () => editPage(make(`${home}/initiatives/30/modifier`), written.editView(true)),
  "two edits of a sheet": () => conflictPage(make(`${home}/initiatives/30/modifier`), written.conflictView),
  "two sheets that became one": () =>
    conflictPage(make(`${home}/initiatives/30/modifier`), { ...written.conflictView, fromOther: true }),
  "versions of a sheet": () => historyPage(make(`${home}/x`), { key: "30", title: "Jardin" }, written.historyView),
  "sheet without versions": () =>
    historyPage(
      make(`${home}/x`),
      { key: "30", title: "J" },
      { ...written.historyView, total: 0, pages: 1, versions: [] },
    ),
  "version of a sheet": () =>
    versionPage(make(`${home}/x`), { key: "30", title: "J" }, written.comparisonView, {
      mayRestore: true,
      problem: "Non.",
    }),
  "deletion of a sheet": () =>
    deletePage(make(`${home}/x`), { key: "30", title: "J" }, { reason: "", error: "Dites." }),
  basket: () => basketPage(make(`${home}/corbeille`), written.basketView),
  "empty basket": () => basketPage(make(`${home}/corbeille`), { deletions: [], page: 1, pages: 1, problem: "Non." }),
  "deleted sheet": () => gonePage(make(`${home}/initiatives/30`, { can: READ_ONLY, member: null })),
  "correction by a stranger": () => proposePage(make(`${home}/x`, { member: null }), written.proposeView()),
  "new sheet": () =>
    proposePage(
      make(`${home}/x`),
      written.proposeView({ sheet: null, stranger: null, may: { publish: true, propose: true, draft: true } }),
    ),
  "new sheet of a session that ended": () =>
    proposePage(
      make(`${home}/x`, { member: null }),
      written.proposeView({
        sheet: null,
        may: { publish: false, propose: true, draft: true },
        problem: "Votre session est terminée.",
        ended: true,
      }),
    ),
  drafts: () => draftsPage(make(`${home}/brouillons`), written.ownProposals, "Jeté."),
  "no drafts": () => draftsPage(make(`${home}/brouillons`), []),
  proposals: () => proposalsPage(make(`${home}/propositions`), written.proposalsView, "Acceptée."),
  "no proposals": () => proposalsPage(make(`${home}/propositions`), { waiting: [], total: 0, drafts: [], decided: [] }),
  "correction to review": () => proposalPage(make(`${home}/x`), written.reviewedView()),
  "new sheet to review": () => proposalPage(make(`${home}/x`), written.newReviewedView()),
  "decided proposal": () => proposalPage(make(`${home}/x`), written.decidedView()),
  "followed proposal": () =>
    followPage(make(`${home}/suivi/x`, { can: READ_ONLY, member: null }), written.proposal(), {
      domains: [],
      address: "https://a.example/x",
    }),
  domains: () => domainsPage(make(`${home}/domaines`), sample.domainsView),
  "no domain": () => domainsPage(make(`${home}/domaines`), { domains: [], undecided: 0 }),
  domain: () => domainPage(make(`${home}/domaines/solidarites-locales`), sample.domainView("solidarites-locales")),
  grid: () => gridPage(make(`${home}/grille`), sample.gridView),
  "no grid": () => gridPage(make(`${home}/grille`), { grid: null, agreement: [] }),
  actors: () => actorsPage(make(`${home}/acteurs`), sample.actorsView),
  actor: () => actorPage(make(`${home}/acteurs/a0`), sample.actorView),
  settings: () => settingsPage(make(`${home}/reglages`), sample.settingsView, { done: "saved" }),
  "refused settings": () =>
    settingsPage(make(`${home}/reglages`), { ...sample.settingsView, name: "" }, undefined, {
      name: "Un nom.",
      description: "Long.",
    }),
  journal: () => journalPage(make(`${home}/journal`), sample.journalView),
  "empty journal": () => journalPage(make(`${home}/journal`), sample.emptyJournalView),
  "journal of nothing": () =>
    journalPage(
      make(`${home}/journal`),
      {
        ...sample.journalView,
        query: { ...sample.journalView.query, about: "zz" },
        aboutUnknown: true,
        rows: [],
        older: null,
      },
      { from: "Une date." },
    ),
  "jobs to decide": () => jobsPage(make(`${home}/travaux`), sample.jobsView, () => "Une raison.", { done: "aside" }),
  "no jobs": () => jobsPage(make(`${home}/travaux`), { dead: [], alive: [] }, () => "", { problem: "Non." }),
  "common space": () => commonPage(make("/commun", sample.COMMON), sample.commonView),
  "empty common space": () => commonPage(make("/commun", sample.COMMON), sample.emptyCommonView),
  territory: () => territoryPage(make(`${home}/territoires/departement/46`), sample.territoryView),
  "empty territory": () =>
    territoryPage(make(`${home}/territoires/departement/46`), {
      ...sample.territoryView,
      total: 0,
      rows: [],
      map: [],
      domains: [],
    }),
  "frame of a list": () => embedPage(make(`${home}/integrer/liste`), sample.embedView("liste"), "auto"),
  "frame of a map": () => embedPage(make(`${home}/integrer/carte`), sample.embedView("carte"), "sombre"),
  "empty frame": () =>
    embedPage(make(`${home}/integrer/liste`), { ...sample.embedView("liste"), total: 0, rows: [] }, "clair"),
  "frame of nothing": () => embedGonePage(make("/x", { network: null }), "auto"),
  "line to copy": () => embedBuilderPage(make(`${home}/integrer`), sample.embedBuilderView),
  accessibility: () => accessibilityPage(make("/accessibilite", { network: null })),
  "personal data": () => personalDataPage(make("/donnees-personnelles", { network: null })),
  api: () =>
    apiPage(make("/api", { network: null }), {
      document: apiDocument(make("/api").lang, "https://a.example", 300),
      base: "https://a.example",
      perMinute: 300,
    }),
  "open data of a network": () => networkDataPage(make(`${home}/donnees`), sample.networkDataView),
  "open data not ready": () => networkDataPage(make(`${home}/donnees`), sample.preparingDataView),
  "no open data": () => networkDataPage(make(`${home}/donnees`), { ...sample.networkDataView, described: null }),
  "open data of all": () => commonDataPage(make("/donnees", { network: null }), sample.commonDataView),
  "open data of nobody": () =>
    commonDataPage(make("/donnees", { network: null }), { described: [], base: "https://a.example" }),
  "form refused to a stranger": () => errorPage(make("/x", { member: null }), { status: 403, typed }),
  "form refused to a member": () => errorPage(make("/x"), { status: 404, detail: "Ligne 12", typed }),
  ...Object.fromEntries(
    STATUSES.map((status) => [
      `error ${status}`,
      () => errorPage(make("/x"), { status, detail: "Ligne 12", reference: "abc", back: home }),
    ]),
  ),
});

describe.each(LANGS)("pages in %s", (lang: Lang) => {
  const pages = pagesOf((path, options) => sample.context(lang, path, options));

  test.each(Object.keys(pages))(
    "%s is valid, in its language, without script, inline style or a hole",
    async (name) => {
      const out = String(pages[name]!());
      expect(await findHtmlFaults(out)).toEqual([]);
      expect(out.startsWith("<!doctype html>")).toBe(true);
      expect(out).toMatch(new RegExp(`<html lang="${lang}"[ >]`));
      expect(out).not.toMatch(/<script|\sstyle=|\son\w+=|undefined|\[object|NaN/);
      const levels = [...out.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      for (const [index, level] of levels.entries()) {
        if (index > 0) expect(level - levels[index - 1]!, `heading ${index}`).toBeLessThanOrEqual(1);
      }
    },
  );

  test("every link stays in the language of the page, but the one that changes it", () => {
    const out = String(pages.sheet!());
    const links = [...out.matchAll(/<a [^>]*href="(\/[^"]*)"/g)].map(([, address]) => address!);
    const english = links.filter((address) => address === "/en" || address.startsWith("/en/"));
    expect(lang === "en" ? links.length - english.length : english.length).toBe(1);
  });
});

test("what the field wrote is escaped wherever it is shown", () => {
  const evil = '<img src=x onerror=alert(1)>"';
  const view = sample.sheetView(30);
  const out = String(
    sheetPage(sample.context("fr", "/x"), {
      ...view,
      title: evil,
      need: evil,
      description: evil,
      impacts: evil,
      territory: { ...view.territory, label: evil, words: evil, parents: [evil] },
      audiences: [{ text: evil, status: "proposed" }],
      actors: view.actors.map((actor) => ({ ...actor, name: evil, kind: evil, does: evil, roles: [evil] })),
      prospects: view.prospects.map((prospect) => ({ ...prospect, towards: evil, condition: evil, text: evil })),
      neighbours: view.neighbours.map((one) => ({ ...one, title: evil, place: evil })),
      twins: [{ key: evil, title: evil }],
      history: view.history.map((change) => ({ ...change, by: evil, other: evil, words: evil })),
    }),
  );
  expect(out).not.toContain("<img");
  expect(out).not.toMatch(/="[^"]*<img/);
});

test("a reader from outside sees no link of the workspace", () => {
  const out = String(homePage(sample.context("fr", home, { can: READ_ONLY, member: null }), sample.homeView));
  for (const path of ["/importer", "/verifier", "/doublons"]) expect(out).not.toContain(path);
  expect(out).not.toContain("Ce qui vous attend");
});

test("a merged sheet shows both statements, both codings, and its diverging figures side by side", () => {
  const out = String(sheetPage(sample.context("fr", "/x"), sample.mergedSheetView));
  expect(out).toContain("Grand public, jeunes et professionnels");
  expect(out.match(/class="tab stack profile"/g)).toHaveLength(2);
  expect(out).toMatch(/class="diverging".*plus de 10\u202f000 scolaires.*10\u202f000 élèves/s);
  expect(out).toContain("Cette fiche réunit deux réponses\u202f: n°\u202f6 et 36.");
});

test("figures that are proposed are marked as such, and those read as shares say they are never added", () => {
  const out = String(sheetPage(sample.context("fr", "/x"), sample.mergedSheetView));
  expect(out).toContain('<span class="doubt">proposé, à accepter</span>');
  expect(out).toContain("une part, jamais additionnée");
});

test("the list is one GET form: every control outside of it belongs to it by its id", () => {
  const out = String(listPage(sample.context("fr", "/x"), sample.listView({ q: "forum", vue: "fiches" })));
  expect(out).toContain('<form id="filters" action="/demonstration/initiatives"');
  expect(out).toMatch(/name="q" value="forum"[^>]* form="filters"/);
  expect(out).toMatch(/<select id="tri" name="tri" form="filters">/);
  expect(out).toContain('<input type="hidden" name="vue" value="fiches">');
  expect(out).toContain("/demonstration/exports/initiatives.csv?q=forum");
});
