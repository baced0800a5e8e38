import type { Database } from "../../platform/database/database.ts";
import { countFacets } from "../../search/facets.sql.ts";
import { NO_FILTER } from "../../search/filter.ts";
import { countByNetwork, findHits } from "../../search/hits.sql.ts";
import { listDomains } from "../../studies/studies.sql.ts";
import type { CommonView } from "../pages/common.ts";
import { EMPTY_QUERY } from "../pages/list-address.ts";
import type { Scope } from "../scope.ts";
import { DRAWN, drawAll, findPage, mentionOf } from "./list-search.ts";

const LATEST = 6;

/** What the home of the common space shows. */
export async function readCommon(db: Database, scope: Scope): Promise<CommonView> {
  const ids = scope.networks.map(({ id }) => id);
  const hits = await findHits(db, ids, NO_FILTER);
  const counts = countByNetwork(hits);
  const [facets, map, latest, domains] = await Promise.all([
    countFacets(db, hits, ["domains", "departments"]),
    drawAll(db, scope, hits),
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
    departements: hits.total > DRAWN ? facets.departments : null,
    latest: latest.found.map((one) => ({
      ...mentionOf(one, scope),
      updated: new Date(one.record.updatedAt).toISOString(),
    })),
  };
}
