import { type Html, type HtmlValue, html } from "../ui/html.ts";
import { mark } from "../ui/marks.ts";
import { table } from "../ui/table.ts";
import type { ReportParagraph } from "./model.ts";
import type { ReportView } from "./view-report.ts";

/** What each part of the page needs: the view, and how words written by people say their language. */
export type HtmlPress = {
  view: ReportView;
  u: (text: string) => HtmlValue;
  sheets: Set<string>;
  statements: Set<string>;
  titles: Map<string, string>;
};

/** Prepares the composition of a page. */
export function htmlPress(view: ReportView): HtmlPress {
  return {
    view,
    u:
      view.language === view.lang
        ? (text) => text
        : (text) => text !== "" && html`<span lang="${view.language}">${text}</span>`,
    sheets: new Set(view.domains.flatMap((domain) => domain.sheets.map((sheet) => sheet.n))),
    titles: new Map(
      view.domains.flatMap((domain) => domain.sheets.map((sheet) => [sheet.n, `${sheet.n}, ${sheet.title}`])),
    ),
    statements: new Set(view.sources.statements.map((statement) => statement.n)),
  };
}

/** The address of a sheet (i), a statement (s) or a note inside the page: any key becomes letters, digits and hyphens. */
export const anchor = (kind: "i" | "s", key: string): string =>
  kind + key.replace(/[^A-Za-z0-9]/g, (sign) => `-${sign.codePointAt(0)!.toString(16)}-`);

/** A number that leads to its sheet. */
export const sheetLink = (p: HtmlPress, n: string, words: HtmlValue = n): Html =>
  p.sheets.has(n) ? html`<a href="#${anchor("i", n)}">${words}</a>` : html`<span>${words}</span>`;

/** Numbers that lead to their sheets, separated by commas. */
export const sheetLinks = (p: HtmlPress, keys: string[]): HtmlValue =>
  keys.map((key, i) => html`${i > 0 && ", "}${sheetLink(p, key)}`);

/** Words that lead to the statement they come from. */
export const statementLink = (p: HtmlPress, n: string | null, words: HtmlValue): HtmlValue =>
  n !== null && p.statements.has(n) ? html`<a href="#${anchor("s", n)}">${words}</a>` : words;

/** A chapter of the report: its number and title, then its pages. */
export const chapter = (id: string, number: string, title: HtmlValue, lead: HtmlValue, body: HtmlValue): Html =>
  html`<section class="chapter" aria-labelledby="${id}"><header><h2 id="${id}">${number && html`<span class="chapter-number">${number}</span> `}${title}</h2>${
    lead && html`<p class="lead words">${lead}</p>`
  }</header>${body}</section>`;

/** Paragraphs written by people. */
export const rich = (p: HtmlPress, list: ReportParagraph[]): HtmlValue =>
  list.map((paragraph) => {
    const runs = paragraph.runs.map((run) =>
      run.emphasis === "bold"
        ? html`<strong>${p.u(run.text)}</strong>`
        : run.emphasis === "italic"
          ? html`<em>${p.u(run.text)}</em>`
          : p.u(run.text),
    );
    if (paragraph.style === "quote") return html`<blockquote><p>${runs}</p></blockquote>`;
    return html`<p class="${paragraph.style === "signature" ? "signature" : "text-paragraph"}">${runs}</p>`;
  });

/** Who proposed what nobody has accepted yet. */
export const proposal = (words: HtmlValue): HtmlValue =>
  words && html`<p class="small"><span class="doubt">${words}</span></p>`;

type Evidence = ReportView["domains"][number]["findings"][number]["evidence"];

/** The initiatives that support what is said, each with its words. */
export const evidence = (p: HtmlPress, list: Evidence): HtmlValue =>
  list.length > 0 &&
  html`<ul class="evidence">${list.map(
    (entry) =>
      html`<li><p>${mark(entry.rank)} <strong>${sheetLink(p, entry.n)}</strong> ${p.u(entry.title)}</p><p class="words small">${
        entry.quote && statementLink(p, entry.statement, p.u(entry.quote))
      }</p></li>`,
  )}</ul>`;

type Bar = ReportView["numbers"]["groups"][number]["rows"][number]["bar"];
type Tick = { at: number; label: string };

/** Where a figure stands on the axis of its table; the words beside it say the same. */
export function bar(drawn: Bar, ticks: Tick[], rank: number): HtmlValue {
  if (drawn === null) return false;
  const x = (at: number) => Math.round(6 + at * 188);
  const grid = ticks.map((tick) => html`<path class="rule" d="M${x(tick.at)} 0V20"/>`);
  const [from, to] = [drawn.from === null ? null : x(drawn.from), drawn.to === null ? null : x(drawn.to)];
  const open = (at: number, step: number) =>
    html`<path class="open-end" d="M${at} 10h${step}"/><path class="stop" d="M${at} 4v12"/>`;
  const shape =
    drawn.kind === "at_least" && from !== null
      ? open(from, 26)
      : drawn.kind === "at_most" && to !== null
        ? open(to, -26)
        : from !== null && to !== null && from !== to
          ? html`<rect class="${drawn.kind === "between" ? "known" : "rough"}" x="${from}" y="7" width="${to - from}" height="6"/>`
          : html`<circle class="${drawn.kind === "about" ? "hollow" : "full"}" cx="${from ?? to ?? 0}" cy="10" r="4"/>`;
  return html`<svg class="interval d${rank}" viewBox="0 0 200 20" aria-hidden="true">${grid}${shape}</svg>`;
}

/** The figures at a glance: one table for each period, its drawings aligned on one axis. */
export function numbers(p: HtmlPress): Html {
  const { numbers: n } = p.view;
  const axis = html`<svg class="interval" viewBox="0 0 200 16" aria-hidden="true">${n.ticks.map(
    (tick) => html`<text x="${Math.round(6 + tick.at * 188)}" y="13">${tick.label}</text>`,
  )}</svg>`;
  return html`<section class="pile" aria-labelledby="nombres"><h3 id="nombres">${n.title}</h3><p class="text-paragraph">${n.lead}</p>${n.groups.map(
    (group) =>
      html`<div class="scroll" tabindex="0" role="group" aria-label="${group.title}">${table({
        caption: p.u(group.title),
        className: "numbers",
        rows: group.rows,
        columns: [
          { head: n.columns.n, cell: (row) => sheetLink(p, row.n) },
          { head: n.columns.initiative, cell: (row) => html`${mark(row.rank)} ${p.u(row.title)}` },
          ...(group.rows.some((row) => row.bar)
            ? [
                {
                  head: html`${n.columns.drawing}${axis}`,
                  cell: (row: (typeof group.rows)[number]) => bar(row.bar, n.ticks, row.rank),
                },
              ]
            : []),
          { head: n.columns.words, cell: (row) => p.u(row.words) },
        ],
      })}</div>`,
  )}${
    n.groups.length > 0 &&
    html`<h4>${n.totalsTitle}</h4>${
      n.totals.length === 0
        ? html`<p>${n.noTotal}</p>`
        : html`<ul class="pile">${n.totals.map((total) => html`<li><strong>${total.text}</strong> <span class="small">${total.leftOut}</span></li>`)}</ul>`
    }<p class="source">${n.note}</p>`
  }</section>`;
}
