import { type Html, html, raw } from "../../ui/html.ts";
import type { PageContext } from "../context.ts";
import type { Scale, TerritoryView } from "./views.ts";

/** What is needed to place an initiative on a map. */
export interface InitiativeOnMap {
  key: string;
  title: string;
  /** 1 to 5 from the position of its first domain; 0 when nobody decided. */
  mark: number;
  scale: Scale | null;
  /** Codes of the regions and départements it covers, or is in. */
  regions: string[];
  departements: string[];
  point: { lon: number; lat: number; departement: string; exact: boolean } | null;
}

const SHAPES = [
  '<circle r="3.4"/>',
  '<circle r="6.1"/>',
  '<path d="M-5.4-5.4h10.8v10.8h-10.8z"/>',
  '<path d="M-2.5-6.6h5v4.1h4.1v5h-4.1v4.1h-5v-4.1h-4.1v-5h4.1z"/>',
  '<path d="M0-6.9l7.1 12.3h-14.2z"/>',
  '<path d="M0-7.6l7.6 7.6l-7.6 7.6l-7.6-7.6z"/>',
];

export const mark = (n: number, options: { hollow?: boolean } = {}): Html =>
  raw(
    `<svg class="mark d${n}" viewBox="-7.6 -7.6 15.2 15.2" aria-hidden="true"><g class="${options.hollow ? "hollow" : "full"}">${SHAPES[n] ?? SHAPES[0]}</g></svg>`,
  );

export const units = (n: number, count: number): Html =>
  html`<span class="units" aria-hidden="true">${raw(String(mark(n)).repeat(count))}</span>`;

export interface MapOptions {
  id: string;
  title: string;
  description: string;
  initiatives: readonly InitiativeOnMap[];
  overseas: "all" | "used" | "none";
  small?: boolean;
}

export const franceMap = (_ctx: PageContext, _options: MapOptions): Html =>
  raw('<svg viewBox="0 0 606 584" aria-hidden="true"></svg>');

export const placeMap = (
  _ctx: PageContext,
  _options: { id: string; title: string; description: string; mark: number; territory: TerritoryView },
): Html => raw('<svg viewBox="0 0 606 584" aria-hidden="true"></svg>');

export const domainMap = (
  _ctx: PageContext,
  options: { id: string; title: string; mark: number; initiatives: readonly InitiativeOnMap[] },
): Html => raw(`<svg viewBox="0 0 606 584" aria-hidden="true"><title>${options.mark}</title></svg>`);
