import { countEn, formatList, small } from "../format.ts";
import type { profile as french } from "../fr/profile.ts";

export const profile: typeof french = {
  caption: (coders) =>
    `Scores of ${coders.length > 1 ? "coders" : "coder"} ${formatList(coders, "en")}, from 0 (absent) to 3 (structuring)`,
  dimension: "Dimension",
  coders: (coders) => formatList(coders, "en"),
  read: (coders, score, name) => (score === null ? `${coders}: no score` : `${coders}: ${score}, ${name}`),
  between: "; ",
  noCoder: "no score",
  agreement: (coders, alike, cells) => {
    if (alike === cells) return `${formatList(coders, "en")} agree on all ${countEn(cells)} cells.`;
    if (alike === 0) return `${formatList(coders, "en")} agree on none of the ${countEn(cells)} cells.`;
    return `${formatList(coders, "en")} agree on ${countEn(alike)} ${alike > 1 ? "cells" : "cell"} out of ${countEn(cells)}.`;
  },
  gaps: (gaps) =>
    gaps.length === 0
      ? ""
      : gaps.length === 1
        ? `They differ on ${gaps[0]}.`
        : `Their ${countEn(gaps.length)} differences are on ${formatList(gaps, "en")}.`,
  gap: (dimension, side) => `${small(dimension)} (${side === "lever" ? "lever" : "impact"})`,
  oneCoder: (coder) => `Only one coder, ${coder}, has scored this sheet.`,
  notes: "Read the scores and their justifications",
  notesCaption: "Scores and justifications by cell",
  cell: "Cell",
  cellName: (dimension, side) => `${dimension}, ${side === "lever" ? "lever" : "impact"}`,
  scoreOf: (coder) => coder,
  whatCoderSaw: (coder) => `What ${coder} notes`,
  noScore: "–",
  scaleLine: (score, name, meaning) => `${score} ${name}: ${meaning}.`,
  lever: "lever used",
  impact: "impact on the territory",
};
