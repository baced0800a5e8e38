import { type Html, raw } from "./html.ts";
import { markClass, markShape } from "./mark-shapes.ts";

/** How far a mark reaches from its centre, its stroke included, in its own units. */
export const MARK_REACH = 7.3;

/** The same, for the mark that stands for several initiatives and bears their number. */
export const GATHERED_REACH = 11.5;

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
