import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { receiveFile } from "../../src/imports/actions/receive-file.ts";
import { runImport } from "../../src/imports/actions/run-import.ts";
import { startImport } from "../../src/imports/actions/start-import.ts";
import { listStandingIds } from "../../src/initiatives/initiatives.sql.ts";
import { toListItem } from "../../src/initiatives/list-item.ts";
import { eachRecord } from "../../src/initiatives/records.sql.ts";
import { createNetwork } from "../../src/networks/actions/create-network.ts";
import { findNetwork } from "../../src/platform/action.ts";
import { defineStudy } from "../../src/studies/actions/define-study.ts";
import type { Bench } from "./database.ts";

const LIMITS = { uploadBytes: 10 ** 8, inflatedBytes: 10 ** 8 };

/** Makes a network with the domains named, and a grid of one dimension; answers its id. */
export async function makeNetwork(bench: Bench, slug: string, domains: string[]): Promise<string> {
  const created = await createNetwork(bench.doors(), { slug, name: slug, organisation: "MGEN" });
  if (!created.ok) throw new Error(created.failure.code);
  const defined = await defineStudy(bench.doors(), {
    network: slug,
    study: { key: "etude", title: "Étude" },
    grid: {
      version: 1,
      manual: "",
      scale: [],
      dimensions: [{ key: "besoins", name: "Besoins", lever: "l", impact: "i" }],
    },
    domains: domains.map((key) => ({
      key,
      name: key,
      definition: "",
      findingsTitle: "",
      findings: [`constat de ${key}`],
    })),
  });
  if (!defined.ok) throw new Error(defined.failure.code);
  return created.value.id;
}

/** Imports a text as a CSV file through the real actions. */
export async function importText(bench: Bench, network: string, text: string) {
  const received = await receive(bench, network, text);
  return received.ok ? runImport(bench.doors(), { network, id: received.value.id }) : received;
}

/** Imports a file as the command line does, which reads no more than its first rows beforehand. */
export async function importUnseen(bench: Bench, network: string, content: string | Buffer) {
  const received = await receive(bench, network, content, false);
  return received.ok ? runImport(bench.doors(), { network, id: received.value.id }) : received;
}

/** An import of these lines that is asked for and not done yet, by its identifier. */
export async function receiveText(bench: Bench, network: string, text: string): Promise<string> {
  const received = await receive(bench, network, text);
  if (!received.ok) throw new Error(received.failure.code);
  return received.value.id;
}

async function receive(bench: Bench, network: string, content: string | Buffer, preview = true) {
  const path = join(bench.dataDir, `incoming-${crypto.randomUUID()}`);
  await writeFile(path, content);
  const input = { network, fileName: "reponses.csv", path, limits: LIMITS, preview };
  const received = await receiveFile(bench.doors(), input);
  if (!received.ok) return received;
  const started = await startImport(bench.doors(), { network, id: received.value.id });
  return started.ok ? received : started;
}

/** Every standing initiative of a network, as the command line gives it. */
export async function itemsOf(bench: Bench, slug: string) {
  const network = await findNetwork(bench.db, slug);
  const ids = await listStandingIds(bench.db, network!.id);
  return (await Array.fromAsync(eachRecord(bench.db, network!.id, ids))).map(toListItem);
}
