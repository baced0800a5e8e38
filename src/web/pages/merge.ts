import { sayReason } from "../../duplicates/say-reason.ts";
import { type SettledChoice, type SettledField, type Settling, toSettle } from "../../duplicates/settling.ts";
import { capital, holdPunctuation } from "../../i18n/format.ts";
import type { InitiativeRecord } from "../../initiatives/records.sql.ts";
import { button } from "../../ui/actions.ts";
import { errorSummary, notice } from "../../ui/feedback.ts";
import { choice, field } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { mark } from "../../ui/marks.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { fieldLang, inNetwork, type PageContext, sheetAddress } from "../context.ts";
import { page } from "../layout.ts";
import { toDomainView } from "../views/initiative.ts";
import type { ComparedPair } from "../views/merge.ts";
import { pairAddress } from "./duplicates.ts";
import { mergeSides } from "./merge-sides.ts";
import { enhanced, postForm } from "./workspace.ts";

/** What was chosen and typed, and what is wrong with it, when the form comes back. */
export type MergeTyped = {
  choices: Partial<Record<SettledField, string>>;
  title: string;
  errors: { field: SettledField; message: string }[];
  /** Why nothing was done, when no field is at fault. */
  problem?: string;
};

const choiceLabel = (ctx: PageContext, settling: Settling, one: SettledChoice, pair: ComparedPair): Html => {
  const words = ctx.t.duplicates;
  const labels: Record<SettledChoice, string> = {
    kept: words.keep(pair.kept.key),
    merged: words.keep(pair.merged.key),
    both: settling.field === "domains" ? words.bothDomains : words.keepBoth,
    other: words.otherTitle,
  };
  return html`${labels[one]}${one === settling.proposed && html` <span class="quiet">${ctx.t.common.proposed}</span>`}`;
};

const row = (ctx: PageContext, settling: Settling, pair: ComparedPair, typed: MergeTyped | undefined): Html => {
  const words = ctx.t.duplicates;
  const { field: name } = settling;
  const chosen = typed ? typed.choices[name] : settling.proposed;
  const error = typed?.errors.find((one) => one.field === name)?.message;
  const [left, right] = mergeSides(ctx, pair, name);
  const side = (record: InitiativeRecord, content: Html): Html =>
    html`<div class="side words"${fieldLang(ctx)}><p class="which">${ctx.t.common.sheetNumber(record.key)}</p>${content}</div>`;
  const state =
    settling.state === "undecided"
      ? html`<span class="doubt">${words.states.undecided}</span>`
      : words.states[settling.state];
  return html`<fieldset class="row${error ? " faulty" : ""}" id="f-${name}"${error && html` aria-describedby="f-${name}-error"`}><legend>${
    words.fields[name]
  }<small>${state}</small></legend>${side(pair.kept, left)}${side(pair.merged, right)}<div class="choices">${
    error && html`<p class="error small" id="f-${name}-error">${error}</p>`
  }<div class="choices inline">${settling.choices.map((one) =>
    choice(name, "radio", { value: one, label: choiceLabel(ctx, settling, one, pair), checked: one === chosen }),
  )}</div>${name === "title" && html`<div class="above-3">${field({ id: "other-title", label: words.otherTitleLabel, value: typed?.title ?? "" })}</div>`}</div></fieldset>`;
};

const head = (ctx: PageContext, pair: ComparedPair): Html => {
  const { duplicates: words, common } = ctx.t;
  const column = (record: InitiativeRecord, fate: string): Html => {
    const domains = record.domains.map(toDomainView);
    return html`<div class="side"><h2 class="serif"><a href="${sheetAddress(ctx, record)}">${common.sheetNumber(record.key)}</a></h2><p class="small quiet">${domains.map(
      (domain) => html`${mark(domain.mark)} `,
    )}${words.placed(domains.map((domain) => domain.name))}<br>${fate}</p></div>`;
  };
  return html`<div class="row head"><p class="small quiet">${words.marked}</p>${column(pair.kept, words.stays)}${column(pair.merged, words.joins)}</div>`;
};

const outcome = (
  ctx: PageContext,
  pair: ComparedPair,
  open: readonly Settling[],
  alike: readonly SettledField[],
): Html => {
  const words = ctx.t.duplicates;
  const undecided = open.filter((one) => one.state === "undecided").map((one) => words.theFields[one.field]!);
  const decide = `${pairAddress(ctx, pair.kept.key, pair.merged.key)}/decision`;
  return html`<div class="outcome"><p class="small quiet">${words.alike(alike.map((one) => words.theFields[one]!))}</p><div><p><strong>${
    undecided.length > 0 ? words.remain(undecided) : words.nothingRemains
  }</strong></p><p class="small quiet">${words.after}</p><p class="small"><a href="${pairAddress(ctx, pair.merged.key, pair.kept.key)}">${words.swap(
    pair.merged.key,
  )}</a></p></div><p class="actions">${button(words.merge)}${
    pair.proposal &&
    html` ${button(words.apart, { second: true, name: "decision", value: "distinct", formaction: decide })}${
      pair.proposal.status === "open" &&
      html` ${button(words.later, { second: true, name: "decision", value: "later", formaction: decide })}`
    }`
  }</p></div>`;
};

const told = (ctx: PageContext, typed: MergeTyped | undefined): HtmlValue => {
  if (!typed) return "";
  const words = ctx.t.duplicates;
  if (typed.problem)
    return notice({ kind: "failure", title: words.notMerged, body: html`<p>${typed.problem}</p>`, live: true });
  return errorSummary(
    words.notMerged,
    typed.errors.map(({ field: name, message }) => ({ field: `f-${name}`, message })),
  );
};

const reasons = (ctx: PageContext, pair: ComparedPair): Html => {
  const words = ctx.t.duplicates;
  const { proposal } = pair;
  if (!proposal) return html`<div class="reasons"><h2>${words.why}</h2><ul><li>${words.notProposed}</li></ul></div>`;
  const status = words.status[proposal.status];
  return html`<div class="reasons"><h2>${words.why}</h2><ul>${proposal.reasons.map((reason) => html`<li>${sayReason(ctx.t.reasons, reason)}</li>`)}${
    status && html`<li><strong>${status}</strong></li>`
  }</ul></div>`;
};

/** Two initiatives side by side, field by field, and what each field becomes if they are one. */
export const mergePage = (ctx: PageContext, pair: ComparedPair, typed?: MergeTyped): Html => {
  const { duplicates: words, common } = ctx.t;
  const { kept, merged } = pair;
  const { open, alike } = toSettle(kept, merged);
  const body = html`${breadcrumb(common.youAreHere, [
    { label: common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    { label: common.nav.duplicates, address: inNetwork(ctx, "/doublons") },
    { label: holdPunctuation(kept.title) },
  ])}<div class="opening two"><div class="opening"><h1>${words.mergeTitle}</h1><p class="lead">${words.mergeLead}</p>${told(ctx, typed)}</div>${reasons(
    ctx,
    pair,
  )}</div>${postForm(
    ctx,
    pairAddress(ctx, kept.key, merged.key),
    html`<input type="hidden" name="kept-revision" value="${kept.revision}"><input type="hidden" name="merged-revision" value="${merged.revision}">${head(
      ctx,
      pair,
    )}${open.map((settling) => row(ctx, settling, pair, typed))}${outcome(ctx, pair, open, alike)}`,
    { className: "desk" },
  )}`;
  return page(ctx, {
    title: `${words.mergeTitle} ${capital(holdPunctuation(kept.title))}`,
    description: words.mergeDescription(kept.title, merged.title),
    nav: "duplicates",
    head: enhanced(ctx),
    body,
  });
};
