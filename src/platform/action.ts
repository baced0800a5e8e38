import type { ZodType } from "zod";
import { appendAudit, INSTALLATION_CHAIN } from "./audit.ts";
import { announceChange, type Database } from "./database/database.ts";
import { everywhere, within } from "./database/reach.ts";
import type { Enqueue } from "./jobs.ts";
import type { Log } from "./log.ts";
import type { Person } from "./person.ts";
import { type Failure, fail, invalid, notFound, type Result } from "./result.ts";
import { traced } from "./tracing.ts";
import type { Vault } from "./vault.ts";

/** Everything from outside that an action may use: nothing else is read from the surroundings. */
export type Doors = {
  db: Database;
  person: Person;
  now: () => Date;
  newId: () => string;
  log: Log;
  request: string;
  enqueue: Enqueue;
  /** Folder of received files. */
  dataDir: string;
  /** Folder where the heads of the journal are written. */
  anchorsDir: string;
  /** Seals and opens what is confidential. */
  vault: Vault;
};

export type Network = {
  id: string;
  slug: string;
  name: string;
  description: string;
  organisation: string | null;
  provenance: string | null;
  published: boolean;
  /** Whether it also shows in the common space of the installation. */
  shared: boolean;
  /** The licence of its open data, by its short name; null while nobody chose one. */
  licence: string | null;
  /** Whether anybody who reads it may propose a sheet or a correction. */
  open_to_proposals: boolean;
  revision: number;
};

/** What an action's work receives: the doors, a transaction, and the network it acts in. */
export type Scene = Omit<Doors, "log"> & { network: Network };

type Subjects = Record<string, string | string[] | number | null>;

type Definition<I extends { network: string }, O> = {
  name: string;
  input: ZodType<I>;
  allow: (person: Person, network: Network) => boolean;
  run: (scene: Scene, input: I) => Promise<Result<O>>;
  /** What the audit entry points to: opaque ids only. */
  subjects?: (input: I, output: O) => Subjects;
  /** Reading leaves no trace and announces nothing. */
  reads?: boolean;
};

class Rollback extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Makes an action of a network: validates, authorises, runs in one transaction, writes the audit entry and the log. */
export function action<I extends { network: string }, O>(definition: Definition<I, O>) {
  return async (doors: Doors, rawInput: unknown): Promise<Result<O>> => {
    const parsed = definition.input.safeParse(rawInput);
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
      return invalid("input", { action: definition.name }, issues);
    }
    const { log, ...rest } = doors;
    const outcome = await traced(`action ${definition.name}`, {}, () =>
      withinNetwork(doors.db, parsed.data.network, () =>
        definition.reads ? attempt(definition, rest, parsed.data) : attemptInTransaction(definition, rest, parsed.data),
      ),
    );
    if (!outcome.ok) logRefusal(doors, definition.name, outcome.failure);
    else if (!definition.reads) log.info({ action: definition.name, request: doors.request }, "done");
    return outcome;
  };
}

/**
 * What is refused goes to the log and never to the journal, which strangers could otherwise fill; who tried what she may
 * not is a warning there, by her opaque id.
 */
function logRefusal({ log, person, request }: Doors, action: string, failure: Failure): void {
  if (failure.kind === "forbidden") log.warn({ action, person: person.id, request }, "forbidden");
  else log.info({ action, failure: failure.code, request }, "refused");
}

async function attempt<I extends { network: string }, O>(
  definition: Definition<I, O>,
  doors: Omit<Doors, "log">,
  input: I,
): Promise<Result<O>> {
  const network = await readNetwork(doors.db, input.network);
  if (!network) return notFound("network", { network: input.network });
  if (!definition.allow(doors.person, network))
    return fail({ kind: "forbidden", code: "forbidden", params: { action: definition.name } });
  return definition.run({ ...doors, network }, input);
}

async function attemptInTransaction<I extends { network: string }, O>(
  definition: Definition<I, O>,
  doors: Omit<Doors, "log">,
  input: I,
): Promise<Result<O>> {
  try {
    return await doors.db.transaction().execute(async (db) => {
      const outcome = await attempt(definition, { ...doors, db }, input);
      if (!outcome.ok) throw new Rollback(outcome.failure);
      const network = await readNetwork(db, input.network);
      // The order everywhere: the index, the network, the journal; so that no two ever wait for one another.
      if (network) await announceChange(db, network.id);
      await appendAudit(db, network?.id ?? INSTALLATION_CHAIN, {
        at: doors.now(),
        actor: doors.person.id,
        action: definition.name,
        subjects: definition.subjects?.(input, outcome.value) ?? {},
        request: doors.request,
      });
      return outcome;
    });
  } catch (error) {
    if (error instanceof Rollback) return fail(error.failure);
    throw error;
  }
}

/** What is read of a network wherever one is. */
export const NETWORK_COLUMNS = [
  "id",
  "slug",
  "name",
  "description",
  "organisation",
  "provenance",
  "published",
  "shared",
  "licence",
  "open_to_proposals",
  "revision",
] as const;

/** The network of that slug, or undefined; whether the person may know of it is the caller's question. */
export const findNetwork = (db: Database, slug: string): Promise<Network | undefined> =>
  everywhere("directory", () => readNetwork(db, slug));

async function readNetwork(db: Database, slug: string): Promise<Network | undefined> {
  return db.selectFrom("networks").select(NETWORK_COLUMNS).where("slug", "=", slug).executeTakeFirst();
}

/** Runs work that reads and writes the network of that slug and no other; nothing at all where there is none. */
export async function withinNetwork<T>(db: Database, slug: string, work: () => Promise<T>): Promise<T> {
  const network = await findNetwork(db, slug);
  return within(network ? [network.id] : [], work);
}
