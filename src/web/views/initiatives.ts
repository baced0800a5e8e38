import { findNeighbours } from "../../initiatives/neighbours.sql.ts";
import { readRecords } from "../../initiatives/records.sql.ts";
import { placeOfExtra } from "../../initiatives/store-answers.sql.ts";
import type { Doors, Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Vault } from "../../platform/vault.ts";
import { listCodings, listDimensions } from "../../studies/studies.sql.ts";
import { findTies, findTwins } from "../../studies/ties.sql.ts";
import { openReference } from "../../territories/reference.ts";
import type { NeighbourView, SheetView } from "../pages/sheet-view.ts";
import type { StatementPageView } from "../pages/statement.ts";
import { readHistory } from "./changes.ts";
import {
  statementKey,
  toActorViews,
  toCodingViews,
  toDomainView,
  toFigureViews,
  toMention,
  toProspectViews,
  toStatementView,
  toTerritoryView,
} from "./initiative.ts";

/** One sheet with all that hangs on it. */
export async function readSheet(db: Database, network: Network, id: string): Promise<SheetView> {
  const [[record], codings, dimensions, near, ties, twins, history] = await Promise.all([
    readRecords(db, network.id, [id]),
    listCodings(db, network.id, [id]),
    listDimensions(db, network.id),
    findNeighbours(db, network.id, id, 3),
    findTies(db, network.id, id),
    findTwins(db, network.id, id),
    readHistory(db, network.id, id, 12),
  ]);
  if (!record) throw new Error(`Initiative ${id} went away between two queries`);
  const neighbours = await readRecords(
    db,
    network.id,
    near.map((neighbour) => neighbour.id),
  );
  return {
    key: record.key,
    title: record.title,
    need: record.need,
    description: record.description,
    impacts: record.impacts,
    domains: record.domains.map(toDomainView),
    territory: toTerritoryView(record, openReference()),
    since: record.sinceYear,
    archived: false,
    edited: record.edited,
    statements: record.statements.map(toStatementView),
    audiences: [
      ...new Map(
        record.audiences.map((audience) => [audience.label, { text: audience.label, status: audience.status }]),
      ).values(),
    ],
    actors: toActorViews(record),
    figures: toFigureViews(record),
    prospects: toProspectViews(record),
    dimensions,
    codings: toCodingViews(codings),
    findings: ties.map((tie) => ({
      domain: toDomainView({ key: tie.key, name: tie.name, position: tie.position }),
      text: tie.text,
      proposed: tie.status === "proposed",
    })),
    neighbours: neighbours.map((neighbour): NeighbourView => {
      const why = near.find((candidate) => candidate.id === neighbour.id)!;
      const place = why.same_commune
        ? "same_commune"
        : why.same_departement
          ? "same_departement"
          : why.same_region
            ? "same_region"
            : null;
      return {
        ...toMention(neighbour),
        reasons: [
          ...(place ? [{ code: place, words: [] }] : []),
          ...(why.partners.length > 0 ? [{ code: "shared_partners", words: why.partners }] : []),
          ...(why.words.length > 0 ? [{ code: "similar_words", words: why.words }] : []),
          ...(why.audiences.length > 0 ? [{ code: "same_audience", words: why.audiences }] : []),
          ...(why.same_domain ? [{ code: "same_domain", words: [] }] : []),
          ...(why.same_scale && record.place.scale ? [{ code: "same_scale", words: [record.place.scale] }] : []),
        ],
      };
    }),
    twins,
    toReview: record.openDoubts,
    history: [
      ...history,
      ...record.statements.map((statement) => ({
        at: new Date(statement.receivedAt).toISOString(),
        kind: "imported" as const,
        by: "local",
        count: 1,
        ...(statement.number !== null && { number: statement.number }),
      })),
    ].sort((a, b) => b.at.localeCompare(a.at)),
  };
}

/**
 * One statement of an initiative with the words of its line; undefined when the initiative has no such statement. The name
 * of the file, and the columns that no field took, may name people: they are for the workspace only.
 */
export async function readStatement(
  { db, vault }: Pick<Doors, "db" | "vault">,
  network: Network,
  id: string,
  key: string,
  whole: boolean,
): Promise<StatementPageView | undefined> {
  const [record] = await readRecords(db, network.id, [id]);
  const statement = record?.statements.find((candidate) => statementKey(candidate) === key);
  if (!record || !statement) return undefined;
  const file = await db
    .selectFrom("imports")
    .select("file_name")
    .where("network_id", "=", network.id)
    .where("id", "=", statement.importId)
    .executeTakeFirst();
  return {
    sheet: { key: record.key, title: record.title },
    statement: toStatementView(statement),
    fileName: whole ? (file?.file_name ?? null) : null,
    extra: whole ? await readExtra(db, vault, network.id, statement.id) : {},
    figures: toFigureViews(record).filter((figure) => figure.statementKey === key),
  };
}

/** The columns that no field took; null without a key to read them. */
async function readExtra(
  db: Database,
  vault: Vault,
  networkId: string,
  id: string,
): Promise<Record<string, string> | null> {
  const row = await db
    .selectFrom("statements")
    .select("extra")
    .where("network_id", "=", networkId)
    .where("id", "=", id)
    .executeTakeFirst();
  return vault.openJson(placeOfExtra(networkId, id), row?.extra ?? {}) as Record<string, string> | null;
}
