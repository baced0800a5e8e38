// Connection refused, reset or ended, too many clients, shutting down, starting up.
const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "53300",
  "57P01",
  "57P02",
  "57P03",
]);

// What PostgreSQL and the system say of a disk, a table space or a quota that is full.
const FULL = new Set(["53100", "ENOSPC", "EDQUOT"]);

/** Whether an error says that there is no room left to write. */
export const isDiskFull = (error: Error & { code?: string }): boolean => FULL.has(error.code ?? "");

/** Whether an error says that the database cannot be reached for now, rather than that something is wrong. */
export function isDatabaseAway(error: Error & { code?: string }): boolean {
  return (
    AWAY.has(error.code ?? "") || /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  );
}
