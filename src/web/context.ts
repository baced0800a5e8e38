import type { Catalogue } from "../i18n/catalogue.ts";
import type { Lang } from "../i18n/format.ts";
import { type HtmlValue, html } from "../ui/html.ts";

/** What the person may do here, as the policies answered; links and buttons show only what is allowed. */
export interface Capabilities {
  seeWorkspace: boolean;
  import: boolean;
  review: boolean;
  classify: boolean;
  merge: boolean;
  publishReport: boolean;
}

/** What every page knows besides its own view model. */
export interface PageContext {
  lang: Lang;
  t: Catalogue;
  network: { slug: string; name: string; description: string; provenance?: string | null } | null;
  /** The address of the page without its language prefix, query included. */
  path: string;
  can: Capabilities;
  /** Who acts, as shown in the header. */
  actorLabel: string;
  /** A token that forms send back, where they change something. */
  csrf?: string;
  /** The address of a static file ("style.css", "icon.svg", a font). */
  assets: (name: string) => string;
}

/** Nothing may be done: what a reader from outside gets. */
export const READ_ONLY: Capabilities = {
  seeWorkspace: false,
  import: false,
  review: false,
  classify: false,
  merge: false,
  publishReport: false,
};

/** An address in the language of the page; `path` starts with "/". */
export const href = (ctx: PageContext, path: string): string => {
  if (ctx.lang === "fr") return path;
  return path === "/" ? "/en" : `/en${path}`;
};

/** An address inside the network of the page; `path` starts with "/" or is empty for the home. */
export const inNetwork = (ctx: PageContext, path: string): string =>
  href(ctx, ctx.network ? `/${ctx.network.slug}${path}` : path || "/");

/** The address of a sheet. */
export const sheetAddress = (ctx: PageContext, key: string): string =>
  inNetwork(ctx, `/initiatives/${encodeURIComponent(key)}`);

/** The address of a statement's source line. */
export const statementAddress = (ctx: PageContext, key: string, statement: string): string =>
  inNetwork(ctx, `/initiatives/${encodeURIComponent(key)}/reponses/${encodeURIComponent(statement)}`);

/** What the field wrote is French whatever the language of the page: the attribute says so where it must. */
export const fieldLang = (ctx: PageContext): HtmlValue => ctx.lang !== "fr" && html` lang="fr"`;

/** The hidden field that carries the token of a form; nothing when there is none. */
export const csrfField = (ctx: PageContext): HtmlValue =>
  ctx.csrf !== undefined && html`<input type="hidden" name="csrf" value="${ctx.csrf}">`;
