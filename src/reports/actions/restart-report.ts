import { z } from "zod";
import { canPublishReport } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { conflict, notFound, ok } from "../../platform/result.ts";
import { queueAgain, readReport } from "../reports.sql.ts";

/** Has the files of a sealed report composed again, when they could not be. */
export const restartReport = action({
  name: "restart_report",
  input: z.object({ network: z.string(), id: z.uuid() }),
  allow: canPublishReport,
  run: async ({ db, network, person, enqueue }, { id }) => {
    if (!(await readReport(db, network.id, id))) return notFound("report", { number: null });
    const number = await queueAgain(db, network.id, id);
    if (number === null) return conflict("report_not_failed");
    await enqueue(db, "report", { network: network.slug, id, person: person.id });
    return ok({ id, number });
  },
  subjects: (_, { id, number }) => ({ report: id, number }),
});
