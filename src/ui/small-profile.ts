import { type Html, type HtmlValue, html } from "./html.ts";

/** The lowest and the highest score given to a cell; `null` when nobody scored it. */
export type Spread = readonly [number, number] | null;

export interface SmallProfileRow {
  /** A short name of the dimension. */
  name: string;
  lever: Spread;
  impact: Spread;
}

const LEFT = 122;
const STEP = 54;
const ROW = 25;

const bar = (kind: "lever" | "impact", spread: Spread, y: number): HtmlValue =>
  spread &&
  html`<rect class="${kind}" x="${LEFT - 5 + STEP * spread[0]}" y="${y}" width="${10 + STEP * (spread[1] - spread[0])}" height="7.2" rx="3.6"/>`;

/** A profile in miniature: a mark stretches from the score of one coder to that of the other; `mark` 1 to 5 sets the colour. */
export const smallProfile = (options: {
  id: string;
  /** The same scores in words, for those who hear the page. */
  title: string;
  mark: number;
  rows: readonly SmallProfileRow[];
  top?: number;
}): Html => {
  const top = options.top ?? 3;
  const bottom = options.rows.length * ROW + 3;
  const grid = Array.from({ length: top + 1 }, (_, score) => {
    const x = LEFT + STEP * score;
    return html`<path class="${score === 0 ? "zero" : "grid"}" d="M${x} 2V${bottom}"/><text x="${x}" y="${bottom + 17}" text-anchor="middle">${score}</text>`;
  });
  const rows = options.rows.map((row, index) => {
    const y = index * ROW;
    return html`<text x="110" y="${y + 18.2}" text-anchor="end">${row.name}</text>${bar("lever", row.lever, y + 5.5)}${bar(
      "impact",
      row.impact,
      y + 15.3,
    )}`;
  });
  return html`<svg class="spread d${options.mark}" viewBox="0 0 ${LEFT + STEP * top + 10} ${bottom + 21}" role="img" aria-labelledby="${options.id}"><title id="${options.id}">${options.title}</title>${grid}${rows}</svg>`;
};

/** What the two shapes of a profile in miniature mean. */
export const smallProfileKey = (mark: number, lever: string, impact: string): Html => {
  const sample = (kind: string): Html =>
    html`<svg class="spread d${mark}" viewBox="0 0 22 10" aria-hidden="true"><rect class="${kind}" x="1.5" y="1.4" width="19" height="7.2" rx="3.6"/></svg>`;
  return html`<span class="key">${sample("lever")} ${lever}<br>${sample("impact")} ${impact}</span>`;
};
