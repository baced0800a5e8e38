import { map as wordsEn } from "../i18n/en/map.ts";
import type { Lang } from "../i18n/format.ts";
import { map as wordsFr } from "../i18n/fr/map.ts";
import {
  areaPath,
  borderPath,
  type Detail,
  departementsOfRegion,
  type Frame,
  frameSize,
  landPath,
  OVERSEAS,
  outlinedDepartements,
} from "../territories/outlines.ts";
import { type Html, html, raw } from "./html.ts";
import { markClass, markShape } from "./mark-shapes.ts";
import { gatheredShape, MARK_REACH } from "./marks.ts";
import { anchorsOf, type DrawnMark, type FrameMarks, type MapMark, type MarkPlace, placeMarks } from "./place-marks.ts";
import { spread } from "./spread.ts";

/** What is shaded: departements named by someone, and regions named as a whole, paler; by official code. */
export type Shading = { departements?: Iterable<string>; regions?: Iterable<string> };

/** What every map needs: an identifier unique in the page, an accessible name, and what it shows in a sentence. */
export type MapWords = { id: string; title: string; description: string; lang: Lang };

export type FranceMapOptions = MapWords & {
  marks: readonly MapMark[];
  shaded?: Shading;
  /** Which insets are drawn: all five, those that hold something, or none. */
  overseas?: "all" | "used" | "none";
  /** Where a mark that stands for a whole departement leads. */
  departementHref?: (code: string) => string;
  /** Whether marks lead to a tab of their own: a drawing does not heed what the page says of all its links. */
  newTab?: boolean;
};

export type PlaceMapOptions = MapWords & {
  domainIndex: number;
  exact: boolean;
  at: MarkPlace | null;
  shaded?: Shading;
};

const WORDS = { fr: wordsFr, en: wordsEn };

/** A coordinate as drawings write it: to a tenth. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

/** The box of a frame, as its drawing says it. */
export const viewBox = (frame: Frame): string => `0 0 ${frameSize(frame).width} ${frameSize(frame).height}`;

/** A path of a class; nothing where there is nothing to draw. */
export const path = (className: string, d: string): string => (d === "" ? "" : `<path class="${className}" d="${d}"/>`);

type Shades = { departements: ReadonlySet<string>; regions: ReadonlySet<string> };

const shadesOf = (shaded: Shading = {}): Shades => ({
  departements: new Set(shaded.departements),
  regions: new Set([...(shaded.regions ?? [])].flatMap(departementsOfRegion)),
});

/** The ground of a frame: its land, what is shaded, its inner borders. */
function ground(frame: Frame, shades: Shades, detail: Detail): Html {
  const borders =
    frame === "france"
      ? path("border", borderPath("departements", detail)) + path("border-region", borderPath("regions", detail))
      : "";
  return raw(
    path("land", landPath(frame, detail)) +
      path("land-region", areaPath(frame, shades.regions, detail)) +
      path("land-departement", areaPath(frame, shades.departements, detail)) +
      borders,
  );
}

const pin = (domain: number, exact: boolean, x: number, y: number, scale: number): Html =>
  html`<g class="${markClass(domain)}" transform="${placed(x, y, scale)}">${raw(markShape(domain, exact, "pin"))}</g>`;

/** Moves a mark to its place, and gives it its size. */
export const placed = (x: number, y: number, scale: number): string =>
  `translate(${rounded(x)} ${rounded(y)})${scale === 1 ? "" : ` scale(${scale})`}`;

const addressOf = ({ mark, gathered }: DrawnMark, options: FranceMapOptions): string | undefined =>
  gathered ? options.departementHref?.(gathered.departement) : mark.href;

/** A mark that leads to its initiative; one that stands for several says how many. */
function drawnMark(drawn: DrawnMark, scale: number, options: FranceMapOptions): Html {
  const { mark, gathered, x, y } = drawn;
  const name = gathered && (outlinedDepartements().get(gathered.departement)?.name ?? gathered.departement);
  const title = gathered ? WORDS[options.lang].count(name!, gathered.count) : mark.title;
  const href = addressOf(drawn, options);
  const shape = gathered ? gatheredShape(gathered.count) : markShape(mark.domainIndex, mark.exact, "pin");
  const className = gathered ? "d0" : markClass(mark.domainIndex);
  const at = placed(x, y, scale);
  const inner = html`<title>${title}</title>${raw(shape)}`;
  return href === undefined
    ? html`<g class="${className}" role="img" transform="${at}">${inner}</g>`
    : html`<a class="${className}" href="${href}"${options.newTab && raw(' target="_blank" rel="noopener"')} transform="${at}">${inner}</a>`;
}

type Named = { className: string; id: string; title: string; description: string | null };
type Drawing = Named & { frame: Frame };

const drawing = (d: Drawing, content: Html, parts: boolean): Html => drawingIn(viewBox(d.frame), d, content, parts);

/** A drawing with its name and description; it is one image unless its marks are reached one by one. */
export const drawingIn = (box: string, d: Named, content: Html, parts: boolean): Html =>
  html`<svg class="${d.className}" viewBox="${box}" role="${parts ? "group" : "img"}" aria-labelledby="${d.id}-t"${
    d.description !== null && html` aria-describedby="${d.id}-d"`
  }><title id="${d.id}-t">${d.title}</title>${d.description !== null && html`<desc id="${d.id}-d">${d.description}</desc>`}${content}</svg>`;

const isReached = (placedMarks: FrameMarks, options: FranceMapOptions): boolean =>
  placedMarks.marks.some((one) => addressOf(one, options) !== undefined);

const marksOf = (placedMarks: FrameMarks, options: FranceMapOptions): Html =>
  html`${placedMarks.marks.map((one) => drawnMark(one, placedMarks.scale, options))}`;

/**
 * The map of initiatives: metropolitan France, then the overseas insets as a list. Each initiative has one mark (one in
 * each frame it touches), in the order of domains then titles; those without a place that can be drawn are left out.
 */
export function franceMap(options: FranceMapOptions): Html {
  const { id, title, description, lang, overseas = "all" } = options;
  const words = WORDS[lang];
  const shades = shadesOf(options.shaded);
  const { frames } = placeMarks(options.marks);
  const france = frames.get("france")!;
  const dense = france.scale < 1;
  const main = drawing(
    { frame: "france", className: dense ? "france dense" : "france", id, title, description },
    html`${ground("france", shades, "map")}${marksOf(france, options)}`,
    isReached(france, options),
  );
  const insets = OVERSEAS.filter((code) => {
    const used = frames.get(code)!.count > 0 || shades.departements.has(code) || shades.regions.has(code);
    return overseas === "all" || (overseas === "used" && used);
  });
  if (insets.length === 0) return main;
  const inset = (code: (typeof OVERSEAS)[number]): Html => {
    const marks = frames.get(code)!;
    const name = words.overseas[code];
    const named = { frame: code, className: "inset", id: `${id}-${code}`, title: words.count(name, marks.count) };
    const content = html`${ground(code, shades, "map")}${marksOf(marks, options)}`;
    return html`<li>${drawing({ ...named, description: null }, content, isReached(marks, options))}<span aria-hidden="true">${name}</span></li>`;
  };
  return html`${main}<ul class="overseas" aria-label="${words.overseasList}">${insets.map(inset)}</ul>`;
}

/* Marks keep the size they have in a text, whatever the size of the drawing. */
const PLACE_SCALE = { france: 2.5, inset: 1.5 };

/** The place of one initiative: France with its mark, or the insets of the overseas departements it is in. */
export function placeMap(options: PlaceMapOptions): Html {
  const { id, title, description, lang } = options;
  const shades = shadesOf(options.shaded);
  const anchors = options.at ? anchorsOf(options.at) : [];
  const shadedCodes = [...shades.departements, ...shades.regions];
  const overseas = OVERSEAS.filter((code) => anchors.some((one) => one.frame === code) || shadedCodes.includes(code));
  const inFrance = anchors.some((one) => one.frame === "france") || shadedCodes.some((code) => code.length === 2);
  const pins = (frame: Frame): Html => {
    const scale = PLACE_SCALE[frame === "france" ? "france" : "inset"];
    const here = anchors.filter((one) => one.frame === frame);
    return html`${here.map(({ x, y }) => pin(options.domainIndex, options.exact, x, y, scale))}`;
  };
  const draw = (frame: Frame, name: { id: string; title: string; description: string | null }): Html =>
    drawing(
      { frame, className: frame === "france" ? "france place" : "inset", ...name },
      html`${ground(frame, shades, "small")}${pins(frame)}`,
      false,
    );
  const main = { id, title, description };
  if (overseas.length === 0) return draw("france", main);
  if (overseas.length === 1 && !inFrance) return html`<div class="overseas place">${draw(overseas[0]!, main)}</div>`;
  const names = WORDS[lang].overseas;
  const items = overseas.map((code, i) => {
    const first = i === 0 && !inFrance;
    const name = first ? main : { id: `${id}-${code}`, title: names[code], description: null };
    return html`<li>${draw(code, name)}<span aria-hidden="true">${names[code]}</span></li>`;
  });
  return html`${inFrance && draw("france", main)}<ul class="overseas place">${items}</ul>`;
}

/** The sizes of marks tried on a very small map, and how far from its place one may then stand, in units of the drawing. */
const MINI_SCALES = [2.6, 2, 1.5, 1];
const MINI_FARTHEST = 60;
const MINI_GAP = 4;
/** The part of the drawing that marks may cover: beyond it, parting them is a waste. */
const MINI_FULL = 0.35;
const MINI_ROW = 3;

type Pinned = { mark: MapMark; x: number; y: number };

/** Metropolitan marks where they are, overseas ones in rows at the bottom left; undefined when they do not fit. */
function pinned(marks: readonly MapMark[], step: number): Pinned[] | undefined {
  const { width, height } = frameSize("france");
  const own = { radius: step / 2, heavy: false };
  const anchors = marks.flatMap((mark) => anchorsOf(mark.at).map((one) => ({ ...one, ...own, mark })));
  const here = anchors.filter((one) => one.frame === "france");
  const far = anchors.filter((one) => one.frame !== "france");
  const rows = Math.ceil(far.length / MINI_ROW);
  if (rows * step > height / 3 || here.length * step * step > MINI_FULL * width * height) return undefined;
  const places = spread(here, { width, height, farthest: MINI_FARTHEST });
  if (!places) return undefined;
  return [
    ...here.map(({ mark }, i) => ({ mark, ...places[i]! })),
    ...far.map(({ mark }, i) => {
      const row = rows - 1 - Math.floor(i / MINI_ROW);
      return { mark, x: step * (0.5 + (i % MINI_ROW)), y: height - step * (0.5 + row) };
    }),
  ];
}

/**
 * A very small map of one domain among others, one image; the marks of overseas initiatives stand in rows at the bottom
 * left. When marks are too many to stand apart, departements are gathered and overseas ones left to the title.
 */
export function miniMap(options: { id: string; title: string; marks: readonly MapMark[] }): Html {
  let scale = 1;
  let pins: Pinned[] | undefined;
  for (scale of MINI_SCALES) {
    pins = pinned(options.marks, 2 * MARK_REACH * scale + MINI_GAP);
    if (pins) break;
  }
  pins ??= placeMarks(options.marks).frames.get("france")!.marks;
  const named = {
    frame: "france" as const,
    className: "mini",
    id: options.id,
    title: options.title,
    description: null,
  };
  const drawn = pins.map(({ mark, x, y }) => pin(mark.domainIndex, true, x, y, scale));
  return drawing(named, html`${raw(path("land", landPath("france", "small")))}${drawn}`, false);
}
