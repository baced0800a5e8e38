import { join } from "node:path";
import { type Line, line, shown } from "./line.ts";
import { fetchRaw, PAGES } from "./pages.ts";
import type { Place } from "./place.ts";
import { serveProduct } from "./product.ts";

/** Seconds from the command to the first page, in a fresh data folder with the embedded database, then in the same one. */
export async function measureStart(place: Place): Promise<Line[]> {
  const dataDir = join(place.folder, "start");
  const first = await startAndAsk(place, dataDir);
  const later = await startAndAsk(place, dataDir);
  return [
    line(
      "Start-up, embedded PostgreSQL",
      "first start, demonstration loaded",
      told(first),
      first,
      "< 15 s",
      first.firstPage < 15,
    ),
    line("Start-up, embedded PostgreSQL", "later start", told(later), later, "< 3 s", later.firstPage < 3),
  ];
}

type Started = { ready: number; firstPage: number; stop: number };

const told = ({ ready, firstPage, stop }: Started) =>
  `${shown(firstPage)} s to the first page (address after ${shown(ready)} s), stopped in ${shown(stop)} s`;

async function startAndAsk(place: Place, dataDir: string): Promise<Started> {
  const began = performance.now();
  const since = (from: number) => (performance.now() - from) / 1000;
  const served = await serveProduct(place, ["--demo"], { dataDir, url: null });
  const { status } = await fetchRaw(served.address, PAGES.home);
  const firstPage = since(began);
  const stopping = performance.now();
  await served.stop();
  if (status !== 200) throw new Error(`The first page answered ${status}`);
  return { ready: served.readyMs / 1000, firstPage, stop: since(stopping) };
}
