/** The official code of French territories, loaded once and indexed by code. */
import { readFileSync } from "node:fs";
import { addTo, centreOf, emptyGroup, type Group, remotePosition } from "./groups.ts";
import { type Centres, noticeTerritories, officialCentres } from "./official.ts";
import type { Arrondissement, Level, Parents, Position, Territory } from "./types.ts";

type CommuneRow = [
  code: string,
  name: string,
  population: number,
  epci: number,
  postal: string,
  lon?: number,
  lat?: number,
];
type Rows = {
  edition: string;
  regions: [code: string, name: string, seat: string][];
  departments: [code: string, name: string, region: string, seat: string][];
  epci: [code: string, name: string, type: string, population: number][];
  communes: CommuneRow[];
  former: [code: string, name: string, current: string][];
  arrondissements: [code: string, name: string, commune: string, postal: string, population: number][];
  ept: [code: string, name: string, communes: string[]][];
};

/** Lookups in the official code; a code alone is not enough, as "75" is both a region and a departement. */
export type Reference = {
  edition: string;
  get: (level: Level, code: string) => Territory | undefined;
  list: (level: Level) => Territory[];
  parentsOf: (level: Level, code: string) => Parents;
  communesOf: (level: Level, code: string) => string[];
  departmentsOf: (region: string) => string[];
  positionOf: (level: Level, code: string) => Position | undefined;
  communesByPostalCode: (postalCode: string) => string[];
  epciType: (code: string) => string | undefined;
  formerCommunes: { code: string; name: string; current: string }[];
  arrondissements: Arrondissement[];
  /** Établissements publics territoriaux of Grand Paris, which are not EPCI with their own taxation. */
  ept: { code: string; name: string; communes: string[] }[];
};

/** Code of the departement (or overseas collectivity) a commune code belongs to. */
export function departementOfCommune(code: string): string {
  return code.startsWith("97") || code.startsWith("98") ? code.slice(0, 3) : code.slice(0, 2);
}

const LEVELS = ["commune", "epci", "departement", "region"] as const;

let opened: { reference: Reference; generation: number } | undefined;
let shipped: Reference | undefined;

const readRows = (): Rows =>
  JSON.parse(readFileSync(new URL("../../data/territories/cog-2026.json", import.meta.url), "utf8")) as Rows;

/** Opens the reference that ships, whatever centres were loaded; memoised, throws when its file is missing. */
export function openShippedReference(): Reference {
  shipped ??= indexRows(readRows(), {});
  return shipped;
}

/** Opens the reference of territories, with the official centres that were loaded; memoised until others are. */
export function openReference(): Reference {
  const generation = noticeTerritories();
  if (opened?.generation !== generation) {
    const centres = Object.fromEntries(LEVELS.map((level) => [level, officialCentres(level)]));
    const isOfficial = Object.values(centres).some((one) => Object.keys(one).length > 0);
    opened = { reference: isOfficial ? indexRows(readRows(), centres) : openShippedReference(), generation };
  }
  return opened.reference;
}

function indexRows(rows: Rows, official: Partial<Record<Level, Centres>>): Reference {
  const regionOf = new Map(rows.departments.map((row) => [row[0], row[2]]));
  const communeRows = new Map<string, CommuneRow>();
  const groups = {
    epci: new Map<string, Group>(),
    departement: new Map<string, Group>(),
    region: new Map<string, Group>(),
  };
  for (const [code] of rows.epci) groups.epci.set(code, emptyGroup());
  for (const [code] of rows.departments) groups.departement.set(code, emptyGroup());
  for (const [code] of rows.regions) groups.region.set(code, emptyGroup());
  const byPostalCode = new Map<string, string[]>();
  for (const row of rows.communes) {
    const centre = official.commune?.[row[0]];
    if (centre) [row[5], row[6]] = centre;
    const add = (group: Group | undefined) => group && addTo(group, row[0], row[2], row[5], row[6]);
    communeRows.set(row[0], row);
    const departement = departementOfCommune(row[0]);
    add(groups.departement.get(departement));
    add(groups.region.get(regionOf.get(departement)!));
    const epci = rows.epci[row[3]];
    if (epci) add(groups.epci.get(epci[0]));
    for (const postalCode of row[4].split(" ")) {
      const known = byPostalCode.get(postalCode);
      if (known) known.push(row[0]);
      else if (postalCode) byPostalCode.set(postalCode, [row[0]]);
    }
  }
  const lists = listTerritories(rows, groups);
  const departmentsByRegion = Map.groupBy(rows.departments, (row) => row[2]);
  const byCode = new Map(
    (Object.keys(lists) as Level[]).map((level) => [level, new Map(lists[level].map((one) => [one.code, one]))]),
  );
  const epciCode = (row: CommuneRow): string | undefined => rows.epci[row[3]]?.[0];
  const epciTypes = new Map(rows.epci.map((row) => [row[0], row[2]]));

  const parentsOf = (level: Level, code: string): Parents => {
    if (level === "region") return { regions: [], departments: [], epci: [] };
    if (level === "departement") {
      const region = regionOf.get(code);
      return { regions: region ? [region] : [], departments: [], epci: [] };
    }
    const members =
      level === "commune" ? (communeRows.has(code) ? [code] : []) : (groups.epci.get(code)?.communes ?? []);
    const departments = [...new Set(members.map(departementOfCommune))].sort();
    const regions = [...new Set(departments.map((one) => regionOf.get(one)!))].sort();
    const row = level === "commune" ? communeRows.get(code) : undefined;
    const epci = row && epciCode(row);
    return { regions, departments, epci: epci ? [epci] : [] };
  };

  const positionOf = (level: Level, code: string): Position | undefined => {
    const row = level === "commune" ? communeRows.get(code) : undefined;
    if (row?.[5] !== undefined && row[6] !== undefined) return { lon: row[5], lat: row[6], approximate: false };
    const given = level === "commune" ? undefined : official[level]?.[code];
    if (given) return { lon: given[0], lat: given[1], approximate: true };
    const group = level === "commune" ? groups.epci.get((row && epciCode(row)) ?? "") : groups[level].get(code);
    const [departement] = level === "departement" ? [code] : parentsOf(level, code).departments;
    return (
      centreOf(group) ?? centreOf(groups.departement.get(departement ?? "")) ?? remotePosition(departement ?? code)
    );
  };

  return {
    edition: rows.edition,
    get: (level, code) => byCode.get(level)?.get(code),
    list: (level) => lists[level],
    parentsOf,
    communesOf: (level, code) =>
      level === "commune" ? (communeRows.has(code) ? [code] : []) : (groups[level].get(code)?.communes ?? []),
    departmentsOf: (region) => (departmentsByRegion.get(region) ?? []).map(([code]) => code),
    positionOf,
    communesByPostalCode: (postalCode) => byPostalCode.get(postalCode) ?? [],
    epciType: (code) => epciTypes.get(code),
    formerCommunes: rows.former.map(([code, name, current]) => ({ code, name, current })),
    arrondissements: rows.arrondissements.map(([code, name, commune, postal, population]) => ({
      code,
      name,
      commune,
      postalCodes: postal.split(" "),
      population,
    })),
    ept: rows.ept.map(([code, name, communes]) => ({ code, name, communes })),
  };
}

function listTerritories(
  rows: Rows,
  groups: Record<"departement" | "region", Map<string, Group>>,
): Record<Level, Territory[]> {
  return {
    region: rows.regions.map(([code, name]) => ({
      level: "region",
      code,
      name,
      population: groups.region.get(code)!.population,
    })),
    departement: rows.departments.map(([code, name]) => ({
      level: "departement",
      code,
      name,
      population: groups.departement.get(code)!.population,
    })),
    epci: rows.epci.map(([code, name, , population]) => ({ level: "epci", code, name, population })),
    commune: rows.communes.map(([code, name, population]) => ({ level: "commune", code, name, population })),
  };
}
