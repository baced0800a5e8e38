import { capital, formatNumber } from "../format.ts";
import type { mapPage as french } from "../fr/map-page.ts";

const n = (value: number): string => formatNumber(value, "en");
const initiatives = (count: number): string =>
  count === 0 ? "no initiative" : `${n(count)} initiative${count === 1 ? "" : "s"}`;
// Two digits say as much as such rates know; above ten, units are enough.
const rate = (value: number): string =>
  value.toLocaleString("en-GB", value < 10 ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: 0 });

export const mapPage: typeof french = {
  title: "Map",
  heading: (place) => `Map: ${place}`,
  description: (network) => `The initiatives of ${network} on the map: country, region, département, density.`,
  country: "France",
  crumbs: "Territory",
  looks: "Presentation",
  look: { lieux: "Places", densite: "Density" },
  nearer: { country: "Go to a region", region: "Go to a département" },
  toList: "See these initiatives as a list",
  fromList: "Enlarge the map",
  skip: "Skip the map, go to the table",
  chosen: (count, total) => capital(count === total ? initiatives(count) : `${initiatives(count)} of ${n(total)}`),
  empty: "No initiative answers these filters here",
  emptyBody: "Take a filter off, or go back to the whole of France.",
  emptyNext: "See the whole map",
  noOutline: "This territory has no outline in the data of this installation: only the table is shown.",
  places: {
    title: (place, count) => `${place}: ${initiatives(count)}`,
    marks:
      "One mark an initiative, at its place; marks that would touch are set apart or, where there is no room, replaced by their number.",
    counts: {
      departement: "Each number counts the initiatives of a département, and leads to its map.",
      epci: "Each number counts the initiatives of an intercommunality, set in the middle of its inhabitants.",
      commune: "Each number counts the initiatives of a commune.",
    },
    key: "Full mark: commune known. Hollow: département or wider.",
    wider: (count) =>
      count === 0
        ? ""
        : count === 1
          ? "One initiative is wider, or without a known place: it is in none of these numbers."
          : `${n(count)} initiatives are wider, or without a known place: they are in none of these numbers.`,
    undrawn: (count) =>
      count === 0
        ? ""
        : count === 1
          ? "One initiative, national or without a known place, is not drawn."
          : `${n(count)} initiatives, national or without a known place, are not drawn.`,
  },
  density: {
    title: (place) => `${place}: initiatives per 100,000 inhabitants`,
    caption: (edition) =>
      `Base: population of the official geographic code, ${edition} edition. Counted are the initiatives located in the territory or that name it; one that touches several counts in each.`,
    wider: (count) =>
      count === 0
        ? "None is left out."
        : count === 1
          ? "One initiative, wider or without a known place, is left out."
          : `${n(count)} initiatives, wider or without a known place, are left out.`,
    few: (least) =>
      `Hatched, “small number”: fewer than ${least} initiatives, at least one. A rate drawn from so few changes much with one more or one less; the table gives its 95% interval (Garwood, 1936).`,
    legend: "Initiatives per 100,000 inhabitants",
    none: "none",
    below: (value) => `below ${rate(value)}`,
    between: (low, high) => `${rate(low)} to ${rate(high)}`,
    all: (value) => `all at ${rate(value)}`,
    above: (value) => `${rate(value)} and more`,
    areas: (count) => `(${n(count)})`,
    fewMark: "small number",
    perCentres:
      "The outlines of intercommunalities are not in the data: each rate is set in the middle of its inhabitants.",
  },
  rate,
  interval: (low, high) => `${rate(low)} to ${rate(high)}`,
  areaTitle: (name, count) => `${name}: ${initiatives(count)}`,
  rateTitle: (name, count, value, few) =>
    `${name}: ${value} per 100,000 inhabitants (${initiatives(count)}${few ? ", small number" : ""})`,
  table: {
    areas: (place) => `${place}, by territory`,
    rows: (place) => `${place}: the initiatives`,
    levels: { departement: "Département", epci: "Intercommunality", commune: "Commune", region: "Region" },
    count: "Initiatives",
    population: "Inhabitants",
    rate: "Per 100,000",
    interval: "95% interval",
    initiative: "Initiative",
    since: "Since",
    unknown: "not said",
    open: (name) => `Map: ${name}`,
    source: (edition) => `Population: Insee, official geographic code ${edition}.`,
  },
  live: {
    title: "Interactive map",
    intro:
      "Move, come closer, open a sheet. It loads about 460 kB and needs JavaScript; the map and the table of this page say the same without it.",
    external: (origin) =>
      `Its background comes from ${origin}, chosen by the administration of this site: opening it sends requests there.`,
    needsScript: "JavaScript is off: the interactive map stays closed.",
    open: "Open the interactive map",
    opening: "The map is opening…",
    region: "Interactive map of the initiatives",
    keys: "With the keyboard: arrows to move, + and − to come closer or go farther, Tab from one mark to the next, Enter to open it.",
    noWebGl:
      "This browser cannot draw the interactive map (WebGL is missing). The map and the table above show the same initiatives.",
    failed: "The interactive map could not be loaded. Check the connection, then try again.",
    tilesFailed: "A part of the map did not arrive; it will be asked again at the next move.",
    inView: "{count} in view, {marks} marks",
    clusterLabel: "{count} initiatives, come closer",
    marksLabel: "Marks in view",
    around: "Around me",
    aroundHint: "Your browser will ask you; only a position rounded to a kilometre goes into the address.",
    aroundWaiting: "Position asked of the browser…",
    aroundRefused: "The position was not given. Search by commune in the list, or choose a point on the map.",
    pick: "Choose a point",
    picking: "Click the map, or bring the cross there with the arrows and press Enter. Escape cancels.",
    rowsTitle: "Initiatives in view",
    samePlace: "Initiatives at this place",
    loadingRows: "The table is being updated…",
    loadedAttribution: (source: string) => `Outlines: ${source}`,
    attribution: "Outlines: MapSVG (CC BY 4.0), Natural Earth",
    ui: {
      "Map.Title": "Map",
      "NavigationControl.ZoomIn": "Come closer",
      "NavigationControl.ZoomOut": "Go farther",
      "AttributionControl.ToggleAttribution": "Sources of the map",
      "AttributionControl.MapFeedback": "Report a mistake of the map",
    },
  },
  rows: {
    found: (count) => (count === 0 ? "No initiative here" : initiatives(count)),
    shown: (from, to, count) => `${n(from)} to ${n(to)} of ${n(count)}`,
    badBox: "The address asks for “bbox=west,south,east,north” in degrees, for instance bbox=-2,47.8,-1.4,48.3.",
  },
  badTile:
    "There is no tile at this address: /tuiles/ZOOM/COLUMN/ROW.mvt, zoom from 0 to 14, column and row from 0 to 2^ZOOM − 1.",
};
