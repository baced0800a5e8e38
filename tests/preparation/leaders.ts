import { LEADER_LOCK } from "../../src/platform/database/locks.ts";

/** The sessions that lead on this database: other files of tests have theirs on the same server. */
export const LEADERS = `select pid from pg_locks where locktype = 'advisory' and objid = ${LEADER_LOCK} and granted
  and database = (select oid from pg_database where datname = current_database())`;
