import type { Schema } from "../platform/database/schema.ts";

/** A table with sealed columns: what makes its places, and what each column is kept as. */
export type SealedTable = {
  table: keyof Schema;
  key: readonly ["id"] | readonly ["network_id", "id"];
  columns: readonly { name: string; json?: true; hash?: string }[];
};

/** Every column that the vault seals; the accounts' library seals its own, under the secrets of the configuration. */
export const SEALED: readonly SealedTable[] = [
  {
    table: "mails",
    key: ["id"],
    columns: [
      { name: "recipient", hash: "recipient_hash" },
      { name: "params", json: true },
    ],
  },
  {
    table: "invitations",
    key: ["network_id", "id"],
    columns: [{ name: "email", hash: "email_hash" }, { name: "name" }],
  },
  { table: "statements", key: ["network_id", "id"], columns: [{ name: "extra", json: true }] },
  {
    table: "imports",
    key: ["network_id", "id"],
    columns: [
      { name: "preview", json: true },
      { name: "rejected", json: true },
    ],
  },
  { table: "proposals", key: ["network_id", "id"], columns: [{ name: "email", hash: "email_hash" }] },
  { table: "comments", key: ["network_id", "id"], columns: [{ name: "body" }] },
];
