import { type Html, raw } from "./html.ts";

/* One outline for each domain, all of about the same weight on paper; the bar stands for an initiative without a domain. */
const SHAPES = [
  "M-6.2-2.9h12.4v5.8h-12.4z",
  "M-6.1 0a6.1 6.1 0 1 1 12.2 0a6.1 6.1 0 1 1-12.2 0z",
  "M-5.4-5.4h10.8v10.8h-10.8z",
  "M-2.5-6.6h5v4.1h4.1v5h-4.1v4.1h-5v-4.1h-4.1v-5h4.1z",
  "M0-6.9l7.1 12.3h-14.2z",
  "M0-7.6l7.6 7.6l-7.6 7.6l-7.6-7.6z",
] as const;

/** How far a mark reaches from its centre, its stroke included, in its own units. */
export const MARK_REACH = 7.3;

/** The same, for the mark that stands for several initiatives and bears their number. */
export const GATHERED_REACH = 11.5;

const rankOf = (domain: number): number => (domain in SHAPES ? domain : 0);

/** The class that colours the mark of a domain (1 to 5; 0 or anything else: no domain). */
export const markClass = (domain: number): string => `d${rankOf(domain)}`;

/** The outline of a mark around its centre: full when the commune is known, hollow when the place is wider. */
export const markShape = (domain: number, exact: boolean, className = ""): string =>
  `<path class="${className && `${className} `}${exact ? "full" : "hollow"}" d="${SHAPES[rankOf(domain)]}"/>`;

/** The mark that stands for several initiatives: their number in a ring. */
export const gatheredShape = (count: number): string =>
  `<circle class="pin hollow" r="10.4"/><text class="count" text-anchor="middle" y="3.8">${Math.trunc(count)}</text>`;

/** The mark of a domain within a text, hidden from screen readers: its name must stand beside it. */
export const mark = (domain: number, options: { hollow?: boolean } = {}): Html =>
  raw(
    `<svg class="mark ${markClass(domain)}" viewBox="-7.6 -7.6 15.2 15.2" aria-hidden="true">${markShape(domain, !options.hollow)}</svg>`,
  );

/** As many marks of a domain as it has initiatives, hidden from screen readers: their number must stand beside them. */
export const units = (domain: number, count: number): Html =>
  raw(`<span class="units" aria-hidden="true">${String(mark(domain)).repeat(Math.max(0, count))}</span>`);
