import { z } from "zod";
import { canPublishReport } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { noteProgress } from "../reports.sql.ts";

/** Says of a report that it will not be composed by itself any more, and why. */
export const failReport = action({
  name: "fail_report",
  input: z.object({ network: z.string(), id: z.uuid(), failure: z.object({ code: z.string() }).loose() }),
  allow: canPublishReport,
  run: async ({ db, network }, { id, failure }) => {
    await noteProgress(db, network.id, id, "failed", 0, failure);
    return ok({ id });
  },
  subjects: (_, { id }) => ({ report: id }),
});
