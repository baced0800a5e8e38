import { holdPunctuation } from "../../i18n/format.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { type Spread, smallProfile, smallProfileKey } from "../../ui/small-profile.ts";
import { dataBehind, scrollRegion, table } from "../../ui/table.ts";
import { fieldLang, type PageContext, sheetAddress } from "../context.ts";
import { shortDimension } from "./scores.ts";
import type { DimensionView } from "./views.ts";

/** The scores of an initiative over all the codings of its statements, lowest and highest. */
export interface ProfileView {
  key: string;
  title: string;
  cells: Record<string, { lever: Spread; impact: Spread }>;
}

/** From which score on, given by all its coders, a dimension is effective in an initiative. */
export const EFFECTIVE = 2;

/** In how many initiatives a dimension is an effective lever, and in how many its effect is established. */
export type EffectiveCount = { dimension: string; lever: number; impact: number };

/** The dimension that most initiatives use as an effective lever, by all their coders, and how many show its effect. */
export const strongestLever = (
  effective: readonly EffectiveCount[],
  dimensions: readonly DimensionView[],
): { dimension: DimensionView; lever: number; impact: number } | null => {
  let best: { dimension: DimensionView; lever: number; impact: number } | null = null;
  for (const dimension of dimensions) {
    const { lever = 0, impact = 0 } = effective.find((one) => one.dimension === dimension.key) ?? {};
    if (!best || lever > best.lever) best = { dimension, lever, impact };
  }
  return best;
};

const say = (ctx: PageContext, spread: Spread | undefined): string =>
  spread ? ctx.t.domains.spread(spread[0], spread[1]) : ctx.t.profile.noScore;

const miniature = (
  ctx: PageContext,
  profile: ProfileView,
  dimensions: readonly DimensionView[],
  mark: number,
  id: string,
): Html => {
  const words = ctx.t.domains;
  const rows = dimensions.map((dimension) => ({
    name: shortDimension(ctx.t, dimension),
    lever: profile.cells[dimension.key]?.lever ?? null,
    impact: profile.cells[dimension.key]?.impact ?? null,
  }));
  const title = rows
    .map((row) => words.spreadTitle(row.name, say(ctx, row.lever), say(ctx, row.impact)))
    .join(ctx.t.common.also);
  return html`<li><h3><a href="${sheetAddress(ctx, profile)}"${fieldLang(ctx)}>${holdPunctuation(profile.title)}</a></h3>${smallProfile({ id, title, mark, rows })}</li>`;
};

/** The profiles of the initiatives of a domain, in miniature, and the same scores as a table. */
export const profilesSection = (
  ctx: PageContext,
  view: {
    /** How many initiatives are coded, of which the first are shown. */
    coded: number;
    profiles: readonly ProfileView[];
    effective: readonly EffectiveCount[];
    dimensions: readonly DimensionView[];
    mark: number;
  },
): HtmlValue => {
  const { domains: words, profile, common } = ctx.t;
  const strongest = strongestLever(view.effective, view.dimensions);
  if (view.profiles.length === 0 || strongest === null) return "";
  const data = table<ProfileView>({
    caption: words.profilesTable,
    hideCaption: true,
    rows: view.profiles,
    columns: [
      { head: words.initiative, cell: (row) => html`<span${fieldLang(ctx)}>${holdPunctuation(row.title)}</span>` },
      ...view.dimensions.map((dimension) => ({
        head: shortDimension(ctx.t, dimension),
        numeric: true,
        cell: (row: ProfileView) =>
          words.cell(say(ctx, row.cells[dimension.key]?.lever), say(ctx, row.cells[dimension.key]?.impact)),
      })),
    ],
  });
  return section({
    id: "profils",
    title: words.profiles(view.coded),
    aside: html`${smallProfileKey(view.mark, profile.lever, profile.impact)}<br>${words.profilesAside}`,
    body: html`<figure class="figure"><figcaption><p class="finding">${words.profilesFinding(
      strongest.dimension.name,
      strongest.lever,
      strongest.impact,
      view.coded,
    )}</p><p class="sub">${words.profilesRule}${
      view.coded > view.profiles.length && ` ${words.profilesShown(view.profiles.length)}`
    }</p></figcaption><ul class="profiles">${view.profiles.map((one, index) =>
      miniature(ctx, one, view.dimensions, view.mark, `profile-${index + 1}`),
    )}</ul>${dataBehind(common.dataTable, scrollRegion(words.profilesTable, data))}</figure>`,
  });
};
