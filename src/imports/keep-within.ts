import type { Answer } from "../initiatives/answer.ts";
import { placeColumns } from "../initiatives/place-columns.ts";
import { type ReadingAids, readAnswer } from "../initiatives/read-answer.ts";
import type { Plan } from "../initiatives/store-answers.sql.ts";
import { reachedAmong } from "../initiatives/within.sql.ts";
import type { Database } from "../platform/database/database.ts";
import { covers, type Grant } from "../platform/person.ts";
import type { Rejection } from "./import-rows.ts";

/**
 * Leaves in a plan what the parts of a network given may receive: sheets they reach, new answers placed in them or not
 * placed yet. The rest is refused, line by line.
 */
export async function keepWithin(
  db: Database,
  network: string,
  plan: Plan,
  { parts, aids, column }: { parts: readonly Grant[] | null; aids: ReadingAids; column: string },
): Promise<{ plan: Plan; refused: Rejection[] }> {
  if (parts === null) return { plan, refused: [] };
  const known = await reachedAmong(
    db,
    network,
    parts,
    plan.updated.map(({ statement }) => statement.initiative_id),
  );
  const isIn = (answer: Answer): boolean => {
    const words = answer.columns.place ?? "";
    const placed = placeColumns(words, readAnswer(answer, aids).place, aids.reference);
    const { scale, in_regions, in_departments, communes } = placed;
    const epci = [...placed.epci, ...placed.parent_epci];
    if (scale === null || in_regions.length + in_departments.length === 0) return true;
    return parts.some((part) => covers(part, { id: "", scale, in_regions, in_departments, epci, communes }));
  };
  const [created, far] = part(plan.created, ({ answer }) => isIn(answer));
  const [updated, others] = part(plan.updated, ({ statement }) => known.has(statement.initiative_id));
  const refuse = ({ answer }: { answer: Answer }): Rejection => ({
    line: answer.line,
    column,
    value: answer.columns.place ?? "",
    code: "row_out_of_reach",
    params: {},
  });
  return { plan: { ...plan, created, updated }, refused: [...far, ...others].map(refuse) };
}

function part<T>(all: readonly T[], keep: (one: T) => boolean): [T[], T[]] {
  const kept: T[] = [];
  const left: T[] = [];
  for (const one of all) (keep(one) ? kept : left).push(one);
  return [kept, left];
}
