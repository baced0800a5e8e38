import type { territoriesFailures as failuresFr, territories as wordsFr } from "../fr/territories.ts";

const levels: Record<string, string> = {
  commune: "communes",
  epci: "EPCI",
  departement: "départements",
  region: "regions",
};

const convert = "npx mapshaper -i INPUT.geojson -proj from=EPSG:2154 crs=wgs84 -o OUTPUT.geojson format=geojson";
const simplify = "npx mapshaper -i INPUT.geojson -simplify 10% keep-shapes -o OUTPUT.geojson format=geojson";

export const territoriesFailures: typeof failuresFr = {
  territories_not_json: () => "This file is not JSON. Give a GeoJSON (or a TopoJSON), plain or compressed with gzip.",
  territories_not_geojson: () =>
    "This JSON is not GeoJSON: it must be a FeatureCollection, one feature a line, or a TopoJSON.",
  territories_truncated: () => "The file stops before its end. Download it again.",
  territories_empty: () => "The file holds no territory.",
  territories_zip: () => "This is a ZIP archive. Extract the .geojson file from it, then give that file.",
  territories_format: () =>
    "This is a GeoPackage or a Shapefile. Convert it: ogr2ogr -t_srs EPSG:4326 -f GeoJSON OUTPUT.geojson INPUT",
  territories_encoding: () => "This file is not in UTF-8. Save it in UTF-8, then try again.",
  territories_large: (p) =>
    `The file is larger than ${p.mb} MB once inflated. Take the generalised edition (100 m or 1000 m), or simplify it: ${simplify}`,
  territories_top_large: (p) => `A TopoJSON cannot be larger than ${p.mb} MB. Simplify it: ${simplify}`,
  territories_feature_large: (p) => `One territory alone takes more than ${p.mb} MB. Simplify the file: ${simplify}`,
  territories_many: (p) => `The file holds more than ${p.most} features: it is not a level of the official code.`,
  territories_detailed: (p) =>
    `The outlines have more than ${p.most} million points, far more than our maps show. Take the generalised edition (100 m or 1000 m), or simplify them: ${simplify}`,
  territories_lambert: (p) =>
    `The coordinates of ${p.code} are in Lambert 93 (${p.crs}). Convert them to longitudes and latitudes: ${convert}`,
  territories_projected: (p) =>
    `The coordinates are not longitudes and latitudes (${p.crs}). Convert them: ogr2ogr -t_srs EPSG:4326 -f GeoJSON OUTPUT.geojson INPUT.geojson`,
  territories_geometry: (p) => `${p.code} is a “${p.type}” geometry: an area is needed, or the point of a centre.`,
  territories_broken: (p) => `The geometry of ${p.code} is malformed. Nothing was loaded.`,
  territories_open_ring: (p) =>
    `An outline of ${p.code} is not closed. Mend the file: npx mapshaper -i INPUT.geojson -clean -o OUTPUT.geojson format=geojson`,
  territories_level: (p) =>
    `We cannot tell of which level these territories are (${p.first}). Say it: --level commune, epci, departement or region.`,
  territories_unknown: (p) =>
    `${p.count} codes of ${p.of} are not among the ${levels[String(p.level)]} of the official code: ${p.first}. Check the year of the file and its level (--level).`,
  territories_twice: (p) =>
    `The file gives several outlines for one code: ${p.codes}. Join them: npx mapshaper -i INPUT.geojson -dissolve CODE copy-fields=NAME -o OUTPUT.geojson format=geojson`,
  territories_frame: (p) =>
    `Metropolitan départements are missing: ${p.missing}. The map of metropolitan France cannot be replaced in part.`,
  territories_missing: (p) =>
    `${p.count} ${levels[String(p.level)]} of ${p.of} are missing: ${p.missing}. If that is meant, add --partial: what is missing keeps what ships with Ancrage.`,
  territories_astray: (p) =>
    `${p.count} territories of ${p.of} are not where the official code has them: ${p.first}. Are longitude and latitude swapped, or codes shifted?`,
  territories_trouble: (p) =>
    `A loaded file cannot be read (${p.detail}): what ships with Ancrage replaces it. Load it again.`,
  territories_attribution: () =>
    'Say whose data these are: --attribution "IGN, ADMIN EXPRESS 2026 (Licence Ouverte 2.0)". Maps will show it.',
  territories_attribution_long: (p) => `The attribution is one line of at most ${p.most} characters.`,
};

export const territories: typeof wordsFr = {
  levels,
  loaded: (level, count, kb) => `${count} ${levels[level]} loaded (${kb} kB). Pages show them from now on.`,
  unknown: (count, first) => `${count} unknown codes, left out: ${first}`,
  missing: (count, first) => `${count} territories missing from the file: ${first}`,
  reset: "The territories that ship with Ancrage are in use again.",
  nothingToReset: "Nothing had been loaded.",
  placing: (slug, done) => `Marks placed again: ${done} initiatives (${slug})`,
  placed: (moved, read) => `${moved} initiatives of ${read} placed elsewhere.`,
  shipped: (level) => `${levels[level]}: shipped with Ancrage`,
  inUse: (level, kind, count) => `${levels[level]}: ${count} ${kind === "points" ? "centres" : "outlines and centres"}`,
  from: (name, date, sha256) => `  ${name}, loaded on ${date}, SHA-256 ${sha256}`,
};
