import { stat } from "node:fs/promises";
import { join } from "node:path";
import { kilobytes, type Line, line, shown } from "./line.ts";
import type { Place } from "./place.ts";
import { runProduct } from "./product.ts";
import { makeRows, writeCsv } from "./rows.ts";

const MOST_BYTES = 5_000_000;
const MOST_SECONDS = 5;

/** Seconds to seal a report and compose its HTML and its PDF, by number of sheets, through the real command. */
export async function measureReport(place: Place): Promise<Line[]> {
  const lines = [await buildReport(place, "demonstration", 39)];
  for (const sheets of place.quick ? [200] : [200, 1000]) {
    const file = join(place.folder, `sheets-${sheets}.csv`);
    await writeCsv(file, makeRows(sheets, sheets));
    await runProduct(place, ["import", "initiatives", file, "--network", `sheets-${sheets}`, "--create-network"]);
    lines.push(await buildReport(place, `sheets-${sheets}`, sheets));
  }
  return lines;
}

async function buildReport(place: Place, network: string, sheets: number): Promise<Line> {
  const file = join(place.folder, `${network}.pdf`);
  const run = await runProduct(place, ["report", "build", "--network", network, "--out", file]);
  const { size } = await stat(file);
  const promised = sheets === 39;
  return line(
    "Report",
    `${sheets} sheets`,
    `${shown(run.seconds)} s, ${kilobytes(size)}`,
    { sheets, seconds: run.seconds, bytes: size },
    promised ? `< ${MOST_SECONDS} s, < ${MOST_BYTES / 1_000_000} MB` : null,
    promised ? run.seconds < MOST_SECONDS && size < MOST_BYTES : null,
  );
}
