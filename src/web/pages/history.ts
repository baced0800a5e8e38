import { isListField, SHEET_FIELDS, type SheetField } from "../../initiatives/sheet-fields.ts";
import type { SheetState } from "../../initiatives/versions.sql.ts";
import { button } from "../../ui/actions.ts";
import { emptyState, notice } from "../../ui/feedback.ts";
import { field } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { pagination, viewSwitch } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import type { ComparisonView, HistoryView, VersionLine } from "../views/editing.ts";
import { sheetPart, sheetTrail } from "./edit.ts";
import { afterText, beforeText, changedLines } from "./text-change.ts";
import type { DomainView } from "./views.ts";
import { postForm } from "./workspace.ts";

type Sheet = { key: string; title: string };

const versionAddress = (ctx: PageContext, key: string, number: number, other?: number | "now"): string =>
  sheetPart(ctx, key, `historique/${number}`) +
  (other === undefined ? "" : `?avec=${other === "now" ? "fiche" : other}`);

const who = (ctx: PageContext, { by, cause }: VersionLine): string => {
  const words = ctx.t.editing.history;
  if (by.id === null) return cause === "meanwhile" ? words.inJournal : words.unknownWho;
  return by.name ?? ctx.t.journal.actors[by.id] ?? words.erased;
};

const whatHappened = (ctx: PageContext, line: VersionLine): Html => {
  const words = ctx.t.editing.history;
  return html`${words.causes[line.cause]}${line.word !== "" && html`<br><span class="quiet"${fieldLang(ctx)}>${words.said(line.word)}</span>`}`;
};

const changedNames = (ctx: PageContext, { changed, decidedOnly }: VersionLine): string => {
  const words = ctx.t.editing.history;
  if (changed === null) return words.first;
  if (changed.length === 0) return decidedOnly ? words.readingsChanged : words.nothingChanged;
  return changed.map((one) => ctx.t.editing.labels[one]).join(", ");
};

/** The versions of a sheet, latest first: what happened, what changed, who, when. */
export const historyPage = (ctx: PageContext, sheet: Sheet, view: HistoryView): Html => {
  const words = ctx.t.editing.history;
  const { pages } = ctx.t.common;
  const list = table<VersionLine>({
    caption: words.caption,
    hideCaption: true,
    stack: true,
    rows: view.versions,
    columns: [
      {
        head: words.heads.version,
        cell: ({ number }) => html`<a href="${versionAddress(ctx, sheet.key, number)}">${words.version(number)}</a>`,
      },
      { head: words.heads.what, cell: (line) => whatHappened(ctx, line) },
      { head: words.heads.changed, small: true, cell: (line) => changedNames(ctx, line) },
      { head: words.heads.who, small: true, cell: (line) => who(ctx, line) },
      {
        head: words.heads.when,
        small: true,
        cell: ({ at }) => html`<time datetime="${at}">${words.moment(at)}</time>`,
      },
    ],
  });
  const body = html`${sheetTrail(ctx, sheet, words.title)}<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead(
    view.total,
  )}</p></div>${
    view.total === 0
      ? emptyState({
          level: 2,
          title: words.emptyTitle,
          body: words.emptyBody,
          next: html`<a href="${sheetAddress(ctx, sheet)}">${ctx.t.editing.cancel}</a>`,
        })
      : html`<div class="above-5">${list}${pagination({
          label: pages.label,
          previous: pages.previous,
          next: pages.next,
          page: view.page,
          pages: view.pages,
          address: (number) => `${sheetPart(ctx, sheet.key, "historique")}?page=${number}`,
          pageLabel: pages.page,
        })}</div>`
  }`;
  return page(ctx, {
    title: `${words.title} ${sheet.key}, ${sheet.title}`,
    description: words.description(sheet.title),
    nav: "initiatives",
    body,
  });
};

/** A text as it stands in a state: a place with what it was read as. */
const textOf = (state: SheetState, name: SheetField): string => {
  if (isListField(name)) return state.fields[name].join("\n");
  const { place_label: label, place_words: words } = state.place;
  if (name !== "place" || label === null || label === words) return state.fields[name];
  return `${words} (${label})`;
};

const linesOf = (state: SheetState, name: SheetField, domains: readonly DomainView[]): string[] => {
  if (!isListField(name)) return [];
  if (name !== "domains") return state.fields[name];
  return state.fields.domains.map((key) => domains.find((domain) => domain.key === key)?.name ?? key);
};

/** One field of two states side by side, what was taken away struck out, what was added underlined. */
export const changeRow = (
  ctx: PageContext,
  name: SheetField,
  { before, after, domains }: Pick<ComparisonView, "before" | "after" | "domains">,
  more: HtmlValue = "",
): Html => {
  const { history: words, labels } = ctx.t.editing;
  const side = (title: string, content: Html): Html =>
    html`<div class="side words"><p class="subhead">${title}</p><div${fieldLang(ctx)}>${content}</div></div>`;
  const [left, right] = isListField(name)
    ? [
        changedLines(ctx, linesOf(before, name, domains), linesOf(after, name, domains), "del"),
        changedLines(ctx, linesOf(after, name, domains), linesOf(before, name, domains), "ins"),
      ]
    : [
        beforeText(ctx, textOf(before, name), textOf(after, name)),
        afterText(ctx, textOf(before, name), textOf(after, name)),
      ];
  return html`<section class="row" aria-labelledby="d-${name}"><h3 id="d-${name}">${labels[name]}</h3>${side(words.before, left)}${side(
    words.after,
    right,
  )}${more}</section>`;
};

const switcher = (ctx: PageContext, sheet: Sheet, view: ComparisonView): HtmlValue => {
  const words = ctx.t.editing.history;
  const { number } = view.version;
  const views = [
    ...(number > 1
      ? [
          {
            label: words.comparePrevious(number - 1),
            address: versionAddress(ctx, sheet.key, number, number - 1),
            current: view.other.number === number - 1,
          },
        ]
      : []),
    {
      label: words.compareNow,
      address: versionAddress(ctx, sheet.key, number, "now"),
      current: view.other.number === null,
    },
  ];
  return html`<p>${viewSwitch(words.compareTitle, views)}</p>`;
};

const wholeState = (ctx: PageContext, state: SheetState, domains: readonly DomainView[]): Html => {
  const filled = SHEET_FIELDS.filter((name) => textOf(state, name) !== "");
  return html`<dl class="brief">${filled.map(
    (name) =>
      html`<div><dt>${ctx.t.editing.labels[name]}</dt><dd class="kept-lines"${fieldLang(ctx)}>${
        isListField(name) ? linesOf(state, name, domains).join("\n") : textOf(state, name)
      }</dd></div>`,
  )}</dl>`;
};

/** One version: what happened, what it says beside another one, and how to bring it back. */
export const versionPage = (
  ctx: PageContext,
  sheet: Sheet,
  view: ComparisonView,
  { mayRestore, problem }: { mayRestore: boolean; problem?: string },
): Html => {
  const words = ctx.t.editing.history;
  const { version } = view;
  const rows =
    view.changed.length > 0
      ? html`<div class="desk">${view.changed.map((name) => changeRow(ctx, name, view))}</div>`
      : html`<p class="quiet">${view.decidedOnly ? words.decidedOnly : words.same}</p>`;
  const restore =
    mayRestore &&
    !view.current &&
    section({
      id: "retablir",
      title: words.restore,
      body: html`<p>${words.restoreLead}</p>${postForm(
        ctx,
        versionAddress(ctx, sheet.key, version.number).concat("/retablir"),
        html`<input type="hidden" name="base" value="${view.revision}">${field({
          id: "mot",
          label: ctx.t.editing.why,
          hint: ctx.t.editing.whyHint,
          value: "",
        })}<p class="actions">${button(words.restore)}</p>`,
      )}`,
    });
  const state = view.other.number === null || view.other.number > version.number ? view.before : view.after;
  const body = html`${sheetTrail(ctx, sheet, words.version(version.number))}<div class="opening"><h1>${words.version(
    version.number,
  )}</h1><p class="lead">${whatHappened(ctx, version)}</p><p class="small quiet">${who(ctx, version)}, <time datetime="${
    version.at
  }">${words.moment(version.at)}</time>${version.request !== null && html`<br><span class="mono">${words.request(version.request)}</span>`}</p>${
    problem !== undefined &&
    notice({ kind: "failure", title: ctx.t.editing.notSaved, body: html`<p>${problem}</p>`, live: true })
  }<p><a href="${sheetPart(ctx, sheet.key, "historique")}">${words.back}</a></p></div>${section({
    id: "comparer",
    title: words.compareTitle,
    body: html`${switcher(ctx, sheet, view)}${rows}`,
  })}${section({ id: "entiere", title: words.whole, body: wholeState(ctx, state, view.domains) })}${restore}`;
  return page(ctx, {
    title: words.versionOf(version.number, sheet.title),
    description: words.description(sheet.title),
    nav: "initiatives",
    body,
  });
};
