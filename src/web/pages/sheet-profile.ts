import { coderProfile } from "../../ui/coder-profile.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { dataBehind, scrollRegion, table } from "../../ui/table.ts";
import { fieldLang, type PageContext } from "../context.ts";
import { agreement, bareName, readScores, type Side, scoresOf } from "./scores.ts";
import type { CodingView, DimensionView } from "./views.ts";

const SIDES = ["lever", "impact"] as const satisfies readonly Side[];

/** The cells where the coders of a statement did not give the same score, in words. */
const gapsOf = (ctx: PageContext, codings: readonly CodingView[], dimensions: readonly DimensionView[]): string[] =>
  dimensions.flatMap((dimension) =>
    SIDES.filter((side) => {
      const scores = scoresOf(codings, dimension.key, side);
      return (
        scores.length > 1 &&
        scores.every(({ score }) => score !== null) &&
        new Set(scores.map(({ score }) => score)).size > 1
      );
    }).map((side) => ctx.t.profile.gap(dimension.name, side)),
  );

/* Beyond a few, a list of gaps says less than the drawing. */
const NAMED_GAPS = 4;

const summary = (ctx: PageContext, codings: readonly CodingView[], dimensions: readonly DimensionView[]): HtmlValue => {
  const { profile } = ctx.t;
  if (codings.length === 1) return html`<p>${profile.oneCoder(codings[0]!.coder)}</p>`;
  const { cells, alike } = agreement(codings, dimensions);
  if (cells === 0) return "";
  const gaps = gapsOf(ctx, codings, dimensions);
  const coders = codings.map(({ coder }) => coder);
  return html`<p><strong>${profile.agreement(coders, alike, cells)}</strong>${gaps.length <= NAMED_GAPS && ` ${profile.gaps(gaps)}`}</p>`;
};

const notes = (
  ctx: PageContext,
  codings: readonly CodingView[],
  dimensions: readonly DimensionView[],
  which: string,
): Html => {
  const { profile } = ctx.t;
  const rows = dimensions.flatMap((dimension) => SIDES.map((side) => ({ dimension, side })));
  const columns = codings.flatMap((coding) => [
    {
      head: profile.scoreOf(coding.coder),
      numeric: true,
      cell: ({ dimension, side }: (typeof rows)[number]) =>
        coding.cells[dimension.key]?.[side]?.score ?? profile.noScore,
    },
    {
      head: profile.whatCoderSaw(coding.coder),
      cell: ({ dimension, side }: (typeof rows)[number]) =>
        html`<span${fieldLang(ctx)}>${coding.cells[dimension.key]?.[side]?.justification}</span>`,
    },
  ]);
  return dataBehind(
    which ? `${profile.notes} (${which})` : profile.notes,
    scrollRegion(
      which ? `${profile.notesCaption}, ${which}` : profile.notesCaption,
      table({
        caption: which ? `${profile.notesCaption}, ${which}` : profile.notesCaption,
        hideCaption: true,
        rows,
        columns: [
          {
            head: profile.cell,
            cell: ({ dimension, side }: (typeof rows)[number]) =>
              profile.cellName(bareName(ctx.t, dimension.name), side),
          },
          ...columns,
        ],
      }),
    ),
  );
};

const chart = (
  ctx: PageContext,
  codings: readonly CodingView[],
  dimensions: readonly DimensionView[],
  which: string,
): Html => {
  const { profile, common } = ctx.t;
  const caption = profile.caption(codings.map(({ coder }) => coder));
  return coderProfile({
    caption: which ? `${caption}, ${which}` : caption,
    dimension: profile.dimension,
    lever: common.leverLong,
    impact: common.impactLong,
    leverShort: common.lever,
    impactShort: common.impact,
    read: (scores) => readScores(ctx.t, scores),
    rows: dimensions.map((dimension) => ({
      name: bareName(ctx.t, dimension.name),
      lever: scoresOf(codings, dimension.key, "lever"),
      impact: scoresOf(codings, dimension.key, "impact"),
    })),
  });
};

/** The scores of each coder on the grid, statement by statement: codings belong to statements and are never averaged. */
export const profileSection = (
  ctx: PageContext,
  view: {
    dimensions: readonly DimensionView[];
    codings: readonly CodingView[];
    statements: readonly { key: string }[];
  },
): HtmlValue => {
  const { sheet, profile, common } = ctx.t;
  if (view.dimensions.length === 0) return "";
  const coded = view.statements
    .map(({ key }) => ({ key, codings: view.codings.filter((coding) => coding.statementKey === key) }))
    .filter(({ codings }) => codings.length > 0);
  const several = coded.length > 1;
  const parts = coded.map(({ key, codings }) => {
    const which = several ? common.statementLower(key) : "";
    return html`${several && html`<h3>${common.statement(key)}</h3>`}${summary(ctx, codings, view.dimensions)}${chart(
      ctx,
      codings,
      view.dimensions,
      which,
    )}${notes(ctx, codings, view.dimensions, which)}`;
  });
  const coders = new Set(view.codings.map(({ coder }) => coder)).size;
  const scale = common.scores.map(
    (name, score) =>
      html`${score > 0 && html`<br>`}${profile.scaleLine(score, name, common.scoreMeanings[score] ?? "")}`,
  );
  return section({
    id: "profil",
    title: sheet.profile,
    aside: coded.length > 0 && sheet.profileAside(coders),
    body: coded.length > 0 ? parts : html`<p class="quiet">${sheet.noCoding}</p>`,
    note: coded.length > 0 && html`<p>${scale}</p><p>${sheet.profileNote}</p>`,
  });
};
