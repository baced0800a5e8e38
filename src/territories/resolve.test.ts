import { describe, expect, test } from "vitest";
import { openReference } from "./reference.ts";
import { resolveTerritory } from "./resolve.ts";
import type { Resolution } from "./types.ts";

const reference = openReference();

/** A resolution in one line: r, d, e, c and codes; "france"; "?" when a person must choose; "-" when it says nothing. */
function summary(found: Resolution): string {
  if (found.status !== "resolved") return found.status === "ambiguous" ? "?" : "-";
  if (found.scale === "national") return "france";
  const codes = [
    ...found.regions.map((code) => `r${code}`),
    ...found.departments.map((code) => `d${code}`),
    ...found.epci.map((code) => `e${code}`),
    ...found.communes.map((code) => `c${code}`),
  ];
  return codes.join(" ") + (found.radiusKm === null ? "" : ` +${found.radiusKm}km`);
}

const CASES: Record<string, Record<string, string>> = {
  "accents, capitals, hyphens and apostrophes never matter": {
    "BAGNÈRES DE BIGORRE": "c65059",
    "haute-savoie": "d74",
    "Haute Savoie": "d74",
    "Val-d’Oise": "d95",
    "L’isle adam": "c95313",
    "NOEUX LES MINES": "c62617",
    "Nœux-les-Mines": "c62617",
    "  puy  de dome ": "d63",
    "Ille et Vilaine": "d35",
    "meurthe & moselle": "d54",
    "Ile de france": "r11",
    "Provence Alpes Côte d’Azur": "r93",
    "Côte d’Or": "d21",
  },
  "abbreviations are opened": {
    "Hts de Seine": "d92",
    "Seine St Denis": "d93",
    "Hte-Garonne": "d31",
    "Alpes de Hte Provence": "d04",
    "St-Brieuc": "c22278",
    "Chalon s/ Saône": "c71076",
    "Chalon/Saône": "c71076",
    "Ivry s/Seine": "c94041",
    PACA: "r93",
    IDF: "r11",
    AURA: "r84",
    ARA: "r84",
    BFC: "r27",
    NAQ: "r75",
    HDF: "r32",
    GE: "r44",
    "Région Sud": "r93",
    "Région Grand-Est": "r44",
    "région Centre": "r24",
  },
  "articles and words of level are understood": {
    "la Bretagne": "r53",
    "région Bretagne": "r53",
    "département du Lot": "d46",
    "département de la Marne": "d51",
    "le département de la Creuse": "d23",
    "département de la Vienne": "d86",
    "Vienne (ville)": "c38544",
    "Ville de Brest": "c29019",
    "Mairie de Tours": "c37261",
    "Sables d'Olonne": "c85194",
    "Pays de Loire": "r52",
    "Ile de la Réunion": "d974",
  },
  "numbers are departements": {
    "93": "d93",
    "dept 63": "d63",
    "(63)": "d63",
    "Département 2B": "d2B",
    "2a et 2b": "d2A d2B",
    "974": "d974",
    "31, 81 et 46": "d31 d46 d81",
    "31 81 46": "d31 d46 d81",
    "Départements : 64, 40 et 32": "d32 d40 d64",
    "dépts 64-40": "d40 d64",
    "section 81": "d81",
    "3 départements": "-",
    "99": "-",
    "2024": "-",
    "12/03/2024": "-",
  },
  "postal codes lead to the commune": {
    "63160 Billom": "c63040",
    "rodez 12000": "c12202",
    "35042 Rennes Cedex": "c35238",
    "75012 Paris": "c75056",
    "20250 Corte": "c2B096",
    "1000 Bourg-en-Bresse": "c01053",
    "12 rue de la République, 63160 Billom": "c63040",
    "65059": "c65059",
    "63160": "?",
    "63160 Rodez": "?",
    "123456": "-",
  },
  "what stands beside a name settles it": {
    "Billom 63": "c63040",
    "BILLOM (63)": "c63040",
    "Billom (Puy-de-Dôme)": "c63040",
    "Billom Puy-de-Dôme": "c63040",
    "63 - Billom": "c63040",
    "St Pierre (974)": "c97416",
    "Saint-Denis, La Réunion": "c97411",
    "Saint-Nazaire (44)": "c44184",
    "Nantes, Saint-Nazaire": "c44109 c44184",
    "Poitiers, Vienne": "c86194",
    "Vienne (86)": "d86",
    "Lyon, Vienne": "c38544 c69123",
    "Vienne, Deux-Sèvres": "d79 d86",
    "Cahors (Lot), Rodez (Aveyron)": "c12202 c46042",
    "Occitanie > Tarn > Albi": "c81004",
    "Campagne, 24": "c24076",
  },
  "the first name of an answer is the territory": {
    "Gers (Auch)": "d32",
    "Martinique (Fort-de-France)": "d972",
    "Haute-Garonne : Toulouse": "d31",
    "Occitanie (31, 81)": "r76",
    "Corrèze, zones rurales": "d19",
  },
  "names shared by several territories are left to a person": {
    "Saint-Nazaire": "?",
    "Saint Martin": "?",
    "La Rochelle": "?",
    Clermont: "?",
    Boulogne: "?",
    Vienne: "?",
    Mayenne: "?",
    "Toulouse, Saint-Martin": "?",
    "Rodez (Lot)": "?",
    "Rodez 46": "?",
    "Eure et Loire": "?",
  },
  "a departement outweighs its tiny namesakes": { Corrèze: "d19", Landes: "d40", Creuse: "d23", "La Réunion": "d974" },
  "beginnings of names are enough when one town stands out": {
    "Saint-Dié": "c88413",
    "st dié": "c88413",
    Cherbourg: "c50129",
    Havre: "c76351",
  },
  "misspellings are recognised": {
    "Bagnère de Bigorre": "c65059",
    "Bilom (63)": "c63040",
    Tolouse: "c31555",
    Marseile: "c13055",
    Strasbourgh: "c67482",
    Perpingnan: "c66136",
    Monpellier: "c34172",
    Carcasonne: "c11069",
    Dunkerke: "c59183",
    "Clermond-Ferrand": "c63113",
    Morbian: "d56",
    Finistaire: "d29",
    Vandée: "d85",
    "Haute Garone": "d31",
    "Bouche du Rhône": "d13",
    Ocitanie: "r76",
    "Nouvelle aquitane": "r75",
  },
  "former names and former communes": {
    "Côtes-du-Nord": "d22",
    "Loire inférieure": "d44",
    "Basses-Alpes": "d04",
    "Annecy-le-Vieux": "c74010",
    "Bagé la ville": "c01025",
  },
  "académies are perimeters of departements": {
    "académie de Toulouse": "d09 d12 d31 d32 d46 d65 d81 d82",
    "acad. Rennes": "d22 d29 d35 d56",
    "ACADEMIE DE VERSAILLES": "d78 d91 d92 d95",
    "Académie d'Aix-Marseille": "d04 d05 d13 d84",
    "académies de Lille et d'Amiens": "d02 d59 d60 d62 d80",
    "académie de la Réunion": "d974",
  },
  "EPCI by name, by mark, by their town": {
    "agglo de Vesoul": "e247000011",
    "Vesoul et son agglomération": "e247000011",
    "C.A. de Vesoul": "e247000011",
    "métropole de Lyon": "e200046977",
    "Grand Lyon": "e200046977",
    "Rennes et sa métropole": "e243500139",
    "Rennes Métropole": "e243500139",
    "Grand Paris": "e200054781",
    "Pays basque": "e200067106",
    "CC Pays Issoudun": "e243600236",
    "com com de Billom": "e200067627",
    "agglo de Valence": "e200068781",
  },
  "lists are perimeters": {
    "Toulouse, Albi": "c31555 c81004",
    "Nantes et Rennes": "c35238 c44109",
    "Nantes-Rennes": "c35238 c44109",
    "Tarn / Aveyron": "d12 d81",
    "PACA / Corse": "r93 r94",
    "PACA–Corse": "r93 r94",
    "Ardèche - Drôme": "d07 d26",
    "Limousin–Poitou-Charentes": "d16 d17 d19 d23 d79 d86 d87",
    "Nord Pas de Calais Picardie": "d02 d59 d60 d62 d80",
    "Toulouse (31) et Albi (81)": "c31555 c81004",
    "Paris et petite couronne": "d75 d92 d93 d94",
    "Paris, Seine-Saint-Denis": "d75 d93",
    "Paris et Ile-de-France": "r11",
    "Tarn et Garonne": "d82",
    "Tarn-et-Garonne, Lot": "d46 d82",
  },
  "a distance is a radius": {
    "Quimper et 25 km autour": "c29232 +25km",
    "dans un rayon de 20 kms autour de Brest": "c29019 +20km",
    "30 km autour de Niort": "c79191 +30km",
    "Aurillac (rayon 40 kms)": "c15014 +40km",
    "rayon d'une trentaine de kilomètres autour de Dole": "c39198 +30km",
    "Rayon de 10km autour de Dax (40)": "c40088 +10km",
  },
  "overseas and the whole country": {
    "Océan Indien": "d974 d976",
    "La Réunion et Mayotte": "d974 d976",
    "La Réunion (Océan Indien)": "d974",
    Antilles: "d971 d972",
    "antilles guyane": "d971 d972 d973",
    Pacifique: "d986 d987 d988",
    DROM: "d971 d972 d973 d974 d976",
    "Saint-Pierre et Miquelon": "d975",
    "Nouvelle Calédonie": "d988",
    national: "france",
    "France entière": "france",
    "toute la France": "france",
    métropole: "france",
  },
  "districts belong to their town": { "Paris 12e": "c75056", "Lyon 3ème arrondissement": "c69123", "13001": "c13055" },
  "words around a place are passed over": {
    "Tarn, zones rurales": "d81",
    "CHU de Nantes": "c44109",
    "Lycée Jean Moulin à Béziers": "c34032",
    "Niort et alentours": "c79191",
    "Toulouse, zzkkqq": "c31555",
  },
  "what names no place resolves to nothing": Object.fromEntries(
    [
      ["zones rurales", "à définir", "nos agences", "en ligne", "N/A", "n.c.", "?", "-", "", "   ", "tous les sites"],
      ["bonjour tout le monde", "solidarité", "accompagnement", "pompiers", "lignes", "étapes", "comités", "guides"],
      ["cohérente", "sommet", "moyenne", "filières", "xkcdqzj", "qsdfghjk", "lorem ipsum dolor", "Belgique", "Genève"],
      ["je ne sais pas", "Le projet n'est pas encore localisé", "plusieurs départements", "centre ville", "Provence"],
    ]
      .flat()
      .map((text) => [text, "-"]),
  ),
};

for (const [sentence, cases] of Object.entries(CASES)) {
  test(sentence, () => {
    const found = Object.keys(cases).map((text) => [text, summary(resolveTerritory(text, reference))]);
    expect(Object.fromEntries(found)).toEqual(cases);
  });
}

const FORMER_REGIONS: Record<string, string> = {
  Alsace: "67 68",
  Aquitaine: "24 33 40 47 64",
  Auvergne: "03 15 43 63",
  "Basse-Normandie": "14 50 61",
  Bourgogne: "21 58 71 89",
  "Champagne-Ardenne": "08 10 51 52",
  "Franche-Comté": "25 39 70 90",
  "Haute-Normandie": "27 76",
  "Languedoc-Roussillon": "11 30 34 48 66",
  Limousin: "19 23 87",
  Lorraine: "54 55 57 88",
  "Midi-Pyrénées": "09 12 31 32 46 65 81 82",
  "Nord-Pas-de-Calais": "59 62",
  Picardie: "02 60 80",
  "Poitou-Charentes": "16 17 79 86",
  "Rhône-Alpes": "01 07 26 38 42 69 73 74",
};

describe("a former region", () => {
  test.each(Object.entries(FORMER_REGIONS))(
    "%s is a perimeter of departements, its region apart",
    (name, departments) => {
      const found = resolveTerritory(name.toUpperCase(), reference);
      expect(found).toMatchObject({ status: "resolved", scale: "perimeter", regions: [], communes: [] });
      expect(found.departments.join(" ")).toBe(departments);
      expect(found.parents.regions).toHaveLength(1);
      expect(found.reasons).toContain("former_region");
    },
  );

  test("those that merged cover with the current ones every metropolitan departement once", () => {
    const current = ["11", "24", "52", "53", "93", "94"].flatMap((code) => reference.departmentsOf(code));
    const former = Object.values(FORMER_REGIONS).flatMap((codes) => codes.split(" "));
    const metropolitan = reference.list("departement").filter(({ code }) => code.length === 2);
    expect([...current, ...former].sort()).toEqual(metropolitan.map(({ code }) => code).sort());
  });
});

test("the codes are those of the level resolved, its parents apart", () => {
  expect(resolveTerritory("Saint-Dié", reference)).toMatchObject({
    scale: "commune",
    label: "Saint-Dié-des-Vosges",
    communes: ["88413"],
    regions: [],
    departments: [],
    epci: [],
    parents: { regions: ["44"], departments: ["88"] },
    reasons: ["short_name"],
  });
  expect(resolveTerritory("Mayotte", reference)).toMatchObject({ scale: "departement", parents: { regions: ["06"] } });
});

test("namesakes come as candidates, the most populated first, none of them believed", () => {
  const found = resolveTerritory("Saint-Nazaire", reference);
  expect(found).toMatchObject({ status: "ambiguous", scale: null, label: null, communes: [], reasons: ["homonym"] });
  expect(found.candidates.map(({ communes }) => communes[0])).toEqual(["44184", "66186", "30288"]);
  expect(found.confidence).toBeLessThan(0.6);
});

test("a place within the territory named first is offered as a candidate", () => {
  const found = resolveTerritory("Gers (Auch)", reference);
  expect(found.candidates.map(({ communes }) => communes)).toContainEqual(["32013"]);
});

test("a list partly unreadable keeps the rest and says so, less surely", () => {
  const found = resolveTerritory("Toulouse, Albi, zzkkqq", reference);
  expect(found).toMatchObject({ status: "resolved", communes: ["31555", "81004"] });
  expect(found.reasons).toContain("partly_unreadable");
  expect(found.confidence).toBeLessThan(resolveTerritory("Toulouse, Albi", reference).confidence);
});
