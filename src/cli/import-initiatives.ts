import { copyFile, mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { sayProblem } from "../i18n/fr/reading.ts";
import { receiveFile } from "../imports/actions/receive-file.ts";
import { runImport } from "../imports/actions/run-import.ts";
import { startImport } from "../imports/actions/start-import.ts";
import type { Counts, Rejection } from "../imports/import-rows.ts";
import { DEFAULT_CAMPAIGN } from "../imports/imports.sql.ts";
import { rehearseImport } from "../imports/rehearse.ts";
import { createNetwork } from "../networks/actions/create-network.ts";
import { findNetwork } from "../platform/action.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import type { Runtime } from "../platform/runtime.ts";
import { type Command, DONE, type Ending, type Io, misused, refused, type Values } from "./command.ts";

export const command: Command = {
  name: "import initiatives",
  usage: "FILE --network SLUG [--create-network] [--campaign KEY] [--dry-run] [--data DIR] [--json]",
  options: {
    network: { type: "string" },
    "create-network": { type: "boolean" },
    campaign: { type: "string" },
    "dry-run": { type: "boolean" },
  },
  words: [1, 1],
  reach: "network",
  needs: "database",
  run: importInitiatives,
};

async function importInitiatives(io: Io, [file]: string[], values: Values, runtime: Runtime): Promise<Ending> {
  if (typeof values.network !== "string") return misused("--network");
  const network = values.network;
  const campaign = typeof values.campaign === "string" ? values.campaign : DEFAULT_CAMPAIGN;
  const doors = { ...runtime.doors(LOCAL_PERSON), enqueue: async () => {} };
  const limits = { uploadBytes: runtime.config.uploadBytes, inflatedBytes: runtime.config.inflatedBytes };
  const known = await findNetwork(runtime.db, network);
  if (!known && !values["create-network"]) return refused({ kind: "not_found", code: "network", params: { network } });
  const bar = progressBar(io);
  if (values["dry-run"]) {
    const rehearsed = await rehearseImport(doors, {
      network: known ?? null,
      campaign,
      path: file!,
      limits,
      onProgress: bar.show,
    });
    bar.end();
    if (!rehearsed.ok) return refused(rehearsed.failure);
    say(io, rehearsed.value, rehearsed.value.rejected);
    io.say(io.words.dryRun);
    return DONE;
  }
  const incoming = join(runtime.config.dataDir, "files", `incoming-${doors.newId()}`);
  try {
    await mkdir(join(runtime.config.dataDir, "files"), { recursive: true });
    await copyFile(file!, incoming);
  } catch (error) {
    return refused({
      kind: "not_found",
      code: "file_missing",
      params: { path: file!, reason: (error as NodeJS.ErrnoException).code ?? "" },
    });
  }
  if (!known) {
    const created = await createNetwork(doors, { slug: network, name: network });
    if (!created.ok) return refused(created.failure);
  }
  const received = await receiveFile(doors, {
    network,
    campaign,
    fileName: basename(file!),
    path: incoming,
    limits,
    preview: false,
  });
  if (!received.ok) return refused(received.failure);
  const started = await startImport(doors, { network, id: received.value.id });
  if (!started.ok) return refused(started.failure);
  const outcome = await runImport(doors, { network, id: received.value.id, limits, onProgress: bar.show });
  bar.end();
  if (!outcome.ok) return refused(outcome.failure);
  say(io, outcome.value, outcome.value.rejected);
  return DONE;
}

function say(io: Io, counts: Counts, rejected: Rejection[]): void {
  const told = rejected.map(({ line, column, value, code, params }) => ({
    line,
    column,
    value,
    message: sayProblem(io.words.reading, code, params),
  }));
  const { read, created, updated, unchanged, refused: left, review } = counts;
  if (io.json) io.answer(JSON.stringify({ read, created, updated, unchanged, rejected: told, review }));
  else io.answer(io.words.imported(read, created, updated, unchanged, left, review));
  for (const { line, column, value, message } of told) io.say(io.words.rejected(line, column, value, message));
}

/** Progress on one line of the terminal; nothing when nobody watches, or when the file is done at once. */
function progressBar(io: Io): { show: (done: number, share: number) => void; end: () => void } {
  let shown = false;
  return {
    show: (done, share) => {
      if (!process.stderr.isTTY || share >= 1) return;
      const filled = Math.round(share * 30);
      shown = true;
      process.stderr.write(
        `\r${"█".repeat(filled)}${"░".repeat(30 - filled)} ${io.words.importing(done, Math.round(done / share))} `,
      );
    },
    end: () => {
      if (shown) process.stderr.write("\r\u001b[K");
    },
  };
}
