import type { EditConflict } from "../../initiatives/merge-edits.ts";
import type { SheetField, SheetFields } from "../../initiatives/sheet-fields.ts";
import { button } from "../../ui/actions.ts";
import { errorSummary, notice } from "../../ui/feedback.ts";
import { choice, field, textArea } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { fieldLang, inNetwork, type PageContext, type SheetMention, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { FORM_NAMES } from "../sheet-form.ts";
import { type FieldError, hiddenFields, type SheetFormView, sheetErrors, sheetFields } from "./sheet-form.ts";
import { afterText } from "./text-change.ts";
import { postForm } from "./workspace.ts";

type Sheet = Required<Pick<SheetMention, "key" | "title">>;

/** An address of what can be done with a sheet. */
export const sheetPart = (ctx: PageContext, key: string, part: string): string =>
  inNetwork(ctx, `/initiatives/${encodeURIComponent(key)}/${part}`);

/** The way to a page about a sheet. */
export const sheetTrail = (ctx: PageContext, sheet: Sheet, label: string): Html =>
  breadcrumb(ctx.t.common.youAreHere, [
    { label: ctx.t.common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: sheet.title, address: sheetAddress(ctx, sheet) },
    { label },
  ]);

export type EditView = SheetFormView & {
  sheet: Sheet;
  base: number;
  word: string;
  /** The draft that it goes on with, or would be kept as. */
  draft: string;
  told?: string;
  resumed?: string;
  /** Why nothing was done, when no field is at fault. */
  problem?: string;
};

/** What was wrong with a form as a whole, and what to do about it. */
export const formProblem = (ctx: PageContext, problem: string | undefined, next: HtmlValue = ""): HtmlValue =>
  problem !== undefined &&
  notice({ kind: "failure", title: ctx.t.editing.notSaved, body: html`<p>${problem}${next}</p>`, live: true });

/** The form in which a sheet is written. */
export const editPage = (ctx: PageContext, view: EditView): Html => {
  const words = ctx.t.editing;
  const end = section({
    id: "f-fin",
    title: words.groups.end,
    body: html`${field({ id: "mot", label: words.why, hint: words.whyHint, value: view.word })}<p class="actions">${button(words.save)} ${button(
      ctx.t.proposing.saveDraft,
      { name: "geste", value: "brouillon", second: true },
    )} <a href="${sheetAddress(ctx, view.sheet)}">${words.cancel}</a></p>`,
  });
  const body = html`${sheetTrail(ctx, view.sheet, words.edit)}<div class="opening"><h1>${words.edit}</h1><p class="lead">${
    words.editLead
  }</p>${view.resumed !== undefined && html`<p class="small quiet">${ctx.t.proposing.drafts.resumed(view.resumed)}</p>`}${
    view.told !== undefined && notice({ title: view.told, live: true })
  }${formProblem(ctx, view.problem)}${sheetErrors(ctx, view.errors)}</div>${postForm(
    ctx,
    sheetPart(ctx, view.sheet.key, "modifier"),
    html`<input type="hidden" name="base" value="${view.base}"><input type="hidden" name="brouillon" value="${view.draft}">${sheetFields(ctx, view)}${end}`,
  )}`;
  return page(ctx, {
    title: words.editTitle(view.sheet.title),
    description: words.editDescription(view.sheet.title),
    nav: "initiatives",
    body,
  });
};

export interface ConflictView {
  /** What was typed was of another sheet, merged into this one meanwhile. */
  fromOther: boolean;
  sheet: Sheet;
  /** The revision that the form began from, and the one whose other version is shown. */
  start: number;
  base: number;
  merged: SheetFields;
  conflicts: EditConflict[];
  /** The fields that somebody else changed and that were brought together without asking. */
  theirs: SheetField[];
  word: string;
  /** The draft that the form went on with, or would be kept as. */
  draft: string;
  /** What was chosen, when the page comes back. */
  chosen: Partial<Record<SheetField, string>>;
  errors: FieldError[];
  unchosen: SheetField[];
}

const conflictRow = (ctx: PageContext, view: ConflictView, one: EditConflict): Html => {
  const words = ctx.t.editing.conflict;
  const { labels } = ctx.t.editing;
  const name = FORM_NAMES[one.field];
  const missing = view.unchosen.includes(one.field);
  const said = (text: string): Html =>
    text === "" ? html`<p class="quiet">${words.nothing}</p>` : html`<p class="kept-lines">${text}</p>`;
  const start = one.start ?? "";
  const side = (title: string, content: Html): Html =>
    html`<div class="side words"${fieldLang(ctx)}><p class="subhead"${ctx.lang !== "fr" && html` lang="${ctx.lang}"`}>${title}</p>${content}</div>`;
  const radio = (value: string, label: string): Html =>
    choice(`choix-${name}`, "radio", { value, label, checked: view.chosen[one.field] === value });
  const yours = { id: name, label: words.text(labels[one.field]!), value: view.merged[one.field] };
  return html`<fieldset class="row${missing ? " faulty" : ""}" id="c-${name}"><legend>${labels[one.field]}<small>${words.start}${ctx.t.journal.before}${
    one.start === null ? words.unknownStart : one.start === "" ? words.nothing : one.start
  }</small></legend>${side(words.theirs, one.start === null ? said(one.theirs) : afterText(ctx, start, one.theirs))}${side(
    words.yours,
    one.start === null ? said(one.yours) : afterText(ctx, start, one.yours),
  )}<div class="choices">${missing && html`<p class="error small">${words.choose}</p>`}<div class="choices inline">${radio(
    "leur",
    words.takeTheirs,
  )}${radio("mien", words.takeYours)}</div><div class="above-3">${
    one.field === "title" || one.field === "since" || one.field === "place"
      ? field(yours)
      : textArea({ ...yours, rows: 8 })
  }</div></div></fieldset>`;
};

/** Two people's words for the same fields, with those they began from: each is chosen, or written anew. */
export const conflictPage = (ctx: PageContext, view: ConflictView): Html => {
  const { conflict: words, labels } = ctx.t.editing;
  const fields = view.conflicts.map(({ field }) => field);
  const summary = errorSummary(
    ctx.t.editing.notSaved,
    view.unchosen.map((one) => ({ field: `c-${FORM_NAMES[one]}`, message: words.undecided(labels[one]!) })),
  );
  const body = html`${sheetTrail(ctx, view.sheet, ctx.t.editing.edit)}<div class="opening"><h1>${words.title(view.sheet.title)}</h1><p class="lead">${
    view.fromOther ? words.leadMerged : words.lead(view.conflicts.length)
  }</p><p class="small quiet">${words.others(view.theirs.map((one) => labels[one]!.toLowerCase()))}</p>${summary}${sheetErrors(
    ctx,
    view.errors,
  )}</div>${postForm(
    ctx,
    sheetPart(ctx, view.sheet.key, "modifier"),
    html`<input type="hidden" name="depart" value="${view.start}"><input type="hidden" name="base" value="${view.base}"><input type="hidden" name="mot" value="${view.word}"><input type="hidden" name="brouillon" value="${view.draft}"><input type="hidden" name="conflit" value="${fields.join(" ")}">${hiddenFields(
      view.merged,
      fields,
    )}${view.conflicts.map((one) => conflictRow(ctx, view, one))}<p class="actions above-3">${button(words.save)}</p>`,
    { className: "desk" },
  )}`;
  return page(ctx, {
    title: words.title(view.sheet.title),
    description: words.description,
    nav: "initiatives",
    body,
  });
};
