import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { absolute, href, type PageContext } from "../context.ts";
import { type ListQuery, listAddress } from "./list-address.ts";
import { type InitiativeOnMap, initiativesMap } from "./maps.ts";
import { initiativeTitle } from "./mentions.ts";
import type { InitiativeMention } from "./views.ts";

export const EMBED_SHAPES = ["liste", "carte"] as const;
export type EmbedShape = (typeof EMBED_SHAPES)[number];
export const EMBED_THEMES = ["auto", "clair", "sombre"] as const;
export type EmbedTheme = (typeof EMBED_THEMES)[number];

export interface EmbedView {
  shape: EmbedShape;
  query: ListQuery;
  total: number;
  rows: InitiativeMention[];
  map: InitiativeOnMap[];
  /** Whether the map has one mark for each département, where initiatives are too many. */
  byDepartement: boolean;
}

const THEMES: Record<EmbedTheme, string> = { auto: "", clair: "light", sombre: "dark" };

/** A bare document for another site's frame: no navigation, no script, and every link in a tab of its own. */
const bare = (ctx: PageContext, theme: EmbedTheme, title: string, body: HtmlValue): Html =>
  html`<!doctype html>
<html lang="${ctx.lang}"${theme !== "auto" && html` data-theme="${THEMES[theme]}"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<base target="_blank">
<link rel="stylesheet" href="${ctx.assets("style.css")}">
</head>
<body class="embed">
<main>
${body}
</main>
</body>
</html>
`;

const source = (ctx: PageContext): Html =>
  html`<p class="small quiet">${ctx.t.embed.source} <a rel="noopener" href="${href(ctx, `/${ctx.network!.slug}`)}">${ctx.network!.name}</a>. ${ctx.t.embed.newTab}</p>`;

const list = (ctx: PageContext, view: EmbedView): Html => {
  const words = ctx.t.embed;
  if (view.total === 0) return html`<p>${words.empty}</p>`;
  return html`<ul class="results">${view.rows.map((row) => html`<li>${initiativeTitle(ctx, row)}</li>`)}</ul>`;
};

const map = (ctx: PageContext, view: EmbedView): Html =>
  html`<div class="figure map">${initiativesMap(ctx, {
    id: "map",
    title: ctx.t.embed.mapTitle(view.total),
    description: view.byDepartement ? ctx.t.list.mapByDepartement : ctx.t.embed.mapDescription,
    initiatives: view.map,
    overseas: "used",
    linked: !view.byDepartement,
    newTab: true,
  })}${view.byDepartement && html`<p class="small">${ctx.t.list.mapByDepartement}</p>`}</div>`;

/** The list or the map that another site shows. */
export const embedPage = (ctx: PageContext, view: EmbedView, theme: EmbedTheme): Html => {
  const words = ctx.t.embed;
  const shown = view.shape === "liste" ? view.rows.length : view.total;
  const body = html`<h1>${ctx.network!.name}</h1>
<p class="quiet">${words.shownOf(shown, view.total)}</p>
${view.shape === "liste" ? list(ctx, view) : map(ctx, view)}
${view.total > 0 && html`<p><a rel="noopener" href="${listAddress(ctx, { ...view.query, page: 1 })}">${words.more(view.total)}</a></p>`}
${source(ctx)}`;
  return bare(ctx, theme, words.frameTitle(ctx.network!.name, view.shape === "carte"), body);
};

/** What stands in the frame when the network does not publish, or does not exist: no more is told. */
export const embedGonePage = (ctx: PageContext, theme: EmbedTheme): Html =>
  bare(ctx, theme, ctx.t.embed.gone, html`<h1>${ctx.t.embed.gone}</h1>\n<p>${ctx.t.embed.goneBody}</p>`);

/** The address of a frame, with what it shows and how. */
export const embedAddress = (
  ctx: PageContext,
  shape: EmbedShape,
  query: ListQuery,
  look: { theme: EmbedTheme; count: number },
): string => {
  const [path, state = ""] = listAddress(ctx, { ...query, page: 1, vue: "tableau" }).split("?");
  const params = new URLSearchParams(state);
  if (look.theme !== "auto") params.set("couleurs", look.theme);
  if (shape === "liste") params.set("nombre", String(look.count));
  const text = params.toString();
  return absolute(ctx, `${path!.replace(/\/initiatives$/, "")}/integrer/${shape}${text && `?${text}`}`);
};
