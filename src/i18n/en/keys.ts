import type { keys as french } from "../fr/keys.ts";

const count = (n: number): string => n.toLocaleString("en");

/** What the keys of confidential fields say. */
export const keys: typeof french = {
  line: (key, inUse, madeAt, values) =>
    `${key}\t${inUse ? "in use" : "replaced"}\t${madeAt?.slice(0, 10) ?? "-"}\t${count(values)} values`,
  missing: (key, values) => `${key}\tMISSING\t-\t${count(values)} values that nothing opens here`,
  plain: (values) => `${count(values)} values are not encrypted yet: ancrage keys rotate`,
  sealing: (sealed) => `Encrypting: ${count(sealed)} values`,
  turned: (key, sealed) => `Key in use: ${key}; ${count(sealed)} values encrypted again.`,
  dropped: (names) => `Keys forgotten, which sealed nothing any more: ${names}.`,
  waiting: (names) =>
    `Keys kept for a day for what was being written, then forgotten by themselves: ${names}. A plain archive made before will not open without them.`,
  fault: (key, known, column, values) =>
    known
      ? `the key ${key} is not the one that encrypted ${column} (${count(values)} values)`
      : `the key ${key} is missing (${column}, ${count(values)} values)`,
  secrets: (waiting, unreadable) =>
    unreadable > 0
      ? `${count(unreadable)} values that no secret here opens: put the old one back in ANCRAGE_SECRETS, or ancrage people link --without-codes`
      : waiting > 0
        ? `${count(waiting)} values wait for the night to be encrypted with the new secret: keep the old one until then`
        : "everything is encrypted with the secret in use",
};
