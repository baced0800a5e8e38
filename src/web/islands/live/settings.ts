import type { mapPage } from "../../../i18n/fr/map-page.ts";

type Sentences<T> = { [Name in keyof T as T[Name] extends string | Record<string, string> ? Name : never]: T[Name] };

/** What the page tells the interactive map: where things are, what to show first, and the words that are plain text. */
export type LiveSettings = {
  script: string;
  library: string;
  worker: string;
  style: string;
  outlines: string;
  tiles: string;
  rows: string;
  list: string;
  /** Where the languages of the site differ: "/en" or nothing. */
  home: string;
  box: [west: number, south: number, east: number, north: number] | null;
  lang: string;
  background: { tiles: string; origin: string; attribution: string } | null;
  words: Sentences<typeof mapPage.live>;
};

/** The parts of the page that the interactive map fills. */
export type LivePlace = { section: HTMLElement; frame: HTMLElement; say: (words: string) => void };

/** The list of what is around a point, which never leaves the page more precise than a kilometre or so. */
export function nearAddress(list: string, lat: number, lon: number): string {
  const address = new URL(list, location.href);
  address.searchParams.set("pres", `${lat.toFixed(2)},${lon.toFixed(2)}`);
  address.searchParams.set("rayon", "10");
  return address.toString();
}

/** Whether the reader asked that nothing move. */
export const isStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
