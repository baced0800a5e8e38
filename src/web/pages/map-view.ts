import type { AreaLevel, Box } from "../../search/placed.sql.ts";
import type { Interval } from "../../statistics/poisson.ts";
import type { Zoom } from "../../territories/windows.ts";
import type { MapQuery } from "./map-address.ts";
import type { InitiativeOnMap } from "./maps.ts";
import type { InitiativeMention } from "./views.ts";

/** The territory a map shows, and the region it is in. */
export type MapZoom = Zoom & { name: string; region: { code: string; name: string } | null };

/** An initiative to draw, with the slug of its network. */
export type PlacedOnMap = InitiativeOnMap & { network: string };

export type MapRowView = InitiativeMention & {
  since: number | null;
  network: string;
};

/** An area with how many initiatives it holds, for 100,000 inhabitants, and how sure that rate is. */
export interface AreaRow {
  level: AreaLevel;
  code: string;
  name: string;
  count: number;
  population: number;
  rate: number | null;
  interval: Interval | null;
  few: boolean;
  at: { lon: number; lat: number } | null;
}

export type Areas = {
  level: AreaLevel;
  /** How many initiatives are in none of them. */
  wider: number;
  rows: AreaRow[];
};

export interface MapView {
  query: MapQuery;
  zoom: MapZoom | null;
  /** Initiatives of the network, and those that match. */
  total: number;
  results: number;
  /** The box that holds those with a point. */
  box: Box | null;
  /** Initiatives drawn one by one, or the numbers drawn when they are too many; both null when a density is drawn. */
  marks: PlacedOnMap[] | null;
  counts: Areas | null;
  /** The areas of the table where they are not those of the numbers, or its rows. */
  areas: Areas | null;
  rows: MapRowView[] | null;
  pages: number;
  /** Under this many initiatives, a rate is marked as resting on few. */
  few: number;
  edition: string;
  /** The regions of the country, or the départements of the region. */
  nearer: { code: string; name: string }[];
  /** The own name of the value of each filter that is set, where it has one, under "filter value". */
  chips: Record<string, string>;
  towns: { name: string; lon: number; lat: number }[];
}

/** What an administrator chose as the background of the interactive map. */
export type MapBackground = { tiles: string; origin: string; attribution: string };
