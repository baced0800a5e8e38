import type { Catalogue } from "../../i18n/catalogue.ts";
import type { CoderScore } from "../../ui/coder-profile.ts";
import type { Spread } from "../../ui/small-profile.ts";
import type { CodingView } from "./views.ts";

export type Side = "lever" | "impact";

/** The scores the coders of a statement gave to a cell, in the order of the coders. */
export const scoresOf = (codings: readonly CodingView[], dimension: string, side: Side): CoderScore[] =>
  codings.map((coding) => ({ coder: coding.coder, score: coding.cells[dimension]?.[side]?.score ?? null }));

/** The lowest and highest scores of a cell over all its coders; null when nobody scored it. */
export const spreadOf = (codings: readonly CodingView[], dimension: string, side: Side): Spread => {
  const scores = scoresOf(codings, dimension, side).flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length === 0 ? null : [Math.min(...scores), Math.max(...scores)];
};

/** The scores of a cell as a sentence: "A et B : 3, structurant", "A : 2, effectif ; B : 1, évoqué". */
export const readScores = (t: Catalogue, scores: readonly CoderScore[]): string => {
  const one = (coders: string, score: number | null): string =>
    t.profile.read(coders, score, score === null ? "" : (t.common.scores[score] ?? ""));
  const [first] = scores;
  if (!first) return t.profile.noCoder;
  if (scores.length > 1 && scores.every(({ score }) => score === first.score)) {
    return one(t.profile.coders(scores.map(({ coder }) => coder)), first.score);
  }
  return scores.map(({ coder, score }) => one(coder, score)).join(t.profile.between);
};

/** How many cells two coders or more scored, and how many they scored alike. */
export const agreement = (
  codings: readonly CodingView[],
  dimensions: readonly { key: string }[],
): { cells: number; alike: number } => {
  let cells = 0;
  let alike = 0;
  for (const { key } of dimensions) {
    for (const side of ["lever", "impact"] as const) {
      const scores = scoresOf(codings, key, side);
      if (scores.length < 2 || scores.some(({ score }) => score === null)) continue;
      cells += 1;
      if (scores.every(({ score }) => score === scores[0]!.score)) alike += 1;
    }
  }
  return { cells, alike };
};

/** A name of a dimension without its article, as a row or a column bears it. */
export const bareName = (t: Catalogue, name: string): string =>
  t.common.capital(name.replace(/^(?:la |le |les |l['’]|the )/i, ""));

/** A name of a dimension short enough for a miniature, about fifteen letters. */
export const shortDimension = (t: Catalogue, dimension: { key: string; name: string }): string => {
  const known = t.common.shortDimensions[dimension.key];
  if (known !== undefined) return known;
  const bare = bareName(t, dimension.name);
  return bare.length > 16 ? `${bare.slice(0, 15).trimEnd()}…` : bare;
};
