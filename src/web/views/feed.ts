import { v5 as uuidOfName } from "uuid";
import type { Catalogue } from "../../i18n/catalogue.ts";
import { licenceOf } from "../../networks/licences.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { FeedView } from "../pages/feed.ts";
import { EMPTY_QUERY, type ListQuery, queryString } from "../pages/list-address.ts";
import type { Scope } from "../scope.ts";
import { nameFilters } from "./filter-names.ts";
import { findPage } from "./list-search.ts";

const FEED_SIZE = 50;

/** What a list keeps, latest change first, as a feed tells it. `space` is the network or the common space it is of. */
export async function readFeed(
  db: Database,
  space: Network,
  scope: Scope,
  query: ListQuery,
  t: Catalogue,
): Promise<FeedView> {
  const [{ total, found }, filters] = await Promise.all([
    findPage(db, scope, query, { sort: "recent", limit: FEED_SIZE, offset: (query.page - 1) * FEED_SIZE }),
    nameFilters(db, scope.networks, query, t),
  ]);
  const state = queryString({ ...query, tri: EMPTY_QUERY.tri, vue: EMPTY_QUERY.vue, page: 1 });
  return {
    id: state === "" ? space.id : uuidOfName(state, space.id),
    query,
    filters,
    pages: Math.max(1, Math.ceil(total / FEED_SIZE)),
    licence: licenceOf(space.licence),
    entries: found.map(({ record, network }) => ({
      id: record.id,
      key: record.key,
      title: record.title,
      words: [record.need, record.description].filter((words) => words !== "").join("\n\n"),
      network: { slug: network.slug, name: network.name },
      domains: record.domains.map(({ key, name }) => ({ key, name })),
      licence: licenceOf(network.licence),
      created: new Date(record.createdAt),
      updated: new Date(record.updatedAt),
    })),
  };
}
