import { resolve } from "node:path";
import { v7 as uuid } from "uuid";
import { backUp } from "../backup/back-up.ts";
import { recordBackup } from "../backup/back-up-daily.ts";
import { isOurs } from "../backup/catalogue.sql.ts";
import { readPassphrase } from "../backup/passphrase.ts";
import type { Config } from "../platform/config.ts";
import { databaseOn, withSession } from "../platform/database/session.ts";
import { makeLog } from "../platform/log.ts";
import { openAddress } from "../platform/runtime.ts";
import { type Command, DONE, type Ending, type Io, misused, refused, type Values } from "./command.ts";

export const command: Command = {
  name: "backup",
  usage: "--out FILE [--passphrase-file FILE] [--force] [--no-verify] [--data DIR] [--json]",
  options: {
    out: { type: "string" },
    "passphrase-file": { type: "string" },
    force: { type: "boolean" },
    "no-verify": { type: "boolean" },
  },
  words: [0, 0],
  // Nothing is migrated: what is kept before an upgrade is what the version before made.
  needs: "nothing",
  run: async (io, _args, values, config) => {
    if (typeof values.out !== "string" || values.out === "") return misused("--out");
    const file = typeof values["passphrase-file"] === "string" ? values["passphrase-file"] : null;
    const { passphraseFile, passphrase: given } = config.backups;
    const passphrase = await readPassphrase(file ?? passphraseFile, given, true);
    if (!passphrase.ok) return refused(passphrase.failure);
    const opened = await openAddress(config, makeLog(config.logLevel));
    if (!opened.ok) return refused(opened.failure);
    try {
      return await run(io, values, config, opened.value.ownerUrl, passphrase.value);
    } finally {
      await opened.value.stop();
    }
  },
};

async function run(io: Io, values: Values, config: Config, url: string, passphrase: string | null): Promise<Ending> {
  const out = resolve(String(values.out));
  const machine = {
    url,
    dataDir: config.dataDir,
    anchorsDir: config.anchorsDir,
    now: () => new Date(),
    newId: () => uuid(),
  };
  const words = io.words.backup;
  const began = machine.now();
  // A short one says nothing meanwhile.
  let said = Date.now();
  const made = await backUp(machine, {
    out,
    force: values.force === true,
    verify: values["no-verify"] !== true,
    passphrase,
    onTable: (name, rows) => {
      if (Date.now() - said < 1000) return;
      said = Date.now();
      io.say(words.reading(name, rows));
    },
    onVerify: () => io.say(words.verifying),
  });
  await remember(url, machine, { made, began, out, scheduled: false, encrypted: passphrase !== null });
  if (!made.ok) return refused(made.failure);
  const { value } = made;
  if (io.json) io.answer(JSON.stringify(value));
  else io.answer(words.made(out, value.bytes, value.rows, value.files, value.seconds));
  if (value.missing.length > 0) io.say(words.missing(value.missing.length, value.missing.slice(0, 3).join(", ")));
  if (value.unanchored !== null) io.say(words.unanchored(value.unanchored));
  if (!value.encrypted) io.say(words.plain);
  if (value.unverified === null) {
    io.say(value.verified ? words.verified : words.notVerified);
    return DONE;
  }
  return refused({ kind: "unavailable", code: "backup_unverifiable", params: { detail: value.unverified } });
}

/** The doctor tells the age of the last backup; a database of an older version has no place to keep it. */
async function remember(
  url: string,
  machine: Parameters<typeof recordBackup>[1],
  ended: Parameters<typeof recordBackup>[2],
) {
  await withSession(url, "ancrage backup", async (client) => {
    if (await isOurs(client, "backups")) await recordBackup(databaseOn(client), machine, ended);
  }).catch(() => {
    // A server that is away cannot remember it; the command tells why.
  });
}
