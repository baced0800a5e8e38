/** One measure: what was measured, against which goal when there is one. `values` hold every number behind the sentence. */
export type Line = {
  group: string;
  name: string;
  measured: string;
  goal: string | null;
  met: boolean | null;
  values: Record<string, unknown>;
};

/** A line of the bench; `met` is null when nothing was promised. */
export function line(
  group: string,
  name: string,
  measured: string,
  values: Record<string, unknown>,
  goal: string | null = null,
  met: boolean | null = null,
): Line {
  return { group, name, measured, goal, met, values };
}

/** The lines as a table for a terminal, one group after the other. */
export function tableOf(lines: readonly Line[]): string {
  return [...Map.groupBy(lines, ({ group }) => group)].map(([group, own]) => `\n${group}\n${rowsOf(own)}`).join("\n");
}

function rowsOf(lines: readonly Line[]): string {
  const rows = lines.map(({ name, measured, goal, met }) => [
    name,
    measured,
    goal ?? "",
    met === null ? "" : met ? "met" : "NOT met",
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd())
    .join("\n");
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** A number of at most two decimals, thousands apart. */
export const shown = (value: number): string =>
  value.toLocaleString("en", { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });

/** Bytes as kilobytes of 1,000. */
export const kilobytes = (bytes: number): string => `${shown(bytes / 1000)} kB`;

/** Bytes as megabytes of 1,048,576. */
export const megabytes = (bytes: number): string => `${shown(Math.round(bytes / 1_048_576))} MB`;
