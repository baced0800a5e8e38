import type { Held } from "./actions/find-person.ts";

/** How many rows of each table tell of somebody. */
export function countsOf({ accounts, invitations, words, files }: Held): Record<string, number> {
  const tables = Map.groupBy(words, ({ table }) => table);
  const all = {
    users: accounts.length,
    invitations: invitations.length,
    ...Object.fromEntries([...tables].map(([table, rows]) => [table, rows.length])),
    files,
  };
  return Object.fromEntries(Object.entries(all).filter(([, rows]) => rows > 0));
}
