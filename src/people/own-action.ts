import type { Doors } from "../platform/action.ts";
import { type AuditEntry, appendAudit, INSTALLATION_CHAIN } from "../platform/audit.ts";
import type { Database } from "../platform/database/database.ts";
import { within } from "../platform/database/reach.ts";
import type { Result } from "../platform/result.ts";

type Work<I, O> = {
  name: string;
  /** Who is told to have acted, where it is not the person of the doors. */
  actor?: (input: I, output: O) => string;
  subjects: (input: I, output: O) => AuditEntry["subjects"];
  run: (doors: Doors & { db: Database }, input: I) => Promise<Result<O>>;
};

class Undo extends Error {}

/** Makes an action on an account, which is of no network: one transaction, with its entry in the journal of the installation. */
export function ownAction<I, O>({ name, actor, subjects, run }: Work<I, O>) {
  return async (doors: Doors, input: I): Promise<Result<O>> => {
    let outcome: Result<O> | undefined;
    try {
      await doors.db.transaction().execute(async (db) => {
        outcome = await run({ ...doors, db }, input);
        if (!outcome.ok) throw new Undo();
        const { value } = outcome;
        await within([INSTALLATION_CHAIN], () =>
          appendAudit(db, INSTALLATION_CHAIN, {
            at: doors.now(),
            actor: actor?.(input, value) ?? doors.person.id,
            action: name,
            subjects: subjects(input, value),
            request: doors.request,
          }),
        );
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
    }
    return outcome!;
  };
}
