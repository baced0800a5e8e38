import { mergeActors } from "../../initiatives/list-item.ts";
import { findNeighbours } from "../../initiatives/neighbours.sql.ts";
import { type InitiativeRecord, readRecords } from "../../initiatives/records.sql.ts";
import {
  countFacets,
  type Facet,
  type Filter,
  NO_FILTER,
  type Sort,
  searchInitiatives,
  searchMap,
} from "../../initiatives/search.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { listCodings, listDimensions, listDomains } from "../../studies/studies.sql.ts";
import { findTies, findTwins } from "../../studies/ties.sql.ts";
import { openReference } from "../../territories/reference.ts";
import type { FacetName, FacetOptionView, ListRow, ListView } from "../pages/list.ts";
import type { ListQuery } from "../pages/list-address.ts";
import type { NeighbourView, SheetView } from "../pages/sheet-view.ts";
import type { StatementPageView } from "../pages/statement.ts";
import { readHistory } from "./changes.ts";
import {
  statementKey,
  toActorViews,
  toCodingViews,
  toDomainView,
  toFigureViews,
  toMap,
  toMention,
  toProspectViews,
  toStatementView,
  toTerritoryView,
} from "./initiative.ts";
import { MAP_LIMIT } from "./reading.ts";

export const PAGE_SIZE = 25;

const SORTS: Record<ListQuery["tri"], Sort> = {
  numero: "number",
  titre: "title",
  lieu: "place",
  annee: "year",
  recent: "recent",
  pertinence: "number",
};
const FACET_OF: Record<FacetName, Facet> = {
  domaine: "domains",
  region: "regions",
  departement: "departments",
  partenaire: "kinds",
  perspective: "prospects",
  dimension: "dimensions",
  annee: "years",
  statut: "statuses",
};
const NONE: Partial<Record<FacetName, string>> = { domaine: "aucun", annee: "non-dite" };
const STATUS = { settled: "settled", to_review: "review" } as const;

const one = (value: string) => (value === "" ? [] : [value]);

/** What an address of the list asks of the search. */
export function toFilter(query: ListQuery): Filter {
  const none = (name: FacetName, values: string[]) => values.map((value) => (value === NONE[name] ? "none" : value));
  return {
    q: query.q,
    domains: none("domaine", query.domaine),
    regions: one(query.region),
    departments: one(query.departement),
    kinds: query.partenaire,
    dimensions: query.dimension,
    prospects: query.perspective,
    years: none("annee", one(query.annee)),
    statuses: one(query.statut).map((value) => (value === STATUS.to_review ? "to_review" : value)),
  };
}

/** The ids of all that a list shows, on every page, in its order. */
export async function idsOfList(db: Database, network: Network, query: ListQuery): Promise<string[]> {
  const { ids } = await searchInitiatives(db, network.id, toFilter(query), {
    sort: SORTS[query.tri],
    limit: null,
    offset: 0,
  });
  return ids;
}

/** The list in the state its address asks for. */
export async function readList(db: Database, network: Network, query: ListQuery): Promise<ListView> {
  const filter = toFilter(query);
  const [found, counts, map, domains, dimensions, all] = await Promise.all([
    searchInitiatives(db, network.id, filter, {
      sort: SORTS[query.tri],
      limit: PAGE_SIZE,
      offset: (query.page - 1) * PAGE_SIZE,
    }),
    countFacets(db, network.id, filter),
    searchMap(db, network.id, filter, MAP_LIMIT),
    listDomains(db, network.id),
    listDimensions(db, network.id),
    searchInitiatives(db, network.id, NO_FILTER, { sort: "number", limit: 1, offset: 0 }),
  ]);
  const records = await readRecords(db, network.id, found.ids);
  const reference = openReference();
  const labels: Partial<Record<FacetName, (value: string) => string | null>> = {
    domaine: (value) => domains.find((domain) => domain.key === value)?.name ?? null,
    dimension: (value) => dimensions.find((dimension) => dimension.key === value)?.name ?? null,
    region: (value) => reference.get("region", value)?.name ?? value,
    departement: (value) => reference.get("departement", value)?.name ?? value,
    annee: (value) => (value === "none" ? null : value),
  };
  const options = (name: FacetName): FacetOptionView[] => {
    const asked = query[name];
    const counted = [...counts[FACET_OF[name]]];
    for (const value of toFilter(query)[FACET_OF[name]])
      if (!counted.some(([known]) => known === value)) counted.push([value, 0]);
    const rows = counted.map(([value, count]): FacetOptionView => {
      const shown =
        value === "none"
          ? (NONE[name] ?? value)
          : name === "statut"
            ? (STATUS[value as keyof typeof STATUS] ?? value)
            : value;
      const domain = name === "domaine" ? domains.find((candidate) => candidate.key === value) : undefined;
      return {
        value: shown,
        label: labels[name]?.(value) ?? null,
        ...(domain && { mark: toDomainView(domain).mark }),
        count,
        selected: Array.isArray(asked) ? asked.includes(shown) : asked === shown,
      };
    });
    const order = name === "domaine" ? new Map(domains.map((domain, index) => [domain.key, index])) : null;
    return rows.sort((a, b) =>
      order
        ? (order.get(a.value) ?? 99) - (order.get(b.value) ?? 99)
        : name === "annee"
          ? b.value.localeCompare(a.value)
          : b.count - a.count || (a.label ?? a.value).localeCompare(b.label ?? b.value, "fr"),
    );
  };
  return {
    query,
    total: all.total,
    results: found.total,
    pages: Math.max(1, Math.ceil(found.total / PAGE_SIZE)),
    facets: (Object.keys(FACET_OF) as FacetName[]).map((name) => ({ name, options: options(name) })),
    rows: records.map((record) => toRow(record, query.partenaire)),
    map: map.map(toMap),
  };
}

const SHOWN_PARTNERS = 4;

function toRow(record: InitiativeRecord, kinds: string[]): ListRow {
  const actors = mergeActors(record.actors);
  const names = [
    ...actors.filter((actor) => kinds.includes(actor.kind)),
    ...actors.filter((actor) => !kinds.includes(actor.kind)),
  ].map((actor) => actor.name);
  return {
    ...toMention(record),
    need: record.need,
    since: record.sinceYear,
    partners: names.slice(0, SHOWN_PARTNERS),
    morePartners: Math.max(0, names.length - SHOWN_PARTNERS),
    prospects: toProspectViews(record),
    toReview: record.openDoubts,
  };
}

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
          ...(why.partners.length > 0 ? [{ code: "shared_partners", words: why.partners.slice(0, 4) }] : []),
          ...(why.same_domain ? [{ code: "same_domain", words: [] }] : []),
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
        other: statementKey(statement),
      })),
    ].sort((a, b) => b.at.localeCompare(a.at)),
  };
}

/**
 * One statement of an initiative with the words of its line; undefined when the initiative has no such statement. The name
 * of the file, and the columns that no field took, may name people: they are for the workspace only.
 */
export async function readStatement(
  db: Database,
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
    extra: whole ? statement.extra : {},
    figures: toFigureViews(record).filter((figure) => figure.statementKey === key),
  };
}
