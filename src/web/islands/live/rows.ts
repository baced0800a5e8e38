import { fromSquare } from "../../../search/cells.ts";
import type { LiveSettings } from "./settings.ts";

export type Bounds = [west: number, south: number, east: number, north: number];

/** The rows of a part of the map as the server writes them, how many there are, and the box that holds them. */
export type Rows = { html: Element; total: number; box: Bounds | null };

/** The degrees of a square named "zoom/column/row". */
export function boundsOfSquare(square: string): Bounds {
  const [z = 0, x = 0, y = 0] = square.split("/").map(Number);
  const side = 2 ** z;
  const [a, b] = [fromSquare(x / side, y / side), fromSquare((x + 1) / side, (y + 1) / side)];
  return [a.lon, b.lat, b.lon, a.lat];
}

const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

/** Asks the server for what stands in a box; null when it does not answer. */
export async function fetchRows({ rows }: LiveSettings, bounds: Bounds, signal?: AbortSignal): Promise<Rows | null> {
  const [west, south, east, north] = bounds;
  const address = new URL(rows, location.href);
  const sides = [within(west, 180), within(south, 85.05), within(east, 180), within(north, 85.05)];
  address.searchParams.set("bbox", sides.map((side) => side.toFixed(6)).join(","));
  return readRows(address, signal);
}

async function readRows(address: URL, signal?: AbortSignal): Promise<Rows | null> {
  // Given up at whatever moment, it fails; so does one that is cut.
  const text = await fetch(address, { ...(signal && { signal }) })
    .then((response) => (response.ok ? response.text() : null))
    .catch(() => null);
  if (text === null) return null;
  const html = new DOMParser().parseFromString(text, "text/html").querySelector("[data-total]");
  if (!(html instanceof HTMLElement)) return null;
  const box = html.dataset.box?.split(",").map(Number) as Bounds | undefined;
  return { html, total: Number(html.dataset.total), box: box ?? null };
}

/** The table of what is in view, under the map. */
export function rowsPanel(after: HTMLElement, title: string) {
  const panel = document.createElement("section");
  panel.className = "pile";
  panel.setAttribute("aria-labelledby", "h-live-rows");
  const heading = document.createElement("h3");
  heading.id = "h-live-rows";
  heading.tabIndex = -1;
  heading.textContent = title;
  const body = document.createElement("div");
  panel.append(heading, body);
  after.after(panel);
  // The other pages of the rows come into the same place.
  body.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(".pages a") : null;
    if (!link) return;
    event.preventDefault();
    const rows = await readRows(new URL(link.href));
    if (!rows) return;
    body.replaceChildren(rows.html);
    heading.focus();
  });
  return {
    show: (rows: Rows, words: string) => {
      heading.textContent = words;
      body.replaceChildren(rows.html);
    },
    focus: () => heading.focus(),
  };
}
