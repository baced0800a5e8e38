import { totalOf } from "../figures/total.ts";
import type { Figure } from "../figures/types.ts";
import type { ReportFigure, ReportInitiative, ReportTotal } from "./model.ts";

type Entry = { figure: ReportFigure; initiative: ReportInitiative };

/**
 * Sums of figures that count the same thing over the same time in at least two initiatives. A merged sheet counts once:
 * what its other statement says of the same thing is left out, with that reason.
 */
export function totalsOf(initiatives: ReportInitiative[]): ReportTotal[] {
  const all = initiatives.flatMap((initiative) => initiative.figures.map((figure) => ({ figure, initiative })));
  const isFirst = ({ figure, initiative }: Entry) =>
    figure.written === true || figure.statementNumber === initiative.statements[0]?.number;
  const again = all.filter((entry) => !isFirst(entry));
  const totals: ReportTotal[] = [];
  for (let rest = all.filter(isFirst); ; ) {
    const plain = new Map(rest.map((entry) => [toPlain(entry.figure), entry]));
    const total = totalOf([...plain.keys()]);
    if (!total || total.unit === null) return totals;
    const { unit, period, min, max, qualifier } = total;
    const counted = total.counted.map((figure) => plain.get(figure)!);
    rest = rest.filter((entry) => !counted.includes(entry));
    if (new Set(counted.map(({ initiative }) => initiative.key)).size < 2) continue;
    const twice = again.filter(({ figure }) => figure.unit === unit && figure.period === period);
    totals.push({
      what: unit,
      unit,
      period,
      min,
      max,
      qualifier,
      figures: counted.map(({ figure }) => figure.id),
      leftOut: twice.map(({ figure }) => ({ figure: figure.id, reason: "same_initiative" })),
    });
  }
}

const toPlain = ({ text, what, min, max, qualifier, unit, period }: ReportFigure): Figure => ({
  text,
  start: 0,
  end: text.length,
  what,
  min,
  max,
  qualifier,
  unit,
  period,
});
