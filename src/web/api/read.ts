import { pageOfActors } from "../../actors/actors.sql.ts";
import { type InitiativeRecord, readRecords } from "../../initiatives/records.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { countFacets } from "../../search/facets.sql.ts";
import { FACETS, type Facet, findHits } from "../../search/hits.sql.ts";
import { type PageOrder, type PagePosition, positionLength, readPage } from "../../search/page.sql.ts";
import { listDimensions, listDomains } from "../../studies/studies.sql.ts";
import { openReference } from "../../territories/reference.ts";
import { actorAnswer, initiativeAnswer } from "./answers.ts";
import { listKey, readCursor, writeCursor } from "./cursor.ts";
import { type Filters, toFilter } from "./parameters.ts";

type Paging = { limit: number; cursor?: string | undefined };

/** A page of a list, with the cursor of the next; "cursor" when the one given is not one of this list. */
export type Paged<T> = { total: number; count: number; cursor: string | null; items: T[] } | "cursor";

/** A page of the initiatives of some networks. */
export async function listInitiatives(
  db: Database,
  networks: readonly Network[],
  { sort, limit, cursor, ...filters }: Filters & Paging & { sort: PageOrder },
  base: string,
): Promise<Paged<ReturnType<typeof initiativeAnswer>>> {
  const list = listKey({ networks: networks.map(({ id }) => id), filters, sort });
  const after = cursor === undefined ? null : readCursor(list, cursor, positionLength(sort));
  if (cursor !== undefined && !after) return "cursor";
  const scope = networks.map(({ id }) => id);
  const filter = toFilter(filters);
  const hits = await findHits(db, scope, filter);
  const found = await readPage(db, hits, { order: sort, after: after as PagePosition | null, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const records = new Map<string, InitiativeRecord>();
  for (const [network, own] of Map.groupBy(rows, (row) => row.network))
    for (const record of await readRecords(
      db,
      network,
      own.map(({ id }) => id),
    ))
      records.set(record.id, record);
  const of = new Map(networks.map((network) => [network.id, network]));
  const items = rows.flatMap(({ id, network }) => {
    const record = records.get(id);
    return record ? [initiativeAnswer(record, of.get(network)!, base)] : [];
  });
  return {
    total: hits.total,
    count: items.length,
    cursor: nextCursor(list, found.length, limit, rows.at(-1)?.position),
    items,
  };
}

const nextCursor = (list: string, found: number, limit: number, position: PagePosition | undefined) =>
  found > limit && position ? writeCursor(list, position) : null;

/** A page of the actors of a network, by name. */
export async function listActorPage(
  db: Database,
  network: Network,
  { q, kind = "", limit, cursor }: Paging & { q: string; kind?: string | undefined },
  base: string,
): Promise<Paged<ReturnType<typeof actorAnswer>>> {
  const list = listKey({ actors: network.id, q, kind });
  const after = cursor === undefined ? null : readCursor(list, cursor, 2);
  if (cursor !== undefined && !after) return "cursor";
  const [name, id] = (after ?? []) as [string, string];
  const { total, rows } = await pageOfActors(db, network.id, {
    words: q,
    kind,
    after: after ? { name, id } : null,
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    total,
    count: shown.length,
    cursor: nextCursor(list, rows.length, limit, last && [last.name, last.id]),
    items: shown.map((actor) => actorAnswer(actor, network, base)),
  };
}

const NAMES = {
  domains: "domain",
  regions: "region",
  departments: "departement",
  kinds: "partner_kind",
  dimensions: "dimension",
  prospects: "prospect",
  audiences: "audience",
  years: "year",
} as const;
type Counted = Exclude<Facet, "statuses">;

/** How many initiatives each value of each facet would keep; a domain or a dimension is of one network only. */
export async function readFacets(db: Database, networks: readonly Network[], filters: Filters) {
  const filter = toFilter(filters);
  const hits = await findHits(
    db,
    networks.map(({ id }) => id),
    filter,
  );
  const counted = await countFacets(db, hits);
  const labels = networks.length === 1 ? await labelsOf(db, networks[0]!.id) : labelsOfTerritories();
  const facets = Object.fromEntries(
    FACETS.filter((facet): facet is Counted => facet !== "statuses").map((facet) => {
      const own = networks.length !== 1 && (facet === "domains" || facet === "dimensions");
      return [NAMES[facet], own ? [] : inOrder(counted[facet]).map(named(facet))];
    }),
  );
  return {
    total: hits.total,
    facets,
  };

  function named(facet: Counted) {
    return ([value, count]: [string, number]) => ({ value, label: labels(facet, value), count });
  }
}

const inOrder = (counts: Map<string, number>): [string, number][] =>
  [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));

type Labels = (facet: Counted, value: string) => string | null;

function labelsOfTerritories(): Labels {
  const reference = openReference();
  return (facet, value) => {
    if (facet === "regions") return reference.get("region", value)?.name ?? null;
    return facet === "departments" ? (reference.get("departement", value)?.name ?? null) : null;
  };
}

async function labelsOf(db: Database, networkId: string): Promise<Labels> {
  const [domains, dimensions] = await Promise.all([listDomains(db, networkId), listDimensions(db, networkId)]);
  const territories = labelsOfTerritories();
  const known: Partial<Record<Counted, Map<string, string>>> = {
    domains: new Map(domains.map(({ key, name }) => [key, name])),
    dimensions: new Map(dimensions.map(({ key, name }) => [key, name])),
  };
  return (facet, value) => known[facet]?.get(value) ?? territories(facet, value);
}
