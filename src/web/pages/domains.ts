import { formatNumber, holdPunctuation } from "../../i18n/format.ts";
import { emptyState } from "../../ui/feedback.ts";
import { type Html, html } from "../../ui/html.ts";
import { mark, units } from "../../ui/marks.ts";
import { fieldLang, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";

import type { DomainView } from "./views.ts";

export interface DomainsView {
  domains: (DomainView & { definition: string; count: number; findings: string[] })[];
  /** Initiatives nobody has placed in a domain. */
  undecided: number;
}

/* One mark an initiative, as long as they can be taken in at a glance. */
const COUNTABLE = 200;

const domainItem = (ctx: PageContext, domain: DomainsView["domains"][number]): Html =>
  html`<section class="section" aria-labelledby="d-${domain.key}"><header><p class="big-mark">${mark(domain.mark)}</p><p>${ctx.t.domains.amount(
    domain.count,
  )}</p></header><div class="text"><h2 class="serif" id="d-${domain.key}"${fieldLang(ctx)}><a href="${inNetwork(ctx, `/domaines/${domain.key}`)}">${
    domain.name
  }</a></h2><p${fieldLang(ctx)}>${holdPunctuation(domain.definition)}</p>${
    domain.findings.length > 0 &&
    html`<ul class="plain"${fieldLang(ctx)}>${domain.findings.map((text) => html`<li>${holdPunctuation(text)}</li>`)}</ul>`
  }${domain.count > 0 && domain.count <= COUNTABLE && units(domain.mark, domain.count)}</div></section>`;

/** The domains of the network, with their definitions, findings and counts. */
export const domainsPage = (ctx: PageContext, view: DomainsView): Html => {
  const { domains: words } = ctx.t;
  const undecided =
    view.undecided > 0 &&
    html`<p class="source above-5">${words.undecided(view.undecided)} <a href="${inNetwork(ctx, "/initiatives?domaine=aucun")}">${
      words.seeUndecided
    }</a> <span class="vh">(${formatNumber(view.undecided, ctx.lang)})</span></p>`;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>${
    view.domains.length > 0
      ? view.domains.map((domain) => domainItem(ctx, domain))
      : emptyState({ title: words.empty, body: words.emptyBody, level: 2 })
  }${undecided}`;
  return page(ctx, {
    title: `${words.title}, ${ctx.network!.name}`,
    description: words.description(ctx.network!.name),
    nav: "domains",
    share: {},
    body,
  });
};
