import { countEn, formatNumber } from "../format.ts";
import type { grid as french } from "../fr/grid.ts";

export const grid: typeof french = {
  title: "Grid",
  description: (network) => `The analysis grid of ${network}: its dimensions, its scale and its coding manual.`,
  lead: (n) =>
    `${n === 0 ? "The grid" : `One grid of ${countEn(n)} dimensions`} characterises each initiative: what it builds on, what it changes in its territory.`,
  version: (version) => `Version ${version}`,
  dimensions: "Dimensions",
  dimensionsCaption: "Dimensions of the grid: lever and impact sought",
  heads: { dimension: "Dimension", lever: "Lever used", impact: "Impact sought or seen" },
  scale: "Scale",
  scaleAside: "One score per cell, or none",
  manual: "Coding manual",
  manualAside: "What coders follow",
  agreement: "Agreement of coders",
  agreementAside: "Two independent codings, never averaged",
  agreementFinding: (alike, cells) =>
    `${formatNumber(alike, "en")} cells scored alike out of ${formatNumber(cells, "en")}`,
  agreementCaption: "Cells scored alike, by dimension",
  agreementHeads: { dimension: "Dimension", lever: "Lever", impact: "Impact" },
  share: (alike, cells) => `${formatNumber(alike, "en")} out of ${formatNumber(cells, "en")}`,
  noAgreement: "Nothing has been coded by two people yet.",
  noGrid: "No grid is defined yet",
  noGridBody: "The team that runs the study defines the grid with the field, then codes the sheets.",
};
