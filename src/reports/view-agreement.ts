import { ordinalAlpha, percentAgreement, type Rating, weightedKappa } from "../statistics/agreement.ts";
import type { ReportModel } from "./model.ts";
import { formatFixed } from "./typography.ts";
import { byKey, type Press } from "./view.ts";

// Krippendorff, Content Analysis (2004), p. 241: below the first nothing is concluded, above the second one may.
const tentative = 2 / 3;
const reliable = 0.8;

type CellAgreement = { cell: string; line: "lever" | "impact"; ratings: Rating[][]; alpha: number | null };

/** How far the coders read each cell alike, the least shared one in detail; null when there are not two codings. */
export function agreementView(p: Press) {
  const { w, model } = p;
  const { coders, cells } = agreementByCell(p, model);
  const base = { title: w.chapters.agreement, lead: w.agreement.lead };
  if (coders.length < 2 || cells.length === 0) return { ...base, lead: w.agreement.missing, rows: [], worst: null };
  const shown = (value: number | null) => (value === null ? "–" : formatFixed(value, p.lang, 3));
  const units = cells[0]!.ratings[0]!.length;
  const rows = cells.map(({ cell, line, ratings, alpha }) => {
    const [a, b] = ratings as [Rating[], Rating[]];
    const share = percentAgreement(a, b);
    return {
      cell,
      line,
      at: alpha === null ? null : Math.max(0, alpha),
      low: alpha !== null && alpha < tentative,
      alpha: shown(alpha),
      kappa: shown(weightedKappa(a, b)),
      equal:
        share === null ? "–" : `${a.filter((v, i) => v !== null && v === b[i]).length} (${Math.round(share * 100)} %)`,
    };
  });
  const low = rows.filter((row) => row.low).length;
  return {
    ...base,
    heading: w.agreement.low(low, rows.length),
    axis: w.agreement.axis,
    thresholds: [tentative, reliable],
    ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, label: p.number(at) })),
    columns: w.agreement.columns,
    rows,
    alt: w.agreement.alt(rows.map((row) => `${row.cell} : ${row.alpha}`).join(" ; ")),
    note: w.agreement.note(units, w.list(coders.map(p.u))),
    worst: low > 0 ? worst(p, cells.findLast((c) => c.alpha !== null)!, coders) : null,
  };
}

function agreementByCell(p: Press, model: ReportModel): { coders: string[]; cells: CellAgreement[] } {
  const codings = model.initiatives.flatMap((item) => item.codings);
  const coders = [...new Set(codings.map((coding) => coding.coder))].sort();
  const units = [...new Set(codings.map((coding) => coding.statementNumber))].sort(byKey);
  const scores = new Map<string, Rating>();
  for (const coding of codings) {
    for (const cell of coding.cells) {
      scores.set(JSON.stringify([coding.coder, coding.statementNumber, cell.dimension, cell.line]), cell.score);
    }
  }
  const cells = [...model.grid.dimensions]
    .sort((a, b) => a.order - b.order)
    .flatMap((d) => (["lever", "impact"] as const).map((line) => ({ d, line })))
    .map(({ d, line }) => {
      const ratings = coders.map((coder) =>
        units.map((unit) => scores.get(JSON.stringify([coder, unit, d.key, line])) ?? null),
      );
      return { cell: `${p.u(d.name)}, ${p.w.lines[line]}`, line, ratings, alpha: ordinalAlpha(ratings) };
    });
  return { coders, cells: cells.sort((a, b) => (b.alpha ?? -2) - (a.alpha ?? -2)) };
}

function worst(p: Press, { cell, ratings, alpha }: CellAgreement, coders: string[]) {
  const { w } = p;
  const [a, b] = ratings as [Rating[], Rating[]];
  const both = a
    .map((v, i) => [v, b[i] ?? null] as const)
    .filter((pair): pair is readonly [number, number] => pair[0] !== null && pair[1] !== null);
  const values = p.model.grid.scale.map((s) => s.score).sort((x, y) => x - y);
  const [nameA, nameB] = [p.u(coders[0]!), p.u(coders[1]!)];
  const higher = both.filter(([x, y]) => x > y).length;
  const lower = both.filter(([x, y]) => x < y).length;
  return {
    title: w.agreement.worst,
    text: w.agreement.worstText(cell, formatFixed(alpha ?? 0, p.lang, 3), higher, lower, both.length, nameA, nameB),
    cross: w.agreement.cross(nameA, nameB),
    note: w.agreement.crossNote,
    scores: values.map(String),
    rows: values.map((x) => ({
      score: String(x),
      name: p.u(p.model.grid.scale.find((s) => s.score === x)?.name ?? ""),
      cells: values.map((y) => ({ count: both.filter(([u, v]) => u === x && v === y).length, equal: x === y })),
    })),
  };
}
