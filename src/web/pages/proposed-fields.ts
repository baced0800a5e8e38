import {
  changedFields,
  isListField,
  SHEET_FIELDS,
  type SheetField,
  type SheetFields,
} from "../../initiatives/sheet-fields.ts";
import type { Proposal } from "../../proposals/proposals.sql.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { fieldLang, type PageContext } from "../context.ts";
import type { DomainView } from "./views.ts";

/** What was proposed, field by field: of a correction, what it changes. */
export const proposedFields = (
  ctx: PageContext,
  { fields, start }: Pick<Proposal, "fields" | "start">,
  domains: readonly DomainView[],
): Html => {
  const said = (name: SheetField): string =>
    !isListField(name)
      ? fields[name]
      : fields[name]
          .map((line) => (name === "domains" ? (domains.find(({ key }) => key === line)?.name ?? line) : line))
          .join("\n");
  const filled = start === null ? SHEET_FIELDS.filter((name) => said(name) !== "") : changedFields(start, fields);
  return html`<dl class="brief">${filled.map(
    (name) =>
      html`<div><dt>${ctx.t.editing.labels[name]}</dt><dd class="kept-lines"${fieldLang(ctx)}>${said(name)}</dd></div>`,
  )}</dl>`;
};

/** What was decided of a proposal once somebody had decided otherwise: it is kept nowhere. */
export type Unapplied = { answer?: string; reason?: string; taken?: SheetField[]; fields?: SheetFields | null };

/** The same, for whoever decided it to read and copy. */
export const unapplied = (
  ctx: PageContext,
  proposal: Pick<Proposal, "fields">,
  domains: readonly DomainView[],
  typed: Unapplied,
): HtmlValue => {
  const words = ctx.t.proposing.review;
  const { answer = "", reason = "", taken = [], fields } = typed;
  const said = [
    { label: words.answer, text: answer },
    { label: words.reason, text: reason },
    { label: words.taken, text: taken.map((field) => ctx.t.editing.labels[field]).join(", ") },
  ].filter(({ text }) => text !== "");
  const rewritten = fields && changedFields(proposal.fields, fields).length > 0;
  if (said.length === 0 && !rewritten) return "";
  return section({
    id: "non-applique",
    title: words.unapplied,
    aside: words.unappliedAside,
    body: html`${
      said.length > 0 &&
      html`<dl class="brief">${said.map(({ label, text }) => html`<div><dt>${label}</dt><dd class="kept-lines">${text}</dd></div>`)}</dl>`
    }${rewritten && proposedFields(ctx, { fields, start: proposal.fields }, domains)}`,
  });
};
