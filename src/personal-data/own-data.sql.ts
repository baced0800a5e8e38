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
/** Where the hash of her address leads to her, besides or instead of her identifier. */
const BY_ADDRESS: Record<string, string> = {
  mails: "recipient_hash",
  invitations: "email_hash",
  proposals: "email_hash",
};

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
      const hash = BY_ADDRESS[table];
      const hers = [
        ...(holder === undefined ? [] : [sql`${sql.ref(holder)} = ${id}`]),
        ...(hash === undefined ? [] : [sql`${sql.ref(hash)} = any(${vault.blinds(user.email)}::text[])`]),
      ];
      if (hers.length === 0) continue;
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}
      where ${sql.join(hers, sql` or `)} limit ${MOST}`.execute(db);
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
