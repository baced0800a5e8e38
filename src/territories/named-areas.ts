/** Names people use that the official code does not carry: short names, former regions, académies, groups of territories. */
import type { Reason, Scale } from "./types.ts";

/** An area known by several names; codes are space separated, regions or departments. */
export type NamedArea = {
  label: string;
  names: string[];
  scale: Scale;
  regions?: string;
  departments?: string;
  reason: Reason | null;
};

const region = (code: string, label: string, ...names: string[]): NamedArea => ({
  label,
  names,
  scale: "region",
  regions: code,
  reason: "abbreviation",
});

const perimeter = (reason: Reason | null, label: string, departments: string, ...names: string[]): NamedArea => ({
  label,
  names: [label, ...names],
  scale: "perimeter",
  departments,
  reason,
});

const renamed = (code: string, label: string, ...names: string[]): NamedArea => ({
  label,
  names,
  scale: "departement",
  departments: code,
  reason: "former_name",
});

const SHORT_NAMES: NamedArea[] = [
  region("84", "Auvergne-Rhône-Alpes", "ARA", "AURA", "Rhône-Alpes-Auvergne"),
  region("27", "Bourgogne-Franche-Comté", "BFC", "Franche-Comté-Bourgogne"),
  region("53", "Bretagne", "BRE", "BZH"),
  region("24", "Centre-Val de Loire", "CVL", "Centre Val-de-Loire"),
  region("44", "Grand Est", "GE", "GES"),
  region("32", "Hauts-de-France", "HDF"),
  region("11", "Île-de-France", "IDF", "région parisienne", "RP"),
  region("75", "Nouvelle-Aquitaine", "NAQ", "Nlle Aquitaine", "Nelle Aquitaine", "N. Aquitaine"),
  region("76", "Occitanie", "OCC", "Occitanie Pyrénées-Méditerranée"),
  region("52", "Pays de la Loire", "PDL", "PDLL"),
  region("93", "Provence-Alpes-Côte d'Azur", "PACA", "Région Sud", "Provence-Alpes-Côtes d'Azur", "Sud PACA"),
  { ...region("24", "Centre-Val de Loire", "Centre"), reason: "former_region" },
  { ...region("94", "Corse", "Corsica"), reason: null },
  { ...region("94", "Corse", "20"), reason: "former_name" },
];

const FORMER_REGIONS: NamedArea[] = [
  perimeter("former_region", "Alsace", "67 68", "Collectivité européenne d'Alsace", "CEA"),
  perimeter("former_region", "Aquitaine", "24 33 40 47 64"),
  perimeter("former_region", "Auvergne", "03 15 43 63"),
  perimeter("former_region", "Basse-Normandie", "14 50 61"),
  perimeter("former_region", "Bourgogne", "21 58 71 89"),
  perimeter("former_region", "Champagne-Ardenne", "08 10 51 52", "Champagne-Ardennes"),
  perimeter("former_region", "Franche-Comté", "25 39 70 90"),
  perimeter("former_region", "Haute-Normandie", "27 76"),
  perimeter("former_region", "Languedoc-Roussillon", "11 30 34 48 66"),
  perimeter("former_region", "Limousin", "19 23 87"),
  perimeter("former_region", "Lorraine", "54 55 57 88"),
  perimeter("former_region", "Midi-Pyrénées", "09 12 31 32 46 65 81 82"),
  perimeter("former_region", "Nord-Pas-de-Calais", "59 62", "NPDC"),
  perimeter("former_region", "Picardie", "02 60 80"),
  perimeter("former_region", "Poitou-Charentes", "16 17 79 86", "Poitou-Charente"),
  perimeter("former_region", "Rhône-Alpes", "01 07 26 38 42 69 73 74", "Rhône-Alpe"),
];

const GROUPS: NamedArea[] = [
  perimeter("overseas", "Océan Indien", "974 976"),
  perimeter("overseas", "Antilles", "971 972", "Antilles françaises"),
  perimeter("overseas", "Antilles-Guyane", "971 972 973"),
  perimeter("overseas", "Outre-mer", "971 972 973 974 975 976 977 978 986 987 988", "DOM-TOM", "DROM-COM", "DROM COM"),
  perimeter("overseas", "Départements et régions d'outre-mer", "971 972 973 974 976", "DOM", "DROM"),
  perimeter("overseas", "Collectivités d'outre-mer", "975 977 978 986 987"),
  perimeter("overseas", "Pacifique", "986 987 988", "Pacifique Sud", "Océan Pacifique"),
  perimeter(null, "Petite couronne", "92 93 94", "petite couronne parisienne"),
  perimeter(null, "Grande couronne", "77 78 91 95", "grande couronne parisienne"),
  perimeter(null, "Savoies", "73 74", "Pays de Savoie", "deux Savoie", "deux Savoies"),
  perimeter(null, "Charentes", "16 17", "deux Charentes", "deux Charente"),
];

const DEPARTMENTS: NamedArea[] = [
  renamed("04", "Alpes-de-Haute-Provence", "Basses-Alpes"),
  renamed("17", "Charente-Maritime", "Charente-Inférieure"),
  renamed("22", "Côtes-d'Armor", "Côtes-du-Nord"),
  renamed("44", "Loire-Atlantique", "Loire-Inférieure"),
  renamed("64", "Pyrénées-Atlantiques", "Basses-Pyrénées"),
  renamed("76", "Seine-Maritime", "Seine-Inférieure"),
  { ...renamed("90", "Territoire de Belfort", "Terr. de Belfort", "Tre de Belfort"), reason: "abbreviation" },
  { ...renamed("93", "Seine-Saint-Denis", "SSD"), reason: "abbreviation" },
  { ...renamed("13", "Bouches-du-Rhône", "BDR"), reason: "abbreviation" },
  { ...renamed("69", "Rhône", "Nouveau Rhône", "Rhône et métropole de Lyon"), reason: null },
  { ...renamed("974", "La Réunion", "Île de la Réunion"), reason: null },
  { ...renamed("987", "Polynésie française", "Polynésie"), reason: "abbreviation" },
  { ...renamed("975", "Saint-Pierre-et-Miquelon", "SPM"), reason: "abbreviation" },
  { ...renamed("978", "Saint-Martin", "Saint-Martin Antilles", "île de Saint-Martin"), reason: null },
  { ...renamed("977", "Saint-Barthélemy", "Saint-Barth", "île de Saint-Barthélemy"), reason: null },
];

/** Names of the whole country or of its European part. */
const COUNTRY: NamedArea = {
  label: "France",
  scale: "national",
  reason: null,
  names: [
    "France",
    "France entière",
    "la France entière",
    "toute la France",
    "France métropolitaine",
    "France hexagonale",
    "métropole",
    "hexagone",
    "national",
    "nationale",
    "nationaux",
    "échelle nationale",
    "échelon national",
    "niveau national",
    "dimension nationale",
    "portée nationale",
    "territoire national",
    "territoire français",
    "tout le territoire",
    "tout le territoire national",
    "ensemble du territoire",
    "ensemble du territoire national",
    "partout en France",
    "toute France",
    "ensemble de la France",
    "toutes les régions",
    "tous les départements",
    "toutes régions",
    "tous départements",
    "métropole et outre-mer",
    "France métropolitaine et outre-mer",
    "France et outre-mer",
  ],
};

/** Every area known by a name outside the official code. */
export const NAMED_AREAS: readonly NamedArea[] = [
  ...SHORT_NAMES,
  ...FORMER_REGIONS,
  ...GROUPS,
  ...DEPARTMENTS,
  COUNTRY,
];

/** The thirty académies of 2020 and after, and the two that merged into Normandie. */
export const ACADEMIES: readonly NamedArea[] = (
  [
    ["Aix-Marseille", "04 05 13 84", "Marseille", "Aix"],
    ["Amiens", "02 60 80"],
    ["Besançon", "25 39 70 90"],
    ["Bordeaux", "24 33 40 47 64"],
    ["Clermont-Ferrand", "03 15 43 63", "Clermont"],
    ["Corse", "2A 2B", "Ajaccio"],
    ["Créteil", "77 93 94"],
    ["Dijon", "21 58 71 89"],
    ["Grenoble", "07 26 38 73 74"],
    ["Guadeloupe", "971"],
    ["Guyane", "973"],
    ["Lille", "59 62"],
    ["Limoges", "19 23 87"],
    ["Lyon", "01 42 69"],
    ["Martinique", "972"],
    ["Mayotte", "976"],
    ["Montpellier", "11 30 34 48 66"],
    ["Nancy-Metz", "54 55 57 88", "Nancy", "Metz"],
    ["Nantes", "44 49 53 72 85"],
    ["Nice", "06 83"],
    ["Normandie", "14 27 50 61 76"],
    ["Orléans-Tours", "18 28 36 37 41 45", "Orléans", "Tours"],
    ["Paris", "75"],
    ["Poitiers", "16 17 79 86"],
    ["Reims", "08 10 51 52"],
    ["Rennes", "22 29 35 56"],
    ["La Réunion", "974", "Réunion"],
    ["Strasbourg", "67 68"],
    ["Toulouse", "09 12 31 32 46 65 81 82"],
    ["Versailles", "78 91 92 95"],
    ["Caen", "14 50 61"],
    ["Rouen", "27 76"],
  ] as [string, string, ...string[]][]
).map(([name, departments, ...names]) => perimeter("academie", name, departments, ...names));
