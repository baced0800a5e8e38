import type { Qualifier } from "../../figures/types.ts";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { countProposed } from "../../initiatives/proposals.sql.ts";
import { readRecords } from "../../initiatives/records.sql.ts";
import { countDoubts, listDoubts, listProposedFigures, type Parts } from "../../initiatives/review.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { listDomains } from "../../studies/studies.sql.ts";
import { parentsOf } from "../../territories/areas.ts";
import { openReference, type Reference } from "../../territories/reference.ts";
import type { Candidate } from "../../territories/types.ts";
import type { DoubtView, ReviewView } from "../pages/review.ts";
import { toDomainView } from "./initiative.ts";
import { countWaiting } from "./proposals.ts";

export type ReviewQuery = { field: string | null; sheet: string | null; page: number; figuresPage: number };

const SHOWN = 20;

/** The queue of the initiatives reached, in the state its address asks for; pages past the last one lead to it. */
export async function readReview(
  db: Database,
  network: Network,
  query: ReviewQuery,
  parts: Parts,
): Promise<ReviewView> {
  const [fields, proposed, proposals] = await Promise.all([
    countDoubts(db, network.id, parts),
    countProposed(db, network.id, parts),
    countWaiting(db, network, parts),
  ]);
  const total = fields.reduce(
    (sum, { field, count }) => sum + (query.field === null || field === query.field ? count : 0),
    0,
  );
  const withFigures = query.field === null || query.field === "figures";
  const place = (asked: number, count: number) => {
    const pages = Math.max(1, Math.ceil(count / SHOWN));
    const page = Math.min(asked, pages);
    return { page, pages, offset: (page - 1) * SHOWN };
  };
  const [doubts, figures] = [place(query.page, total), place(query.figuresPage, proposed.figures)];
  const [rows, prose] = await Promise.all([
    listDoubts(db, network.id, { field: query.field, sheet: query.sheet, limit: SHOWN, offset: doubts.offset, parts }),
    withFigures ? listProposedFigures(db, network.id, SHOWN, figures.offset, parts) : [],
  ]);
  const stated = rows.filter((row) => row.code === "domain_stated");
  const [domains, placed] = await Promise.all([
    stated.length > 0 ? listDomains(db, network.id) : [],
    readPlaced(
      db,
      network,
      stated.map((row) => row.key),
    ),
  ]);
  const reference = openReference();
  return {
    field: query.field,
    page: doubts.page,
    pages: doubts.pages,
    total,
    fields: fields.map(({ field, count }) => ({ field, count })),
    doubts: rows.map(
      (row): DoubtView => ({
        id: row.id,
        field: row.field,
        value: row.value,
        code: row.code,
        params: row.params as DoubtView["params"],
        options: (row.options as Candidate[]).map((option) => ({
          label: option.label,
          scale: option.scale,
          within: namesAround(option, reference),
        })),
        line: row.line,
        key: row.key,
        title: row.title,
        domains: placed.get(row.key) ?? [],
      }),
    ),
    domains: domains.map(toDomainView),
    figures: prose.map((figure) => ({
      ...figure,
      qualifier: figure.qualifier as Qualifier,
      column: figure.column_name,
    })),
    figuresPage: figures.page,
    figuresPages: figures.pages,
    proposed,
    proposals,
  };
}

async function readPlaced(db: Database, network: Network, keys: string[]): Promise<Map<string, string[]>> {
  const found = await Promise.all([...new Set(keys)].map((key) => findStanding(db, network.id, key)));
  const records = await readRecords(
    db,
    network.id,
    found.flatMap((one) => one?.id ?? []),
  );
  return new Map(records.map((record) => [record.key, record.domains.map((domain) => domain.key)]));
}

function namesAround(area: Candidate, reference: Reference): string[] {
  const { departments, regions } = parentsOf(area, reference);
  const names = (level: "departement" | "region", codes: string[]) =>
    codes.flatMap((code) => reference.get(level, code)?.name ?? []);
  return [...new Set([...names("departement", departments), ...names("region", regions)])].slice(0, 3);
}
