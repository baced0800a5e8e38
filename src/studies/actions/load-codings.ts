import { z } from "zod";
import { canShapeStudy } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { invalid, ok } from "../../platform/result.ts";
import { indexInitiatives } from "../../search/index-initiatives.sql.ts";

const LoadCodingsInput = z.object({
  network: z.string(),
  campaign: z.string(),
  codings: z
    .array(
      z.object({
        coder: z.string().min(1).max(40),
        number: z.string(),
        dimension: z.string(),
        side: z.enum(["lever", "impact"]),
        score: z.number().int().min(0).max(3).nullable(),
        justification: z.string().max(500),
      }),
    )
    .min(1)
    .max(100_000),
});

/** Records the scores of coders on the statements of a campaign; refuses a statement or a cell that does not exist. */
export const loadCodings = action({
  name: "load_codings",
  input: LoadCodingsInput,
  allow: canShapeStudy,
  run: async ({ db, network }, input) => {
    const statements = await db
      .selectFrom("statements as s")
      .innerJoin("campaigns as c", (join) =>
        join.onRef("c.network_id", "=", "s.network_id").onRef("c.id", "=", "s.campaign_id"),
      )
      .select(["s.id", "s.number", "s.initiative_id"])
      .where("s.network_id", "=", network.id)
      .where("c.key", "=", input.campaign)
      .execute();
    const byNumber = new Map(statements.map((statement) => [statement.number, statement.id]));
    const dimensions = new Set(
      (await db.selectFrom("grid_dimensions").select("key").where("network_id", "=", network.id).execute()).map(
        (row) => row.key,
      ),
    );
    const wrong = input.codings.find((coding) => !byNumber.has(coding.number) || !dimensions.has(coding.dimension));
    if (wrong) return invalid("coding_target_unknown", { number: wrong.number, dimension: wrong.dimension });
    const rows = input.codings.map((coding) => ({
      network_id: network.id,
      statement_id: byNumber.get(coding.number)!,
      coder: coding.coder,
      dimension_key: coding.dimension,
      side: coding.side,
      score: coding.score,
      justification: coding.justification,
    }));
    for (let start = 0; start < rows.length; start += 1000) {
      await db
        .insertInto("codings")
        .values(rows.slice(start, start + 1000))
        .onConflict((oc) =>
          oc.columns(["network_id", "statement_id", "coder", "dimension_key", "side"]).doUpdateSet((eb) => ({
            score: eb.ref("excluded.score"),
            justification: eb.ref("excluded.justification"),
          })),
        )
        .execute();
    }
    const coded = new Set(rows.map((row) => row.statement_id));
    await indexInitiatives(
      db,
      network.id,
      statements.filter(({ id }) => coded.has(id)).map((statement) => statement.initiative_id),
    );
    return ok({ recorded: rows.length });
  },
  subjects: (_, { recorded }) => ({ recorded }),
});
