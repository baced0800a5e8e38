import { z } from "zod";
import { canClassify } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { invalid, notFound, ok } from "../../platform/result.ts";
import { indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { holdSheet } from "../hold-sheet.ts";
import { replaceDomains } from "../initiatives.sql.ts";
import { keepAfter, keepBefore } from "../versions.sql.ts";

const ClassifyInput = z.object({ network: z.string(), key: z.string(), domains: z.array(z.string()).max(20) });

/** Says in which domains of its network an initiative stands; replaces what was decided before. */
export const classifyInitiative = action({
  name: "classify_initiative",
  input: ClassifyInput,
  allow: canClassify,
  run: async (scene, input) => {
    const { db, network, person, now } = scene;
    const held = await holdSheet(scene, input.key, canClassify);
    if (!held.ok) return held;
    const initiative = held.value;
    if (initiative.status === "deleted") return notFound("initiative", { key: input.key });
    const wanted = [...new Set(input.domains)];
    const domains = wanted.length
      ? await db
          .selectFrom("domains")
          .select(["id", "key"])
          .where("network_id", "=", network.id)
          .where("key", "in", wanted)
          .execute()
      : [];
    const unknown = wanted.find((key) => !domains.some((domain) => domain.key === key));
    if (unknown) return invalid("domain_unknown", { domain: unknown });
    await keepBefore(db, network.id, [initiative.id]);
    await replaceDomains(db, network.id, initiative.id, wanted, person.id, now());
    await db
      .updateTable("initiatives")
      .set((eb) => ({ updated_at: now(), revision: eb("revision", "+", 1) }))
      .where("network_id", "=", network.id)
      .where("id", "=", initiative.id)
      .execute();
    await indexInitiatives(db, network.id, [initiative.id]);
    await keepAfter(db, network.id, [initiative.id], { ...scene, cause: "domains" });
    return ok({ initiative: initiative.id, domains: domains.map((domain) => domain.id) });
  },
  subjects: (_, { initiative, domains }) => ({ initiative, domains }),
});
