import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { mergeInitiatives } from "../duplicates/actions/merge-initiatives.ts";
import { receiveFile } from "../imports/actions/receive-file.ts";
import { runImport } from "../imports/actions/run-import.ts";
import { startImport } from "../imports/actions/start-import.ts";
import { acceptReadings } from "../initiatives/actions/accept-readings.ts";
import { classifyInitiative } from "../initiatives/actions/classify-initiative.ts";
import { createNetwork } from "../networks/actions/create-network.ts";
import { peopleDemonstration } from "../people/actions/people-demonstration.ts";
import { demonstrationAddress } from "../people/demonstration.ts";
import { findUserByEmail } from "../people/people.sql.ts";
import { type Doors, findNetwork, withinNetwork } from "../platform/action.ts";
import { within } from "../platform/database/reach.ts";
import { refreshStatistics } from "../platform/database/refresh-statistics.ts";
import { ok, type Result } from "../platform/result.ts";
import { defineStudy } from "../studies/actions/define-study.ts";
import { loadCodings } from "../studies/actions/load-codings.ts";
import { tieFindings } from "../studies/actions/tie-findings.ts";
import { readStudy } from "./read-study.ts";

export const DEMONSTRATION = "demonstration";
const FOLDER = join(import.meta.dirname, "../../data/demo");
const CAMPAIGN = "identification";
const LIMITS = { uploadBytes: 10 * 2 ** 20, inflatedBytes: 10 * 2 ** 20 };

type Decisions = { domains: Record<string, string[]>; merges: { kept: string; merged: string }[] };
type Words = { number: string; column: string | null; quote: string | null };
type Ties = {
  proposedBy: string;
  ties: (Words & { domain: string; finding: number })[];
  strengths: (Words & { strength: string })[];
};

/**
 * Loads the demonstration network by the same actions as anybody's: answers imported, domains and merges decided, codings
 * recorded, findings and lines of force tied. Does nothing when it is there; stopped half-way and called again, it goes on.
 */
export async function loadDemonstration(doors: Doors): Promise<Result<{ created: boolean; initiatives: number }>> {
  const before = await findNetwork(doors.db, DEMONSTRATION);
  if (before && (await isComplete(doors, before.id))) {
    // A demonstration loaded before accounts existed has nobody yet.
    const known = await findUserByEmail(doors.db, demonstrationAddress("administrator"));
    const peopled = known ? ok(null) : await peopleDemonstration(doors, { network: DEMONSTRATION });
    return peopled.ok ? ok({ created: false, initiatives: 0 }) : peopled;
  }
  // Run here and now: nobody waits for a job to see the demonstration.
  const here = { ...doors, enqueue: async () => {} };
  const network = DEMONSTRATION;
  if (!before) {
    const created = await createNetwork(here, {
      slug: network,
      name: "Réseau de démonstration",
      description: "Ce qu’une mutuelle d’agents publics fait dans ses territoires, raconté par ses régions.",
      organisation: "MGEN",
      published: true,
      shared: true,
      licence: "etalab-2.0",
      provenance:
        "Réseau de démonstration, composé d’après un rapport public sur la responsabilité territoriale d’une mutuelle ; faits repris avec nos mots.",
    });
    if (!created.ok) return created;
  }
  const steps: (() => Promise<Result<unknown>>)[] = [
    async () => unlessThere(await defineStudy(here, { network, ...(await readStudy(FOLDER)) }), "grid_exists"),
    () => importAnswers(here, network),
    () => applyDecisions(here, network),
    async () => loadCodings(here, { network, campaign: CAMPAIGN, codings: await readCodings() }),
    async () => tieFindings(here, { network, ...(await readJson<Ties>("constats.json")) }),
    () => acceptReadings(here, { network }),
    () => peopleDemonstration(here, { network }),
    () => mergeTwins(here, network),
  ];
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  await refreshStatistics(doors.db);
  const count = await withinNetwork(doors.db, network, () =>
    doors.db
      .selectFrom("initiatives as i")
      .innerJoin("networks as n", "n.id", "i.network_id")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("n.slug", "=", network)
      .where("i.status", "=", "active")
      .executeTakeFirstOrThrow(),
  );
  return ok({ created: true, initiatives: Number(count.count) });
}

const unlessThere = (outcome: Result<unknown>, code: string): Result<unknown> =>
  !outcome.ok && outcome.failure.code === code ? ok(null) : outcome;

// The merges come last: when the last one is there, all is.
async function isComplete(doors: Doors, networkId: string): Promise<boolean> {
  const { merges } = await readJson<Decisions>("decisions.json");
  const done = await within([networkId], () =>
    doors.db
      .selectFrom("merges")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("network_id", "=", networkId)
      .executeTakeFirstOrThrow(),
  );
  return Number(done.count) >= merges.length;
}

async function importAnswers(doors: Doors, network: string): Promise<Result<unknown>> {
  const incoming = join(doors.dataDir, "files", `incoming-${doors.newId()}`);
  await mkdir(join(doors.dataDir, "files"), { recursive: true });
  await copyFile(join(FOLDER, "initiatives-reponses.csv"), incoming);
  const received = await receiveFile(doors, {
    network,
    campaign: CAMPAIGN,
    fileName: "initiatives-reponses.csv",
    path: incoming,
    limits: LIMITS,
  });
  if (!received.ok) return received;
  const started = await startImport(doors, { network, id: received.value.id });
  return started.ok ? runImport(doors, { network, id: received.value.id }) : started;
}

async function applyDecisions(doors: Doors, network: string): Promise<Result<unknown>> {
  const { domains } = await readJson<Decisions>("decisions.json");
  for (const [key, wanted] of Object.entries(domains)) {
    const done = await classifyInitiative(doors, { network, key, domains: wanted });
    if (!done.ok) return done;
  }
  return ok(null);
}

async function mergeTwins(doors: Doors, network: string): Promise<Result<unknown>> {
  const { merges } = await readJson<Decisions>("decisions.json");
  for (const pair of merges) {
    const done = unlessThere(await mergeInitiatives(doors, { network, ...pair }), "same_initiative");
    if (!done.ok) return done;
  }
  return ok(null);
}

async function readCodings() {
  const files = await Promise.all(["codage-a.csv", "codage-b.csv"].map((name) => readFile(join(FOLDER, name))));
  const rows = files.flatMap((file) => parse(file, { columns: true, bom: true }) as Record<string, string>[]);
  return rows.map((row) => {
    const [dimension, side] = row.cellule!.split(".");
    return {
      coder: row.codeur!,
      number: row.numero!,
      dimension: dimension!,
      side: side === "levier" ? "lever" : "impact",
      score: row.note === "" ? null : Number(row.note),
      justification: row.justification!,
    };
  });
}

const readJson = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(FOLDER, name), "utf8")) as T;
