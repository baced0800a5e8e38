import type { Catalogue } from "../i18n/catalogue.ts";
import type { Lang } from "../i18n/format.ts";
import { sheetName } from "../initiatives/title-slug.ts";
import { type HtmlValue, html } from "../ui/html.ts";

/** What the person may do here, as the policies answered; links and buttons show only what is allowed. */
export interface Capabilities {
  /** All that the network shows; without it, one's own sheets. */
  read: boolean;
  seeWorkspace: boolean;
  import: boolean;
  review: boolean;
  classify: boolean;
  edit: boolean;
  create: boolean;
  remove: boolean;
  seeHistory: boolean;
  propose: boolean;
  draft: boolean;
  merge: boolean;
  publishReport: boolean;
  manage: boolean;
  managePeople: boolean;
  seeAudit: boolean;
  managePersonalData: boolean;
  comment: boolean;
}

/** Words that lead to another page of the network, for whoever may read it. */
export const leading = (ctx: PageContext, path: string, words: HtmlValue, attributes: HtmlValue = ""): HtmlValue =>
  ctx.can.read
    ? html`<a href="${inNetwork(ctx, path)}"${attributes}>${words}</a>`
    : html`<span${attributes}>${words}</span>`;

/** The network a page is of, or the common space, which stands where a network would. */
export interface ShownNetwork {
  slug: string;
  name: string;
  description: string;
  provenance?: string | null;
  licence?: string | null;
  space?: "common";
}

/** What every page knows besides its own view model. */
export interface PageContext {
  lang: Lang;
  t: Catalogue;
  network: ShownNetwork | null;
  /** The address of the page without its language prefix, query included. */
  path: string;
  /** The public address of the installation, without a final slash. */
  base: string;
  can: Capabilities;
  /** Who signed in, as shown in the header, and what keeps some of her rights asleep; null for a stranger. */
  member: { name: string; asleep: "verify" | "enrol" | null; news?: number } | null;
  /** A token that forms send back, where they change something. */
  csrf?: string;
  /** The address of a static file ("style.css", "icon.svg", a font). */
  assets: (name: string) => string;
}

/** Nothing may be done: what a reader from outside gets. */
export const READ_ONLY: Capabilities = {
  read: true,
  seeWorkspace: false,
  import: false,
  review: false,
  classify: false,
  edit: false,
  create: false,
  remove: false,
  seeHistory: false,
  propose: false,
  draft: false,
  merge: false,
  publishReport: false,
  manage: false,
  managePeople: false,
  seeAudit: false,
  managePersonalData: false,
  comment: false,
};

/** An address in the language of the page; `path` starts with "/". */
export const href = (ctx: PageContext, path: string): string => {
  if (ctx.lang === "fr") return path;
  return path === "/" ? "/en" : `/en${path}`;
};

/** An address inside the network of the page; `path` starts with "/" or is empty for the home. */
export const inNetwork = (ctx: PageContext, path: string): string =>
  href(ctx, ctx.network ? `/${ctx.network.slug}${path}` : path || "/");

/** What is needed to lead to a sheet; `network` is its slug where the page shows several networks. */
export type SheetMention = { key: string; title?: string; network?: string };

/** The address of a sheet: its key and its title; with the key alone, the site leads to it all the same. */
export const sheetAddress = (ctx: PageContext, sheet: SheetMention): string => {
  const path = `/initiatives/${encodeURIComponent(sheetName(sheet))}`;
  return sheet.network === undefined ? inNetwork(ctx, path) : href(ctx, `/${sheet.network}${path}`);
};

/** An address of this installation as the rest of the world knows it; `path` starts with "/", its language included. */
export const absolute = (ctx: PageContext, path: string): string => ctx.base + path;

/** The address of a statement's source line. */
export const statementAddress = (ctx: PageContext, key: string, statement: string): string =>
  inNetwork(ctx, `/initiatives/${encodeURIComponent(key)}/reponses/${encodeURIComponent(statement)}`);

/** What the field wrote is French whatever the language of the page: the attribute says so where it must. */
export const fieldLang = (ctx: PageContext): HtmlValue => ctx.lang !== "fr" && html` lang="fr"`;

/** The hidden field that carries the token of a form; nothing when there is none. */
export const csrfField = (ctx: PageContext): HtmlValue =>
  ctx.csrf !== undefined && html`<input type="hidden" name="csrf" value="${ctx.csrf}">`;
