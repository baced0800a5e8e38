import { createHash } from "node:crypto";
import { canPublishReport } from "../../networks/policies.ts";
import { type Doors, findNetwork, withinNetwork } from "../../platform/action.ts";
import { announceChange } from "../../platform/database/database.ts";
import { fail, notFound, ok, type Result } from "../../platform/result.ts";
import { composeHtml } from "../compose-html.ts";
import { keepFiles, noteProgress, readReport } from "../reports.sql.ts";
import { composeInChild } from "../run-composer.ts";

type Input = {
  network: string;
  id: string;
  onProgress?: (share: number) => void;
  /** Whether somebody tries again what was only away: the report has then not failed yet. */
  triedAgain?: boolean;
};

/**
 * Composes the files of a sealed report from its sealed data. Cut short and run again, it makes the same bytes; run once
 * more after it ended, it gives what was made the first time.
 */
export const composeReport = (doors: Doors, input: Input): Promise<Result<Composed>> =>
  withinNetwork(doors.db, input.network, () => compose(doors, input));

type Composed = { number: number; pdf: Buffer; html: string };

async function compose(doors: Doors, input: Input): Promise<Result<Composed>> {
  const { db } = doors;
  const network = await findNetwork(db, input.network);
  if (!network) return notFound("network", { network: input.network });
  if (!canPublishReport(doors.person, network))
    return fail({ kind: "forbidden", code: "forbidden", params: { action: "compose_report" } });
  const report = await readReport(db, network.id, input.id);
  if (!report?.model) return notFound("report", { number: null });
  if (report.status === "sealed" && report.pdf && report.html)
    return ok({ number: report.number, pdf: report.pdf, html: report.html });
  const lang = report.lang === "en" ? "en" : "fr";
  const tell = async (share: number, status: "composing" | "failed" = "composing", failure: unknown = null) => {
    input.onProgress?.(share);
    await noteProgress(db, network.id, report.id, status, share, failure);
  };
  await tell(0.05);
  // One after the other, and the last before what follows; one that could not be noted is not worth a report, nor a worker.
  let noted: Promise<void> = Promise.resolve();
  const tellOnTheWay = (share: number) => {
    noted = noted.then(() => tell(share)).catch(() => {});
  };
  const composed = await composeInChild(report.model, {
    lang,
    onProgress: ({ step, of }) => tellOnTheWay(0.05 + (0.85 * step) / (of + 1)),
  });
  await noted;
  if (!composed.ok) {
    if (input.triedAgain && composed.failure.kind === "unavailable") return composed;
    await tell(0, "failed", composed.failure);
    await announceChange(db, network.id);
    return composed;
  }
  const pdf = Buffer.from(composed.value);
  const html = composeHtml(report.model, { lang });
  const hash = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");
  await keepFiles(db, network.id, report.id, { pdf, html, pdfHash: hash(pdf), htmlHash: hash(html), at: doors.now() });
  await announceChange(db, network.id);
  input.onProgress?.(1);
  return ok({ number: report.number, pdf, html });
}
