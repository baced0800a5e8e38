import { z } from "zod";
import { startImport } from "../../imports/actions/start-import.ts";
import { canCreateNetwork, canManageNetwork } from "../../networks/policies.ts";
import { action, type Doors, findNetwork } from "../../platform/action.ts";
import { QUEUES, type Queue } from "../../platform/jobs.ts";
import { forbidden, notFound, ok, type Result } from "../../platform/result.ts";
import { restartReport } from "../../reports/actions/restart-report.ts";
import { findDeadLetter, type JobRow } from "../jobs.sql.ts";
import { setJobAside } from "./set-job-aside.ts";

/** Has a job of a network asked for again, where nothing but the job itself must be put right. */
const askAgain = action({
  name: "retry_job",
  input: z.object({ network: z.string(), queue: z.enum(QUEUES), subject: z.string() }),
  allow: canManageNetwork,
  run: async ({ db, network, person, enqueue }, { queue, subject }) => {
    await enqueue(db, queue, { network: network.slug, id: subject, person: person.id });
    return ok({ subject });
  },
  subjects: ({ queue }, { subject }) => ({ queue, subject }),
});

type Again = (doors: Doors, letter: JobRow) => Promise<Result<unknown>>;

const again: Partial<Record<Queue, Again>> = {
  import: (doors, { network, subject }) => startImport(doors, { network, id: subject }),
  report: (doors, { network, subject }) => restartReport(doors, { network, id: subject }),
};

/**
 * Has a job that failed for good tried again from where it was. `network` is the only one whose jobs may be asked for;
 * null, for whoever runs the installation, is all of them.
 */
export async function retryJob(
  doors: Doors,
  { network, id }: { network: string | null; id: string },
): Promise<Result<{ queue: Queue; subject: string }>> {
  const letter = z.uuid().safeParse(id).success ? await findDeadLetter(doors.db, id) : undefined;
  if (!letter || (network !== null && letter.network !== network)) return notFound("job");
  const { queue, subject } = letter;
  if (letter.network === "") {
    if (!canCreateNetwork(doors.person)) return forbidden("forbidden");
    await doors.db
      .transaction()
      .execute((db) => doors.enqueue(db, queue, { network: "", id: subject, person: doors.person.id }));
    return ok({ queue, subject });
  }
  const owner = await findNetwork(doors.db, letter.network);
  if (!owner || !canManageNetwork(doors.person, owner)) return forbidden("forbidden");
  const asked = again[queue]
    ? await again[queue](doors, letter)
    : await askAgain(doors, { network: owner.slug, queue, subject });
  if (asked.ok) return ok({ queue, subject });
  // Somebody mended it meanwhile, or it is gone: nothing is left to try, and the letter has no use.
  if (asked.failure.kind === "conflict" || asked.failure.kind === "not_found") {
    const aside = await setJobAside(doors, { network: owner.slug, id });
    return aside.ok ? ok({ queue, subject }) : aside;
  }
  return asked;
}
