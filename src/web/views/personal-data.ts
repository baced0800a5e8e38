import type { Held } from "../../personal-data/actions/find-person.ts";
import { listRequests, listRuns } from "../../personal-data/retention.sql.ts";
import { excerptsOf, formsOf, wantedOf } from "../../personal-data/wanted.ts";
import type { Database } from "../../platform/database/database.ts";
import type { FoundView, PersonalDataView } from "../pages/personal-data.ts";

const SHOWN = 60;

/** What was handled and what retention deleted, latest first. */
export async function readHandled(
  db: Database,
  networkId: string,
): Promise<Pick<PersonalDataView, "requests" | "runs">> {
  const [requests, runs] = await Promise.all([listRequests(db, networkId, 50), listRuns(db, 14)]);
  return {
    requests: requests.map(({ kind, at, counts }) => ({
      kind,
      at: at.toISOString(),
      rows: Object.values(counts).reduce((sum, one) => sum + one, 0),
    })),
    runs: runs.map(({ ended_at, counts }) => ({ at: ended_at.toISOString(), counts })),
  };
}

/** What was found of somebody, the words around each place where she is named. */
export async function toFound(
  db: Database,
  networkId: string,
  held: Held,
  lines: readonly string[],
): Promise<FoundView> {
  const wanted = wantedOf(formsOf(lines));
  const shown = held.words.slice(0, SHOWN);
  const ids = [...new Set(shown.flatMap(({ sheet }) => sheet ?? []))];
  const sheets =
    ids.length === 0
      ? []
      : await db
          .selectFrom("initiatives")
          .select(["id", "key", "title"])
          .where("network_id", "=", networkId)
          .where("id", "in", ids)
          .execute();
  return {
    accounts: held.accounts,
    reports: held.reports,
    files: held.files,
    unreadable: held.unreadable,
    invitations: held.invitations.length,
    texts: shown.map(({ table, sheet, words }) => ({
      table,
      sheet: sheets.find(({ id }) => id === sheet) ?? null,
      words: excerptsOf(words, wanted).slice(0, 3),
    })),
    more: held.words.length - shown.length,
  };
}
