import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { catalogue } from "../../src/i18n/catalogue.ts";
import type { Lang } from "../../src/i18n/format.ts";
import { COMMON as COMMON_DATA, commonDataset, datasetOf } from "../../src/open-data/datasets.ts";
import type { Network } from "../../src/platform/action.ts";
import { type PageContext, READ_ONLY } from "../../src/web/context.ts";
import type { ActorPageView } from "../../src/web/pages/actor.ts";
import type { ActorsView } from "../../src/web/pages/actors.ts";
import type { CommonView } from "../../src/web/pages/common.ts";
import type { DomainPageView } from "../../src/web/pages/domain.ts";
import { EFFECTIVE } from "../../src/web/pages/domain-profiles.ts";
import type { DomainsView } from "../../src/web/pages/domains.ts";
import type { EmbedView } from "../../src/web/pages/embed.ts";
import type { EmbedBuilderView } from "../../src/web/pages/embed-builder.ts";
import type { GridView } from "../../src/web/pages/grid.ts";
import type { HomeView } from "../../src/web/pages/home.ts";
import type { JournalView } from "../../src/web/pages/journal.ts";
import type { ListRow, ListView } from "../../src/web/pages/list.ts";
import { EMPTY_QUERY, type ListQuery } from "../../src/web/pages/list-address.ts";
import type { InitiativeOnMap } from "../../src/web/pages/maps.ts";
import type { CommonDataView, NetworkDataView } from "../../src/web/pages/open-data.ts";
import { spreadOf } from "../../src/web/pages/scores.ts";
import type { SettingsView } from "../../src/web/pages/settings.ts";
import type { SheetView } from "../../src/web/pages/sheet-view.ts";
import type { StatementPageView } from "../../src/web/pages/statement.ts";
import type { TerritoryPageView } from "../../src/web/pages/territory.ts";
import type {
  ActorView,
  ChangeView,
  CodingView,
  DomainView,
  FigureView,
  ProspectKind,
  Scale,
  StatementView,
  TerritoryView,
} from "../../src/web/pages/views.ts";
import type { JobsView } from "../../src/web/views/jobs.ts";

/* Views as the queries would fill them, made from the demonstration corpus without a database. */

const demo = (name: string): string => readFileSync(new URL(`../../data/demo/${name}`, import.meta.url), "utf8");

interface Expected {
  numero: number;
  titre: string;
  domaines: string;
  territoire: {
    libelle: string;
    echelle: string;
    codes_insee: { region?: string[]; departement?: string[]; commune?: string[] };
  };
  rayon_km?: number;
  annee_debut: number | null;
  porteurs: string[];
  partenaires: { nom: string; type: string }[];
  publics: string[];
  chiffres: { quoi: string; valeur: number; unite: string }[];
  perspectives: { type: string; vers?: string; condition?: string }[];
  doublon_de: number | null;
}

interface Grid {
  dimensions: { id: string; nom: string; levier: string; impact_recherche: string }[];
  domaines: {
    id: string;
    ordre: number;
    nom: string;
    definition: string;
    titre_constats: string;
    constats: string[];
  }[];
}

const expected = JSON.parse(demo("initiatives-attendu.json")) as Expected[];
const grid = JSON.parse(demo("grille-rte.json")) as Grid;
const rows = (file: string): Record<string, string>[] => parse(demo(file), { columns: true, bom: true });
const answers = rows("initiatives-reponses.csv");
const codingRows = [...rows("codage-a.csv"), ...rows("codage-b.csv")];

const FIELDS: Record<string, string> = {
  numero: "number",
  intitule: "title",
  lieu: "place",
  annee_debut: "since",
  besoin: "need",
  description: "description",
  partenaires: "partners",
  public_beneficiaire: "audience",
  chiffres: "figures",
  impacts: "impacts",
  perspectives: "prospects",
};

const PROSPECTS: readonly string[] = [
  "essaimage",
  "perennisation",
  "reconduction",
  "elargissement",
  "integration-politique-publique",
  "autre",
] satisfies ProspectKind[];

const kindOf = (type: string): ProspectKind => (PROSPECTS.includes(type) ? (type as ProspectKind) : "autre");

const SCALES: Record<string, Scale> = {
  commune: "commune",
  departement: "departement",
  region: "region",
  "outre-mer": "departement",
  intercommunal: "epci",
  multi: "perimeter",
};

export const DIMENSIONS = grid.dimensions.map(({ id, nom }) => ({ key: id, name: nom }));

export const DOMAINS: DomainView[] = grid.domaines.map(({ id, nom, ordre }) => ({ key: id, name: nom, mark: ordre }));

const domainOf = (one: Expected): DomainView => DOMAINS.find(({ key }) => key === one.domaines)!;

const answerOf = (key: string): Record<string, string> => answers.find(({ numero }) => numero === key)!;

/** Some positions, near enough to look at a page: [longitude, latitude]. */
const POSITIONS: Record<string, [number, number]> = {
  "86": [0.34, 46.58],
  "81": [2.15, 43.85],
  "46": [1.44, 44.45],
  "63": [3.1, 45.75],
  "974": [55.5, -21.1],
  "976": [45.15, -12.8],
  "79": [-0.35, 46.55],
  "11": [2.5, 48.7],
  "70": [6.15, 47.62],
  "57": [6.18, 49.12],
  "75": [2.35, 48.86],
  "53": [-2.9, 48.15],
  "972": [-61, 14.65],
  "971": [-61.45, 16.2],
  "2B": [9.15, 42.3],
  "88": [6.95, 48.28],
  "03": [3.2, 46.4],
  "62": [2.4, 50.5],
  "56": [-2.85, 47.8],
  "31": [1.44, 43.6],
  "32": [2.8, 49.9],
  "65": [0.15, 43.05],
  "78": [1.95, 48.75],
  "973": [-53, 4],
  "64": [-0.75, 43.25],
  "47": [0.35, 44.35],
  "76": [2.3, 43.7],
  "93": [5.9, 43.95],
  "27": [4.8, 47.2],
  "973 ": [-53, 4],
};

const onMap = (one: Expected): InitiativeOnMap => {
  const { region = [], departement = [], commune = [] } = one.territoire.codes_insee;
  const place = departement[0] ?? region[0] ?? "";
  const position = POSITIONS[place];
  return {
    key: String(one.numero),
    title: one.titre,
    mark: domainOf(one).mark,
    scale: SCALES[one.territoire.echelle] ?? null,
    regions: region,
    departements: departement,
    point: position
      ? { lon: position[0], lat: position[1], departement: departement[0] ?? "", exact: commune.length > 0 }
      : null,
  };
};

const kept = expected.filter(({ doublon_de }) => doublon_de === null);

export const onTheMap: InitiativeOnMap[] = kept.map(onMap);

export const context = (lang: Lang, path: string, options: Partial<PageContext> = {}): PageContext => ({
  lang,
  t: catalogue(lang),
  network: {
    slug: "demonstration",
    name: "Réseau de démonstration",
    description: "Ce qu’un réseau mutualiste fait dans ses territoires.",
    provenance:
      "Réseau de démonstration, composé d’après un rapport public sur la responsabilité territoriale d’une mutuelle.",
  },
  path,
  base: "https://ancrage.example",
  can: {
    read: true,
    seeWorkspace: true,
    import: true,
    review: true,
    classify: true,
    edit: true,
    create: true,
    remove: true,
    seeHistory: true,
    propose: true,
    draft: true,
    merge: true,
    publishReport: true,
    manage: true,
    managePeople: true,
    seeAudit: true,
    managePersonalData: true,
    comment: true,
  },
  member: { name: "Camille Essai", asleep: null },
  csrf: "token",
  assets: (name) => `/assets/${name}`,
  ...options,
});

const overseas = (one: InitiativeOnMap): boolean => ["01", "02", "03", "04", "06"].includes(one.regions[0] ?? "");

const byDomain = (key: string): Expected[] => kept.filter(({ domaines }) => domaines === key);

const CHANGES: ChangeView[] = [
  { at: "2025-11-20T10:00:00Z", kind: "coded", by: "demonstration", other: "B", count: 420 },
  {
    at: "2025-11-19T10:00:00Z",
    kind: "duplicate_proposed",
    by: "software",
    initiative: { key: "10", title: "Olympiades des maisons de retraite" },
    other: "Olympiade des maisons de retraite",
  },
  {
    at: "2025-11-18T10:00:00Z",
    kind: "place_settled",
    by: "local",
    initiative: { key: "26", title: "Circuits courts de l’Arbizon" },
    words: "Bagnère de Bigorre",
    reading: "Bagnères-de-Bigorre",
  },
  { at: "2025-11-17T10:00:00Z", kind: "imported", by: "local", count: 42, other: "initiatives-reponses.csv" },
];

export const homeView: HomeView = {
  initiatives: kept.length,
  statements: expected.length,
  campaign: "questionnaire d’identification, juillet à septembre 2024",
  map: onTheMap,
  counted: null,
  domains: grid.domaines.map(({ id, nom, ordre, definition }) => ({
    key: id,
    name: nom,
    mark: ordre,
    definition,
    count: byDomain(id).length,
  })),
  duplicates: 3,
  waiting: [
    { kind: "places", count: 3, examples: ["Vesoul et son agglomération", "Limousin–Poitou-Charentes", "PACA–Corse"] },
    {
      kind: "duplicates",
      count: 3,
      examples: ["Olympiades", "Parcours sportif intergénérationnel", "Festival Explorations Santé"],
    },
    { kind: "figures", count: 12, examples: [] },
  ],
  changes: CHANGES,
};

export const emptyHomeView: HomeView = {
  ...homeView,
  initiatives: 0,
  statements: 0,
  campaign: null,
  map: [],
  domains: [],
  duplicates: 0,
  waiting: [],
  changes: [],
};

const row = (one: Expected): ListRow => ({
  key: String(one.numero),
  title: one.titre,
  domains: [domainOf(one)],
  place: one.territoire.libelle,
  exact: (one.territoire.codes_insee.commune ?? []).length > 0,
  need: answerOf(String(one.numero)).besoin ?? "",
  since: one.annee_debut,
  partners: one.partenaires.slice(0, 3).map(({ nom }) => nom),
  morePartners: Math.max(0, one.partenaires.length - 3),
  prospects: one.perspectives.map(({ type, vers, condition }) => ({
    kind: kindOf(type),
    towards: vers ?? null,
    condition: condition ?? null,
  })),
  toReview: one.numero === 3 ? 2 : 0,
  reason: null,
  distanceKm: null,
});

const count = (values: string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

export const listView = (asked: Partial<ListQuery> = {}): ListView => {
  const query = { ...EMPTY_QUERY, ...asked };
  const found = kept.filter(
    (one) =>
      (query.perspective.length === 0 ||
        one.perspectives.some(({ type }) => query.perspective.includes(kindOf(type)))) &&
      (query.partenaire.length === 0 || one.partenaires.some(({ type }) => query.partenaire.includes(type))) &&
      (query.domaine.length === 0 || query.domaine.includes(one.domaines)) &&
      (query.q === "" || one.titre.toLowerCase().includes(query.q.toLowerCase())),
  );
  const options = (values: string[], selected: string[], label: (value: string) => string | null) =>
    [...count(values)].map(([value, amount]) => ({
      value,
      label: label(value),
      count: amount,
      selected: selected.includes(value),
    }));
  return {
    query,
    total: kept.length,
    results: found.length,
    mended: [],
    near: null,
    pages: found.length > 25 ? 2 : 1,
    facets: [
      {
        name: "perspective",
        options: options(
          found.flatMap((one) => [...new Set(one.perspectives.map(({ type }) => kindOf(type)))]),
          query.perspective,
          () => null,
        ),
      },
      {
        name: "partenaire",
        options: options(
          found.flatMap((one) => [...new Set(one.partenaires.map(({ type }) => type))]),
          query.partenaire,
          () => null,
        ),
      },
      {
        name: "domaine",
        options: DOMAINS.map(({ key, name, mark }) => ({
          value: key,
          label: name,
          mark,
          count: found.filter(({ domaines }) => domaines === key).length,
          selected: query.domaine.includes(key),
        })),
      },
      {
        name: "region",
        options: options(
          found.flatMap((one) => one.territoire.codes_insee.region ?? []),
          [query.region],
          (code) => catalogue("fr").common.regions[code]?.[0] ?? code,
        ),
      },
      {
        name: "annee",
        options: options(
          found.map((one) => (one.annee_debut === null ? "non-dite" : String(one.annee_debut))),
          [query.annee],
          (year) => (year === "non-dite" ? null : year),
        ),
      },
    ],
    rows: found.slice(0, 25).map(row),
    map: found.map(onMap),
  };
};

export const codingsOf = (key: string): CodingView[] =>
  ["A", "B"].map((coder) => {
    const cells: CodingView["cells"] = {};
    for (const line of codingRows.filter(({ codeur, numero }) => codeur === coder && numero === key)) {
      const [dimension = "", side = ""] = (line.cellule ?? "").split(".");
      cells[dimension] ??= { lever: null, impact: null };
      cells[dimension][side === "levier" ? "lever" : "impact"] = {
        score: Number(line.note),
        justification: line.justification ?? "",
      };
    }
    return { statementKey: key, coder, cells };
  });

const statementOf = (key: string): StatementView => ({
  key,
  campaign: "Questionnaire d’identification",
  line: Number(key) + 1,
  importedAt: "2025-11-17T10:00:00Z",
  columns: Object.fromEntries(
    Object.entries(answerOf(key)).map(([column, words]) => [FIELDS[column] ?? column, words]),
  ),
});

const actorsOf = (one: Expected): ActorView[] => [
  ...one.porteurs.map(
    (name, index): ActorView => ({
      id: `c${index}`,
      name,
      kind: "mutuelle",
      generic: false,
      roles: ["carrier"],
      does: null,
      status: "proposed",
    }),
  ),
  ...one.partenaires.map(
    ({ nom, type }, index): ActorView => ({
      id: `p${index}`,
      name: nom,
      kind: type,
      generic: /^[a-zé]/.test(nom),
      roles: ["partner"],
      does: index === 0 ? "présidée par le militant qui a donné l’alerte" : null,
      status: "proposed",
    }),
  ),
];

const figuresOf = (one: Expected): FigureView[] =>
  one.chiffres.map(({ quoi, valeur, unite }) => ({
    text: `${valeur} ${unite}`,
    what: quoi,
    min: valeur,
    max: valeur,
    qualifier: "exactly",
    unit: unite,
    period: null,
    status: "accepted",
    statementKey: String(one.numero),
    column: "figures",
  }));

const territoryOf = (one: Expected): TerritoryView => {
  const { region = [], departement = [], commune = [] } = one.territoire.codes_insee;
  const map = onMap(one);
  return {
    label: one.territoire.libelle,
    words: answerOf(String(one.numero)).lieu ?? "",
    scale: map.scale,
    status: "accepted",
    codes: { regions: region, departements: departement, epci: [], communes: commune },
    parents: region.map((code) => catalogue("fr").common.regions[code]?.[0] ?? code),
    radiusKm: one.rayon_km ?? null,
    point: map.point,
  };
};

/** The sheet of an answer, and of the answers merged into it. */
export const sheetView = (number: number, merged: number[] = []): SheetView => {
  const all = [number, ...merged].map((one) => expected.find(({ numero }) => numero === one)!);
  const one = all[0]!;
  const key = String(number);
  const answer = answerOf(key);
  return {
    key,
    title: one.titre,
    need: answer.besoin ?? "",
    description: answer.description ?? "",
    impacts: answer.impacts ?? "",
    edited: [],
    domains: [...new Set(all.map(domainOf))],
    territory: territoryOf(one),
    since: one.annee_debut,
    archived: false,
    statements: all.map(({ numero }) => statementOf(String(numero))),
    audiences: one.publics.map((text) => ({ text, status: "proposed" })),
    actors: actorsOf(one),
    figures: all.flatMap(figuresOf),
    prospects: all.flatMap((each) =>
      each.perspectives.map(({ type, vers, condition }) => ({
        kind: kindOf(type),
        towards: vers ?? null,
        condition: condition ?? null,
        text: answerOf(String(each.numero)).perspectives ?? "",
        status: "proposed" as const,
        statementKey: String(each.numero),
      })),
    ),
    dimensions: DIMENSIONS,
    codings: all.flatMap(({ numero }) => codingsOf(String(numero))),
    findings: [
      {
        domain: domainOf(one),
        text: grid.domaines.find(({ id }) => id === one.domaines)!.constats[0]!,
        proposed: true,
      },
    ],
    neighbours: kept.slice(0, 3).map((each) => ({
      key: String(each.numero),
      title: each.titre,
      domains: [domainOf(each)],
      place: each.territoire.libelle,
      exact: true,
      reasons: [
        { code: "same_region", words: [] },
        { code: "shared_partners", words: ["ARS", "CPAM"] },
      ],
    })),
    twins: merged.length > 0 ? [] : [{ key: "32", title: "Parcours Sportif Intergénérationnel" }],
    toReview: 2,
    history: CHANGES,
  };
};

const twelve: FigureView = {
  text: "plus de 10 000 scolaires",
  what: "élèves touchés",
  min: 10000,
  max: null,
  qualifier: "at_least",
  unit: "scolaires",
  period: "an",
  status: "accepted",
  statementKey: "6",
  column: "figures",
  divergence: "eleves",
};

/** A sheet made of two answers whose figures differ. */
export const mergedSheetView: SheetView = {
  ...sheetView(6, [36]),
  figures: [
    twelve,
    {
      ...twelve,
      text: "10 000 élèves",
      min: 10000,
      max: 10000,
      qualifier: "exactly",
      unit: "élèves",
      period: null,
      status: "proposed",
      statementKey: "36",
    },
    {
      ...twelve,
      text: "8 élèves sur 10",
      what: "élèves satisfaits",
      min: 0.8,
      max: 0.8,
      qualifier: "exactly",
      unit: "proportion",
      period: null,
      divergence: null,
    },
    {
      ...twelve,
      text: "des centaines d’élèves",
      what: "élèves",
      min: 100,
      max: 999,
      qualifier: "order_of_magnitude",
      unit: "élèves",
      period: null,
      divergence: null,
    },
  ],
};

/** What a sheet shows when the answer says almost nothing. */
export const bareSheetView: SheetView = {
  ...sheetView(30),
  need: "",
  description: "",
  impacts: "",
  domains: [],
  territory: {
    label: null,
    words: "chez nous",
    scale: null,
    status: "unknown",
    codes: { regions: [], departements: [], epci: [], communes: [] },
    parents: [],
    radiusKm: null,
    point: null,
  },
  audiences: [],
  actors: [],
  figures: [],
  prospects: [],
  codings: [],
  findings: [],
  neighbours: [],
  twins: [],
  toReview: 0,
  history: [],
};

export const domainView = (key: string): DomainPageView => {
  const own = byDomain(key);
  const found = grid.domaines.find(({ id }) => id === key)!;
  const peers = DOMAINS.map((domain) => {
    const map = byDomain(domain.key).map(onMap);
    return { ...domain, count: map.length, byDepartement: false, overseas: map.filter(overseas).length, map };
  });
  const evidence = (index: number) =>
    own.slice(index * 2, index * 2 + 3).map((one, position) => ({
      key: String(one.numero),
      title: one.titre,
      place: one.territoire.libelle,
      quote:
        position === 2
          ? null
          : {
              text: (answerOf(String(one.numero)).impacts ?? "").slice(0, 110),
              statementKey: String(one.numero),
              column: "impacts",
            },
      proposed: true,
    }));
  return {
    domain: {
      key,
      name: found.nom,
      mark: found.ordre,
      definition: `${found.definition}.`,
      findingsTitle: found.titre_constats,
      position: found.ordre,
    },
    version: 1,
    count: own.length,
    overseas: own.map(onMap).filter(overseas).length,
    peers,
    findings: found.constats.map((text, index) => ({ text: `${text}.`, evidence: evidence(index) })),
    dimensions: DIMENSIONS,
    coded: own.length,
    effective: DIMENSIONS.map(({ key: dimension }) => {
      const high = (side: "lever" | "impact") =>
        own.filter(({ numero }) => (spreadOf(codingsOf(String(numero)), dimension, side)?.[0] ?? 0) >= EFFECTIVE)
          .length;
      return { dimension, lever: high("lever"), impact: high("impact") };
    }),
    profiles: own.map((one) => {
      const codings = codingsOf(String(one.numero));
      return {
        key: String(one.numero),
        title: one.titre,
        cells: Object.fromEntries(
          DIMENSIONS.map((dimension) => [
            dimension.key,
            { lever: spreadOf(codings, dimension.key, "lever"), impact: spreadOf(codings, dimension.key, "impact") },
          ]),
        ),
      };
    }),
    figured: own.filter((one) => figuresOf(one).length > 0).length,
    figures: own.flatMap((one) =>
      figuresOf(one).map((figure) => ({
        figure,
        sheet: { key: String(one.numero), title: one.titre, place: one.territoire.libelle },
      })),
    ),
  };
};

export const domainsView: DomainsView = {
  domains: grid.domaines.map(({ id, nom, ordre, definition, constats }) => ({
    key: id,
    name: nom,
    mark: ordre,
    definition,
    count: byDomain(id).length,
    findings: constats,
  })),
  undecided: 2,
};

export const gridView: GridView = {
  grid: {
    version: 1,
    dimensions: grid.dimensions.map(({ id, nom, levier, impact_recherche }) => ({
      key: id,
      name: nom,
      lever: levier,
      impact: impact_recherche,
    })),
    scale: [0, 1, 2, 3].map((score) => ({
      score,
      name: catalogue("fr").common.scores[score]!,
      meaning: catalogue("fr").common.scoreMeanings[score]!,
    })),
    manual: demo("manuel-de-codage.md").replace(/^#.*$/gm, ""),
  },
  agreement: DIMENSIONS.map(({ key }) => ({
    dimension: key,
    lever: { cells: 42, alike: 30 },
    impact: { cells: 42, alike: 27 },
  })),
};

export const actorsView: ActorsView = {
  query: { q: "", sorte: "", page: 1 },
  total: 120,
  results: 50,
  pages: 3,
  kinds: [
    { kind: "mutuelle", count: 12 },
    { kind: "association", count: 41 },
  ],
  actors: actorsOf(expected[29]!).map((actor, index) => ({
    ...actor,
    id: `a${index}`,
    initiatives: 7 - index,
    carries: index === 0 ? 5 : 0,
  })),
};

export const actorView: ActorPageView = {
  id: "a0",
  name: "CPAM",
  kind: "securite-sociale",
  generic: false,
  acronym: "CPAM",
  aliases: ["Caisse primaire d’assurance maladie"],
  place: "Lot",
  total: 5,
  carries: 1,
  page: 1,
  pages: 1,
  byDepartement: false,
  initiatives: kept.slice(0, 5).map((one) => ({
    ...row(one),
    roles: one.numero === 1 ? ["carrier"] : ["partner"],
    does: one.numero === 2 ? "prête ses locaux" : null,
    status: "proposed",
  })),
  partners: [
    { id: "a1", name: "ARS", together: 3 },
    { id: "a2", name: "MGEN", together: 1 },
  ],
  map: onTheMap.slice(0, 5),
};

export const statementPageView: StatementPageView = {
  sheet: { key: "30", title: "Centre dentaire mutualiste" },
  statement: statementOf("30"),
  fileName: "initiatives-reponses.csv",
  extra: { "Commentaire libre": "à revoir avec le comité" },
  figures: figuresOf(expected[29]!),
};

const publishing: Network = {
  id: "00000000-0000-7000-8000-000000000001",
  slug: "demonstration",
  name: "Réseau de démonstration",
  description: "Ce qu’une mutuelle fait dans ses territoires.",
  organisation: "MGEN",
  provenance: null,
  published: true,
  shared: true,
  licence: "etalab-2.0",
  open_to_proposals: true,
  revision: 3,
};
const readyFiles = (state: string) =>
  (["csv", "geojson", "jsonld", "json", "parquet"] as const).map((format, index) => ({
    format,
    stored_as: "",
    sha256: String(index).repeat(64),
    bytes: 48_213 * (index + 1) ** 4,
    rows: 39,
    state,
    networks: [publishing.id],
    made_at: new Date("2026-11-24T07:30:00Z"),
  }));

export const networkDataView: NetworkDataView = {
  network: publishing,
  described: { dataset: datasetOf(publishing)!, files: readyFiles("older"), extents: new Map() },
  base: "https://ancrage.example",
};

export const preparingDataView: NetworkDataView = {
  ...networkDataView,
  network: { ...publishing, licence: null, description: "" },
  described: { ...networkDataView.described!, files: [] },
};

const common = commonDataset([
  publishing,
  { ...publishing, id: COMMON_DATA, slug: "autre", name: "Autre", licence: null },
])!;

export const commonDataView: CommonDataView = {
  described: [{ dataset: common, files: readyFiles(common.state), extents: new Map() }, networkDataView.described!],
  base: "https://ancrage.example",
};

export const jobsView: JobsView = {
  dead: (["import", "report", "bulk"] as const).map((queue, index) => ({
    id: `00000000-0000-4000-8000-00000000000${index}`,
    queue,
    state: "dead",
    network: "demonstration",
    subject: `10000000-0000-4000-8000-00000000000${index}`,
    askedAt: new Date("2025-11-20T10:00:00Z"),
    tries: 5,
    nextAt: null,
    failure: { kind: "unavailable", code: "job_lost" },
    file: queue === "import" ? "réponses « automne ».csv" : null,
    report: queue === "report" ? 3 : null,
    rows: queue === "import" ? { done: 500, total: 1200 } : null,
    share: null,
  })),
  alive: [],
};

export const settingsView: SettingsView = {
  name: "Réseau de démonstration",
  description: "Ce qu’un réseau fait.",
  published: true,
  shared: false,
  licence: "odbl-1.0",
  open_to_proposals: true,
};

const NOBODY = { who: null, what: null, from: null, to: null, about: null, before: null };
const SHEET = "019a0000-0000-7000-8000-0000000000a1";

export const journalView: JournalView = {
  query: { ...NOBODY, who: "local", from: "2026-11-01", before: 60 },
  head: { chain: "019a0000-0000-7000-8000-000000000001", position: 1204, hash: "0123456789abcdef".repeat(4) },
  aboutUnknown: false,
  rows: [
    {
      position: 59,
      at: "2026-11-24T08:00:00.000Z",
      actor: { id: "local", name: null },
      action: "classify_initiative",
      subjects: [
        {
          role: "initiative",
          value: SHEET,
          id: SHEET,
          thing: { kind: "initiative", key: "6", title: "Circuits courts de l’Arbizon" },
        },
        { role: "domains", value: "soin", id: null, thing: null },
      ],
      request: "019a0000-0000-7000-8000-0000000000b1",
      hash: "ab".repeat(32),
    },
    {
      position: 58,
      at: "2026-11-23T08:00:00.000Z",
      actor: { id: "019a0000-0000-7000-8000-0000000000c1", name: "Camille Bernard" },
      action: "run_import",
      subjects: [
        { role: "import", value: SHEET, id: SHEET, thing: { kind: "import", name: "réponses.csv" } },
        { role: "read", value: "42", id: null, thing: null },
      ],
      request: "019a0000-0000-7000-8000-0000000000b2",
      hash: "cd".repeat(32),
    },
    {
      position: 57,
      at: "2026-11-22T08:00:00.000Z",
      actor: { id: "019a0000-0000-7000-8000-0000000000c2", name: null },
      action: "something_of_later",
      subjects: [
        { role: "report", value: SHEET, id: SHEET, thing: { kind: "report", number: 2 } },
        { role: "data", value: "ef".repeat(32), id: null, thing: null },
      ],
      request: "system",
      hash: "ef".repeat(32),
    },
  ],
  older: 57,
  actors: [
    { id: "local", name: null },
    { id: "019a0000-0000-7000-8000-0000000000c1", name: "Camille Bernard" },
  ],
  actions: ["classify_initiative", "run_import"],
};

export const emptyJournalView: JournalView = {
  ...journalView,
  query: NOBODY,
  head: null,
  rows: [],
  older: null,
  actors: [],
  actions: [],
};

/** The common space in place of a network. */
export const COMMON: Partial<PageContext> = {
  network: { slug: "commun", name: "Espace commun", description: "", space: "common" },
  can: READ_ONLY,
};

const shared = kept.slice(0, 3).map((one) => ({ ...row(one), network: "voisin", networkName: "Réseau voisin" }));

export const commonView: CommonView = {
  initiatives: 3000,
  networks: [
    { slug: "demonstration", name: "Réseau de démonstration", description: "Ce qu’il fait.", count: 39 },
    { slug: "voisin", name: "Réseau voisin", description: "", count: 2961 },
  ],
  domains: [{ key: "solidarites-locales", name: "Les solidarités locales", networks: 2, count: 12 }],
  map: onTheMap.map((one) => ({ ...one, network: "voisin" })),
  departements: null,
  latest: shared.map((one) => ({ ...one, updated: "2025-11-20T10:00:00Z" })),
};

export const emptyCommonView: CommonView = {
  initiatives: 0,
  networks: [],
  domains: [],
  map: [],
  departements: null,
  latest: [],
};

export const territoryView: TerritoryPageView = {
  territory: { level: "departement", code: "46", name: "Lot" },
  query: { ...EMPTY_QUERY, departement: "46" },
  total: 3,
  rows: kept.slice(0, 3).map(row),
  map: onTheMap.slice(0, 3),
  byDepartement: false,
  domains: DOMAINS.map((domain) => ({ ...domain, count: 1 })),
  around: [{ level: "region", code: "76", name: "Occitanie" }],
  within: [],
};

/** What stands in the frame of another site. */
export const embedView = (shape: EmbedView["shape"]): EmbedView => ({
  shape,
  query: EMPTY_QUERY,
  total: 39,
  rows: kept.slice(0, 10).map(row),
  map: onTheMap,
  byDepartement: false,
});

export const embedBuilderView: EmbedBuilderView = {
  query: { ...EMPTY_QUERY, q: "forum", domaine: ["solidarites-locales"] },
  look: { shape: "liste", theme: "auto", count: 10, height: 600 },
  lang: "fr",
  domains: DOMAINS,
  regions: [{ code: "76", name: "Occitanie" }],
  departements: [{ code: "46", name: "Lot" }],
  kept: ["« forum »"],
  published: false,
};
