import { licenceOf } from "../networks/licences.ts";
import { officialAttributions } from "../territories/official.ts";
import { type Html, type HtmlValue, html, raw } from "../ui/html.ts";
import { href, inNetwork, type PageContext } from "./context.ts";
import { alternates, type Share, sharing } from "./sharing.ts";

export type NavItem =
  | "initiatives"
  | "map"
  | "domains"
  | "grid"
  | "actors"
  | "reports"
  | "import"
  | "review"
  | "duplicates"
  | "proposals"
  | "drafts"
  | "basket"
  | "people"
  | "journal"
  | "personalData"
  | "jobs"
  | "settings";

export interface PageOptions {
  /** The title of the page, before the name of the product. */
  title: string;
  description: string;
  body: Html;
  /** The part of the site the page belongs to. */
  nav?: NavItem | null;
  /** More elements of the head: an alternate format, a meta. */
  head?: HtmlValue;
  /** For pages meant to be found and passed on: how a preview of the link shows them. */
  share?: Share;
  /** Seconds after which the page asks itself again where no script does, for a task under way. */
  refresh?: number;
}

const READING: readonly (readonly [NavItem, string])[] = [
  ["initiatives", "/initiatives"],
  ["map", "/carte"],
  ["domains", "/domaines"],
  ["grid", "/grille"],
  ["actors", "/acteurs"],
  ["reports", "/rapports"],
];

const logo = raw(
  '<svg viewBox="0 0 28 30" aria-hidden="true"><g fill="none" stroke="currentColor" stroke-width="2.7"><circle cx="14" cy="4.7" r="3.2"/><path d="M12.7 7.6L6 28M15.3 7.6L22 28"/><path d="M1.8 15.5C4.5 21.3 9 23 14 23s9.5-1.7 12.2-7.5"/></g></svg>',
);

const links = (
  ctx: PageContext,
  items: readonly (readonly [NavItem, string])[],
  current: NavItem | null | undefined,
): Html[] =>
  items.map(
    ([name, path]) =>
      html`<a href="${inNetwork(ctx, path)}"${name === current ? raw(' aria-current="page"') : ""}>${ctx.t.common.nav[name]}</a> `,
  );

const workspace = (ctx: PageContext, current: NavItem | null | undefined): HtmlValue => {
  const items: (readonly [NavItem, string])[] = [];
  if (ctx.can.import) items.push(["import", "/importer"]);
  if (ctx.can.review) items.push(["review", "/verifier"]);
  if (ctx.can.review) items.push(["proposals", "/propositions"]);
  if (ctx.can.merge) items.push(["duplicates", "/doublons"]);
  if (ctx.can.draft) items.push(["drafts", "/brouillons"]);
  if (ctx.can.remove) items.push(["basket", "/corbeille"]);
  if (ctx.can.managePeople) items.push(["people", "/personnes"]);
  if (ctx.can.seeAudit) items.push(["journal", "/journal"]);
  if (ctx.can.managePersonalData) items.push(["personalData", "/donnees-personnelles"]);
  if (ctx.can.manage) items.push(["jobs", "/travaux"], ["settings", "/reglages"]);
  if (ctx.network === null || items.length === 0) return "";
  return html`<div class="work"><span id="work-label">${ctx.t.common.workNav}</span><nav class="nav" aria-labelledby="work-label">${links(ctx, items, current)}</nav></div>`;
};

const otherLanguage = (ctx: PageContext): Html => {
  const lang = ctx.lang === "fr" ? "en" : "fr";
  return html`<a class="tongue" href="${href({ ...ctx, lang }, ctx.path)}" hreflang="${lang}" lang="${lang}" aria-label="${ctx.t.common.otherTongueLabel}">${ctx.t.common.otherTongue}</a>`;
};

/** The way in, or whose account is open and what it still waits for. */
const entrance = (ctx: PageContext): Html => {
  const words = ctx.t.account;
  if (!ctx.member) return html`<a class="actor" href="${href(ctx, "/connexion")}">${words.signIn}</a>`;
  const { name, asleep } = ctx.member;
  const wait =
    asleep &&
    html`<a class="asleep" href="${href(ctx, asleep === "verify" ? "/connexion/code" : "/compte/securite")}" title="${words.asleep[asleep]}">${words.finish}</a>`;
  const news =
    ctx.member.news !== undefined &&
    ctx.member.news > 0 &&
    html`<a class="asleep" href="${href(ctx, "/compte/nouvelles")}">${ctx.t.comments.news.link(ctx.member.news)}</a>`;
  return html`<a class="actor" href="${href(ctx, "/compte")}">${name}</a>${news}${wait}`;
};

const masthead = (ctx: PageContext, current: NavItem | null | undefined): Html => {
  const { t, network } = ctx;
  return html`<header class="masthead"><div class="band"><a class="brand" href="${href(ctx, "/")}">${logo}${t.common.product}</a>${
    network &&
    ctx.can.read &&
    html`<nav class="nav" aria-label="${t.common.mainNav}">${links(ctx, network.space === "common" ? READING.slice(0, 2) : READING, current)}</nav>`
  }<p class="account">${network && html`<a href="${inNetwork(ctx, "")}">${network.name}</a>`}${otherLanguage(ctx)}${entrance(
    ctx,
  )}</p>${workspace(ctx, current)}</div></header>`;
};

const foot = (ctx: PageContext): Html => {
  const words = ctx.t.common.footer;
  const { outlines, centres } = officialAttributions();
  const licence = licenceOf(ctx.network?.licence);
  const openData =
    ctx.network?.space === "common" || !ctx.can.read ? href(ctx, "/donnees") : inNetwork(ctx, "/donnees");
  return html`<footer class="foot"><p class="print-only">${ctx.network && `${ctx.network.name}, `}${ctx.base}${href(ctx, ctx.path)}</p><p>${ctx.network?.provenance && html`${ctx.network.provenance} `}${licence && html`<a rel="license" href="${licence.url}">${ctx.t.sharing.licence(licence.name)}</a>. `}${words.provenance(outlines, centres)}</p><ul><li><a href="${openData}">${words.openData}</a></li><li><a href="${href(ctx, "/api")}">${words.api}</a></li><li><a href="${href(
    ctx,
    "/accessibilite",
  )}">${words.accessibility}</a></li><li><a href="${href(ctx, "/donnees-personnelles")}">${words.personalData}</a></li><li><a href="${href(
    ctx,
    "/galerie",
  )}">${words.gallery}</a></li></ul></footer>`;
};

/** The whole document of a page: head, header with navigation, main content, footer. */
export const page = (ctx: PageContext, options: PageOptions): Html => {
  const { t, lang, assets } = ctx;
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${options.title} | ${t.common.product}</title>
<meta name="description" content="${options.description}">
${options.refresh ? html`<noscript><meta http-equiv="refresh" content="${options.refresh}"></noscript>\n` : ""}<link rel="preload" href="${assets(
    "atkinson-hyperlegible-next.woff2",
  )}" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="${assets("style.css")}">
<link rel="icon" href="${assets("icon.svg")}" type="image/svg+xml">
${alternates(ctx)}${options.share && sharing(ctx, options.title, options.description, options.share)}${options.head ?? ""}</head>
<body>
<a class="skip" href="#content">${t.common.skip}</a>
${masthead(ctx, options.nav)}
<main class="page" id="content" tabindex="-1">
${options.body}
</main>
${foot(ctx)}
</body>
</html>
`;
};
