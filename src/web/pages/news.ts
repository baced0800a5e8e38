import { NEWS, type NewsChoice } from "../../comments/news.sql.ts";
import { formatMoment } from "../../i18n/format.ts";
import { actions, button } from "../../ui/actions.ts";
import { emptyState, notice } from "../../ui/feedback.ts";
import { choiceGroup } from "../../ui/fields.ts";
import { type Html, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { href, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { cutWords, postForm } from "./workspace.ts";

export interface NewsView {
  items: readonly {
    id: string;
    network: string;
    address: string;
    by: string;
    sheet: string;
    words: string;
    at: string;
    mentioned: boolean;
    unread: boolean;
  }[];
  news: NewsChoice;
  told?: string;
}

const preference = (ctx: PageContext, chosen: NewsChoice): Html => {
  const words = ctx.t.comments.news;
  return postForm(
    ctx,
    href(ctx, "/compte/nouvelles"),
    html`${choiceGroup({
      name: "avis",
      kind: "radio",
      legend: words.preference,
      hideLegend: true,
      choices: NEWS.map((value) => ({ value, label: words.choices[value], checked: value === chosen })),
    })}${actions(button(words.save, { second: true }))}`,
  );
};

const list = (ctx: PageContext, view: NewsView): Html => {
  const words = ctx.t.comments.news;
  const address = href(ctx, "/compte/nouvelles/lues");
  // What waits may be older than what the list holds, or be sealed by a key that is not here: one is rid of it all the same.
  const waits = view.items.some(({ unread }) => unread) || (ctx.member?.news ?? 0) > 0;
  const readAll = waits && postForm(ctx, address, actions(button(words.readAll, { second: true })));
  if (view.items.length === 0) return html`${emptyState({ title: words.none, body: words.noneBody })}${readAll}`;
  return html`<ol class="thread">${view.items.map(
    (one) =>
      html`<li><p class="quiet small">${one.unread && html`<strong>${words.unread}</strong>, `}${one.network}, <time datetime="${one.at}">${formatMoment(one.at, ctx.lang)}</time>${
        one.mentioned && `, ${words.mentioned}`
      }</p><p><a href="${one.address}">${words.said(one.by, one.sheet)}</a></p><p class="said">${cutWords(one.words, 300)}</p>${
        one.unread &&
        postForm(
          ctx,
          address,
          html`<input type="hidden" name="nouvelle" value="${one.id}">${button(html`${words.readOne}<span class="vh"> (${words.readOneOf(one.by, one.sheet)})</span>`, { second: true, small: true })}`,
        )
      }</li>`,
  )}</ol>${readAll}`;
};

/** What somebody was told of, in all her networks, and how she wants to hear of it by mail. */
export const newsPage = (ctx: PageContext, view: NewsView): Html => {
  const words = ctx.t.comments.news;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.description}</p>${
    view.told && notice({ title: view.told, live: true })
  }</div>${section({ id: "nouvelles", title: words.title, body: list(ctx, view) })}${section({
    id: "avis",
    title: words.preference,
    aside: words.preferenceAside,
    body: preference(ctx, view.news),
  })}`;
  return page(ctx, { title: words.title, description: words.description, body });
};

/** Stopping the letters, by the link that each bears. */
export const stopNewsPage = (ctx: PageContext, state: { token: string } | "stopped" | "dead"): Html => {
  const words = ctx.t.comments.news;
  const content =
    state === "stopped"
      ? notice({ title: words.stopped, live: true })
      : state === "dead"
        ? notice({ kind: "warning", title: words.deadLink, live: true })
        : html`<p>${words.stopLead}</p>${postForm(
            ctx,
            href(ctx, `/compte/nouvelles/arreter?jeton=${encodeURIComponent(state.token)}`),
            actions(button(words.stop)),
          )}`;
  const body = html`<div class="opening"><h1>${words.stopTitle}</h1></div>${content}`;
  return page(ctx, { title: words.stopTitle, description: words.stopLead, body });
};
