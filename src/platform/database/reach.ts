import { AsyncLocalStorage } from "node:async_hooks";
import type pg from "pg";

/** The setting that the policies of the tables read: identifiers of networks, or `*` for all of them. */
export const REACH_SETTING = "ancrage.networks";

/** Every reason to read across networks; each call that gives one is listed in `scripts/checks/reaches.ts`. */
export const EVERYWHERE = {
  directory: "which networks there are, and which one bears a slug, before it is known whether they may be seen",
  rights: "what a person may do, in whatever network gave it to her",
  person: "what one person has, is told of or agreed to, in whatever network",
  report: "whose a report is, from a file of it that anybody may hold",
  journal: "heads, anchors and verification of every chain",
  upkeep: "what keeps the installation going, whatever the network: schedules, dead letters, ages, counts",
  command: "a command that whoever holds the machine gave for every network",
} as const;

export type Everywhere = keyof typeof EVERYWHERE;

const NOWHERE = "";
const reaches = new AsyncLocalStorage<string>();

/** Runs work whose queries see the rows of these networks, and of no other. */
export const within = <T>(networks: readonly string[], work: () => T): T => reaches.run(named(networks), work);

/** Runs work whose queries see every network, for a reason that is listed. */
export const everywhere = <T>(_reason: Everywhere, work: () => T): T => reaches.run("*", work);

/** What the queries of the work in progress see; nothing unless something was asked for. */
export const currentReach = (): string => reaches.getStore() ?? NOWHERE;

/** What is read later, by whoever takes it, with the reach of whoever gives it. */
export function carryReach<T>(items: AsyncIterable<T>): AsyncIterable<T> {
  const here = AsyncLocalStorage.snapshot();
  return {
    [Symbol.asyncIterator]: () => {
      const iterator = here(() => items[Symbol.asyncIterator]());
      return {
        next: () => here(() => iterator.next()),
        return: (value) => here(async () => (await iterator.return?.(value)) ?? { done: true, value }),
      };
    },
  };
}

function named(networks: readonly string[]): string {
  // It is written into a statement: nothing but identifiers may get there.
  for (const id of networks) if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`Not the identifier of a network: ${id}`);
  return networks.join(",");
}

/** Has each query of a connection tell its reach first, when the one before had another. */
export function tellReach(client: pg.ClientBase): void {
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  let told: string | null = null;
  let [inside, toldInside] = [false, false];
  const query = (...args: unknown[]) => {
    const reach = currentReach();
    if (reach !== told) {
      told = reach;
      toldInside = inside;
      ask(`set ${REACH_SETTING} = '${reach}'`, (error: { code?: string } | null) => {
        if (!error) return;
        told = null;
        // In a transaction that failed, what follows fails as well; anywhere else it must not run with another's reach.
        if (error.code !== "25P02") cut(client, error);
      });
    }
    const text = textOf(args[0]);
    if (/^(begin|start transaction)\b/i.test(text)) inside = true;
    else if (/^(commit|rollback)\b/i.test(text)) {
      // What was set inside of a transaction that is undone goes with it, whichever word ends it.
      if (toldInside) told = null;
      inside = /^rollback to/i.test(text);
      toldInside = false;
    }
    return ask(...args);
  };
  client.query = query as typeof client.query;
}

/**
 * The same for a pool by transactions, where what follows may come to another server connection: each query takes its
 * reach along, in a transaction of its own unless it is already in one.
 */
export function tellReachEachTime(client: pg.ClientBase): void {
  const ask = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
  let told: string | null = null;
  let inside = false;
  const query = async (...args: unknown[]) => {
    const reach = currentReach();
    const tell = `set local ${REACH_SETTING} = '${reach}'`;
    const text = textOf(args[0]);
    if (/^(begin|start transaction)\b/i.test(text)) {
      [inside, told] = [true, null];
      return ask(...args);
    }
    if (/^(commit|rollback)\b/i.test(text)) {
      inside = /^rollback to/i.test(text);
      told = null;
      return ask(...args);
    }
    if (inside) {
      if (reach !== told) await ask(tell);
      told = reach;
      return ask(...args);
    }
    await ask(`begin; ${tell}`);
    try {
      const answer = await ask(...args);
      await ask("commit");
      return answer;
    } catch (error) {
      await ask("rollback").catch(() => {});
      throw error;
    }
  };
  client.query = query as typeof client.query;
}

const textOf = (query: unknown): string =>
  typeof query === "string" ? query : ((query as { text?: string } | undefined)?.text ?? "");

const cut = (client: pg.ClientBase, error: unknown): void =>
  (client as unknown as { connection: { stream: { destroy: (error: unknown) => void } } }).connection.stream.destroy(
    error,
  );
