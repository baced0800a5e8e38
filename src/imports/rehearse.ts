import { makeReadingAids, readAnswer } from "../initiatives/read-answer.ts";
import { planAnswers } from "../initiatives/store-answers.sql.ts";
import { canImport } from "../networks/policies.ts";
import type { Doors, Network } from "../platform/action.ts";
import { fail, invalid, ok, type Result } from "../platform/result.ts";
import { openReference } from "../territories/reference.ts";
import { batchesOf, type Counts, KEPT_REJECTIONS, NO_COUNTS, type Rejection } from "./import-rows.ts";
import { recallMapping } from "./imports.sql.ts";
import { headerSignature, mappingOf, matchColumns } from "./match-columns.ts";
import { openReceived, type ReadingLimits } from "./open-received.ts";
import { firstRows } from "./preview.ts";
import { refusedBy } from "./table.ts";

type Input = {
  network: Network | null;
  campaign: string;
  path: string;
  limits: ReadingLimits;
  onProgress?: (done: number, share: number) => void;
};

/** Says what importing a whole file would do, to a network that may not exist yet, and writes nothing. */
export async function rehearseImport(doors: Doors, input: Input): Promise<Result<Counts & { rejected: Rejection[] }>> {
  const { network, campaign } = input;
  if (network && !canImport(doors.person, network))
    return fail({ kind: "forbidden", code: "forbidden", params: { action: "rehearse_import" } });
  const opened = await openReceived(input.path, input.limits);
  if (!opened.ok) return opened;
  const table = opened.value;
  const signature = headerSignature(table.header);
  const campaignId = network
    ? (
        await doors.db
          .selectFrom("campaigns")
          .select("id")
          .where("network_id", "=", network.id)
          .where("key", "=", campaign)
          .executeTakeFirst()
      )?.id
    : undefined;
  const aids = makeReadingAids(openReference(), network?.organisation ?? null);
  const outcome = { ...NO_COUNTS, rejected: [] as Rejection[] };
  try {
    const remembered = network ? await recallMapping(doors.db, network.id, signature) : undefined;
    const mapping = mappingOf(
      matchColumns(
        table.header,
        await firstRows(table, 50),
        remembered ? { [signature]: remembered as Record<string, null> } : {},
      ),
    );
    if (!mapping.includes("title")) return invalid("title_column_missing");
    for await (const batch of batchesOf(table, mapping, doors.now().getFullYear() + 1, 500)) {
      const plan = await planAnswers(doors.db, network?.id ?? "", campaignId ?? null, batch.answers);
      outcome.read += batch.read;
      outcome.created += plan.created.length;
      outcome.updated += plan.updated.length;
      outcome.unchanged += plan.unchanged;
      outcome.refused += batch.refused.length;
      outcome.rejected.push(...batch.refused.slice(0, KEPT_REJECTIONS - outcome.rejected.length));
      for (const { answer } of [...plan.created, ...plan.updated])
        outcome.review += readAnswer(answer, aids).doubts.length;
      input.onProgress?.(outcome.read, batch.share);
    }
  } catch (error) {
    return refusedBy(error);
  }
  return ok(outcome);
}
