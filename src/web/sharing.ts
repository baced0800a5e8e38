import { type Html, html } from "../ui/html.ts";
import { href, type PageContext } from "./context.ts";

/** How a page is found and passed on. */
export interface Share {
  /** Its one address, without the language prefix; the address asked for, without its query, unless told. */
  path?: string;
  /** What it is called where only its own title is shown; its title as it stands unless told. */
  title?: string;
  /** What previews say under the title; what search engines are told unless given. */
  summary?: string;
  type?: "website" | "article";
  /** The feed that tells of its changes: address, and what a reader of feeds shows. */
  feed?: { address: string; title: string };
}

/** The drawing that previews of links show, and its size. */
export const SHARE_IMAGE = { name: "share.png", width: 1200, height: 630 };

const LOCALES = { fr: "fr_FR", en: "en_GB" } as const;

const inLang = (ctx: PageContext, lang: "fr" | "en", path: string): string => ctx.base + href({ ...ctx, lang }, path);

/** The page in each language, for search engines; French is what others are given. */
export const alternates = (ctx: PageContext): Html =>
  html`<link rel="alternate" hreflang="fr" href="${inLang(ctx, "fr", ctx.path)}">
<link rel="alternate" hreflang="en" href="${inLang(ctx, "en", ctx.path)}">
<link rel="alternate" hreflang="x-default" href="${inLang(ctx, "fr", ctx.path)}">
`;

/** What search engines and previews of links read: the one address, Open Graph, the card, the feed. */
export const sharing = (ctx: PageContext, title: string, description: string, share: Share): Html => {
  const { lang, t, assets } = ctx;
  const address = inLang(ctx, lang, share.path ?? ctx.path.replace(/\?.*$/s, ""));
  const other = lang === "fr" ? "en" : "fr";
  return html`<link rel="canonical" href="${address}">
<meta property="og:type" content="${share.type ?? "website"}">
<meta property="og:title" content="${share.title ?? title}">
<meta property="og:description" content="${share.summary || description}">
<meta property="og:url" content="${address}">
<meta property="og:site_name" content="${ctx.network?.name ?? t.common.product}">
<meta property="og:locale" content="${LOCALES[lang]}">
<meta property="og:locale:alternate" content="${LOCALES[other]}">
<meta property="og:image" content="${ctx.base}${assets(SHARE_IMAGE.name)}">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="${SHARE_IMAGE.width}">
<meta property="og:image:height" content="${SHARE_IMAGE.height}">
<meta property="og:image:alt" content="${t.sharing.imageAlt}">
<meta name="twitter:card" content="summary_large_image">
${share.feed && html`<link rel="alternate" type="application/atom+xml" title="${share.feed.title}" href="${share.feed.address}">\n`}`;
};
