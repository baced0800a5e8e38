import { map as wordsEn } from "../i18n/en/map.ts";
import type { Lang } from "../i18n/format.ts";
import { formatNumber } from "../i18n/format.ts";
import { map as wordsFr } from "../i18n/fr/map.ts";
import { areaPath, borderPath, centresOf, type Frame, frameSize, landPath, OVERSEAS } from "../territories/outlines.ts";
import type { Point } from "../territories/plane.ts";
import type { Window } from "../territories/windows.ts";
import { type Html, html, raw } from "./html.ts";
import { drawingIn, type MapWords, path, placed, rounded, viewBox } from "./map.ts";
import { markClass, markShape } from "./mark-shapes.ts";
import { MARK_REACH } from "./marks.ts";
import type { MapMark } from "./place-marks.ts";
import { spread } from "./spread.ts";

/** How a departement is filled: its class (`c0` for nothing, `c1` to `c5`), and whether its rate rests on few events. */
export type Shade = { className: string; small: boolean };

/** An area that a map names: what is said of it, where it leads, the words written on it. */
export type Zone = { code: string; title: string; href?: string; shade?: Shade; label?: string; value?: string };

/** A number: how many initiatives, what it stands for, where it leads, and what is written when it is not the number. */
type Counted = { count: number; title: string; href?: string; shade?: Shade; text?: string };

/** A number drawn at a place. */
export type CountMark = Counted & { lon: number; lat: number; departement: string };

const WORDS = { fr: wordsFr, en: wordsEn };
const HEIGHT = 10.4;
const STROKE = 1.15;
const DIGIT = 3.35;

/** What a number needs around it: a disc up to three digits, a pill beyond. */
const halfWidth = (text: string): number => Math.max(HEIGHT, 3.5 + text.length * DIGIT);

const countShape = (text: string, className: string): string => {
  const half = halfWidth(text);
  return `<rect class="${className}" x="${rounded(-half)}" y="${-HEIGHT}" width="${rounded(2 * half)}" height="${2 * HEIGHT}" rx="${HEIGHT}"/><text class="count" text-anchor="middle" y="3.8">${text}</text>`;
};

const linked = (href: string | undefined, className: string, transform: string, inner: Html): Html =>
  href === undefined
    ? html`<g class="${className}" role="img" transform="${transform}">${inner}</g>`
    : html`<a class="${className}" href="${href}" transform="${transform}">${inner}</a>`;

type Positioned<T> = { x: number; y: number; what: T };

/** Parts what would overlap; where there is no room for all, each stays at its place. */
function parted<T>(
  items: readonly Positioned<T>[],
  radius: (what: T) => number,
  box: { width: number; height: number },
): Positioned<T>[] | undefined {
  const points = items.map(({ x, y, what }) => ({ x, y, radius: radius(what), heavy: false }));
  const places = spread(points, { ...box, farthest: box.width * 0.085 });
  return places && items.map((item, i) => ({ ...item, ...places[i]! }));
}

const textOf = (mark: Counted, lang: Lang): string => mark.text ?? formatNumber(mark.count, lang);

/** Numbers in their places, the largest under the others where they cannot stand apart. */
function countMarks(
  items: readonly Positioned<Counted>[],
  box: { width: number; height: number },
  lang: Lang,
  scale = 1,
): Html {
  const radius = (mark: Counted) => (halfWidth(textOf(mark, lang)) + STROKE) * scale;
  const standing = parted(items, radius, box) ?? items.toSorted((a, b) => b.what.count - a.what.count);
  return html`${standing.map(({ x, y, what }) => {
    const shape = countShape(
      textOf(what, lang),
      `pin ${what.shade ? `shade ${what.shade.className}` : "hollow"}${what.shade?.small ? " few" : ""}`,
    );
    return linked(what.href, "d0", placed(x, y, scale), html`<title>${what.title}</title>${raw(shape)}`);
  })}`;
}

/** The hatching of what rests on few events: visible on the palest class as on the darkest. */
const hatching = (id: string): Html =>
  html`<defs><pattern id="${id}-few" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch-ground" d="M0 0v7"/><path class="hatch" d="M0 0v7"/></pattern></defs>`;

const zoneShape = (id: string, zone: Zone, d: string): Html => {
  const shape = html`<path class="zone ${zone.shade?.className ?? "plain"}" d="${raw(d)}"/>${zone.shade?.small && html`<path class="hatched" fill="url(#${id}-few)" d="${raw(d)}"/>`}`;
  const inner = html`<title>${zone.title}</title>${shape}`;
  return zone.href === undefined ? html`<g role="img">${inner}</g>` : html`<a href="${zone.href}">${inner}</a>`;
};

const label = ([x, y]: Point, lines: readonly string[], className: string): Html =>
  html`<text class="label${className && ` ${className}`}" text-anchor="middle" aria-hidden="true">${lines.map(
    (line, i) =>
      html`<tspan x="${rounded(x)}" y="${rounded(y + (i - (lines.length - 1) / 2) * 15 + 4)}">${line}</tspan>`,
  )}</text>`;

/** Where the words of an area stand: at its centre, or near it when a mark is there; nowhere when all is taken. */
function labelPlace([x, y]: Point, taken: readonly { x: number; y: number }[]): Point | undefined {
  const free = ([a, b]: Point) => taken.every((mark) => Math.abs(mark.x - a) > 48 || Math.abs(mark.y - b) > 20);
  const tried = [0, -28, 28, -48, 48].map((step): Point => [x, y + step]);
  return tried.find(free);
}

/** What a map of the whole country holds: areas filled one by one, or numbers. */
export type CountryOptions = MapWords & { zones?: readonly Zone[]; counts?: readonly CountMark[] };

function frameContent(frame: Frame, options: CountryOptions): { content: Html; parts: boolean } {
  const here = (code: string) => (frame === "france" ? code.length === 2 : code === frame);
  const zones = (options.zones ?? []).filter((zone) => here(zone.code));
  const counts = (options.counts ?? []).filter((mark) => here(mark.departement));
  const items = counts.flatMap((what) => {
    const [centre] = centresOf([what.departement]);
    return centre ? [{ x: centre.x, y: centre.y, what }] : [];
  });
  const borders =
    frame === "france"
      ? path("border", borderPath("departements", "map")) + path("border-region", borderPath("regions", "map"))
      : "";
  const content = html`${raw(path("land", landPath(frame, "map")))}${zones.map((zone) =>
    zoneShape(options.id, zone, areaPath(frame, new Set([zone.code]), "map")),
  )}${raw(borders)}${countMarks(items, frameSize(frame), options.lang, frame === "france" ? 1 : 1.4)}`;
  return { content, parts: [...zones, ...counts].some((one) => one.href !== undefined) };
}

/** France and its overseas insets, with departements filled one by one or a number on each. */
export function countryMap(options: CountryOptions): Html {
  const { id, title, description } = options;
  const words = WORDS[options.lang];
  const shaded = options.zones?.some((zone) => zone.shade?.small);
  const main = frameContent("france", options);
  const france = drawingIn(
    viewBox("france"),
    { className: "france", id, title, description },
    html`${shaded && hatching(id)}${main.content}`,
    main.parts,
  );
  const insets = OVERSEAS.map((code) => {
    const { content, parts } = frameContent(code, options);
    const named = { className: "inset", id: `${id}-${code}`, title: words.overseas[code], description: null };
    return html`<li>${drawingIn(viewBox(code), named, content, parts)}<span aria-hidden="true">${words.overseas[code]}</span></li>`;
  });
  return html`${france}<ul class="overseas" aria-label="${words.overseasList}">${insets}</ul>`;
}

export type AreaOptions = MapWords & {
  window: Window;
  zones: readonly Zone[];
  /** Initiatives one by one, or numbers. */
  marks?: readonly MapMark[];
  counts?: readonly CountMark[];
  towns?: readonly { name: string; lon: number; lat: number }[];
};

/** Where a mark falls in a window: its point, else the middle of those of its areas that are shown. */
function anchorIn(window: Window, at: MapMark["at"]): Point | undefined {
  if ("lon" in at) return window.place(at.lon, at.lat) ?? window.shapes.get(at.departement)?.centre;
  const named = at.departements?.length
    ? window.departements.filter((code) => at.departements!.includes(code))
    : window.departements;
  const centres = named.flatMap((code) => (window.shapes.has(code) ? [window.shapes.get(code)!.centre] : []));
  if (centres.length === 0) return undefined;
  const mean = (axis: 0 | 1) => centres.reduce((sum, centre) => sum + centre[axis], 0) / centres.length;
  return [mean(0), mean(1)];
}

const MOST_TOWNS = 6;

/** Marks closer than this are drawn as one number where all cannot stand apart. */
const GATHERED = 44;

type Standing = { single: Positioned<MapMark>[]; gathered: Positioned<MapMark[]>[] };

/** The marks of a window, none touching another; where there is no room, those close together become a number. */
function marksInWindow(window: Window, marks: readonly MapMark[]): Standing {
  const items = marks.flatMap((what) => {
    const point = anchorIn(window, what.at);
    return point ? [{ x: point[0], y: point[1], what }] : [];
  });
  const apart = parted(items, () => MARK_REACH * 1.35 + 0.5, window);
  if (apart) return { single: apart, gathered: [] };
  const groups = Map.groupBy(items, ({ x, y }) => `${Math.floor(x / GATHERED)} ${Math.floor(y / GATHERED)}`);
  const [alone, several] = [[] as Positioned<MapMark>[], [] as Positioned<MapMark[]>[]];
  for (const group of groups.values()) {
    const mean = (axis: "x" | "y") => group.reduce((sum, one) => sum + one[axis], 0) / group.length;
    if (group.length === 1) alone.push(group[0]!);
    else several.push({ x: mean("x"), y: mean("y"), what: group.map(({ what }) => what) });
  }
  return { single: alone, gathered: several };
}

const markIn = ({ x, y, what }: Positioned<MapMark>): Html =>
  linked(
    what.href,
    markClass(what.domainIndex),
    placed(x, y, 1),
    html`<title>${what.title}</title>${raw(markShape(what.domainIndex, what.exact, "pin"))}`,
  );

/** Towns are named as long as their names do not run into each other, the first ones first. */
function townsIn(window: Window, towns: AreaOptions["towns"] = []): Html {
  const named: { name: string; x: number; y: number }[] = [];
  for (const { name, lon, lat } of towns) {
    const [x, y] = window.place(lon, lat) ?? [Number.NaN, 0];
    if (
      named.length < MOST_TOWNS &&
      x >= 0 &&
      named.every((one) => Math.abs(one.x - x) > 90 || Math.abs(one.y - y) > 16)
    )
      named.push({ name, x, y });
  }
  return html`${named.map(({ name, x, y }) => {
    const end = x > window.width - 120;
    return html`<g aria-hidden="true"><circle class="town" cx="${rounded(x)}" cy="${rounded(y)}" r="2.4"/><text class="label town-name" x="${rounded(x + (end ? -6 : 6))}" y="${rounded(y - 5)}"${end && html` text-anchor="end"`}>${name}</text></g>`;
  })}`;
}

/** The words of areas, light on the darkest classes, where no mark stands. */
function labelsIn(window: Window, zones: readonly Zone[], taken: readonly { x: number; y: number }[]): Html {
  return html`${zones.map((zone) => {
    const lines = [zone.label, zone.value].filter((line) => line !== undefined);
    const centre = window.shapes.get(zone.code)?.centre;
    const at = centre && lines.length > 0 ? labelPlace(centre, taken) : undefined;
    const dark = zone.shade && !zone.shade.small && ["c4", "c5"].includes(zone.shade.className);
    return at ? label(at, lines, dark ? "on-dark" : "") : "";
  })}`;
}

/** A region or a département with what lies around it faint, its areas, its towns named, and its initiatives. */
export function areaMap(options: AreaOptions): Html {
  const { id, window, zones, title, description, lang } = options;
  const { single, gathered } = marksInWindow(window, options.marks ?? []);
  const counted = (options.counts ?? []).flatMap((what) => {
    const point = window.place(what.lon, what.lat);
    return point ? [{ x: point[0], y: point[1], what }] : [];
  });
  const numbers = [
    ...counted,
    ...gathered.map(({ x, y, what }) => ({
      x,
      y,
      what: { count: what.length, title: WORDS[lang].close(what.length) },
    })),
  ];
  const shapes = zones.map((zone) => {
    const shape = window.shapes.get(zone.code);
    return shape ? zoneShape(id, zone, shape.path) : "";
  });
  const content = html`${zones.some((zone) => zone.shade?.small) && hatching(id)}${raw(path("around", window.around) + path("land", window.land))}${shapes}${raw(
    path("border", window.borders),
  )}${townsIn(window, options.towns)}${labelsIn(window, zones, [...single, ...numbers])}${single.map(markIn)}${countMarks(numbers, window, lang)}`;
  const parts = [...zones, ...single.map(({ what }) => what), ...counted.map(({ what }) => what)].some(
    (one) => one.href !== undefined,
  );
  return drawingIn(
    `0 0 ${window.width} ${window.height}`,
    { className: "france window", id, title, description },
    content,
    parts,
  );
}

/** The square of a class, as a legend shows it beside its words. */
export const swatch = (id: string, shade: Shade): Html =>
  html`<svg class="swatch" viewBox="0 0 28 18" aria-hidden="true">${shade.small && hatching(id)}<rect class="zone ${shade.className}" width="28" height="18"/>${shade.small && html`<rect class="hatched" fill="url(#${id}-few)" width="28" height="18"/>`}</svg>`;
