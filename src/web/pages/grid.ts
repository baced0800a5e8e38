import { holdPunctuation } from "../../i18n/format.ts";
import { emptyState } from "../../ui/feedback.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { definitions, section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import type { DimensionView } from "./views.ts";

interface Tally {
  /** Cells scored by two coders or more, and those they scored alike. */
  cells: number;
  alike: number;
}

export interface GridView {
  grid: {
    version: number;
    dimensions: (DimensionView & { lever: string; impact: string })[];
    scale: { score: number; name: string; meaning: string }[];
    /** The coding manual, paragraphs and "- " lists. */
    manual: string;
  } | null;
  agreement: { dimension: string; lever: Tally; impact: Tally }[];
}

/** A line of the manual, its code between backquotes set as such. */
const manualLine = (line: string): HtmlValue =>
  line
    .split("`")
    .map((piece, index) => (index % 2 === 1 ? html`<code class="mono">${piece}</code>` : holdPunctuation(piece)));

/** The manual as paragraphs and lists: a line that starts with "- " is an item. */
const manualBody = (manual: string): HtmlValue => {
  const blocks: { list: boolean; lines: string[] }[] = [];
  for (const line of manual.split("\n").map((one) => one.trim())) {
    const item = line.startsWith("- ");
    const last = blocks.at(-1);
    if (line === "") blocks.push({ list: false, lines: [] });
    else if (item && last?.list) last.lines.push(line.slice(2));
    else if (item) blocks.push({ list: true, lines: [line.slice(2)] });
    else if (last && !last.list) last.lines.push(line);
    else blocks.push({ list: false, lines: [line] });
  }
  return blocks
    .filter(({ lines }) => lines.length > 0)
    .map(({ list, lines }) =>
      list
        ? html`<ul class="plain">${lines.map((line) => html`<li>${manualLine(line)}</li>`)}</ul>`
        : html`<p>${manualLine(lines.join(" "))}</p>`,
    );
};

const agreement = (ctx: PageContext, view: GridView, dimensions: readonly DimensionView[]): Html => {
  const words = ctx.t.grid;
  const rows = dimensions.flatMap((dimension) => {
    const found = view.agreement.find((one) => one.dimension === dimension.key);
    return found ? [{ ...found, name: dimension.name }] : [];
  });
  const total = (pick: (tally: Tally) => number): number =>
    rows.reduce((sum, row) => sum + pick(row.lever) + pick(row.impact), 0);
  const cells = total((tally) => tally.cells);
  const share = ({ alike, cells: of }: Tally): string => (of === 0 ? ctx.t.profile.noScore : words.share(alike, of));
  return section({
    id: "accord",
    title: words.agreement,
    aside: words.agreementAside,
    body:
      cells === 0
        ? html`<p class="quiet">${words.noAgreement}</p>`
        : html`<p class="finding">${words.agreementFinding(
            total((tally) => tally.alike),
            cells,
          )}</p>${table<(typeof rows)[number]>({
            caption: words.agreementCaption,
            hideCaption: true,
            stack: true,
            rows,
            columns: [
              { head: words.agreementHeads.dimension, cell: (row) => html`<span${fieldLang(ctx)}>${row.name}</span>` },
              {
                head: words.agreementHeads.lever,
                label: words.agreementHeads.lever,
                numeric: true,
                cell: (row) => share(row.lever),
              },
              {
                head: words.agreementHeads.impact,
                label: words.agreementHeads.impact,
                numeric: true,
                cell: (row) => share(row.impact),
              },
            ],
          })}`,
  });
};

/** The grid: its dimensions, scale and manual, and how far its coders agree. */
export const gridPage = (ctx: PageContext, view: GridView): Html => {
  const words = ctx.t.grid;
  const { grid } = view;
  const parts = grid && [
    section({
      id: "dimensions",
      title: words.dimensions,
      aside: words.version(grid.version),
      body: table<(typeof grid.dimensions)[number]>({
        caption: words.dimensionsCaption,
        hideCaption: true,
        stack: true,
        rows: grid.dimensions,
        columns: [
          { head: words.heads.dimension, cell: (row) => html`<strong${fieldLang(ctx)}>${row.name}</strong>` },
          {
            head: words.heads.lever,
            label: words.heads.lever,
            cell: (row) => html`<span${fieldLang(ctx)}>${holdPunctuation(row.lever)}</span>`,
          },
          {
            head: words.heads.impact,
            label: words.heads.impact,
            cell: (row) => html`<span${fieldLang(ctx)}>${holdPunctuation(row.impact)}</span>`,
          },
        ],
      }),
    }),
    grid.scale.length > 0 &&
      section({
        id: "echelle",
        title: words.scale,
        aside: words.scaleAside,
        body: definitions(grid.scale.map(({ score, name, meaning }) => ({ term: `${score} ${name}`, value: meaning }))),
      }),
    agreement(ctx, view, grid.dimensions),
    grid.manual !== "" &&
      section({
        id: "manuel",
        title: words.manual,
        aside: words.manualAside,
        body: html`<div class="pile"${fieldLang(ctx)}>${manualBody(grid.manual)}</div>`,
      }),
  ];
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead(grid?.dimensions.length ?? 0)}</p></div>${
    parts ?? emptyState({ title: words.noGrid, body: words.noGridBody, level: 2 })
  }`;
  return page(ctx, {
    title: `${words.title}, ${ctx.network!.name}`,
    description: words.description(ctx.network!.name),
    nav: "grid",
    share: {},
    body,
  });
};
