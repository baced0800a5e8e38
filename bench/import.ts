import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import writeXlsxFile from "write-excel-file/node";
import { type Line, line, megabytes, shown } from "./line.ts";
import { type Place, withClient } from "./place.ts";
import { type Run, runProduct } from "./product.ts";
import { COLUMNS, makeRows, writeCsv } from "./rows.ts";

const SAME_WITHIN = 0.2;
const GROUP = "Import";

type Imported = { read: number; created: number; review: number; rejected: unknown[] };

/** Rows per second through the real command against a plain COPY of the same cells, and the memory at its highest. */
export async function measureImport(place: Place): Promise<Line[]> {
  const lines: Line[] = [];
  const small = await importCsv(place, 10_000);
  lines.push(small.line);
  if (!place.quick) {
    const large = await importCsv(place, 100_000);
    const grown = large.run.peakBytes / small.run.peakBytes - 1;
    const measured = `${megabytes(small.run.peakBytes)} → ${megabytes(large.run.peakBytes)} (${grown >= 0 ? "+" : ""}${Math.round(grown * 100)} %)`;
    const values = { peakBytes: { 10000: small.run.peakBytes, 100000: large.run.peakBytes }, grown };
    lines.push(
      large.line,
      line(
        GROUP,
        "peak memory, 10,000 → 100,000 rows",
        measured,
        values,
        `± ${SAME_WITHIN * 100} %`,
        Math.abs(grown) <= SAME_WITHIN,
      ),
    );
  }
  lines.push(await importXlsx(place, 10_000));
  return lines;
}

async function importCsv(place: Place, count: number) {
  const file = join(place.folder, `rows-${count}.csv`);
  await writeCsv(file, makeRows(count));
  const copySeconds = await copyCells(place, file, count);
  const run = await importFile(place, file, `import-${count}`, count);
  const [rate, copyRate] = [count / run.seconds, count / copySeconds];
  const measured = `${shown(rate)} / ${shown(copyRate)} rows/s = ${(rate / copyRate).toFixed(4)}, ${shown(run.seconds)} s, peak ${megabytes(run.peakBytes)}`;
  const values = {
    rows: count,
    seconds: run.seconds,
    rowsPerSecond: rate,
    copyRowsPerSecond: copyRate,
    ratio: rate / copyRate,
    peakBytes: run.peakBytes,
  };
  return { run, line: line(GROUP, `${shown(count)} rows of CSV, against COPY`, measured, values) };
}

async function importFile(place: Place, file: string, network: string, count: number): Promise<Run> {
  const run = await runProduct(place, ["import", "initiatives", file, "--network", network, "--create-network"]);
  const { read, created, rejected } = run.answer as Imported;
  if (read !== count || created !== count)
    throw new Error(`${file}: ${read} rows read, ${created} created, ${rejected.length} rejected`);
  return run;
}

/** Copies the cells into a table of text and drops it; seconds taken. */
async function copyCells(place: Place, file: string, count: number): Promise<number> {
  return withClient(place.url, async (client) => {
    await client.query(`create table bench_cells (${COLUMNS.map((column) => `${column} text`).join(", ")})`);
    const began = performance.now();
    await pipeline(createReadStream(file), client.query(copyFrom("copy bench_cells from stdin (format csv, header)")));
    const seconds = (performance.now() - began) / 1000;
    const held = Number((await client.query("select count(*) from bench_cells")).rows[0].count);
    await client.query("drop table bench_cells");
    if (held !== count) throw new Error(`COPY wrote ${held} rows of ${count}`);
    return seconds;
  });
}

async function importXlsx(place: Place, count: number): Promise<Line> {
  const file = join(place.folder, `rows-${count}.xlsx`);
  const cells = [COLUMNS, ...makeRows(count)].map((row) => row.map((value) => ({ value, type: String })));
  await writeXlsxFile(cells).toFile(file);
  const run = await importFile(place, file, `import-xlsx-${count}`, count);
  const measured = `${shown(count / run.seconds)} rows/s, ${shown(run.seconds)} s, peak ${megabytes(run.peakBytes)}`;
  return line(GROUP, `${shown(count)} rows of XLSX`, measured, {
    rows: count,
    seconds: run.seconds,
    rowsPerSecond: count / run.seconds,
    peakBytes: run.peakBytes,
  });
}
