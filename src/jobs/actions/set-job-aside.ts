import { z } from "zod";
import { canManageNetwork } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { notFound, ok } from "../../platform/result.ts";
import { cancelDeadLetter } from "../jobs.sql.ts";

/** Sets aside a job that failed for good: nobody waits for it any more. */
export const setJobAside = action({
  name: "set_job_aside",
  input: z.object({ network: z.string(), id: z.uuid() }),
  allow: canManageNetwork,
  run: async ({ db, network }, { id }) =>
    (await cancelDeadLetter(db, network.slug, id)) ? ok({ id }) : notFound("job"),
  subjects: (_, { id }) => ({ job: id }),
});
