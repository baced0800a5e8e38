import { countByNetwork, countFacets, NO_FILTER } from "../../initiatives/search.sql.ts";
import type { Database } from "../../platform/database/database.ts";
import { listDomains } from "../../studies/studies.sql.ts";
import type { CommonView } from "../pages/common.ts";
import { EMPTY_QUERY } from "../pages/list-address.ts";
import type { Scope } from "../scope.ts";
import { findPage, mentionOf, readMap } from "./initiatives.ts";

const LATEST = 6;

/** What the home of the common space shows. */
export async function readCommon(db: Database, scope: Scope): Promise<CommonView> {
  const ids = scope.networks.map(({ id }) => id);
  const [counts, facets, map, latest, domains] = await Promise.all([
    countByNetwork(db, ids, NO_FILTER),
    countFacets(db, ids, NO_FILTER),
    readMap(db, scope, EMPTY_QUERY),
    findPage(db, scope, EMPTY_QUERY, { sort: "recent", limit: LATEST, offset: 0 }),
    Promise.all(ids.map((id) => listDomains(db, id))),
  ]);
  const byKey = Map.groupBy(domains.flat(), ({ key }) => key);
  return {
    initiatives: latest.total,
    networks: scope.networks.map(({ id, slug, name, description }) => ({
      slug,
      name,
      description,
      count: counts.get(id) ?? 0,
    })),
    domains: [...byKey]
      .map(([key, same]) => ({ key, name: same[0]!.name, networks: same.length, count: facets.domains.get(key) ?? 0 }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "fr")),
    map,
    latest: latest.found.map((one) => ({
      ...mentionOf(one, scope),
      updated: new Date(one.record.updatedAt).toISOString(),
    })),
  };
}
