import { z } from "zod";
import { canImport } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";

/** Says of an import that it will not go on by itself any more, and why; it can be started again from where it is. */
export const failImport = action({
  name: "fail_import",
  input: z.object({ network: z.string(), id: z.uuid(), failure: z.object({ code: z.string() }).loose() }),
  allow: canImport,
  run: async ({ db, network, now }, { id, failure }) => {
    await db
      .updateTable("imports")
      .set({ status: "failed", failure: JSON.stringify(failure), finished_at: now() })
      .where("network_id", "=", network.id)
      .where("id", "=", id)
      .where("status", "in", ["queued", "running"])
      .execute();
    return ok({ id });
  },
  subjects: (_, { id }) => ({ import: id }),
});
