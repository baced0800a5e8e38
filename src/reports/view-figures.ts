import { formatFigure } from "../figures/format.ts";
import { unitKind } from "../figures/units.ts";
import type { ReportFigure, ReportInitiative } from "./model.ts";
import { byKey, capital, type Press } from "./view.ts";

/** The words of a figure cut around its number: what reserves it, the number itself, what it counts. */
export type WrittenFigure = { before: string; value: string; after: string };

// Bounded on purpose: answers come from outside. A second number after "et", "à" or a dash belongs to the interval.
const numberInWords =
  /\d{1,15}(?:[.,\u202f\u00a0 ]\d{1,3}){0,6}(?: (?:et|à|–|-|and|to|sur) \d{1,15}(?:[.,\u202f\u00a0 ]\d{1,3}){0,6})?(?:[\u202f\u00a0 ]?(?:%|€|k€|M€|km|(?:millions?|milliards?)(?!\p{L})))?/u;

/** Cuts the words of a figure around its first number in digits, or leaves them whole when it is in letters. */
export function cutFigure(text: string): WrittenFigure {
  const match = numberInWords.exec(text);
  if (!match || match.index > 40 || text.length - match.index - match[0].length > 90)
    return { before: "", value: "", after: text };
  return {
    before: text.slice(0, match.index).trim(),
    value: match[0].trim(),
    after: text.slice(match.index + match[0].length).trim(),
  };
}

/** Shares, durations and distances count nothing: they have no place on the axis of people and things. */
const isCount = (figure: ReportFigure) =>
  figure.unit !== null &&
  ["count", "money"].includes(unitKind(figure.unit)) &&
  ((figure.min ?? 0) > 0 || (figure.max ?? 0) > 0);

type Entry = { initiative: ReportInitiative; figure: ReportFigure };

/** The figures at a glance: counts drawn by period, other measures in words, totals and what they leave out. */
export function numbersView(p: Press) {
  const { w, model } = p;
  const all = model.initiatives.flatMap((initiative) => initiative.figures.map((figure) => ({ initiative, figure })));
  const counts = all.filter(({ figure }) => isCount(figure));
  const axis = logAxis(
    p,
    counts.map(({ figure }) => figure),
  );
  const byPeriod = Map.groupBy(counts, ({ figure }) => figure.period ?? "");
  const periods = [...byPeriod.keys()].sort(
    (a, b) => Number(a === "") - Number(b === "") || a.localeCompare(b, p.model.language),
  );
  const groups = periods.map((period) => ({
    title: period === "" ? w.overview.countsNoPeriod : periodTitle(p, period),
    rows: byPeriod
      .get(period)!
      .sort((a, b) => low(a.figure) - low(b.figure) || byKey(a.initiative.key, b.initiative.key))
      .map((entry) => ({ ...row(p, entry), bar: bar(entry.figure, axis.place) })),
  }));
  const others = all.filter(({ figure }) => !isCount(figure)).map((entry) => ({ ...row(p, entry), bar: null }));
  const answers = model.initiatives.flatMap((item) => item.statements);
  const speaking = new Set(all.flatMap(({ figure }) => (figure.written ? [] : figure.statementNumber)));
  return {
    title: w.overview.numbers,
    lead: all.length > 0 ? w.overview.numbersLead(speaking.size, answers.length) : w.overview.noFigure,
    note: w.overview.numbersNote,
    columns: w.overview.columns,
    ticks: axis.ticks,
    groups: others.length > 0 ? [...groups, { title: w.overview.others, rows: others }] : groups,
    totalsTitle: w.overview.totals,
    totals: totalsView(p, all),
    noTotal: w.overview.noTotal,
  };
}

const low = (figure: ReportFigure) => figure.min ?? figure.max ?? 0;

function row(p: Press, { initiative, figure }: Entry) {
  const proposed = figure.status === "proposed" ? ` (${p.w.sheet.proposedFigure})` : "";
  return {
    n: initiative.key,
    rank: p.rankOf(initiative.key),
    title: p.titleOf(initiative.key),
    words: p.u(figure.text) + proposed,
  };
}

/** Where the drawing of a figure begins and ends on the axis, from 0 to 1; a missing bound is an open end. */
function bar(figure: ReportFigure, place: (value: number) => number) {
  const [from, to] = [figure.min, figure.max].map((v) => (v !== null && v > 0 ? place(v) : null)) as [
    number | null,
    number | null,
  ];
  return { kind: figure.qualifier, from, to };
}

function logAxis(p: Press, figures: ReportFigure[]) {
  const values = figures.flatMap((f) => [f.min, f.max]).filter((v): v is number => v !== null && v > 0);
  const start = Math.floor(Math.log10(Math.min(...values, 10)));
  const end = Math.max(start + 1, Math.log10(Math.max(...values, 10)) + 0.15);
  const place = (value: number) => Math.round(((Math.log10(value) - start) / (end - start)) * 1e4) / 1e4;
  const decades = Array.from({ length: Math.floor(end - start) + 1 }, (_, i) => start + i);
  // Beyond six decades the numbers would touch: one tick out of two or more.
  const step = Math.ceil(decades.length / 6);
  return {
    place,
    ticks: decades.filter((_, i) => i % step === 0).map((e) => ({ at: place(10 ** e), label: p.number(10 ** e, 6) })),
  };
}

function totalsView(p: Press, all: Entry[]) {
  const byId = new Map(all.map((entry) => [entry.figure.id, entry]));
  return p.model.totals.map((total) => {
    const out = total.leftOut.map(({ figure, reason }) => {
      const entry = byId.get(figure);
      const words = entry ? `${p.w.quote(p.u(entry.figure.text))} (${p.w.sheet.number(entry.initiative.key)})` : figure;
      return `${words}, ${p.w.reasons[reason] ?? p.u(reason)}`;
    });
    return {
      text: capital(p.w.overview.total(p.u(formatFigure(total, p.lang)), total.figures.length)),
      leftOut: out.length > 0 ? p.w.overview.leftOut(out.join(" ; ")) : "",
    };
  });
}

/** A period as the title of its figures ("Par an", "En 2023"): what stands after the number of a figure that has it. */
function periodTitle(p: Press, period: string): string {
  const words = formatFigure({ min: 0, max: 0, qualifier: "exactly", unit: null, period }, p.lang);
  return capital(p.u(words.slice(words.indexOf(" ") + 1)));
}
