import { formatMoment } from "../../i18n/format.ts";
import { actions, button } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { textArea } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { inNetwork, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { postForm } from "./workspace.ts";

export interface CommentView {
  id: string;
  by: string;
  at: string;
  edited: string | null;
  /** The title of the sheet it was said under, where that one was merged into this one since. */
  under: string | null;
  /** What it says, in pieces; null once deleted, "locked" without a key. */
  said: readonly ({ text: string } | { mention: string })[] | null | "locked";
  mine: boolean;
  removable: boolean;
}

export interface ThreadView {
  key: string;
  comments: readonly CommentView[];
  canComment: boolean;
  /** Who may be mentioned, by name. */
  members: readonly string[];
  typed: string;
  told?: string;
  error?: string;
}

const body = (ctx: PageContext, said: CommentView["said"]): Html => {
  if (said === null) return html`<p class="quiet">${ctx.t.comments.removed}</p>`;
  if (said === "locked") return html`<p class="quiet">${ctx.t.comments.locked}</p>`;
  return html`<p class="said">${said.map((piece) => ("text" in piece ? piece.text : html`<strong>@${piece.mention}</strong>`))}</p>`;
};

const comment = (ctx: PageContext, one: CommentView): Html => {
  const words = ctx.t.comments;
  const when = formatMoment(one.at, ctx.lang);
  const address = inNetwork(ctx, `/commentaires/${one.id}`);
  const edit =
    one.mine && one.said !== null && html`<a href="${address}" aria-label="${words.editOf(when)}">${words.edit}</a>`;
  const remove =
    one.removable &&
    one.said !== null &&
    postForm(
      ctx,
      `${address}/supprimer`,
      button(html`${words.remove}<span class="vh"> (${words.removeOf(one.by, when)})</span>`, {
        second: true,
        small: true,
      }),
    );
  return html`<li id="commentaire-${one.id}"><p class="quiet small"><strong>${one.by}</strong>, <time datetime="${one.at}">${when}</time>${
    one.edited && html`, ${words.edited(formatMoment(one.edited, ctx.lang))}`
  }${one.under !== null && html`, ${words.under(one.under)}`}</p>${body(ctx, one.said)}${(edit || remove) && html`<div class="actions">${edit}${remove}</div>`}</li>`;
};

const field = (ctx: PageContext, view: Pick<ThreadView, "typed" | "error" | "members">): Html => {
  const words = ctx.t.comments;
  return html`${textArea({
    id: "commentaire",
    label: words.add,
    hint: words.addHint,
    value: view.typed,
    required: true,
    ...(view.error && { error: view.error }),
  })}${view.members.length > 0 && html`<details><summary>${words.whom}</summary><p class="small">${view.members.map((name) => `@${name}`).join(", ")}</p></details>`}`;
};

/** What members say under a sheet; nothing of it is for anybody else. */
export const commentThread = (ctx: PageContext, view: ThreadView): Html => {
  const words = ctx.t.comments;
  const list =
    view.comments.length === 0
      ? html`<p class="quiet">${words.none}</p>`
      : html`<ol class="thread">${view.comments.map((one) => comment(ctx, one))}</ol>`;
  const add =
    view.canComment &&
    postForm(
      ctx,
      inNetwork(ctx, `/initiatives/${encodeURIComponent(view.key)}/commentaires`),
      html`${field(ctx, view)}${actions(button(words.send))}`,
    );
  return section({
    id: "commentaires",
    title: words.title,
    aside: words.aside,
    body: html`${view.told && notice({ title: view.told, live: true })}${list}${add}`,
  });
};

/** Changing what one said, or mending what could not be sent. */
export const editCommentPage = (
  ctx: PageContext,
  view: { sheet: { key: string; title: string }; action: string; fresh: boolean } & Pick<
    ThreadView,
    "typed" | "error" | "members"
  >,
): Html => {
  const words = ctx.t.comments;
  const title = view.fresh ? words.add : words.editTitle;
  const trail: HtmlValue = breadcrumb(ctx.t.common.youAreHere, [
    { label: ctx.t.common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: view.sheet.title, address: sheetAddress(ctx, view.sheet) },
    { label: title },
  ]);
  const form = postForm(
    ctx,
    view.action,
    html`${field(ctx, view)}${actions(button(view.fresh ? words.send : words.save))}`,
  );
  return page(ctx, {
    title,
    description: words.aside,
    nav: "initiatives",
    body: html`${trail}<div class="opening"><h1>${title}</h1></div>${form}`,
  });
};

/** What one wrote where there is nothing left to say it of: it is kept nowhere, so that it is given back here. */
export const lostCommentPage = (ctx: PageContext, typed: string): Html => {
  const words = ctx.t.comments;
  const body = html`<div class="opening"><h1>${words.lostTitle}</h1><p class="lead">${words.lostBody}</p></div>${textArea(
    {
      id: "commentaire",
      label: words.add,
      value: typed,
      readonly: true,
    },
  )}`;
  return page(ctx, { title: words.lostTitle, description: words.lostBody, nav: "initiatives", body });
};
