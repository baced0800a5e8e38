import { COMMON_SPACE } from "../../networks/common-space.ts";
import { emptyState } from "../../ui/feedback.ts";
import { type Html, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { href, type PageContext } from "../context.ts";
import { page } from "../layout.ts";

export interface NetworksView {
  networks: { slug: string; name: string; description: string; initiatives: number }[];
  /** How many of them share in the common space. */
  shared?: number;
}

/** The networks of this installation that the person may read. */
export const networksPage = (ctx: PageContext, view: NetworksView): Html => {
  const { home: words, common } = ctx.t;
  const body = html`<div class="opening"><h1>${words.networksTitle}</h1><p class="lead">${words.networksLead}</p>${
    view.shared
      ? html`<p><a href="${href(ctx, `/${COMMON_SPACE}`)}">${ctx.t.space.name}</a>${common.labelled("", ctx.t.space.about)}</p>`
      : ""
  }</div>${
    view.networks.length > 0
      ? view.networks.map((network) =>
          section({
            id: `n-${network.slug}`,
            title: html`<a href="${href(ctx, `/${network.slug}`)}">${network.name}</a>`,
            aside: common.initiatives(network.initiatives),
            body: html`<p>${network.description}</p>`,
          }),
        )
      : emptyState({
          level: 2,
          title: words.networksEmpty,
          body: html`${words.networksEmptyBody} <code class="mono">ancrage demo</code>, <code class="mono">ancrage import initiatives FILE --network SLUG --create-network</code>`,
        })
  }`;
  return page(ctx, { title: words.networksTitle, description: words.networksDescription, share: {}, body });
};
