import { z } from "zod";
import { ensureCampaign } from "../../imports/imports.sql.ts";
import { makeReadingAids } from "../../initiatives/read-answer.ts";
import { createNetwork } from "../../networks/actions/create-network.ts";
import { canCreateNetwork } from "../../networks/policies.ts";
import { type Doors, findNetwork } from "../../platform/action.ts";
import { appendAudit } from "../../platform/audit.ts";
import { announceChange } from "../../platform/database/database.ts";
import { within } from "../../platform/database/reach.ts";
import { refreshStatistics } from "../../platform/database/refresh-statistics.ts";
import { conflict, forbidden, invalid, ok, type Result } from "../../platform/result.ts";
import { indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { defineStudy } from "../../studies/actions/define-study.ts";
import { openReference } from "../../territories/reference.ts";
import {
  countMade,
  countMadeWithin,
  hasOtherAnswers,
  holdRange,
  keepImport,
  keepProgress,
  readDomains,
  writeActors,
  writeRows,
} from "../generated.sql.ts";
import { idOf, networkIdOf } from "../ids.ts";
import { type MadeInitiative, makeInitiative } from "../make-initiative.ts";
import { ORGANISATION } from "../partners.ts";
import { type Gazetteer, openGazetteer } from "../places.ts";
import { type Destination, rowsOf } from "../rows.ts";
import { FICTITIOUS_STUDY } from "../study.ts";

const MOST_INITIATIVES = 1_000_000;
const BATCH = 500;
/** Batches written at once: while the database works on one, the next is made. */
const LANES = 2;

const GenerateInput = z.object({
  network: z.string(),
  count: z.int().min(1).max(MOST_INITIATIVES),
  seed: z.int().min(0).default(1),
});

export type GenerationOutcome = { created: number; total: number };
type Options = { onProgress?: (done: number, total: number) => void };

/**
 * Makes a network of invented initiatives, the same for the same seed, and says everywhere that it is one. Run again with
 * the same seed it goes on where it stopped, or grows to the number asked for; any other network is refused.
 */
export async function generateNetwork(
  doors: Doors,
  rawInput: unknown,
  { onProgress }: Options = {},
): Promise<Result<GenerationOutcome>> {
  const parsed = GenerateInput.safeParse(rawInput);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    return invalid("input", { action: "generate_network" }, issues);
  }
  if (!canCreateNetwork(doors.person)) return forbidden("forbidden", { action: "generate_network" });
  const { network, seed } = parsed.data;
  return within([networkIdOf(network, seed)], () => generate(doors, parsed.data, onProgress));
}

async function generate(
  doors: Doors,
  { network: slug, count, seed }: z.output<typeof GenerateInput>,
  onProgress: Options["onProgress"],
): Promise<Result<GenerationOutcome>> {
  // One at a time: two runs that begin together would both create the network.
  const opened = await doors.db.transaction().execute(async (held) => {
    await holdRange(held, networkIdOf(slug, seed), 0);
    return openNetwork(doors, slug, seed);
  });
  if (!opened.ok) return opened;
  const reference = openReference();
  const to: Destination = { ...opened.value, person: doors.person.id, reference };
  const created = await addAll(doors, to, seed, count, onProgress);
  if (created > 0) await finish(doors, to.networkId, created);
  return ok({ created, total: await countMade(doors.db, to.networkId, to.importId) });
}

async function addAll(
  doors: Doors,
  to: Destination,
  seed: number,
  count: number,
  onProgress: Options["onProgress"],
): Promise<number> {
  const gazetteer = openGazetteer(to.reference, makeReadingAids(to.reference, ORGANISATION).resolve);
  let [next, done, created] = [1, 0, 0];
  const lane = async () => {
    while (next <= count) {
      const first = next;
      const last = Math.min(count, first + BATCH - 1);
      next += BATCH;
      const added = await addBatch(doors, to, gazetteer, seed, first, last);
      created += added;
      done += last - first + 1;
      onProgress?.(done, count);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return created;
}

type Opened = Result<Pick<Destination, "networkId" | "campaignId" | "importId" | "domains">>;

async function openNetwork(doors: Doors, slug: string, seed: number): Promise<Opened> {
  const networkId = networkIdOf(slug, seed);
  const importId = idOf(networkId, "import");
  const before = await findNetwork(doors.db, slug);
  if (before && before.id !== networkId) return conflict("generation_other", { network: slug, seed });
  if (before && (await hasOtherAnswers(doors.db, networkId, importId)))
    return conflict("generation_mixed", { network: slug });
  if (!before) {
    const made = await createNetwork({ ...doors, newId: () => networkId }, { slug, ...presentation(seed) });
    if (!made.ok) return made;
  }
  let given = 0;
  const newId = () => idOf(networkId, `study/${given++}`);
  const defined = await defineStudy({ ...doors, newId }, { network: slug, ...FICTITIOUS_STUDY });
  if (!defined.ok && defined.failure.code !== "grid_exists") return defined;
  const now = doors.now();
  const campaignId = await doors.db.transaction().execute(async (db) => {
    const campaign = await ensureCampaign(
      db,
      networkId,
      "essai",
      "Questionnaire fictif",
      () => idOf(networkId, "campaign"),
      now,
    );
    const fileName = `reponses-fictives-${seed}.csv`;
    await keepImport(db, { networkId, id: importId, campaignId: campaign, fileName, person: doors.person.id, now });
    return campaign;
  });
  return ok({ networkId, campaignId, importId, domains: await readDomains(doors.db, networkId) });
}

/** What the network says of itself, on every page. */
const presentation = (seed: number) => ({
  name: `Réseau fictif n° ${seed}`,
  description:
    "Initiatives inventées par un programme, pour essayer Ancrage avec beaucoup de données. Aucune n’a eu lieu.",
  organisation: ORGANISATION,
  provenance: `Réseau fictif : un programme a inventé ces initiatives (graine ${seed}) dans de vraies communes ; les organismes nommés n’y ont pris aucune part.`,
  published: true,
});

/** Writes those initiatives from one number to another that are not there, in one transaction; answers how many. */
async function addBatch(
  doors: Doors,
  to: Destination,
  gazetteer: Gazetteer,
  seed: number,
  first: number,
  last: number,
): Promise<number> {
  const { networkId, importId } = to;
  const there = await countMadeWithin(doors.db, networkId, first, last);
  const batch: MadeInitiative[] = [];
  for (let ordinal = first + there; ordinal <= last; ordinal++) batch.push(makeInitiative(seed, ordinal, gazetteer));
  if (batch.length === 0) return 0;
  const rows = rowsOf(batch, to);
  // Apart from the rest: two batches that meet a new organisation would else wait for one another to the end.
  await writeActors(doors.db, rows.actors);
  const written = await doors.db.transaction().execute(async (db) => {
    await holdRange(db, networkId, first);
    if ((await countMadeWithin(db, networkId, first, last)) !== there) return false;
    await writeRows(db, rows);
    await indexInitiatives(
      db,
      networkId,
      rows.initiatives.map(({ id }) => String(id)),
    );
    const review = rows.review_items.length;
    await keepProgress(db, networkId, importId, { created: batch.length, review, now: doors.now() });
    return true;
  });
  // Else somebody makes the same network at the same time and was first, with this range or its beginning.
  return written ? batch.length : addBatch(doors, to, gazetteer, seed, first, last);
}

async function finish(doors: Doors, networkId: string, created: number): Promise<void> {
  await refreshStatistics(doors.db);
  await doors.db.transaction().execute(async (db) => {
    await announceChange(db, networkId);
    await appendAudit(db, networkId, {
      at: doors.now(),
      actor: doors.person.id,
      action: "generate_network",
      subjects: { network: networkId, created },
      request: doors.request,
    });
  });
}
