import {
  areaPath,
  borderPath,
  departementsOfRegion,
  type Frame,
  frameSize,
  landPath,
  OVERSEAS,
  outlinedDepartements,
  type Placed,
  placePoint,
} from "../territories/outlines.ts";
import type { ReportInitiative } from "./model.ts";
import { spreadMarks } from "./spread-marks.ts";
import type { Press } from "./view.ts";

export type MapMark = { n: string; rank: number; x: number; y: number; hollow: boolean };

/** A drawing without words: its size in its own units, its land, what is named, its inner borders, its marks. */
export type MapFrame = {
  code: string;
  name: string;
  width: number;
  height: number;
  land: string;
  named: string;
  borders: string[];
  marks: MapMark[];
};

// Beyond this the numbers would hide the marks and the map: only marks are drawn, where they are.
const numbered = 120;

/** The map of all initiatives: France, the overseas insets, one mark for each place, and the words that say the same. */
export function mapView(p: Press) {
  const { w, model } = p;
  const placed = model.initiatives.map((item) => ({ item, places: placesOf(item) }));
  const count = placed.reduce((sum, entry) => sum + entry.places.length, 0);
  const named = new Set(model.initiatives.flatMap((item) => departements(item)));
  const frames = (["france", ...OVERSEAS] as Frame[]).map((frame): MapFrame => {
    const marks = placed.flatMap(({ item, places }) =>
      places
        .filter((place) => place.frame === frame)
        .map((place) => ({ n: item.key, rank: p.rankOf(item.key), x: place.x, y: place.y, hollow: place.hollow })),
    );
    const size = frameSize(frame);
    return {
      code: frame,
      name: frame === "france" ? "" : p.u(outlinedDepartements().get(frame)?.name ?? frame),
      ...size,
      land: landPath(frame, "map"),
      named: areaPath(frame, named, "map"),
      borders: frame === "france" ? [borderPath("departements", "map"), borderPath("regions", "map")] : [],
      marks: count <= numbered ? spreadMarks(marks, size) : marks,
    };
  });
  const lost = placed.filter(({ places }) => places.length === 0).map(({ item }) => item.key);
  const [france, ...insets] = frames as [MapFrame, ...MapFrame[]];
  return {
    title: w.overview.map,
    france,
    insets,
    numbered: count <= numbered,
    note: w.overview.mapNote,
    lost: lost.length > 0 ? w.overview.noPlace(lost.join(", ")) : "",
    alt: w.overview.mapAlt(mapInWords(p)),
  };
}

/** The regions of the map, each with its initiatives, or with how many when they are too many to name. */
function mapInWords(p: Press): string {
  const { gazetteer, initiatives } = p.model;
  return `${gazetteer.regions
    .map((region) => ({
      name: p.u(region.name),
      keys: initiatives.filter((item) => item.territory.codes.regions.includes(region.code)).map((item) => item.key),
    }))
    .filter((region) => region.keys.length > 0)
    .map(
      (region) =>
        `${region.name} : ${initiatives.length > numbered ? p.number(region.keys.length) : region.keys.join(", ")}`,
    )
    .join(" ; ")}.`;
}

function placesOf(item: ReportInitiative): (Placed & { hollow: boolean })[] {
  return item.territory.points.flatMap((point) => {
    const place = placePoint(point.lon, point.lat, point.departement);
    return place ? [{ ...place, hollow: point.exactness === "approximate" }] : [];
  });
}

/** The departements an initiative names, those of its regions when it names no finer place. */
function departements(item: ReportInitiative): string[] {
  const { codes } = item.territory;
  return codes.departments.length > 0 ? codes.departments : codes.regions.flatMap(departementsOfRegion);
}

/** Where a sheet's initiative is: the frames it touches, its departements, its points; empty when nothing is placed. */
export function placeView(item: ReportInitiative): MapFrame[] {
  const places = placesOf(item);
  const named = new Set(departements(item));
  return (["france", ...OVERSEAS] as Frame[])
    .map((frame): MapFrame => {
      const exact = places.filter((place) => place.frame === frame && !place.hollow);
      return {
        code: frame,
        name: frame === "france" ? "" : (outlinedDepartements().get(frame)?.name ?? frame),
        ...frameSize(frame),
        land: landPath(frame, "small"),
        named: areaPath(frame, named, "small"),
        borders: [],
        marks: exact.map(({ x, y }) => ({ n: item.key, rank: 0, x, y, hollow: false })),
      };
    })
    .filter((frame) => frame.named !== "" || frame.marks.length > 0);
}
