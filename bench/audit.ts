import { sql } from "kysely";
import { type AuditEntry, GENESIS, hashEntry } from "../src/platform/audit.ts";
import { verifyAudit } from "../src/platform/audit-verify.ts";
import { type Database, openDatabase, openPool } from "../src/platform/database/database.ts";
import { everywhere } from "../src/platform/database/reach.ts";
import { type Line, line, median, megabytes, shown } from "./line.ts";
import type { Place } from "./place.ts";
import { runProduct } from "./product.ts";

const GROUP = "Audit journal";
const SAME_WITHIN = 0.2;
const ROUNDS = 5;
const NONE = { anchors: [], folder: false, files: new Map<string, string>(), unreadable: [] };

/** Verifying a journal against reading its rows and doing nothing with them, and the memory it takes as the journal grows. */
export const measureAudit = (place: Place): Promise<Line[]> => everywhere("journal", () => measure(place));

async function measure(place: Place): Promise<Line[]> {
  // The command brings the schema up to date before its tables are written to.
  await runProduct(place, ["audit", "anchor"]);
  const pool = openPool(place.url, 2);
  const db = openDatabase(pool);
  const sizes = place.quick ? [10_000] : [10_000, 100_000];
  try {
    const lines: Line[] = [];
    const peaks: number[] = [];
    for (const count of sizes) {
      const chain = crypto.randomUUID();
      await writeChain(db, chain, count);
      lines.push(await compare(db, chain, count));
      peaks.push((await runProduct(place, ["audit", "verify"])).peakBytes);
    }
    const [small, large] = peaks;
    if (large === undefined) return lines;
    const grown = large / small! - 1;
    const measured = `${megabytes(small!)} → ${megabytes(large)} (${grown >= 0 ? "+" : ""}${Math.round(grown * 100)} %)`;
    const goal = `± ${SAME_WITHIN * 100} %`;
    return [
      ...lines,
      line(GROUP, "peak memory, 10,000 → 110,000 entries", measured, { peaks, grown }, goal, grown <= SAME_WITHIN),
    ];
  } finally {
    await db.destroy();
  }
}

async function compare(db: Database, chain: string, count: number): Promise<Line> {
  const ratios: number[] = [];
  const seconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const raw = await timed(() => readRaw(db, chain, count));
    const own = await timed(() => verifyChain(db, chain, count));
    ratios.push(own / raw);
    seconds.push(own);
  }
  const measured = `${median(ratios).toFixed(2)} times, ${shown(count / median(seconds))} entries/s`;
  return line(GROUP, `verifying ${shown(count)} entries, against reading their rows`, measured, {
    count,
    ratio: median(ratios),
    ratios,
    seconds: median(seconds),
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

async function verifyChain(db: Database, chain: string, count: number): Promise<void> {
  const { ok, entries } = await verifyAudit(db, NONE, { only: chain });
  if (!ok || entries !== count) throw new Error(`${entries} entries verified of ${count}, ${ok}`);
}

async function readRaw(db: Database, chain: string, count: number): Promise<void> {
  const read = await db.transaction().execute(async (trx) => {
    await sql`declare raw no scroll cursor for select * from audit_entries where chain = ${chain} order by chain, position`.execute(
      trx,
    );
    for (let done = 0; ; ) {
      const { rows } = await sql`fetch 2000 from raw`.execute(trx);
      done += rows.length;
      if (rows.length === 0) return done;
    }
  });
  if (read !== count) throw new Error(`${read} rows read of ${count}`);
}

const BATCH = 5000;

async function writeChain(db: Database, chain: string, count: number): Promise<void> {
  let previous = GENESIS;
  for (let from = 1; from <= count; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, count - from + 1) }, (_, index) => {
      const position = from + index;
      const entry: AuditEntry = {
        at: new Date(Date.UTC(2026, 0, 1) + position * 1000),
        actor: "0190aaaa-0000-7000-8000-000000000001",
        action: "classify_initiative",
        subjects: { initiative: `0190aaaa-0000-7000-8000-${String(position).padStart(12, "0")}`, domains: ["soin"] },
        request: `0190bbbb-0000-7000-8000-${String(position).padStart(12, "0")}`,
      };
      const hash = hashEntry(chain, position, previous, entry);
      const row = { chain, position, ...entry, previous_hash: previous, hash };
      previous = hash;
      return row;
    });
    await sql`insert into audit_entries select * from jsonb_populate_recordset(null::audit_entries, ${JSON.stringify(rows)}::jsonb)`.execute(
      db,
    );
  }
  await db.insertInto("audit_heads").values({ chain, position: count, hash: previous }).execute();
  await sql`analyze audit_entries`.execute(db);
}
