import type { SheetFields } from "../../initiatives/sheet-fields.ts";
import { button } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { choice, field } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { inNetwork, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { formProblem, sheetPart, sheetTrail } from "./edit.ts";
import { signInBeside } from "./error.ts";
import { type SheetFormView, sheetErrors, sheetFields } from "./sheet-form.ts";
import { postForm } from "./workspace.ts";

/** What a stranger says of herself, as she typed it. */
export type StrangerTyped = { token: string; name: string; email: string; consents: boolean; emailError?: string };

export type ProposeView = SheetFormView & {
  /** The sheet to be corrected; null for a new one. */
  sheet: { key: string; title: string } | null;
  id: string;
  base: number;
  word: string;
  /** What may be done with it besides proposing. */
  may: { publish: boolean; propose: boolean; draft: boolean };
  stranger: StrangerTyped | null;
  /** When the draft that is gone on with was kept. */
  resumed?: string;
  told?: string;
  problem?: string;
  /** Whether the session of whoever sent it had ended. */
  ended?: boolean;
  /** What was made of this form before, with other words. */
  already?: Already;
};

/** Where what a form was sent as can be read, and what sending it again would do. */
export type Already = { address: string; label: string; next: string };

export const NOTHING_TYPED_BY_HER = { name: "", email: "", consents: false };

const whoProposes = (ctx: PageContext, typed: StrangerTyped): Html => {
  const words = ctx.t.proposing;
  return section({
    id: "f-qui",
    title: words.you,
    aside: words.youAside,
    body: html`<input type="hidden" name="jeton" value="${typed.token}">${field({
      id: "nom",
      label: words.name,
      value: typed.name,
      autocomplete: "name",
    })}${field({
      id: "courriel",
      label: words.email,
      hint: words.emailHint,
      value: typed.email,
      type: "email",
      autocomplete: "email",
      ...(typed.emailError !== undefined && { error: typed.emailError }),
    })}<div class="choices">${choice("accord", "checkbox", {
      value: "oui",
      label: words.consent(ctx.network?.name ?? ""),
      checked: typed.consents,
    })}</div><div class="vh" aria-hidden="true"><label>${words.trap}<input type="text" name="site-personnel" tabindex="-1" autocomplete="off" value=""></label></div>`,
  });
};

const buttons = (ctx: PageContext, { may, sheet }: ProposeView): Html => {
  const { proposing, editing } = ctx.t;
  const all = [
    ...(may.publish ? [button(editing.publish, { name: "geste", value: "publier" })] : []),
    ...(may.propose ? [button(proposing.send, { name: "geste", value: "envoyer", second: may.publish })] : []),
    ...(may.draft ? [button(proposing.saveDraft, { name: "geste", value: "brouillon", second: true })] : []),
    html`<a href="${sheet ? sheetAddress(ctx, sheet) : inNetwork(ctx, "/initiatives")}">${editing.cancel}</a>`,
  ];
  return html`<p class="actions">${all.map((one, index) => html`${index > 0 && " "}${one}`)}</p>`;
};

/** The form in which a sheet is proposed, new or corrected; published at once by whoever may. */
export const proposePage = (ctx: PageContext, view: ProposeView): Html => {
  const { proposing: words, editing, common } = ctx.t;
  const { sheet, may } = view;
  const heading = sheet ? words.correct : may.publish ? editing.newTitle : words.proposeNew;
  const trail = sheet
    ? sheetTrail(ctx, sheet, words.correct)
    : breadcrumb(common.youAreHere, [
        { label: common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
        { label: heading },
      ]);
  const end = section({
    id: "f-fin",
    title: editing.groups.end,
    body: html`${field({ id: "mot", label: words.word, hint: words.wordHint, value: view.word })}${buttons(ctx, view)}`,
  });
  const { already } = view;
  const next = already
    ? html` ${already.next} <a href="${already.address}">${already.label}</a>`
    : view.ended && html` ${signInBeside(ctx)}`;
  const told: HtmlValue = view.told !== undefined && notice({ title: view.told, live: true });
  const body = html`${trail}<div class="opening"><h1>${heading}</h1><p class="lead">${
    sheet ? words.correctLead : may.publish ? editing.newLead : words.newLead
  }</p>${view.resumed !== undefined && html`<p class="small quiet">${words.drafts.resumed(view.resumed)}</p>`}${told}${formProblem(
    ctx,
    view.problem,
    next,
  )}${sheetErrors(ctx, view.errors)}</div>${postForm(
    ctx,
    sheet ? sheetPart(ctx, sheet.key, "proposer") : inNetwork(ctx, "/initiatives/nouvelle"),
    html`<input type="hidden" name="fiche" value="${view.id}"><input type="hidden" name="base" value="${view.base}">${sheetFields(ctx, view)}${
      view.stranger && whoProposes(ctx, view.stranger)
    }${end}`,
  )}`;
  const title = sheet ? words.correctTitle(sheet.title) : heading;
  return page(ctx, {
    title,
    description: sheet ? words.correctDescription(sheet.title) : words.newDescription,
    nav: "initiatives",
    head: html`<meta name="robots" content="noindex">\n`,
    body,
  });
};

/** What a person typed, as far as a title is needed. */
export const titleOf = (ctx: PageContext, fields: SheetFields): string =>
  fields.title === "" ? ctx.t.proposing.drafts.untitled : fields.title;
