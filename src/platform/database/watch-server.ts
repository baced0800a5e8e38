import { setTimeout as wait } from "node:timers/promises";
import { EVERY_MS, farewell, keptClient } from "./kept-session.ts";

/** What a server says of itself: whether it replays another's journal, how far its own goes, which data it holds, and since when it runs. */
export type Sight = { standby: boolean; position: bigint; identity: string; started: string };

/** A server that is asked how far it is, again and again, until `close`. */
export type Watch = { close: () => Promise<void> };

// Positions in the journal are counted in bytes from its beginning. Copies of one cluster share its system identifier.
const QUESTION = `select pg_is_in_recovery() as standby, current_database() as base,
  pg_postmaster_start_time()::text as started,
  (select system_identifier::text from pg_control_system()) as system,
  (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end - '0/0')::text as position`;

/** Asks a server every second over a connection of its own, which busy readers cannot keep waiting; tells each answer, and why there is none. */
export function watchServer(url: string, seen: (sight: Sight) => void, lost: (detail: string) => void): Watch {
  const closing = new AbortController();
  const pause = () => wait(EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => {});
  const follow = async () => {
    while (!closing.signal.aborted) {
      const client = keptClient(url, "ancrage watch");
      try {
        await client.connect();
        while (!closing.signal.aborted) {
          const { standby, base, system, position, started } = (await client.query(QUESTION)).rows[0];
          seen({ standby, position: BigInt(position ?? 0), identity: `${system}/${base}`, started });
          await pause();
        }
      } catch (error) {
        if (!closing.signal.aborted) lost((error as Error).message);
        await pause();
      } finally {
        await farewell(client);
      }
    }
  };
  const following = follow();
  return {
    close: async () => {
      closing.abort();
      await following;
    },
  };
}
