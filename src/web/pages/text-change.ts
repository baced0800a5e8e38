import { difference, type Stretch } from "../../duplicates/difference.ts";
import { holdPunctuation } from "../../i18n/format.ts";
import { type Html, html } from "../../ui/html.ts";
import type { PageContext } from "../context.ts";

const nothing = (ctx: PageContext): Html => html`<p class="quiet">${ctx.t.editing.conflict.nothing}</p>`;

/* What was taken away is struck out and what was added is underlined, and both are said to whoever hears the page. */
const shown = (ctx: PageContext, stretches: readonly Stretch[], tag: "del" | "ins"): Html => {
  const { removed, added } = ctx.t.editing.history;
  return html`<p class="kept-lines">${stretches.map(({ text, own }) => {
    const held = holdPunctuation(text);
    if (!own) return html`${held}`;
    return tag === "del"
      ? html`<del><span class="vh">${removed} </span>${held}</del>`
      : html`<ins><span class="vh">${added} </span>${held}</ins>`;
  })}</p>`;
};

/** The text before a change, with what was taken away. */
export const beforeText = (ctx: PageContext, before: string, after: string): Html =>
  before.trim() === "" ? nothing(ctx) : shown(ctx, difference(before, after, { exact: true }).a, "del");

/** The text after a change, with what was added. */
export const afterText = (ctx: PageContext, before: string, after: string): Html =>
  after.trim() === "" ? nothing(ctx) : shown(ctx, difference(before, after, { exact: true }).b, "ins");

/** The lines of a list, those that the other one has not marked. */
export const changedLines = (
  ctx: PageContext,
  lines: readonly string[],
  other: readonly string[],
  tag: "del" | "ins",
): Html => {
  if (lines.length === 0) return nothing(ctx);
  return html`<ul class="pile-2">${lines.map(
    (line) => html`<li>${shown(ctx, [{ text: line, own: !other.includes(line) }], tag)}</li>`,
  )}</ul>`;
};
