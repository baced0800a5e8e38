import { mergeActors } from "../../initiatives/list-item.ts";
import { findNeighbours } from "../../initiatives/neighbours.sql.ts";
import { type InitiativeRecord, readRecords } from "../../initiatives/records.sql.ts";
import {
  countByNetwork,
  countFacets,
  type Facet,
  type Filter,
  type Hit,
  NO_FILTER,
  type Sort,
  searchMap,
  searchNetworks,
} from "../../initiatives/search.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { listCodings, listDimensions, listDomains } from "../../studies/studies.sql.ts";
import { findTies, findTwins } from "../../studies/ties.sql.ts";
import { openReference } from "../../territories/reference.ts";
import type { FacetName, FacetOptionView, ListRow, ListView } from "../pages/list.ts";
import type { ListQuery } from "../pages/list-address.ts";
import type { InitiativeOnMap } from "../pages/maps.ts";
import type { NeighbourView, SheetView } from "../pages/sheet-view.ts";
import type { StatementPageView } from "../pages/statement.ts";
import type { InitiativeMention } from "../pages/views.ts";
import type { Scope } from "../scope.ts";
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
const FACET_OF: Record<Exclude<FacetName, "reseau">, Facet> = {
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

/** The order that an address of the list asks for. */
export const sortOf = (query: ListQuery): Sort => SORTS[query.tri];

/** The networks among which a list looks: all of those it is of, or the ones its address names. */
export const networksAsked = ({ networks, common }: Scope, query: ListQuery): Network[] =>
  networks.filter(({ slug }) => !common || query.reseau.length === 0 || query.reseau.includes(slug));

const chosenNetworks = (scope: Scope, query: ListQuery): string[] => networksAsked(scope, query).map(({ id }) => id);

/** All that a list shows, on every page, in its order. */
export async function hitsOfList(db: Database, scope: Scope, query: ListQuery): Promise<Hit[]> {
  const page = { sort: SORTS[query.tri], limit: null, offset: 0 };
  return (await searchNetworks(db, chosenNetworks(scope, query), toFilter(query), page)).hits;
}

export type FoundRecord = { record: InitiativeRecord; network: Network };

/** Initiatives whole, in the order of the hits, each with its network. */
export async function readHits(db: Database, scope: Scope, hits: readonly Hit[]): Promise<FoundRecord[]> {
  const byId = new Map<string, FoundRecord>();
  for (const network of scope.networks) {
    const ids = hits.filter((hit) => hit.network === network.id).map(({ id }) => id);
    for (const record of await readRecords(db, network.id, ids)) byId.set(record.id, { record, network });
  }
  return hits.flatMap(({ id }) => byId.get(id) ?? []);
}

/** The same, read a few at a time for a file. */
export async function* eachHit(
  db: Database,
  scope: Scope,
  hits: readonly Hit[],
  size = 200,
): AsyncGenerator<FoundRecord> {
  for (let start = 0; start < hits.length; start += size)
    yield* await readHits(db, scope, hits.slice(start, start + size));
}

/** A few of the initiatives that a list keeps, whole, and how many it keeps in all. */
export async function findPage(
  db: Database,
  scope: Scope,
  query: ListQuery,
  page: { sort: Sort; limit: number; offset: number },
): Promise<{ total: number; found: FoundRecord[] }> {
  const { total, hits } = await searchNetworks(db, chosenNetworks(scope, query), toFilter(query), page);
  return { total, found: await readHits(db, scope, hits) };
}

/** How a page mentions an initiative; its network is told where the page is of several. */
export const mentionOf = ({ record, network }: FoundRecord, { common }: Scope): InitiativeMention => ({
  ...toMention(record),
  ...(common && { network: network.slug, networkName: network.name }),
});

/** What a map shows of a list, each mark leading to the sheet in its own network. */
export async function readMap(db: Database, scope: Scope, query: ListQuery): Promise<InitiativeOnMap[]> {
  const slugs = new Map(scope.networks.map(({ id, slug }) => [id, slug]));
  const rows = await searchMap(db, chosenNetworks(scope, query), toFilter(query), MAP_LIMIT);
  return rows.map((row) => ({ ...toMap(row), ...(scope.common && { network: slugs.get(row.network)! }) }));
}

/** The list in the state its address asks for, of one network or of several together. */
export async function readList(db: Database, scope: Scope, query: ListQuery): Promise<ListView> {
  const filter = toFilter(query);
  const { networks } = scope;
  const chosen = chosenNetworks(scope, query);
  const [found, counts, map, domains, dimensions, all] = await Promise.all([
    searchNetworks(db, chosen, filter, {
      sort: SORTS[query.tri],
      limit: PAGE_SIZE,
      offset: (query.page - 1) * PAGE_SIZE,
    }),
    countFacets(db, chosen, filter),
    readMap(db, scope, query),
    Promise.all(networks.map(({ id }) => listDomains(db, id))).then((lists) => lists.flat()),
    Promise.all(networks.map(({ id }) => listDimensions(db, id))).then((lists) => lists.flat()),
    searchNetworks(
      db,
      networks.map(({ id }) => id),
      NO_FILTER,
      { sort: "number", limit: 1, offset: 0 },
    ),
  ]);
  const records = await readHits(db, scope, found.hits);
  const reference = openReference();
  const labels: Partial<Record<FacetName, (value: string) => string | null>> = {
    domaine: (value) => domains.find((domain) => domain.key === value)?.name ?? null,
    dimension: (value) => dimensions.find((dimension) => dimension.key === value)?.name ?? null,
    region: (value) => reference.get("region", value)?.name ?? value,
    departement: (value) => reference.get("departement", value)?.name ?? value,
    annee: (value) => (value === "none" ? null : value),
  };
  const options = (name: keyof typeof FACET_OF): FacetOptionView[] => {
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
    facets: [
      ...(scope.common ? [{ name: "reseau" as const, options: await networkOptions(db, scope, query) }] : []),
      ...(Object.keys(FACET_OF) as (keyof typeof FACET_OF)[]).map((name) => ({ name, options: options(name) })),
    ],
    rows: records.map((one) => ({ ...toRow(one.record, query.partenaire), ...mentionOf(one, scope) })),
    map,
  };
}

/** How many initiatives each network would show, the choice of networks set apart. */
async function networkOptions(db: Database, scope: Scope, query: ListQuery): Promise<FacetOptionView[]> {
  const counts = await countByNetwork(
    db,
    scope.networks.map(({ id }) => id),
    toFilter(query),
  );
  return scope.networks.map(({ id, slug, name }) => ({
    value: slug,
    label: name,
    count: counts.get(id) ?? 0,
    selected: query.reseau.includes(slug),
  }));
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
