type P = Record<string, string | number | boolean | null>;

const levels: Record<string, string> = {
  commune: "communes",
  epci: "EPCI",
  departement: "départements",
  region: "régions",
};

const convert = "npx mapshaper -i ENTREE.geojson -proj from=EPSG:2154 crs=wgs84 -o SORTIE.geojson format=geojson";
const simplify = "npx mapshaper -i ENTREE.geojson -simplify 10% keep-shapes -o SORTIE.geojson format=geojson";

/** Why a file of territories was not loaded, and how to mend it. */
export const territoriesFailures = {
  territories_not_json: () =>
    "Ce fichier n’est pas du JSON. Donnez un GeoJSON (ou un TopoJSON), tel quel ou compressé par gzip.",
  territories_not_geojson: () =>
    "Ce JSON n’est pas du GeoJSON : il y faut une FeatureCollection, une entité par ligne, ou un TopoJSON.",
  territories_truncated: () => "Le fichier s’arrête avant sa fin. Téléchargez-le de nouveau.",
  territories_empty: () => "Le fichier ne contient aucun territoire.",
  territories_zip: () => "Ceci est une archive ZIP. Extrayez-en le fichier .geojson, puis donnez ce fichier.",
  territories_format: () =>
    "Ceci est un GeoPackage ou un Shapefile. Convertissez-le : ogr2ogr -t_srs EPSG:4326 -f GeoJSON SORTIE.geojson ENTREE",
  territories_encoding: () => "Ce fichier n’est pas en UTF-8. Enregistrez-le en UTF-8, puis recommencez.",
  territories_large: (p: P) =>
    `Le fichier dépasse ${p.mb} Mo une fois décompressé. Prenez l’édition généralisée (100 m ou 1000 m), ou simplifiez-le : ${simplify}`,
  territories_top_large: (p: P) => `Un TopoJSON ne peut pas dépasser ${p.mb} Mo. Simplifiez-le : ${simplify}`,
  territories_feature_large: (p: P) =>
    `Un seul territoire occupe plus de ${p.mb} Mo. Simplifiez le fichier : ${simplify}`,
  territories_many: (p: P) =>
    `Le fichier contient plus de ${p.most} entités : ce n’est pas un niveau du code officiel.`,
  territories_detailed: (p: P) =>
    `Les contours comptent plus de ${p.most} millions de points, bien plus que nos cartes n’en montrent. Prenez l’édition généralisée (100 m ou 1000 m), ou simplifiez-les : ${simplify}`,
  territories_lambert: (p: P) =>
    `Les coordonnées de ${p.code} sont en Lambert 93 (${p.crs}). Convertissez-les en longitudes et latitudes : ${convert}`,
  territories_projected: (p: P) =>
    `Les coordonnées ne sont pas des longitudes et latitudes (${p.crs}). Convertissez-les : ogr2ogr -t_srs EPSG:4326 -f GeoJSON SORTIE.geojson ENTREE.geojson`,
  territories_geometry: (p: P) =>
    `${p.code} est une géométrie « ${p.type} » : il faut une surface, ou le point d’un centre.`,
  territories_broken: (p: P) => `La géométrie de ${p.code} est mal formée. Rien n’a été chargé.`,
  territories_open_ring: (p: P) =>
    `Un contour de ${p.code} n’est pas fermé. Réparez le fichier : npx mapshaper -i ENTREE.geojson -clean -o SORTIE.geojson format=geojson`,
  territories_level: (p: P) =>
    `Nous ne savons pas de quel niveau sont ces territoires (${p.first}). Dites-le : --level commune, epci, departement ou region.`,
  territories_unknown: (p: P) =>
    `${p.count} codes sur ${p.of} n’existent pas parmi les ${levels[String(p.level)]} du code officiel : ${p.first}. Vérifiez l’année du fichier et son niveau (--level).`,
  territories_twice: (p: P) =>
    `Le fichier donne plusieurs contours pour un même code : ${p.codes}. Réunissez-les : npx mapshaper -i ENTREE.geojson -dissolve CODE copy-fields=NOM -o SORTIE.geojson format=geojson`,
  territories_frame: (p: P) =>
    `Il manque des départements de métropole : ${p.missing}. La carte de la métropole ne peut pas être remplacée en partie.`,
  territories_missing: (p: P) =>
    `Il manque ${p.count} ${levels[String(p.level)]} sur ${p.of} : ${p.missing}. Si c’est voulu, ajoutez --partial : ce qui manque garde ce qui est livré avec Ancrage.`,
  territories_astray: (p: P) =>
    `${p.count} territoires sur ${p.of} ne sont pas là où le code officiel les place : ${p.first}. Longitude et latitude sont-elles échangées, ou les codes décalés ?`,
  territories_trouble: (p: P) =>
    `Un fichier chargé est illisible (${p.detail}) : ce qui est livré avec Ancrage le remplace. Chargez-le de nouveau.`,
  territories_attribution: () =>
    'Dites à qui sont ces données : --attribution "IGN, ADMIN EXPRESS 2026 (Licence Ouverte 2.0)". Les cartes l’afficheront.',
  territories_attribution_long: (p: P) => `L’attribution tient en une ligne de ${p.most} caractères au plus.`,
};

/** What the commands about territories say. */
export const territories = {
  levels,
  loaded: (level: string, count: number, kb: number) =>
    `${count} ${levels[level]} chargé${level === "departement" || level === "epci" ? "s" : "es"} (${kb} ko). Les pages les montrent dès maintenant.`,
  unknown: (count: number, first: string) => `${count} codes inconnus, laissés de côté : ${first}`,
  missing: (count: number, first: string) => `${count} territoires absents du fichier : ${first}`,
  reset: "Les territoires livrés avec Ancrage sont de nouveau utilisés.",
  nothingToReset: "Rien n’avait été chargé.",
  placing: (slug: string, done: number) => `Repères replacés : ${done} initiatives (${slug})`,
  placed: (moved: number, read: number) => `${moved} initiatives replacées sur ${read}.`,
  shipped: (level: string) => `${levels[level]} : livrés avec Ancrage`,
  inUse: (level: string, kind: "outlines" | "points", count: number) =>
    `${levels[level]} : ${count} ${kind === "points" ? "centres" : "contours et centres"}`,
  from: (name: string, date: string, sha256: string) => `  ${name}, chargé le ${date}, SHA-256 ${sha256}`,
};
