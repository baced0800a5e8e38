import { z } from "zod";
import { canShapeStudy } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { invalid, ok } from "../../platform/result.ts";

const TieFindingsInput = z.object({
  network: z.string(),
  proposedBy: z.string().min(1).max(200),
  ties: z.array(
    z.object({
      domain: z.string(),
      finding: z.number().int().positive(),
      number: z.string(),
      column: z.string().nullable(),
      quote: z.string().nullable(),
    }),
  ),
});

/** Proposes which initiatives support each finding, with the words of the statement; a quote that is not in it is refused. */
export const tieFindings = action({
  name: "tie_findings",
  input: TieFindingsInput,
  allow: canShapeStudy,
  run: async ({ db, network }, input) => {
    const findings = await db
      .selectFrom("findings as f")
      .innerJoin("domains as d", (join) =>
        join.onRef("d.network_id", "=", "f.network_id").onRef("d.id", "=", "f.domain_id"),
      )
      .select(["f.id", "f.position", "d.key as domain"])
      .where("f.network_id", "=", network.id)
      .execute();
    const statements = await db
      .selectFrom("statements")
      .select(["id", "number", "initiative_id", "columns"])
      .where("network_id", "=", network.id)
      .execute();
    let tied = 0;
    for (const tie of input.ties) {
      const finding = findings.find(
        (candidate) => candidate.domain === tie.domain && candidate.position === tie.finding,
      );
      const statement = statements.find((candidate) => candidate.number === tie.number);
      if (!finding || !statement)
        return invalid("finding_tie_unknown", { domain: tie.domain, finding: tie.finding, number: tie.number });
      const words = tie.column ? ((statement.columns as Record<string, string>)[tie.column] ?? "") : "";
      if (tie.quote && !words.includes(tie.quote))
        return invalid("quote_not_in_statement", { number: tie.number, quote: tie.quote });
      await db
        .insertInto("finding_initiatives")
        .values({
          network_id: network.id,
          finding_id: finding.id,
          initiative_id: statement.initiative_id,
          statement_id: statement.id,
          column_name: tie.column,
          quote: tie.quote,
          proposed_by: input.proposedBy,
        })
        .onConflict((oc) => oc.columns(["network_id", "finding_id", "initiative_id"]).doNothing())
        .execute();
      tied += 1;
    }
    return ok({ tied });
  },
  subjects: (_, { tied }) => ({ tied }),
});
