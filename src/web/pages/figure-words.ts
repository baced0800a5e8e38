import { holdPunctuation } from "../../i18n/format.ts";
import { html } from "../../ui/html.ts";
import { doubt, type QuantityOptions } from "../../ui/section.ts";
import { type PageContext, statementAddress } from "../context.ts";
import type { FigureView } from "./views.ts";

const LENGTHS = /^(?:ans?|années?|mois|semaines?|jours?|heures?|minutes?|km|kilomètres?|mètres?|m)$/i;

const natureOf = (ctx: PageContext, unit: string | null): string | null => {
  const words = ctx.t.common.figure;
  if (unit === "proportion") return words.ratio;
  if (unit === "fois") return words.multiplier;
  return unit !== null && LENGTHS.test(unit) ? words.length : null;
};

/** A figure as a sheet shows it: its words, what was read in them, its reservation, period and nature, and its source. */
export const figureWords = (ctx: PageContext, sheet: string, figure: FigureView): QuantityOptions => {
  const { common } = ctx.t;
  const words = common.figure;
  const nature = natureOf(ctx, figure.unit);
  const reading =
    figure.qualifier === "order_of_magnitude" && figure.min === null && figure.max === null
      ? words.inWords
      : words.reading(figure);
  return {
    said: common.quote(holdPunctuation(figure.text)),
    ...(ctx.lang === "fr" ? {} : { lang: "fr" }),
    reading: [
      { term: words.read, value: reading },
      {
        term: words.reserve,
        value: words.reserves[figure.qualifier] ?? words.noReserve,
      },
      ...(nature === null
        ? [
            {
              term: words.period,
              value: figure.period === null ? doubt(words.noPeriod) : words.periodOf(figure.period),
            },
          ]
        : [{ term: words.nature, value: nature }]),
      ...(figure.status === "proposed" ? [{ term: words.status, value: doubt(common.proposedLong) }] : []),
    ],
    source:
      figure.statementKey === ""
        ? ctx.t.editing.inMargin
        : html`<a href="${statementAddress(ctx, sheet, figure.statementKey)}">${common.statementColumn(
            figure.statementKey,
            common.fields[figure.column] ?? figure.column,
          )}</a>`,
  };
};

/** Figures in their order, those that diverge brought together where the first of them stands. */
export const groupFigures = (figures: readonly FigureView[]): FigureView[][] => {
  const groups: FigureView[][] = [];
  const byDivergence = new Map<string, FigureView[]>();
  for (const figure of figures) {
    const known = figure.divergence ? byDivergence.get(figure.divergence) : undefined;
    if (known) {
      known.push(figure);
      continue;
    }
    const group = [figure];
    groups.push(group);
    if (figure.divergence) byDivergence.set(figure.divergence, group);
  }
  return groups;
};
