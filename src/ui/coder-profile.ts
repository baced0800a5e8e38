import { type Html, type HtmlValue, html, raw } from "./html.ts";
import { table } from "./table.ts";

/** The score a coder gave to a cell; `null` when the coder gave none. */
export interface CoderScore {
  coder: string;
  score: number | null;
}

export interface ProfileRow {
  name: string;
  lever: readonly CoderScore[];
  impact: readonly CoderScore[];
}

interface ProfileOptions {
  caption: string;
  dimension: string;
  lever: string;
  impact: string;
  /** The labels shown before each drawing when rows are stacked. */
  leverShort: string;
  impactShort: string;
  rows: readonly ProfileRow[];
  /** The scores of a cell as a sentence: it is what is heard, and what is read on a narrow screen. */
  read: (scores: readonly CoderScore[]) => string;
  /** The highest score of the scale; the lowest is 0. */
  top?: number;
}

const LEFT = 14;
const RIGHT = 188;
const MIDDLE = 13;

const position = (score: number, top: number): number => Math.round(LEFT + ((RIGHT - LEFT) * score) / top);

const notches = new Map<number, string>();

/** The axis is the same in every cell of a scale: it is drawn once. */
const axis = (top: number): Html => {
  let drawn = notches.get(top);
  if (drawn === undefined) {
    const circles = Array.from(
      { length: top + 1 },
      (_, score) => `<circle class="notch" cx="${position(score, top)}" cy="${MIDDLE}" r="3"/>`,
    );
    drawn = `<path class="axis" d="M${LEFT} ${MIDDLE}H${RIGHT}"/>${circles.join("")}`;
    notches.set(top, drawn);
  }
  return raw(drawn);
};

const ticks = (top: number): Html =>
  html`<svg class="scale" viewBox="0 0 202 16" aria-hidden="true">${Array.from(
    { length: top + 1 },
    (_, score) => html`<text class="tick" x="${position(score, top)}" y="12">${score}</text>`,
  )}</svg>`;

/** Coders who gave the same score share a pill; a line joins those who did not: never an average. */
const pills = (scores: readonly CoderScore[], top: number): HtmlValue => {
  const byScore = new Map<number, string[]>();
  for (const { coder, score } of scores) {
    if (score !== null) byScore.set(score, [...(byScore.get(score) ?? []), coder]);
  }
  const places = [...byScore.keys()].sort((a, b) => a - b);
  const together = places.length === 1 && scores.length > 1 && scores.every(({ score }) => score !== null);
  const tie =
    places.length > 1 &&
    html`<path class="tie" d="M${position(places[0]!, top)} ${MIDDLE}H${position(places.at(-1)!, top)}"/>`;
  const drawn = places.map((score) => {
    const letters = byScore.get(score)!.join(" ");
    const width = Math.max(21, 12 + 8 * Math.ceil(letters.length / 1.5));
    const x = position(score, top);
    return html`<rect class="${together ? "both" : "one"}" x="${x - width / 2}" y="2.5" width="${width}" height="21" rx="10.5"/><text${
      together ? raw(' class="on"') : ""
    } x="${x}" y="17.2">${letters}</text>`;
  });
  return [tie, drawn];
};

const cell = (scores: readonly CoderScore[], options: ProfileOptions): Html => {
  const top = options.top ?? 3;
  return html`<svg class="scale" viewBox="0 0 202 26" aria-hidden="true">${axis(top)}${pills(scores, top)}</svg><span class="read">${options.read(scores)}</span>`;
};

/** The scores each coder gave, dimension by dimension, for lever and impact: a table whose cells are drawn. */
export const coderProfile = (options: ProfileOptions): Html =>
  table<ProfileRow>({
    caption: options.caption,
    hideCaption: true,
    stack: true,
    className: "profile",
    rows: options.rows,
    columns: [
      { head: options.dimension, cell: (row) => row.name },
      {
        head: html`${options.lever}${ticks(options.top ?? 3)}`,
        label: options.leverShort,
        cell: (row) => cell(row.lever, options),
      },
      {
        head: html`${options.impact}${ticks(options.top ?? 3)}`,
        label: options.impactShort,
        cell: (row) => cell(row.impact, options),
      },
    ],
  });
