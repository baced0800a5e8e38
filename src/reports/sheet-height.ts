import type { SheetParts } from "./view-sheets.ts";

const lines = (text: string, perLine: number) => Math.ceil(text.length / perLine);

/**
 * Whether a sheet may fill its page, from a rough count of its lines, in millimetres. Measuring in the typesetter is
 * exact but costs several times the layout of a sheet: it is kept for those this count finds long.
 */
export function mayFillPage(sheet: SheetParts): boolean {
  const { cooperation, profile } = sheet;
  const rows = [cooperation.led, ...cooperation.groups.map((group) => group.people)].map((people) =>
    lines(people.map((person) => person.name + person.detail).join(", "), 52),
  );
  const height =
    12 + // domain and number
    lines(sheet.title, 34) * 9 +
    lines(sheet.need, 52) * 5.6 +
    5 +
    4 * 12.4 + // headings
    (lines(sheet.definition.text, 62) + lines(sheet.impacts.text, 62)) * 5.1 +
    rows.reduce((sum, n) => sum + Math.max(n, 1) * 4.2 + 2.6, 8) +
    Math.ceil(sheet.figures.length / 3) * 24 +
    sheet.figures.reduce((sum, figure) => sum + (figure.value ? 0 : lines(figure.after, 22) * 4.6), 0) +
    sheet.next.entries.reduce((sum, entry) => sum + lines(entry.text, 50) * 4.4 + 2, 0) +
    (profile.rows[0]?.lines.length ?? 0) * profile.rows.length * 5.7 +
    26 + // the profile's frame and key
    sheet.figures.reduce((sum, figure) => sum + lines(figure.note + figure.words, 85) * 3.7, 8);
  // The count is generous: on real sheets it is 50 to 90 mm above what the typesetter measures, for a page of 239.
  return height > 268;
}
