import type { SheetParts } from "./view-sheets.ts";

const lines = (text: string, perLine: number) => Math.ceil(text.length / perLine);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/**
 * Whether a sheet would run over its page and should be set closer, from a count of its lines in millimetres.
 * Measuring in the typesetter is exact but doubles its time and memory on a thousand sheets; on real sheets this count
 * stands 23 to 52 mm above the measure, hence a limit above the 236 mm of the page.
 */
export function fillsPage(sheet: SheetParts): boolean {
  return head(sheet) + cooperation(sheet) + figures(sheet) + profile(sheet) > 256;
}

function head({ title, need, definition, impacts, next }: SheetParts): number {
  const texts = (lines(definition.text, 72) + lines(impacts.text, 72)) * 5.05;
  const after = Math.max(3.5, sum(next.entries.map((entry) => lines(entry.text, 52) * 4.1 + 2)));
  return 11 + lines(title, 36) * 8.4 + (need ? lines(need, 62) * 5.4 + 4.6 : 0) + 4 * 11.4 + texts + after;
}

function cooperation({ cooperation: { led, groups } }: SheetParts): number {
  const people = (list: typeof led) => lines(list.map((person) => person.name + person.detail).join(", "), 56);
  const rows = [
    Math.max(1, people(led)),
    ...groups.map((group) => Math.max(people(group.people), lines(group.kind, 24))),
  ];
  return 5.5 + sum(rows.map((row) => row * 3.9 + 2.6));
}

function figures({ figures: all }: SheetParts): number {
  const brief = all.filter((figure) => figure.value || figure.after.length <= 48);
  const long = all.filter((figure) => !figure.value && figure.after.length > 48);
  const tallest = Math.max(
    0,
    ...brief.filter((figure) => !figure.value).map((figure) => lines(figure.after, 26) * 4.4 - 8),
  );
  const notes = sum(all.map((figure) => lines(figure.note + figure.words, 88) * 3.6));
  return (
    Math.ceil(brief.length / 3) * 22 +
    tallest +
    sum(long.map((figure) => 6 + lines(figure.after, 78) * 4.6)) +
    notes +
    6
  );
}

function profile({ profile: { rows } }: SheetParts): number {
  const perRow = rows[0]?.lines.length ?? 0;
  return rows.length * (perRow > 1 ? perRow * 4.4 + 0.8 : 5.7) + 16;
}
