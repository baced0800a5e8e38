import { listStandingIds } from "../initiatives/initiatives.sql.ts";
import { eachRecord } from "../initiatives/records.sql.ts";
import type { Network } from "../platform/action.ts";
import { readHead } from "../platform/audit.ts";
import type { Database } from "../platform/database/database.ts";
import { listCodings, listDomains, listFindings, listStrengths, readGrid, readStudy } from "../studies/studies.sql.ts";
import { openReference } from "../territories/reference.ts";
import type { ReportMaterial } from "./build-model.ts";
import { readDraft } from "./reports.sql.ts";

/** Reads all that a report of a network would say today, in one snapshot of the database. */
export async function readMaterial(
  db: Database,
  network: Network,
  lang: "fr" | "en",
  at: Date,
): Promise<ReportMaterial> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (snapshot) => {
      const ids = await listStandingIds(snapshot, network.id);
      const head = await readHead(snapshot, network.id);
      const { study } = await readStudy(snapshot, network.id);
      return {
        network,
        lang,
        date: at.toISOString().slice(0, 10),
        draft: await readDraft(snapshot, network.id, lang),
        records: await Array.fromAsync(eachRecord(snapshot, network.id, ids)),
        codings: await listCodings(snapshot, network.id, null),
        domains: await listDomains(snapshot, network.id),
        findings: await listFindings(snapshot, network.id, null),
        strengths: await listStrengths(snapshot, network.id),
        grid: await readGrid(snapshot, network.id),
        study,
        reference: openReference(),
        audit: head && { ...head, at: at.toISOString() },
      };
    });
}
