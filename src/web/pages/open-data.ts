import { LICENCES } from "../../exports/licences.ts";
import { formatMoment, formatNumber } from "../../i18n/format.ts";
import { type Described, datasetAddress } from "../../open-data/catalogue.ts";
import { COMMON } from "../../open-data/datasets.ts";
import type { ReadyFile } from "../../open-data/open-data.sql.ts";
import { notice } from "../../ui/feedback.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { href, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";

export type NetworkDataView = {
  network: { name: string; slug: string; description: string; licence: string | null };
  /** What is published; null when nothing is. */
  described: Described | null;
  /** The public address of the installation. */
  base: string;
};

export type CommonDataView = { described: readonly Described[]; base: string };

/** The files of a dataset are at one address whatever the language of the page. */
const folderOf = ({ dataset }: Described): string =>
  dataset.id === COMMON ? "/donnees" : `/${dataset.networks[0]!.slug}/donnees`;

/** Machines find the dataset in the page itself, as schema.org microdata: a page carries no script. */
const datasetItem = (
  of: { described: Described; name: string; about: string; base: string },
  body: HtmlValue,
): Html => {
  const { described, name, about, base } = of;
  const modified = described.files[0]?.made_at.toISOString();
  const licences = new Set(described.dataset.networks.map(({ licence }) => licence));
  const [licence] = licences.size === 1 ? licences : [null];
  return html`<div itemscope itemtype="https://schema.org/Dataset"><meta itemprop="name" content="${name}"><meta itemprop="description" content="${about}"><link itemprop="url" href="${datasetAddress(
    base,
    described.dataset,
  )}">${licence && LICENCES[licence] && html`<link itemprop="license" href="${LICENCES[licence].address}">`}${
    modified && html`<meta itemprop="dateModified" content="${modified}">`
  }<meta itemprop="isAccessibleForFree" content="true">${described.files.map(
    ({ format }) =>
      html`<span itemprop="distribution" itemscope itemtype="https://schema.org/DataDownload"><meta itemprop="encodingFormat" content="${format}"><link itemprop="contentUrl" href="${datasetAddress(
        base,
        described.dataset,
      )}/initiatives.${format}"></span>`,
  )}${body}</div>`;
};

const filesTable = (ctx: PageContext, described: Described): Html => {
  const words = ctx.t.openData;
  if (described.files.length === 0) return notice({ body: html`<p>${words.preparing}</p>` });
  const stale = described.files.some(({ state }) => state !== described.dataset.state);
  return html`${table<ReadyFile>({
    caption: words.caption,
    hideCaption: true,
    stack: true,
    rows: described.files,
    columns: [
      {
        head: words.heads.format,
        cell: (file) =>
          html`<a href="${folderOf(described)}/initiatives.${file.format}">${words.formats[file.format]}</a> <span class="small quiet">${
            words.uses[file.format]
          }</span>`,
      },
      {
        head: words.heads.rows,
        label: words.heads.rows,
        numeric: true,
        cell: (file) => formatNumber(file.rows, ctx.lang),
      },
      { head: words.heads.size, label: words.heads.size, numeric: true, cell: (file) => words.size(file.bytes) },
      {
        head: words.heads.made,
        label: words.heads.made,
        cell: (file) =>
          html`<time datetime="${file.made_at.toISOString()}">${formatMoment(file.made_at.toISOString(), ctx.lang)}</time>`,
      },
      {
        head: words.heads.hash,
        label: words.heads.hash,
        cell: (file) => html`<span class="mono">${file.sha256}</span>`,
      },
    ],
  })}${stale && notice({ kind: "warning", body: html`<p>${words.stale}</p>` })}`;
};

const licenceText = (ctx: PageContext, licence: string | null): Html => {
  const words = ctx.t.openData;
  const known = licence === null ? undefined : LICENCES[licence];
  return known
    ? html`<p>${words.licenceText(known.name)} <a href="${known.address}" rel="license external">${known.address}</a></p>`
    : html`<p><strong>${words.noLicence}</strong> ${words.noLicenceMeans}</p>`;
};

const programText = (ctx: PageContext, resource: string, catalogue: string): Html => {
  const words = ctx.t.openData;
  return html`<p>${words.programText}</p><pre class="code" tabindex="0"><code>curl ${resource}</code></pre><ul class="plain"><li><a href="${href(
    ctx,
    "/api",
  )}">${words.apiLink}</a></li><li><a href="${catalogue}">${words.catalogueLink}</a></li></ul>`;
};

const checking = (ctx: PageContext, file: string): Html =>
  html`<p>${ctx.t.openData.checkText}</p><pre class="code" tabindex="0"><code>sha256sum ${file}</code></pre>`;

const describedBy = (address: string): Html =>
  html`<link rel="describedby" type="application/ld+json" href="${address}">\n`;

/** What a network gives as open data: files, licence, and how programs read it. */
export const networkDataPage = (ctx: PageContext, { network, described, base }: NetworkDataView): Html => {
  const words = ctx.t.openData;
  const catalogue = inNetwork(ctx, "/donnees/catalogue.jsonld");
  const files = section({
    id: "fichiers",
    title: words.files,
    aside: words.filesAside,
    body: described ? filesTable(ctx, described) : notice({ body: html`<p>${words.notPublished}</p>` }),
  });
  const about = network.description || words.description(network.name);
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead(network.name)}</p></div>${
    described ? datasetItem({ described, name: network.name, about, base }, files) : files
  }${section({ id: "licence", title: words.licence, body: licenceText(ctx, network.licence) })}${section({
    id: "publie",
    title: words.says,
    body: html`<p>${words.saysText}</p>`,
  })}${
    described &&
    section({
      id: "programme",
      title: words.program,
      body: programText(ctx, `${base}/api/v1/networks/${network.slug}/initiatives`, catalogue),
    })
  }${
    described &&
    section({ id: "verification", title: words.check, body: checking(ctx, `${network.slug}-initiatives.csv`) })
  }`;
  return page(ctx, {
    title: words.title,
    description: words.description(network.name),
    head: described && describedBy(catalogue),
    body,
  });
};

/** What the installation gives as open data: the common space, then each network. */
export const commonDataPage = (ctx: PageContext, { described, base }: CommonDataView): Html => {
  const words = ctx.t.openData;
  const common = described.find(({ dataset }) => dataset.id === COMMON);
  const networks = described.filter(({ dataset }) => dataset.id !== COMMON).map(({ dataset }) => dataset.networks[0]!);
  const catalogue = "/api/v1/catalogue.jsonld";
  const licences = new Set(common?.dataset.networks.map(({ licence }) => licence));
  const [only] = licences;
  const shared = section({
    id: "commun",
    title: words.commonSpace,
    aside: common && words.commonAside(common.dataset.networks.length),
    body: common
      ? html`${filesTable(ctx, common)}${
          licences.size === 1 ? licenceText(ctx, only ?? null) : html`<p>${words.ownLicences}</p>`
        }`
      : html`<p>${words.noCommon}</p>`,
  });
  const { commonTitle: name, commonDescription: about } = words.catalogue;
  const body = html`<div class="opening"><h1>${words.commonTitle}</h1><p class="lead">${words.commonLead}</p></div>${
    common ? datasetItem({ described: common, name, about, base }, shared) : shared
  }${section({
    id: "reseaux",
    title: words.networks,
    aside: words.networksAside,
    body:
      networks.length > 0
        ? html`<ul class="plain">${networks.map(
            ({ slug, name }) => html`<li><a href="${href(ctx, `/${slug}/donnees`)}">${name}</a></li>`,
          )}</ul>`
        : html`<p>${words.noNetwork}</p>`,
  })}${section({
    id: "programme",
    title: words.program,
    body: programText(ctx, `${base}/api/v1/initiatives`, catalogue),
  })}${common && section({ id: "verification", title: words.check, body: checking(ctx, "ancrage-initiatives.csv") })}`;
  return page(ctx, {
    title: words.commonTitle,
    description: words.commonDescription,
    head: describedBy(catalogue),
    body,
  });
};
