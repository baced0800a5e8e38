import { readFileSync, statSync } from "node:fs";
import type { Account } from "./process.ts";

/** Account PostgreSQL must run as, or null when the current one will do: the owner of an existing cluster, else `postgres`, else `nobody`. */
export function chooseAccount(cluster: string | null): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = systemAccounts();
  const owner = cluster === null ? undefined : statSync(cluster, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) {
    const known = accounts.find((account) => account.uid === owner.uid);
    return known ?? { name: String(owner.uid), uid: owner.uid, gid: owner.gid };
  }
  return (
    accounts.find((account) => account.name === "postgres" && account.uid !== 0) ??
    accounts.find((account) => account.name === "nobody" && account.uid !== 0) ?? {
      name: "nobody",
      uid: 65534,
      gid: 65534,
    }
  );
}

function systemAccounts(): Account[] {
  try {
    return readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .map((line) => line.split(":"))
      .filter((fields) => /^\d+$/.test(fields[2] ?? "") && /^\d+$/.test(fields[3] ?? ""))
      .map((fields) => ({ name: fields[0] ?? "", uid: Number(fields[2]), gid: Number(fields[3]) }));
  } catch {
    return [];
  }
}
