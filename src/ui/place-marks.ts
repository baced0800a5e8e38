import {
  centresOf,
  departementsOfRegion,
  FRAMES,
  type Frame,
  frameSize,
  outlinedDepartements,
  type Placed,
  placePoint,
} from "../territories/outlines.ts";
import { GATHERED_REACH, MARK_REACH } from "./marks.ts";
import { spread } from "./spread.ts";

/** Where a mark belongs: a point of a departement, or areas at whose centre it is drawn. */
export type MarkPlace =
  | { lon: number; lat: number; departement: string }
  | { departements?: readonly string[]; regions?: readonly string[] };

/** An initiative to draw: its domain (1 to 5, 0 for none), and whether its commune is known. */
export type MapMark = {
  key: string;
  title: string;
  href?: string;
  domainIndex: number;
  exact: boolean;
  at: MarkPlace;
};

/** A mark in its place: one initiative, or, where too many share a departement, all of them (`gathered`). */
export type DrawnMark = {
  x: number;
  y: number;
  mark: MapMark;
  gathered: { departement: string; count: number } | null;
};

/** The marks of one frame, how large they are drawn, and how many initiatives they stand for. */
export type FrameMarks = { marks: DrawnMark[]; scale: number; count: number };

type Anchor = Placed & { mark: MapMark; departement: string };
type Groups = ReadonlyMap<string, readonly Anchor[]>;

const MOST = 500;
/** Above this, marks are drawn smaller, all alike: size says nothing. */
const DENSE = 120;
const DENSE_SCALE = 0.8;
/** How much a narrow screen enlarges the marks of France (see the style sheet); they must not touch there either. */
const NARROW = 1.35;
const GAP = 0.9;
const INSET_SCALE = 1.2;
/** No mark is drawn farther from its place than this part of the width of the frame. */
const FARTHEST = { france: 0.085, inset: 0.36 };

const inside = ({ frame, x, y }: Placed): boolean =>
  x >= 0 && y >= 0 && x <= frameSize(frame).width && y <= frameSize(frame).height;

/** Where a mark is drawn before any displacement: one place in each frame it touches, none when nothing is known. */
export function anchorsOf(at: MarkPlace): (Placed & { departement: string })[] {
  if ("lon" in at) {
    const point = placePoint(at.lon, at.lat, at.departement);
    // A position far from its departement is a mistake of the data: the departement is surer.
    const placed = point && inside(point) ? [point] : centresOf([at.departement]);
    return placed.map((one) => ({ ...one, departement: at.departement }));
  }
  const codes = at.departements?.length ? at.departements : (at.regions ?? []).flatMap(departementsOfRegion);
  const known = codes.filter((code) => outlinedDepartements().has(code));
  return centresOf(known).map((one) => ({
    ...one,
    departement: one.frame === "france" ? known.find((code) => code.length === 2)! : one.frame,
  }));
}

/** The order of reading: by domain (those without one last), then title, then key. */
function inReadingOrder(marks: readonly MapMark[]): MapMark[] {
  const collator = new Intl.Collator("fr", { numeric: true });
  const rank = (one: MapMark): number => one.domainIndex || Number.POSITIVE_INFINITY;
  return marks.toSorted(
    (a, b) =>
      (rank(a) === rank(b) ? 0 : rank(a) - rank(b)) ||
      collator.compare(a.title, b.title) ||
      collator.compare(a.key, b.key),
  );
}

/** Replaces the marks of one departement by a single one that stands for them all. */
function gather(departement: string, list: readonly Anchor[]): DrawnMark {
  const [centre] = centresOf([departement]);
  return { x: centre!.x, y: centre!.y, mark: list[0]!.mark, gathered: { departement, count: list.length } };
}

const single = ({ x, y, mark }: Anchor): DrawnMark => ({ x, y, mark, gathered: null });

const drawnAs = (groups: Groups, gathered: ReadonlySet<string>): DrawnMark[] =>
  [...groups].flatMap(([code, list]) =>
    gathered.has(code) && list.length > 1 ? [gather(code, list)] : list.map(single),
  );

/** Gives the marks of a frame room; undefined when some would touch, or stand too far from their place. */
function arranged(frame: Frame, drawn: readonly DrawnMark[]): Omit<FrameMarks, "count"> | undefined {
  const france = frame === "france";
  const dense = france && drawn.length > DENSE;
  const scale = france ? (dense ? DENSE_SCALE : 1) : INSET_SCALE;
  const enlarged = france && !dense ? NARROW : 1;
  const size = frameSize(frame);
  const farthest = size.width * FARTHEST[france ? "france" : "inset"];
  const points = drawn.map(({ x, y, mark, gathered }) => {
    const radius = (gathered ? GATHERED_REACH : MARK_REACH) * scale * enlarged + GAP / 2;
    return { x, y, radius, heavy: mark.exact && !gathered };
  });
  const places = spread(points, { ...size, farthest });
  if (!places) return undefined;
  const order = new Map(inReadingOrder(drawn.map((one) => one.mark)).map((one, i) => [one, i]));
  const marks = drawn.map((one, i) => ({ ...one, ...places[i]! }));
  return { scale, marks: marks.sort((a, b) => order.get(a.mark)! - order.get(b.mark)!) };
}

/** Places the marks of one frame, gathering the departements that hold most of them until all can be drawn. */
function placeInFrame(frame: Frame, anchors: readonly Anchor[]): FrameMarks {
  const groups = Map.groupBy(anchors, (anchor) => anchor.departement);
  const crowded = [...groups.keys()].sort((a, b) => groups.get(b)!.length - groups.get(a)!.length || (a < b ? -1 : 1));
  const count = anchors.length;
  const gathered = new Set<string>(count > MOST ? crowded : []);
  for (let next = 0; next < crowded.length; ) {
    const found = arranged(frame, drawnAs(groups, gathered));
    if (found) return { ...found, count };
    // Several at a time: each attempt costs, and a crowded map needs many.
    const step = Math.max(1, Math.floor(count / 100));
    for (const code of crowded.slice(next, next + step)) gathered.add(code);
    next += step;
  }
  const drawn = drawnAs(groups, new Set(crowded));
  return { ...(arranged(frame, drawn) ?? { marks: drawn, scale: DENSE_SCALE }), count };
}

/**
 * Places one mark for each initiative in each frame it touches, none touching another nor far from its place; beyond
 * 500 in a frame, or where they could not stand apart, the marks of a departement are gathered as one. `unplaced` are the
 * keys of initiatives without a place that can be drawn.
 */
export function placeMarks(marks: readonly MapMark[]): { frames: Map<Frame, FrameMarks>; unplaced: string[] } {
  const anchors: Anchor[] = [];
  const unplaced: string[] = [];
  for (const mark of inReadingOrder(marks)) {
    const found = anchorsOf(mark.at).map((anchor) => ({ ...anchor, mark }));
    if (found.length === 0) unplaced.push(mark.key);
    anchors.push(...found);
  }
  const byFrame = Map.groupBy(anchors, (anchor) => anchor.frame);
  return { frames: new Map(FRAMES.map((frame) => [frame, placeInFrame(frame, byFrame.get(frame) ?? [])])), unplaced };
}
