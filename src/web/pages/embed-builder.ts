import { catalogue } from "../../i18n/catalogue.ts";
import { actions, button } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { field, type Option, select, textArea } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { inNetwork, type PageContext } from "../context.ts";
import type { EmbedLook } from "../embed-look.ts";
import { page } from "../layout.ts";
import { EMBED_SHAPES, EMBED_THEMES, embedAddress } from "./embed.ts";
import { besides, EMPTY_QUERY, type ListQuery } from "./list-address.ts";

export interface EmbedBuilderView {
  query: ListQuery;
  look: EmbedLook;
  /** The language of the frame, which may differ from the page's. */
  lang: "fr" | "en";
  domains: { key: string; name: string }[];
  regions: { code: string; name: string }[];
  departements: { code: string; name: string }[];
  /** The names of the filters that the form does not offer. */
  kept: string[];
  published: boolean;
}

const attribute = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The line of HTML that shows the frame on another site. */
export const embedLine = (address: string, title: string, height: number): string =>
  `<iframe src="${attribute(address)}" title="${attribute(title)}" width="100%" height="${height}" loading="lazy"></iframe>`;

/** The filters that the form has a field for; a field chooses one domain, so that several stay as they came. */
export const offered = ({ domaine }: ListQuery) =>
  (["domaine", "region", "departement"] as const).filter((name) => name !== "domaine" || domaine.length < 2);

const options = (any: string, known: readonly { value: string; label: string }[], chosen: string): Option[] => [
  { value: "", label: any, selected: chosen === "" },
  ...known.map((one) => ({ ...one, selected: one.value === chosen })),
];

const hidden = (query: ListQuery): HtmlValue =>
  besides({ ...query, vue: EMPTY_QUERY.vue }, offered(query)).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );

const builder = (ctx: PageContext, view: EmbedBuilderView): Html => {
  const words = ctx.t.embed;
  const { query, look } = view;
  const named = (values: readonly string[], names: Record<string, string>, chosen: string): Option[] =>
    values.map((value) => ({ value, label: names[value] ?? value, selected: value === chosen }));
  const places = (list: readonly { code: string; name: string }[]) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  const domains = view.domains.map(({ key, name }) => ({ value: key, label: name }));
  return html`<form class="pile" action="${inNetwork(ctx, "/integrer")}">${hidden(query)}<div class="fields">${select({
    id: "forme",
    label: words.shape,
    options: named(EMBED_SHAPES, words.shapes, look.shape),
  })}${domains.length > 0 && query.domaine.length < 2 && select({ id: "domaine", label: words.domain, options: options(words.any, domains, query.domaine[0] ?? "") })}${select(
    {
      id: "region",
      label: words.region,
      options: options(words.any, places(view.regions), query.region),
    },
  )}${select({ id: "departement", label: words.departement, options: options(words.any, places(view.departements), query.departement) })}${select(
    {
      id: "langue",
      label: words.lang,
      options: named(["fr", "en"], words.langs, view.lang),
    },
  )}${select({ id: "couleurs", label: words.theme, options: named(EMBED_THEMES, words.themes, look.theme) })}${field({
    id: "nombre",
    type: "number",
    label: words.count,
    value: look.count,
  })}${field({ id: "hauteur", type: "number", label: words.height, value: look.height })}</div>${
    view.kept.length > 0 && html`<p class="small quiet">${words.kept(view.kept.join(", "))}</p>`
  }${actions(button(words.show, { second: true }))}</form>`;
};

/** Explains how to show the initiatives on another site, makes the line to copy, and shows what it gives. */
export const embedBuilderPage = (ctx: PageContext, view: EmbedBuilderView): Html => {
  const words = ctx.t.embed;
  const { look, query } = view;
  const address = embedAddress({ ...ctx, lang: view.lang }, look.shape, query, look);
  const title = catalogue(view.lang).embed.frameTitle(ctx.network!.name, look.shape === "carte");
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${
    !view.published && notice({ kind: "warning", title: words.unpublished })
  }</div>${section({ id: "choix", title: words.form, body: builder(ctx, view) })}${section({
    id: "ligne",
    title: words.line,
    body: html`${textArea({ id: "html", label: words.lineLabel, value: embedLine(address, title, look.height), rows: 4, readonly: true })}<p class="small quiet">${words.lineNote}</p>`,
  })}${section({
    id: "apercu",
    title: words.preview,
    body: html`<iframe class="preview" src="${address.slice(ctx.base.length)}" title="${words.previewTitle(title)}" width="640" height="${look.height}" loading="lazy"></iframe>`,
  })}`;
  return page(ctx, {
    title: `${words.title}, ${ctx.network!.name}`,
    description: words.description(ctx.network!.name),
    body,
  });
};
