import { openReference } from "../../territories/reference.ts";
import { countryMap } from "../../ui/area-map.ts";
import { type Html, raw } from "../../ui/html.ts";
import { franceMap as drawFrance, placeMap as drawPlace, miniMap } from "../../ui/map.ts";
import type { MapMark, MarkPlace } from "../../ui/place-marks.ts";
import { inNetwork, type PageContext, sheetAddress } from "../context.ts";
import type { Scale, TerritoryView } from "./views.ts";

/** What is needed to place an initiative on a map. */
export interface InitiativeOnMap {
  key: string;
  /** The short name of its network, where the map shows several. */
  network?: string;
  title: string;
  /** 1 to 5 from the position of its first domain; 0 when nobody decided. */
  mark: number;
  scale: Scale | null;
  /** Codes of the regions and départements it covers, or is in. */
  regions: string[];
  departements: string[];
  point: { lon: number; lat: number; departement: string; exact: boolean } | null;
}

type Placeable = Pick<InitiativeOnMap, "scale" | "regions" | "departements" | "point">;

/** The place of an initiative at its own scale: a point when one is known, else the areas it covers. */
export const placeOf = ({ scale, regions, departements, point }: Placeable): MarkPlace => {
  if (scale === "national" || scale === null) return {};
  if (scale === "region") return { regions };
  if (scale !== "perimeter" && scale !== "departement" && point) return point;
  return departements.length > 0 ? { departements } : { regions };
};

const isExact = ({ scale, point }: Placeable): boolean => scale === "commune" && point?.exact === true;

/** The mark of an initiative; with an address, it leads there. */
export const markOf = (one: InitiativeOnMap, address?: string): MapMark => ({
  key: one.key,
  title: one.title,
  domainIndex: one.mark,
  exact: isExact(one),
  at: placeOf(one),
  ...(address !== undefined && { href: address }),
});

/** What is shaded: regions where one is covered as a whole, départements where something narrower is. */
const shadingOf = (initiatives: readonly Placeable[]): { departements: Set<string>; regions: Set<string> } => {
  const departements = new Set<string>();
  const regions = new Set<string>();
  for (const one of initiatives) {
    const at = placeOf(one);
    if ("lon" in at) departements.add(at.departement);
    else {
      for (const code of at.departements ?? []) departements.add(code);
      for (const code of at.regions ?? []) regions.add(code);
    }
  }
  return { departements, regions };
};

/*
 * Setting marks apart takes milliseconds, and a drawing depends on nothing but its options: the latest are kept, the
 * least recently asked leaving first. The bound is in characters, since a drawing goes from 20 to 200 kB.
 */
const KEPT_CHARACTERS = 16_000_000;
const kept = new Map<string, Html>();
let keptCharacters = 0;

// A text made of thousands of pieces is gone through again in every page that holds it, unless it is copied into one.
const inOnePiece = (drawing: Html): Html => raw(Buffer.from(drawing.toString()).toString()) as Html;

const remembered = (key: string, draw: () => Html): Html => {
  let drawn = kept.get(key);
  if (drawn === undefined) {
    drawn = inOnePiece(draw());
    keptCharacters += key.length + drawn.length;
  } else kept.delete(key);
  kept.set(key, drawn);
  for (const [oldest, drawing] of kept) {
    if (keptCharacters <= KEPT_CHARACTERS) break;
    kept.delete(oldest);
    keptCharacters -= oldest.length + drawing.length;
  }
  return drawn;
};

/** France and overseas with one mark an initiative; on the map of a page, each leads to its sheet. */
export const initiativesMap = (
  ctx: PageContext,
  options: {
    id: string;
    title: string;
    description: string;
    initiatives: readonly InitiativeOnMap[];
    overseas: "all" | "used";
    linked?: boolean;
    newTab?: boolean;
    /** Where a mark that stands for a departement leads, when not to the list. */
    departementAddress?: (code: string) => string;
  },
): Html =>
  remembered(JSON.stringify(["france", ctx.lang, inNetwork(ctx, ""), options, options.departementAddress?.("")]), () =>
    drawFrance({
      id: options.id,
      lang: ctx.lang,
      title: options.title,
      description: options.description,
      marks: options.initiatives.map((one) => markOf(one, options.linked ? sheetAddress(ctx, one) : undefined)),
      shaded: shadingOf(options.initiatives),
      overseas: options.overseas,
      newTab: options.newTab === true,
      departementHref:
        options.departementAddress ??
        ((code) => inNetwork(ctx, `/initiatives?departement=${encodeURIComponent(code)}`)),
    }),
  );

/** France and overseas with the number of initiatives of each département, which leads to its map. */
export const countedMap = (
  ctx: PageContext,
  options: { id: string; title: string; description: string; departements: ReadonlyMap<string, number> },
): Html => {
  const reference = openReference();
  return countryMap({
    ...options,
    lang: ctx.lang,
    counts: [...options.departements].flatMap(([code, count]) => {
      const name = reference.get("departement", code)?.name;
      const at = reference.positionOf("departement", code);
      if (!name || !at) return [];
      const href = inNetwork(ctx, `/carte?departement=${encodeURIComponent(code)}`);
      return [
        { lon: at.lon, lat: at.lat, departement: code, count, title: ctx.t.mapPage.areaTitle(name, count), href },
      ];
    }),
  });
};

/** The place of one initiative. */
export const territoryMap = (
  ctx: PageContext,
  options: { id: string; title: string; description: string; mark: number; territory: TerritoryView },
): Html => {
  const { territory } = options;
  const placeable: Placeable = {
    scale: territory.scale,
    regions: territory.codes.regions,
    departements: territory.codes.departements,
    point: territory.point,
  };
  return drawPlace({
    id: options.id,
    lang: ctx.lang,
    title: options.title,
    description: options.description,
    domainIndex: options.mark,
    exact: isExact(placeable),
    at: placeOf(placeable),
    shaded: shadingOf([placeable]),
  });
};

/** A very small map of the initiatives of one domain. */
export const domainMap = (options: { id: string; title: string; initiatives: readonly InitiativeOnMap[] }): Html =>
  remembered(JSON.stringify(["mini", options]), () =>
    miniMap({ id: options.id, title: options.title, marks: options.initiatives.map((one) => markOf(one)) }),
  );
