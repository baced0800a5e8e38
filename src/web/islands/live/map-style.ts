import type { Map as LibreMap, StyleSpecification } from "maplibre-gl";
import type { LiveSettings } from "./settings.ts";

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** Each layer's colours, read from those of the page so that both are light or dark together. */
const paints = (): [layer: string, property: string, value: string][] => [
  ["sea", "background-color", token("paper-2")],
  ["land", "fill-color", token("land")],
  ["borders", "line-color", token("coast")],
  ["clusters", "circle-color", token("accent")],
  ["points", "circle-color", token("accent")],
];

/** Takes the colours of the page again, when it went from light to dark. */
export function repaint(map: LibreMap): void {
  for (const [layer, property, value] of paints()) map.setPaintProperty(layer, property as never, value as never);
}

/** The whole map: our outlines, the background chosen by an administrator if any, and small discs under the marks. */
export function styleOf(settings: LiveSettings): StyleSpecification {
  const { background, outlines, tiles, words } = settings;
  const colours = Object.fromEntries(paints().map(([layer, property, value]) => [layer, { [property]: value }]));
  const disc = { "circle-radius": 4, "circle-opacity": 0.8 };
  return {
    version: 8,
    sources: {
      outlines: { type: "geojson", data: new URL(outlines, location.href).href, attribution: words.attribution },
      // Not through URL, which would encode the braces.
      initiatives: { type: "vector", tiles: [location.origin + tiles], minzoom: 0, maxzoom: 14 },
      ...(background && {
        background: { type: "raster", tiles: [background.tiles], tileSize: 256, attribution: background.attribution },
      }),
    },
    layers: [
      { id: "sea", type: "background", paint: { ...colours.sea } },
      { id: "land", type: "fill", source: "outlines", paint: { ...colours.land } },
      ...(background ? [{ id: "background", type: "raster" as const, source: "background" }] : []),
      { id: "borders", type: "line", source: "outlines", paint: { ...colours.borders, "line-width": 1 } },
      {
        id: "clusters",
        type: "circle",
        source: "initiatives",
        "source-layer": "clusters",
        paint: { ...colours.clusters, ...disc },
      },
      {
        id: "points",
        type: "circle",
        source: "initiatives",
        "source-layer": "points",
        paint: { ...colours.points, ...disc },
      },
    ],
  };
}
