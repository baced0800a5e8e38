import type { Map as LibreMap } from "maplibre-gl";
import { repaint, styleOf } from "./map-style.ts";
import { type Mark, marksInView, overlay } from "./marks.ts";
import { pickPoint } from "./pick.ts";
import { type Bounds, boundsOfSquare, fetchRows, rowsPanel } from "./rows.ts";
import { isStill, type LivePlace, type LiveSettings } from "./settings.ts";

type Library = typeof import("maplibre-gl");

/** Below this many degrees, initiatives are at one place: coming closer would not part them. */
const SAME_PLACE = 0.0005;
const CLOSEST = 17;

/** Opens the interactive map in its place; false, with the reason said, where the browser cannot draw it. */
export async function openLiveMap(settings: LiveSettings, place: LivePlace): Promise<boolean> {
  const { words } = settings;
  if (!document.createElement("canvas").getContext("webgl2")) {
    place.say(words.noWebGl);
    return false;
  }
  const [library] = await Promise.all([import(settings.library) as Promise<Library>, addStyle(settings.style)]);
  library.setWorkerUrl(new URL(settings.worker, location.href).href);
  const map = makeMap(library, settings, place);
  follow(map, settings, place);
  return true;
}

function addStyle(href: string): Promise<void> {
  return new Promise((done, fail) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = () => done();
    link.onerror = () => fail(new Error(href));
    document.head.append(link);
  });
}

function makeMap(library: Library, settings: LiveSettings, { frame }: LivePlace): LibreMap {
  const { words, box } = settings;
  frame.className = "live-map";
  const map = new library.Map({
    container: frame,
    style: styleOf(settings),
    hash: "carte",
    ...(box ? { bounds: box, fitBoundsOptions: { padding: 40, maxZoom: 12 } } : { center: [2.5, 46.5], zoom: 4.5 }),
    maxZoom: 18,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    locale: { ...words.ui, "Map.Title": words.region },
    attributionControl: { compact: false },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new library.NavigationControl({ showCompass: false }));
  map.getCanvas().setAttribute("aria-describedby", "live-keys");
  const keys = document.createElement("p");
  keys.id = "live-keys";
  keys.className = "small quiet";
  keys.textContent = words.keys;
  frame.before(keys);
  return map;
}

/** Keeps marks, table and words in step with what is in view. */
function follow(map: LibreMap, settings: LiveSettings, place: LivePlace): void {
  const { words } = settings;
  const panel = rowsPanel(place.frame, words.rowsTitle);
  const marks = overlay(map, settings, (mark) => void enter(mark));
  let asked = new AbortController();
  // What a cluster holds stays listed until the map moves.
  let seen = "";

  const listView = async (total: number, drawn: number) => {
    const view = map.getBounds().toArray().flat() as Bounds;
    if (seen === view.join()) return;
    seen = view.join();
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const rows = await fetchRows(settings, view, signal);
    if (signal.aborted) return;
    if (rows) panel.show(rows, words.rowsTitle);
    const count = (rows?.total ?? total).toLocaleString(settings.lang);
    place.say(words.inView.replace("{count}", count).replace("{marks}", drawn.toLocaleString(settings.lang)));
  };

  const enter = async (mark: Mark) => {
    if (mark.square === null) return;
    const rows = await fetchRows(settings, boundsOfSquare(mark.square));
    if (!rows?.box) return place.say(words.tilesFailed);
    const [west, south, east, north] = rows.box;
    if (Math.max(east - west, north - south) < SAME_PLACE || map.getZoom() >= CLOSEST) {
      asked.abort();
      panel.show(rows, words.samePlace);
      panel.focus();
      return;
    }
    map.getCanvas().focus({ preventScroll: true });
    map.fitBounds(rows.box, { padding: 60, maxZoom: CLOSEST, animate: !isStill() });
  };

  map.on("idle", () => {
    const found = marksInView(map, settings);
    marks.show(found);
    void listView(
      found.reduce((sum, { count }) => sum + count, 0),
      found.length,
    );
  });
  map.on("error", () => place.say(words.tilesFailed));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaint(map));
  const tools = document.createElement("p");
  tools.className = "actions";
  tools.append(pickPoint(map, settings, place));
  place.frame.before(tools);
}
