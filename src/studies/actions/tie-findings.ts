import { z } from "zod";
import { canShapeStudy } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { invalid, ok } from "../../platform/result.ts";

const Words = z.object({ number: z.string(), column: z.string().nullable(), quote: z.string().nullable() });
type Words = z.infer<typeof Words>;

const TieFindingsInput = z.object({
  network: z.string(),
  proposedBy: z.string().min(1).max(200),
  ties: z.array(Words.extend({ domain: z.string(), finding: z.number().int().positive() })),
  strengths: z.array(Words.extend({ strength: z.string() })).default([]),
});

/**
 * Proposes which initiatives support each finding and each line of force, with the words of the statement; refuses all
 * when a quote is not in its statement, and leaves a pair already tied as it is.
 */
export const tieFindings = action({
  name: "tie_findings",
  input: TieFindingsInput,
  allow: canShapeStudy,
  run: async ({ db, network }, { ties, strengths, proposedBy }) => {
    const statements = await readStatements(db, network.id);
    const wrong = [...ties, ...strengths].find((words) => !isSaid(words, statements.get(words.number)));
    if (wrong) return invalid("quote_not_in_statement", { number: wrong.number, quote: wrong.quote });
    const findingIds = await readFindingIds(db, network.id);
    const strengthIds = await readStrengthIds(db, network.id);
    const proof = ({ column, quote }: Words, { id, initiative_id }: Statement) => ({
      network_id: network.id,
      initiative_id,
      statement_id: id,
      column_name: column,
      quote,
      proposed_by: proposedBy,
    });
    for (const tie of ties) {
      const [finding_id, statement] = [findingIds.get(`${tie.domain} ${tie.finding}`), statements.get(tie.number)];
      if (!finding_id || !statement)
        return invalid("finding_tie_unknown", { domain: tie.domain, finding: tie.finding, number: tie.number });
      await db
        .insertInto("finding_initiatives")
        .values({ ...proof(tie, statement), finding_id })
        .onConflict((oc) => oc.columns(["network_id", "finding_id", "initiative_id"]).doNothing())
        .execute();
    }
    for (const tie of strengths) {
      const [strength_id, statement] = [strengthIds.get(tie.strength), statements.get(tie.number)];
      if (!strength_id || !statement)
        return invalid("strength_tie_unknown", { strength: tie.strength, number: tie.number });
      await db
        .insertInto("strength_initiatives")
        .values({ ...proof(tie, statement), strength_id })
        .onConflict((oc) => oc.columns(["network_id", "strength_id", "initiative_id"]).doNothing())
        .execute();
    }
    return ok({ tied: ties.length + strengths.length });
  },
  subjects: (_, { tied }) => ({ tied }),
});

type Statement = { id: string; initiative_id: string; columns: Record<string, string> };

/** An answer that does not exist says nothing false: it is refused by its number. */
const isSaid = ({ column, quote }: Words, statement: Statement | undefined): boolean =>
  !quote || !statement || (column !== null && (statement.columns[column]?.includes(quote) ?? false));

// Where two campaigns share a number, the latest answer is meant.
async function readStatements(db: Database, networkId: string): Promise<Map<string | null, Statement>> {
  const rows = await db
    .selectFrom("statements")
    .select(["id", "number", "initiative_id", "columns"])
    .where("network_id", "=", networkId)
    .orderBy("received_at")
    .execute();
  return new Map(rows.map((row) => [row.number, { ...row, columns: row.columns as Record<string, string> }]));
}

async function readFindingIds(db: Database, networkId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("findings as f")
    .innerJoin("domains as d", (join) =>
      join.onRef("d.network_id", "=", "f.network_id").onRef("d.id", "=", "f.domain_id"),
    )
    .select(["f.id", "f.position", "d.key as domain"])
    .where("f.network_id", "=", networkId)
    .execute();
  return new Map(rows.map(({ id, position, domain }) => [`${domain} ${position}`, id]));
}

async function readStrengthIds(db: Database, networkId: string): Promise<Map<string, string>> {
  const rows = await db.selectFrom("strengths").select(["id", "key"]).where("network_id", "=", networkId).execute();
  return new Map(rows.map(({ id, key }) => [key, id]));
}
