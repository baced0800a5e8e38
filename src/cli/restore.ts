import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { readPassphrase } from "../backup/passphrase.ts";
import { type Restored, restore } from "../backup/restore.ts";
import { listNetworks } from "../networks/networks.sql.ts";
import { eraseAgain } from "../personal-data/actions/erase-again.ts";
import { readErased } from "../personal-data/erased-list.ts";
import type { Config } from "../platform/config.ts";
import { makeLog } from "../platform/log.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { openAddress, openRuntime } from "../platform/runtime.ts";
import { reindex } from "../search/actions/reindex-network.ts";
import { type Command, DONE, type Ending, type Io, misused, refused, type Values } from "./command.ts";
import { sayFailure } from "./words.ts";

export const command: Command = {
  name: "restore",
  usage: "FILE [--data DIR [--into URL]] [--passphrase-file FILE] [--force] [--json]",
  options: { into: { type: "string" }, "passphrase-file": { type: "string" }, force: { type: "boolean" } },
  words: [1, 1],
  // Opened as usual, an empty database would be given the schema of today before the one of the archive.
  needs: "nothing",
  run: async (io, [archive], values, given) => {
    const config = aimedAt(given, values.into);
    if (config === null) return misused("--into postgresql://…");
    const mixed = refuseMixed(io, values, given);
    if (mixed !== null) return misused(mixed);
    const file = typeof values["passphrase-file"] === "string" ? values["passphrase-file"] : null;
    const passphrase = await readPassphrase(file ?? config.backups.passphraseFile, config.backups.passphrase, false);
    if (!passphrase.ok) return refused(passphrase.failure);
    // The embedded database makes its folder itself, with what its account needs.
    if (config.databaseUrl) await mkdir(config.dataDir, { recursive: true });
    const opened = await openAddress(config, makeLog(config.logLevel));
    if (!opened.ok) return refused(opened.failure);
    try {
      return await run(io, resolve(archive!), values, config, opened.value.ownerUrl, passphrase.value);
    } finally {
      await opened.value.stop();
    }
  },
};

/** The same settings, leading to another database. */
function aimedAt(config: Config, into: Values[string]): Config | null {
  if (into === undefined) return config;
  if (typeof into !== "string" || !/^postgres(ql)?:\/\//.test(into) || !URL.canParse(into)) return null;
  return { ...config, databaseUrl: into, sessionUrl: null, ownerUrl: null, replicaUrls: [] };
}

/** Why this would mix what is in use with what is asked, and what to type instead: a database and its folder go together. */
function refuseMixed({ words }: Io, { into, data }: Values, given: Config): string | null {
  if (into !== undefined && data === undefined) return words.backup.intoAlone(given.dataDir);
  if (data === undefined || into !== undefined || given.databaseUrl === null) return null;
  const around = Object.keys(process.env).filter((name) => /^DATABASE_\w*URLS?(_FILE)?$/.test(name));
  const unset = around.sort().map((name) => `-u ${name}`);
  return words.backup.dataAlone(String(data), unset.join(" "));
}

async function run(
  io: Io,
  archive: string,
  values: Values,
  config: Config,
  url: string,
  passphrase: string | null,
): Promise<Ending> {
  const words = io.words.backup;
  const began = Date.now();
  // A short one says nothing meanwhile.
  let said = Date.now();
  const restored = await restore({
    ...{ archive, url, passphrase, dataDir: config.dataDir, at: new Date(), force: values.force === true },
    onTable: (name) => {
      if (Date.now() - said < 1000) return;
      said = Date.now();
      io.say(words.writing(name));
    },
  });
  if (!restored.ok) return refused(restored.failure);
  const again = await eraseAgainIn(io, config);
  const reindexed = restored.value.otherServer ? await reindexAll(io, config) : false;
  const { value } = restored;
  if (io.json)
    io.answer(JSON.stringify({ ...value, reindexed, erasedAgain: again, seconds: (Date.now() - began) / 1000 }));
  else io.answer(words.restored(value.rows, value.files, value.snapshot));
  sayRest(io, value);
  const { undone } = again;
  return undone === 0 ? DONE : refused({ kind: "unavailable", code: "erasures_undone", params: { undone } });
}

function sayRest(io: Io, { keptIn, renamed, applied, missing }: Restored): void {
  const words = io.words.backup;
  if (applied.length > 0) io.say(io.words.migrated(applied.length));
  if (keptIn) io.say(words.keptIn(keptIn));
  if (renamed.length > 0) io.say(words.renamed(renamed.length, renamed.slice(0, 3).join(", ")));
  if (missing.length > 0) io.say(words.missing(missing.length, missing.slice(0, 3).join(", ")));
  io.say(words.signInAgain);
}

/** Whom was erased after the archive was made would come back with it: the data folder remembers, and so do its archives. */
async function eraseAgainIn(io: Io, config: Config): Promise<{ accounts: number; rows: number; undone: number }> {
  const { erased, unreadable } = readErased(config.dataDir);
  if (unreadable.length > 0)
    io.say(io.words.backup.erasedUnreadable(unreadable.length, unreadable.slice(0, 3).join(", ")));
  if (erased.length === 0) return { accounts: 0, rows: 0, undone: 0 };
  const opened = await openRuntime(config, makeLog(config.logLevel));
  if (!opened.ok) {
    io.say(sayFailure(io.words, opened.failure));
    return { accounts: 0, rows: 0, undone: erased.length };
  }
  const runtime = opened.value;
  try {
    const { accounts, rows, undone, sealed } = await eraseAgain(runtime.doors(LOCAL_PERSON));
    if (sealed) io.say(io.words.backup.erasedSealed);
    if (accounts + rows > 0) io.say(io.words.backup.erasedAgain(accounts, rows));
    return { accounts, rows, undone };
  } finally {
    await runtime.close();
  }
}

/** Another PostgreSQL may cut words otherwise: what was indexed by the one before would not be found by this one. */
async function reindexAll(io: Io, config: Config): Promise<boolean> {
  const opened = await openRuntime(config, makeLog(config.logLevel));
  if (!opened.ok) return false;
  const runtime = opened.value;
  try {
    for (const { slug } of await listNetworks(runtime.db, false)) {
      io.say(io.words.backup.reindexing(slug));
      await reindex(runtime.doors(LOCAL_PERSON), { network: slug });
    }
    return true;
  } finally {
    await runtime.close();
  }
}
