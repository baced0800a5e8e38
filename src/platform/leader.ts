import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { connectKept, farewell, keptClient } from "./database/kept-session.ts";
import { LEADER_LOCK } from "./database/locks.ts";
import type { Log } from "./log.ts";

export type Leading = { leads: () => boolean; close: () => Promise<void> };

/**
 * Among all the processes that call it on one database, lets one at a time do `duty` again and again, every `everyMs`. The
 * leader is whoever holds a lock of a session: when its process or its connection dies, PostgreSQL gives the lock to
 * another within moments (half a minute when its machine vanishes), and nobody else has to find out.
 */
export function takeTurnsLeading(
  url: string,
  log: Log,
  duty: () => Promise<void>,
  { everyMs = 10_000, retryMs = 3000 }: { everyMs?: number; retryMs?: number } = {},
): Leading {
  const ending = new AbortController();
  const { signal } = ending;
  let leads = false;
  const pause = (ms: number) => wait(ms, undefined, { signal, ref: false }).catch(() => {});
  const follow = async () => {
    while (!signal.aborted) {
      const client = keptClient(url, "ancrage leader");
      let lost = false;
      client.on("error", () => {
        lost = true;
      });
      try {
        await connectKept(client);
        while (!signal.aborted && !lost) {
          // Asked again while one leads: it tells whether the session, hence the lock, is still there.
          if (!leads) {
            leads = await tryLock(client);
            if (leads) log.info("leads: schedules and looks are done from here");
          } else await client.query("select 1");
          if (leads) await duty().catch((error) => log.warn({ detail: (error as Error).message }, "leading"));
          await pause(leads ? everyMs : retryMs);
        }
      } catch (error) {
        log.debug({ detail: (error as Error).message }, "no leader from here");
      }
      leads = false;
      await farewell(client);
      await pause(retryMs);
    }
  };
  const following = follow();
  return {
    leads: () => leads,
    close: async () => {
      ending.abort();
      await following;
    },
  };
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("select pg_try_advisory_lock($1) as held", [LEADER_LOCK]);
  return rows[0].held === true;
}
