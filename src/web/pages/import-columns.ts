import { FIELDS, type Field } from "../../imports/fields.ts";
import type { Preview } from "../../imports/preview.ts";
import { actions, button } from "../../ui/actions.ts";
import { gauge } from "../../ui/feedback.ts";
import { optionTags } from "../../ui/fields.ts";
import { type Html, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext } from "../context.ts";
import { cutWords, postForm } from "./workspace.ts";

type ColumnView = Preview["columns"][number];

/** What each column became when the form was last sent, by its number; a column absent keeps what was read. */
export type TypedColumns = Record<number, Field | null>;

const chooser = (ctx: PageContext, column: ColumnView, typed: TypedColumns): Html => {
  const { imports: words, common } = ctx.t;
  const current = column.column in typed ? typed[column.column] : column.field;
  return html`<select name="c${column.column}" aria-label="${words.fieldOf(column.header)}">${optionTags([
    { value: "", label: words.unread, selected: current === null },
    ...FIELDS.map((field) => ({
      value: field,
      label: common.capital(common.fields[field] ?? field),
      selected: field === current,
    })),
  ])}</select>`;
};

const rule = (ctx: PageContext, column: ColumnView): Html => {
  const words = ctx.t.imports;
  const said = [column.field && words.rules[column.field], words.reasons[column.reason]]
    .filter(Boolean)
    .join(ctx.t.common.also);
  const [example] = column.examples;
  return html`${said}${
    example &&
    html`${said && html`<br>`}<span class="words"${fieldLang(ctx)}>${ctx.t.common.quote(cutWords(example, 60))}</span>`
  }`;
};

/** How each column was read, and the form that corrects it. */
export const importColumns = (
  ctx: PageContext,
  view: { id: string; preview: Preview },
  typed: TypedColumns = {},
): Html => {
  const { imports: words } = ctx.t;
  const heads = words.mappingHeads;
  const { columns, counts } = view.preview;
  const rows = Math.max(counts.read, ...columns.map((column) => column.filled), 1);
  const body = postForm(
    ctx,
    inNetwork(ctx, `/importer/${view.id}/colonnes`),
    html`${table({
      caption: words.mappingCaption,
      hideCaption: true,
      stack: true,
      rows: columns,
      columns: [
        { head: heads.column, cell: (column) => html`<span class="mono"${fieldLang(ctx)}>${column.header}</span>` },
        { head: heads.field, label: heads.field, cell: (column) => chooser(ctx, column, typed) },
        {
          head: heads.filled(rows),
          label: heads.filledShort,
          small: true,
          cell: (column) => gauge(column.filled, column.filled / rows),
        },
        { head: heads.rule, label: heads.ruleShort, small: true, cell: (column) => rule(ctx, column) },
      ],
    })}${actions(button(words.reread, { second: true }), html`<span class="small quiet">${words.rereadNote}</span>`)}`,
    { className: "pile" },
  );
  return section({
    id: "lecture",
    title: words.mappingTitle,
    aside: words.mappingAside(columns.filter((column) => column.field !== null).length, columns.length),
    body,
  });
};
