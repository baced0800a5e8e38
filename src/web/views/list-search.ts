import { type InitiativeRecord, readRecords } from "../../initiatives/records.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { countFacets } from "../../search/facets.sql.ts";
import { type Filter, NO_FILTER } from "../../search/filter.ts";
import { findHits, type Hits, inHits } from "../../search/hits.sql.ts";
import { findMarks, type MarkRow } from "../../search/placed.sql.ts";
import { type Hit, pageOf, type Sort, searchInitiatives } from "../../search/search.sql.ts";
import { openReference } from "../../territories/reference.ts";
import { type NearResolution, resolveNear } from "../../territories/resolve-near.ts";
import type { ListQuery } from "../pages/list-address.ts";
import type { InitiativeOnMap } from "../pages/maps.ts";
import type { InitiativeMention } from "../pages/views.ts";
import type { Scope } from "../scope.ts";
import { toMap, toMention } from "./initiative.ts";

/** How addresses name what has no value. */
export const NONE = { domaine: "aucun", annee: "non-dite" } as const;
export const STATUS = { settled: "settled", to_review: "review" } as const;
/** Up to how many initiatives a page draws one by one. */
export const DRAWN = 500;

const SORTS: Record<ListQuery["tri"], Sort> = {
  numero: "number",
  titre: "title",
  lieu: "place",
  annee: "year",
  recent: "recent",
  pertinence: "relevance",
};

const one = (value: string) => (value === "" ? [] : [value]);
const orNone = (none: string, values: string[]) => values.map((value) => (value === none ? "none" : value));

// Codes and points are kept in addresses as they are given back; anything else is what a person types.
const CODED =
  /^(?:(?:commune|epci|departement|region):[\w,:]+|[+-]?\d{1,2}(?:[.,]\d+)?\s*[,;]\s*[+-]?\d{1,3}(?:[.,]\d+)?)$/;

/** The place that a list is asked near to; null when none is. */
export function nearOf({ pres, rayon }: Pick<ListQuery, "pres" | "rayon">): NearResolution | null {
  if (pres === "") return null;
  const radius = rayon === "" ? {} : { radiusKm: Number(rayon) };
  return resolveNear(CODED.test(pres) ? { code: pres, ...radius } : { text: pres, ...radius }, openReference());
}

/** What an address of the list asks of the search; a place that is not understood keeps nothing out. */
export function toFilter(query: ListQuery): Filter {
  const near = nearOf(query);
  return {
    ...NO_FILTER,
    q: query.q,
    domains: orNone(NONE.domaine, query.domaine),
    regions: one(query.region),
    departments: one(query.departement),
    epci: one(query.epci),
    communes: one(query.commune),
    partners: one(query.acteur),
    kinds: query.partenaire,
    dimensions: query.dimension,
    prospects: query.perspective,
    audiences: query.audience,
    years: orNone(NONE.annee, one(query.annee)),
    statuses: one(query.statut).map((value) => (value === STATUS.to_review ? "to_review" : value)),
    near: near?.status === "found" ? near.near : null,
  };
}

/** The order that an address of the list asks for. */
export const sortOf = (query: ListQuery): Sort => SORTS[query.tri];

/** The networks among which a list looks: all of those it is of, or the ones its address names. */
export const networksAsked = ({ networks, common }: Scope, query: ListQuery): Network[] =>
  networks.filter(({ slug }) => !common || query.reseau.length === 0 || query.reseau.includes(slug));

export const chosenNetworks = (scope: Scope, query: ListQuery): string[] =>
  networksAsked(scope, query).map(({ id }) => id);

/** All that a list shows, on every page, in its order. */
export async function hitsOfList(db: Database, scope: Scope, query: ListQuery): Promise<Hit[]> {
  const page = { sort: sortOf(query), limit: null, offset: 0 };
  return (await searchInitiatives(db, chosenNetworks(scope, query), toFilter(query), page)).hits;
}

export type FoundRecord = { record: InitiativeRecord; network: Network };

/** Initiatives whole, in the order of the hits, each with its network. */
export async function readHits(
  db: Database,
  scope: Scope,
  hits: readonly Pick<Hit, "network" | "id">[],
): Promise<FoundRecord[]> {
  const byId = new Map<string, FoundRecord>();
  for (const network of scope.networks) {
    const ids = hits.filter((hit) => hit.network === network.id).map(({ id }) => id);
    for (const record of await readRecords(db, network.id, ids)) byId.set(record.id, { record, network });
  }
  return hits.flatMap(({ id }) => byId.get(id) ?? []);
}

/** Initiatives whole, a few at a time, in the order of the hits. */
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
  const filter = toFilter(query);
  const hits = await findHits(db, chosenNetworks(scope, query), filter);
  return { total: hits.total, found: await readHits(db, scope, await pageOf(db, hits, filter, page)) };
}

/** How a page mentions an initiative; its network is told where the page is of several. */
export const mentionOf = ({ record, network }: FoundRecord, { common }: Scope): InitiativeMention => ({
  ...toMention(record),
  ...(common && { network: network.slug, networkName: network.name }),
});

/** The hits that a page draws one by one: all, or none where they would be too many. */
export const drawnOf = async (db: Database, hits: Hits): Promise<MarkRow[]> =>
  hits.total > DRAWN ? [] : findMarks(db, hits.scope, inHits(hits, "d"), DRAWN);

/** The hits on a map, each mark leading to the sheet in its own network; none where they would be too many. */
export async function drawAll(db: Database, scope: Scope, hits: Hits): Promise<InitiativeOnMap[]> {
  const slugs = new Map(scope.networks.map(({ id, slug }) => [id, slug]));
  const rows = await drawnOf(db, hits);
  return rows.map((row) => ({ ...toMap(row), ...(scope.common && { network: slugs.get(row.network)! }) }));
}

/** Initiatives on a small map; `byDepartement` tells that a mark is no initiative, but a département that has some. */
export type SmallMap = { map: InitiativeOnMap[]; byDepartement: boolean };

/** The hits on a small map: one by one, or a mark for each département that has some where they would be too many. */
export async function drawSome(db: Database, scope: Scope, hits: Hits): Promise<SmallMap> {
  if (hits.total <= DRAWN) return { map: await drawAll(db, scope, hits), byDepartement: false };
  const reference = openReference();
  // Only those of what is drawn: a facet would count what another département would give in the place of the one chosen.
  const { departments } = await countFacets(db, { ...hits, without: () => hits.masks }, ["departments"]);
  const map = [...departments.keys()].map(
    (code): InitiativeOnMap => ({
      key: code,
      title: reference.get("departement", code)?.name ?? code,
      mark: 0,
      scale: "departement",
      regions: [],
      departements: [code],
      point: null,
    }),
  );
  return { map, byDepartement: true };
}

/** What a list keeps, on a small map. */
export const drawList = async (db: Database, scope: Scope, query: ListQuery): Promise<SmallMap> =>
  drawSome(db, scope, await findHits(db, chosenNetworks(scope, query), toFilter(query)));
