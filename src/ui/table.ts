import { type Html, type HtmlValue, html } from "./html.ts";

export interface Column<Row> {
  /** The header of the column. */
  head: HtmlValue;
  /** The label shown before the cell when the table is stacked on a narrow screen. */
  label?: string;
  numeric?: boolean;
  small?: boolean;
  cell: (row: Row, index: number) => HtmlValue;
}

interface TableOptions<Row> {
  caption: HtmlValue;
  hideCaption?: boolean;
  /** The first column names the row. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Rows become blocks under 48rem, each cell after its label. */
  stack?: boolean;
  className?: string;
}

/*
 * A stacked table loses its roles in browsers that drop them with `display: block`, so they are written; only then,
 * since repeating what the element already says is noise.
 */
const role = (stacked: boolean | undefined, name: string): HtmlValue => stacked && html` role="${name}"`;

const look = (...names: (string | false | undefined)[]): HtmlValue => {
  const kept = names.filter(Boolean).join(" ");
  return kept && html` class="${kept}"`;
};

const heading = <Row>(column: Column<Row>, stacked: boolean | undefined): Html =>
  html`<th scope="col"${role(stacked, "columnheader")}${look(column.numeric && "num")}>${column.head}</th>`;

const line = <Row>(options: TableOptions<Row>, row: Row, index: number): Html => {
  const cells = options.columns.map((column, position) =>
    position === 0
      ? html`<th scope="row"${role(options.stack, "rowheader")}>${column.cell(row, index)}</th>`
      : html`<td${role(options.stack, "cell")}${look(column.numeric && "num", column.small && "small")}${
          options.stack && column.label ? html` data-l="${column.label}"` : ""
        }>${column.cell(row, index)}</td>`,
  );
  return html`<tr${role(options.stack, "row")}>${cells}</tr>`;
};

/** A table with its caption, scopes, and a stacked form for narrow screens. */
export const table = <Row>(options: TableOptions<Row>): Html =>
  html`<table class="tab${options.stack ? " stack" : ""}${options.className ? ` ${options.className}` : ""}"${role(
    options.stack,
    "table",
  )}><caption${options.hideCaption ? html` class="vh"` : ""}>${options.caption}</caption><thead${role(
    options.stack,
    "rowgroup",
  )}><tr${role(options.stack, "row")}>${options.columns.map((column) => heading(column, options.stack))}</tr></thead><tbody${role(
    options.stack,
    "rowgroup",
  )}>${options.rows.map((row, index) => line(options, row, index))}</tbody></table>`;

/** A wide table that scrolls in its own region, reachable by keyboard. */
export const scrollRegion = (label: string, content: Html): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${content}</div>`;

/** The data behind a drawing, folded under it. */
export const dataBehind = (summary: string, content: Html): Html =>
  html`<details class="data"><summary>${summary}</summary>${content}</details>`;
