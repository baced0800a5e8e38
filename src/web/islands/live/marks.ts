import type { Map as LibreMap, MapGeoJSONFeature } from "maplibre-gl";
import { markClass, markShape } from "../../../ui/mark-shapes.ts";
import type { LiveSettings } from "./settings.ts";

/** No more than this many marks may be reached one by one: what is beyond stays drawn, and comes by coming closer. */
const MOST = 120;

/** What is drawn at a place: a cluster with its square, or one initiative. */
export type Mark = { id: string; lon: number; lat: number } & (
  | { count: number; square: string }
  | { count: 1; square: null; title: string; address: string; domain: number; exact: boolean }
);

function readMark(feature: MapGeoJSONFeature, home: string): Mark | null {
  if (feature.geometry.type !== "Point") return null;
  const [lon, lat] = feature.geometry.coordinates as [number, number];
  const { count, square, key, title, mark, exact, network } = feature.properties;
  if (square) return { id: `c ${square}`, lon, lat, count: Number(count), square: String(square) };
  const parts = [network, "initiatives", key].map((part) => encodeURIComponent(String(part)));
  return {
    id: `p ${network} ${key}`,
    lon,
    lat,
    count: 1,
    square: null,
    title: String(title),
    address: `${home}/${parts.join("/")}`,
    domain: Number(mark),
    exact: exact === true,
  };
}

/** The marks in view in the order of reading: from north to south by bands, from west to east. */
export function marksInView(map: LibreMap, { home }: LiveSettings): Mark[] {
  const found = new Map<string, Mark>();
  for (const feature of map.queryRenderedFeatures({ layers: ["clusters", "points"] })) {
    const mark = readMark(feature, home);
    if (mark) found.set(mark.id, mark);
  }
  const band = (mark: Mark) => Math.floor(map.project([mark.lon, mark.lat]).y / 48);
  return [...found.values()].sort((a, b) => band(a) - band(b) || a.lon - b.lon);
}

const hidden = (words: string): HTMLElement => {
  const span = document.createElement("span");
  span.className = "vh";
  span.textContent = words;
  return span;
};

/** A mark that may be reached and pressed: a button for a cluster, a link for an initiative. */
function makeElement(mark: Mark, { words, lang }: LiveSettings, enter: (mark: Mark) => void): HTMLElement {
  if (mark.square !== null) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "spot many";
    const count = mark.count.toLocaleString(lang);
    const [, after = ""] = words.clusterLabel.split("{count}");
    button.append(count, hidden(after));
    button.addEventListener("click", () => enter(mark));
    return button;
  }
  const link = document.createElement("a");
  link.className = `spot ${markClass(mark.domain)}`;
  link.href = mark.address;
  link.title = mark.title;
  link.lang = "fr";
  // The shapes are the product's own constants, never words of the field.
  link.innerHTML = `<svg class="mark" viewBox="-7.6 -7.6 15.2 15.2" aria-hidden="true">${markShape(mark.domain, mark.exact)}</svg>`;
  link.append(hidden(mark.title));
  return link;
}

/** The list of marks over the map, kept in step with it; those that stay keep their element, hence the focus. */
export function overlay(map: LibreMap, settings: LiveSettings, enter: (mark: Mark) => void) {
  const list = document.createElement("ul");
  list.className = "spots";
  list.setAttribute("aria-label", settings.words.marksLabel);
  map.getCanvasContainer().append(list);
  let shown = new Map<string, { mark: Mark; item: HTMLLIElement }>();
  const place = () => {
    for (const { mark, item } of shown.values()) {
      const { x, y } = map.project([mark.lon, mark.lat]);
      item.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    }
  };
  const show = (marks: readonly Mark[]) => {
    const focused = document.activeElement;
    const wasInside = list.contains(focused);
    const next = new Map<string, { mark: Mark; item: HTMLLIElement }>();
    for (const mark of marks.slice(0, MOST)) {
      const before = shown.get(mark.id);
      const same = before && before.mark.count === mark.count;
      const item = same ? before.item : document.createElement("li");
      if (!same) item.append(makeElement(mark, settings, enter));
      next.set(mark.id, { mark, item });
    }
    shown = next;
    list.replaceChildren(...[...next.values()].map(({ item }) => item));
    place();
    // An element taken out and put back loses the focus; one that is gone leaves it to the map.
    if (wasInside && focused instanceof HTMLElement) (focused.isConnected ? focused : map.getCanvas()).focus();
  };
  map.on("move", place);
  return { show };
}
