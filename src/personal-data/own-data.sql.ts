import { sql } from "kysely";
import { findUser } from "../people/people.sql.ts";
import type { Doors } from "../platform/action.ts";
import { everywhere } from "../platform/database/reach.ts";
import { type Field, TABLES } from "./register.ts";
import { SEALED } from "./sealed.ts";

export type Rows = Record<string, unknown>[];
/** All that is held of the holder of an account, table by table; what opens the account is told and not shown. */
export type OwnData = { at: string; user: string; networks: Record<string, string>; tables: Record<string, Rows> };

const MOST = 10_000;
/** Shown, these would let somebody in. */
const KEPT_FROM: readonly Field["data"][] = ["password", "session", "second_factor"];
const BY_ADDRESS = [
  ["mails", "recipient_hash"],
  ["invitations", "email_hash"],
] as const;

/** Reads all that is held of somebody by her account: in every table whose rows the register says are about one. */
export async function readOwnData(
  { db, vault, now }: Pick<Doors, "db" | "vault" | "now">,
  id: string,
): Promise<OwnData | null> {
  return everywhere("person", async () => {
    const user = await findUser(db, id);
    if (!user) return null;
    const tables: Record<string, Rows> = {};
    for (const [table, { holder }] of Object.entries(TABLES)) {
      if (holder === undefined) continue;
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}
      where ${sql.ref(holder)} = ${id} limit ${MOST}`.execute(db);
      if (rows.length > 0) tables[table] = rows.map((row) => shown({ vault }, table, row));
    }
    for (const [table, column] of BY_ADDRESS) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}
      where ${sql.ref(column)} = any(${vault.blinds(user.email)}::text[]) limit ${MOST}`.execute(db);
      if (rows.length > 0) tables[table] = rows.map((row) => shown({ vault }, table, row));
    }
    const ids = [
      ...new Set(
        Object.values(tables)
          .flat()
          .map((row) => row.network_id ?? row.chain),
      ),
    ].filter((one) => typeof one === "string");
    const networks = await db
      .selectFrom("networks")
      .select(["id", "name"])
      .where("id", "in", [...ids, id])
      .execute();
    return {
      at: now().toISOString(),
      user: id,
      networks: Object.fromEntries(networks.map((one) => [one.id, one.name])),
      tables,
    };
  });
}

function shown({ vault }: Pick<Doors, "vault">, table: string, row: Record<string, unknown>): Record<string, unknown> {
  const { personal = {} } = TABLES[table as keyof typeof TABLES];
  const sealed = SEALED.find((one) => one.table === table);
  const place = (column: string) => ({ table, column, row: (sealed?.key ?? []).map((name) => row[name]).join("/") });
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      const declared = personal[column];
      if (declared?.confidential === "hashed" && declared.data !== "password") return [];
      if (value === null) return [];
      if (declared && KEPT_FROM.includes(declared.data)) return [[column, "[…]"]];
      const own = sealed?.columns.find(({ name }) => name === column);
      if (own?.json) return [[column, vault.openJson(place(column), value)]];
      if (own) return [[column, vault.open(place(column), String(value))]];
      // Tokens of a directory, which the library of accounts sealed.
      return declared?.confidential === "sealed" ? [[column, "[…]"]] : [[column, value]];
    }),
  );
}
