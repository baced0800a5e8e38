import type { Database } from "../../platform/database/database.ts";
import { countFacets } from "../../search/facets.sql.ts";
import { findHits } from "../../search/hits.sql.ts";
import { listDomains } from "../../studies/studies.sql.ts";
import { openReference } from "../../territories/reference.ts";
import { EMPTY_QUERY } from "../pages/list-address.ts";
import type { TerritoryPageView, TerritoryRef } from "../pages/territory.ts";
import type { Scope } from "../scope.ts";
import { toDomainView } from "./initiative.ts";
import { drawList, findPage, mentionOf, toFilter } from "./list-search.ts";

const SHOWN = 50;

/** The territory that an address names; undefined when the official code has none such. */
export function findTerritory(level: string, code: string): TerritoryRef | undefined {
  if (level !== "region" && level !== "departement") return undefined;
  const found = openReference().get(level, code);
  return found && { level, code: found.code, name: found.name };
}

/** What is known of a territory: the initiatives that act there, their domains, what contains it and what it contains. */
export async function readTerritory(db: Database, scope: Scope, territory: TerritoryRef): Promise<TerritoryPageView> {
  const query = { ...EMPTY_QUERY, [territory.level]: territory.code };
  const ids = scope.networks.map(({ id }) => id);
  const [{ total, found }, facets, drawn, domains] = await Promise.all([
    findPage(db, scope, query, { sort: "number", limit: SHOWN, offset: 0 }),
    findHits(db, ids, toFilter(query)).then((hits) => countFacets(db, hits, ["domains"])),
    drawList(db, scope, query),
    Promise.all(ids.map((id) => listDomains(db, id))),
  ]);
  const named = new Map(domains.flat().map((domain) => [domain.key, domain]));
  return {
    territory,
    query,
    total,
    rows: found.map((one) => mentionOf(one, scope)),
    ...drawn,
    domains: [...named.values()]
      .map((domain) => ({ ...toDomainView(domain), count: facets.domains.get(domain.key) ?? 0 }))
      .filter(({ count }) => count > 0),
    around: around(territory),
    within: await within(db, ids, territory),
  };
}

function around({ level, code }: TerritoryRef): TerritoryRef[] {
  const reference = openReference();
  if (level === "region") return [];
  return reference.parentsOf("departement", code).regions.flatMap((region) => {
    const found = reference.get("region", region);
    return found ? [{ level: "region" as const, code: found.code, name: found.name }] : [];
  });
}

/** The départements of a region, with what each holds. */
async function within(
  db: Database,
  ids: string[],
  { level, code }: TerritoryRef,
): Promise<TerritoryPageView["within"]> {
  if (level === "departement") return [];
  const reference = openReference();
  const hits = await findHits(db, ids, toFilter({ ...EMPTY_QUERY, region: code }));
  const facets = await countFacets(db, hits, ["departments"]);
  return reference.departmentsOf(code).map((departement) => ({
    level: "departement" as const,
    code: departement,
    name: reference.get("departement", departement)?.name ?? departement,
    count: facets.departments.get(departement) ?? 0,
  }));
}
