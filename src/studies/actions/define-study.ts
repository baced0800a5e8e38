import { z } from "zod";
import { canShapeStudy } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, ok } from "../../platform/result.ts";

const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/);
const month = z.string().regex(/^\d{4}-\d{2}$/);

const DefineStudyInput = z.object({
  network: z.string(),
  study: z.object({
    key,
    title: z.string().min(1),
    source: z.string().nullable().default(null),
    questions: z.array(z.string()).default([]),
    steps: z
      .array(
        z.object({
          position: z.number(),
          title: z.string(),
          from: month,
          to: month,
          what: z.string(),
          who: z.array(z.string()),
        }),
      )
      .default([]),
    perspectives: z.array(z.object({ key, label: z.string() })).default([]),
  }),
  grid: z.object({
    version: z.number().int().positive(),
    manual: z.string(),
    scale: z.array(z.object({ score: z.number().int().min(0).max(3), label: z.string(), meaning: z.string() })),
    dimensions: z.array(z.object({ key, name: z.string(), lever: z.string(), impact: z.string() })).min(1),
  }),
  domains: z.array(
    z.object({
      key,
      name: z.string(),
      definition: z.string(),
      findingsTitle: z.string(),
      findings: z.array(z.string()),
    }),
  ),
  strengths: z.array(z.object({ key, label: z.string() })).default([]),
});

export type DefineStudyInput = z.input<typeof DefineStudyInput>;

/** Gives a network its study, its grid, its domains with their findings, and its lines of force; refuses a second time. */
export const defineStudy = action({
  name: "define_study",
  input: DefineStudyInput,
  allow: canShapeStudy,
  run: async ({ db, network, now, newId }, input) => {
    const taken = await db
      .selectFrom("grids")
      .select("id")
      .where("network_id", "=", network.id)
      .where("version", "=", input.grid.version)
      .executeTakeFirst();
    if (taken) return conflict("grid_exists", { version: input.grid.version });
    const network_id = network.id;
    const study = newId();
    await db
      .insertInto("studies")
      .values({
        network_id,
        id: study,
        key: input.study.key,
        title: input.study.title,
        source: input.study.source,
        questions: JSON.stringify(input.study.questions),
        steps: JSON.stringify(input.study.steps),
        perspectives: JSON.stringify(input.study.perspectives),
        created_at: now(),
      })
      .execute();
    const grid_id = newId();
    await db
      .insertInto("grids")
      .values({
        network_id,
        id: grid_id,
        version: input.grid.version,
        manual: input.grid.manual,
        scale: JSON.stringify(input.grid.scale),
        created_at: now(),
      })
      .execute();
    await db
      .insertInto("grid_dimensions")
      .values(
        input.grid.dimensions.map((dimension, index) => ({ network_id, grid_id, position: index + 1, ...dimension })),
      )
      .execute();
    for (const [index, domain] of input.domains.entries()) {
      const domain_id = newId();
      const { key: domainKey, name, definition, findingsTitle, findings } = domain;
      await db
        .insertInto("domains")
        .values({
          network_id,
          id: domain_id,
          key: domainKey,
          position: index + 1,
          name,
          definition,
          findings_title: findingsTitle,
        })
        .execute();
      if (findings.length === 0) continue;
      await db
        .insertInto("findings")
        .values(findings.map((text, place) => ({ network_id, id: newId(), domain_id, position: place + 1, text })))
        .execute();
    }
    if (input.strengths.length > 0) {
      await db
        .insertInto("strengths")
        .values(
          input.strengths.map((strength, index) => ({ network_id, id: newId(), position: index + 1, ...strength })),
        )
        .execute();
    }
    return ok({ study, grid: grid_id });
  },
  subjects: (_, { study, grid }) => ({ study, grid }),
});
