import { areaOf, noCodes, parentsOf } from "../territories/areas.ts";
import { departementOfCommune, type Reference } from "../territories/reference.ts";
import type { Area, Codes, Resolution, Territory } from "../territories/types.ts";
import { ofDepartement } from "./french.ts";
import { cumulate, indexBelow, type Random } from "./random.ts";
import { VAGUE_PLACES } from "./vocabulary.ts";

type Named = { code: string; name: string };

/** The commune where an initiative was thought of, and what contains it. */
export type Home = { commune: Named; departement: Named; region: Named; epci: Named | null };

/** A place as typed, as it is read, and the commune it stands around. */
export type Place = { words: string; resolution: Resolution; home: Home };

/** What drawing places needs, made once. */
export type Gazetteer = {
  reference: Reference;
  /** A commune, the more likely the more people live in it. */
  drawHome: (random: Random) => Home;
  /** A commune among those whose name most others bear. */
  drawHomonym: (random: Random) => Home;
  /** Whether the name of a commune alone can only be that commune. */
  isAlone: (name: string) => boolean;
  /** What the product's own reader makes of a text. */
  resolve: (text: string) => Resolution;
};

/** Prepares the communes for drawing. */
export function openGazetteer(reference: Reference, resolve: (text: string) => Resolution): Gazetteer {
  const communes = reference.list("commune");
  // Where nobody is counted somebody may still act.
  const sums = cumulate(communes.map((commune) => Math.max(1, commune.population)));
  const times = new Map<string, number>();
  for (const level of ["commune", "departement", "region"] as const)
    for (const { name } of reference.list(level)) times.set(keyOf(name), (times.get(keyOf(name)) ?? 0) + 1);
  const shared = mostShared(communes);
  return {
    reference,
    drawHome: (random) => homeOf(communes[indexBelow(sums, random.next())]!, reference),
    drawHomonym: (random) => homeOf(random.pick(random.rank(shared)), reference),
    isAlone: (name) => times.get(keyOf(name)) === 1,
    resolve,
  };
}

const MOST_SHARED = 100;

function mostShared(communes: readonly Territory[]): Territory[][] {
  const byName = [...Map.groupBy(communes, ({ name }) => name).values()].filter((same) => same.length > 1);
  return byName.sort((a, b) => b.length - a.length || (a[0]!.name < b[0]!.name ? -1 : 1)).slice(0, MOST_SHARED);
}

const keyOf = (name: string) =>
  name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .replace(/^(?:le|la|les|l) /, "");

function homeOf(commune: Territory, reference: Reference): Home {
  const code = departementOfCommune(commune.code);
  const named = (level: "departement" | "region" | "epci", code: string): Named => ({
    code,
    name: reference.get(level, code)?.name ?? code,
  });
  const [epci] = reference.parentsOf("commune", commune.code).epci;
  return {
    commune: { code: commune.code, name: commune.name },
    departement: named("departement", code),
    region: named("region", reference.parentsOf("departement", code).regions[0]!),
    epci: epci ? named("epci", epci) : null,
  };
}

/** Whether a region is one departement overseas: the two are one place, known by the departement. */
export const isOverseas = (home: Home): boolean => /^9[78]/.test(home.departement.code);

type Maker = (random: Random, gazetteer: Gazetteer) => Place | null;

const SURE = 0.98;

const MAKERS: readonly { share: number; make: Maker }[] = [
  { share: 0.5, make: placeCommune },
  { share: 0.05, make: placeAround },
  { share: 0.12, make: placeEpci },
  { share: 0.18, make: placeDepartement },
  { share: 0.07, make: placeRegion },
  { share: 0.03, make: placeSeveral },
  { share: 0.02, make: placeCountry },
  { share: 0.02, make: placeHomonym },
  { share: 0.01, make: placeVague },
];
const SHARES = cumulate(MAKERS.map(({ share }) => share));

/** Draws where an initiative acts: one commune for half of them, up to the whole country for a few. */
export function drawPlace(random: Random, gazetteer: Gazetteer): Place {
  const { make } = MAKERS[indexBelow(SHARES, random.next())]!;
  return make(random, gazetteer) ?? placeCommune(random, gazetteer);
}

function placeCommune(random: Random, gazetteer: Gazetteer): Place {
  const home = gazetteer.drawHome(random);
  const { commune, departement } = home;
  const precise = !gazetteer.isAlone(commune.name) || random.chance(0.3);
  const words = precise && departement.name !== commune.name ? `${commune.name} (${departement.name})` : commune.name;
  return { words, home, resolution: settled(gazetteer, areaOf("commune", commune.code, gazetteer.reference)) };
}

function placeAround(random: Random, gazetteer: Gazetteer): Place | null {
  const home = gazetteer.drawHome(random);
  const { code, name } = home.commune;
  if (!gazetteer.isAlone(name)) return null;
  const radiusKm = random.whole(1, 10) * 5;
  const area = areaOf("commune", code, gazetteer.reference);
  return { words: `${name} et ${radiusKm} km alentour`, home, resolution: { ...settled(gazetteer, area), radiusKm } };
}

function placeEpci(random: Random, gazetteer: Gazetteer): Place | null {
  const home = gazetteer.drawHome(random);
  if (!home.epci) return null;
  const area = areaOf("epci", home.epci.code, gazetteer.reference);
  return { words: home.epci.name, home, resolution: settled(gazetteer, area) };
}

function placeDepartement(random: Random, gazetteer: Gazetteer): Place | null {
  const home = gazetteer.drawHome(random);
  const { code, name } = home.departement;
  // Of Paris, the commune is meant.
  if (name === home.commune.name) return null;
  const words = gazetteer.isAlone(name) ? name : `département ${ofDepartement(code, name)}`;
  return { words, home, resolution: settled(gazetteer, areaOf("departement", code, gazetteer.reference)) };
}

function placeRegion(random: Random, gazetteer: Gazetteer): Place | null {
  const home = gazetteer.drawHome(random);
  if (isOverseas(home)) return null;
  const area = areaOf("region", home.region.code, gazetteer.reference);
  return { words: home.region.name, home, resolution: settled(gazetteer, area) };
}

/** Several departements of one region, told one after the other. */
function placeSeveral(random: Random, gazetteer: Gazetteer): Place | null {
  const home = gazetteer.drawHome(random);
  const others = gazetteer.reference.departmentsOf(home.region.code).filter((code) => code !== home.departement.code);
  if (others.length < 3) return null;
  const chosen = new Set([home.departement.code, random.pick(others), random.pick(others)]);
  const words = [...chosen].map((code) => gazetteer.reference.get("departement", code)!.name).join(", ");
  const area: Area = { ...noCodes(), scale: "perimeter", label: words, departments: [...chosen].sort() };
  return { words, home, resolution: settled(gazetteer, area) };
}

function placeCountry(random: Random, gazetteer: Gazetteer): Place {
  const home = gazetteer.drawHome(random);
  const words = random.pick(["France entière", "national", "toute la France"]);
  return { words, home, resolution: settled(gazetteer, { ...noCodes(), scale: "national", label: "France" }) };
}

function placeHomonym(random: Random, gazetteer: Gazetteer): Place {
  const home = gazetteer.drawHomonym(random);
  return { words: home.commune.name, home, resolution: gazetteer.resolve(home.commune.name) };
}

function placeVague(random: Random, gazetteer: Gazetteer): Place {
  const home = gazetteer.drawHome(random);
  const words = random.pick(VAGUE_PLACES);
  return { words, home, resolution: gazetteer.resolve(words) };
}

function settled({ reference }: Gazetteer, { scale, label, ...codes }: Area): Resolution {
  const own: Codes = codes;
  return {
    status: "resolved",
    scale,
    label,
    ...own,
    parents: parentsOf(own, reference),
    radiusKm: null,
    confidence: SURE,
    candidates: [],
    reasons: [],
  };
}
