import { z } from "zod";
import { listStandingIds } from "../../initiatives/initiatives.sql.ts";
import { canPublishReport } from "../../networks/policies.ts";
import { action, type Doors, findNetwork, withinNetwork } from "../../platform/action.ts";
import { anchorAll } from "../../platform/audit-anchors.ts";
import { conflict, fail, invalid, notFound, ok, type Result } from "../../platform/result.ts";
import { buildModel } from "../build-model.ts";
import type { ReportModel } from "../model.ts";
import { readMaterial } from "../read-material.ts";
import { insertReport, isUnderWay } from "../reports.sql.ts";
import { sealedWords } from "../sealed-words.ts";

/** A thousand sheets take three of the four gigabytes that the layout may take: no report past this could be printed. */
export const MOST_SHEETS = 1200;

type Input = { network: string; lang: "fr" | "en" };

/**
 * Seals what a network says today: the data and their hash are kept from now on, the files are composed by a job. The
 * data are read before the transaction that writes, in a snapshot of their own.
 */
export const sealReport = (doors: Doors, input: Input): Promise<Result<{ id: string; number: number }>> =>
  withinNetwork(doors.db, input.network, () => seal(doors, input));

async function seal(doors: Doors, input: Input): Promise<Result<{ id: string; number: number }>> {
  const network = await findNetwork(doors.db, input.network);
  if (!network) return notFound("network", { network: input.network });
  if (!canPublishReport(doors.person, network))
    return fail({ kind: "forbidden", code: "forbidden", params: { action: "seal_report" } });
  // Asked before anything is read: all that a hundred thousand sheets say would fill the memory of this very process.
  const initiatives = (await listStandingIds(doors.db, network.id)).length;
  if (initiatives > MOST_SHEETS) return invalid("report_too_large", { initiatives, most: MOST_SHEETS });
  const material = await readMaterial(doors.db, network, input.lang, doors.now());
  if (material.records.length === 0) return invalid("report_empty");
  const sealed = await keepSealed(doors, { ...input, model: buildModel(material, sealedWords(input.lang)) });
  if (sealed.ok) await anchor(doors);
  return sealed;
}

/** Writes outside of the database how far the journal goes now that it tells of this report, which is sealed anyway. */
async function anchor({ db, anchorsDir, now, person, request, log }: Doors): Promise<void> {
  try {
    await anchorAll(db, anchorsDir, now(), "report", { actor: person.id, request });
  } catch (error) {
    log.error({ err: error, request }, "the journal could not be anchored");
  }
}

const keepSealed = action({
  name: "seal_report",
  input: z.object({ network: z.string(), lang: z.enum(["fr", "en"]), model: z.custom<ReportModel>() }),
  allow: canPublishReport,
  run: async ({ db, network, person, now, newId, enqueue }, { lang, model }) => {
    // The button sent twice at once makes one report.
    if (await isUnderWay(db, network.id, lang)) return conflict("report_busy");
    const id = newId();
    const number = await insertReport(db, network.id, { id, lang, model, by: person.id, at: now() });
    await enqueue(db, "report", { network: network.slug, id, person: person.id });
    return ok({ id, number });
  },
  subjects: ({ model }, { id, number }) => ({ report: id, number, data: model.dataHash }),
});
