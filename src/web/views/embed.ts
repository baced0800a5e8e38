import type { Catalogue } from "../../i18n/catalogue.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { listDomains } from "../../studies/studies.sql.ts";
import { openReference } from "../../territories/reference.ts";
import type { EmbedLook } from "../embed-look.ts";
import type { EmbedView } from "../pages/embed.ts";
import { type EmbedBuilderView, offered } from "../pages/embed-builder.ts";
import { EMPTY_QUERY, type ListQuery } from "../pages/list-address.ts";
import type { Scope } from "../scope.ts";
import { nameFilters } from "./filter-names.ts";
import { drawList, findPage, mentionOf, sortOf } from "./list-search.ts";

/** What a frame shows: the first of a list, or its map. */
export async function readEmbed(
  db: Database,
  scope: Scope,
  query: ListQuery,
  { shape, count }: Pick<EmbedLook, "shape" | "count">,
): Promise<EmbedView> {
  const limit = shape === "liste" ? count : 1;
  const [{ total, found }, drawn] = await Promise.all([
    findPage(db, scope, query, { sort: sortOf(query), limit, offset: 0 }),
    shape === "carte" ? drawList(db, scope, query) : { map: [], byDepartement: false },
  ]);
  return { shape, query, total, rows: found.map((one) => mentionOf(one, scope)), ...drawn };
}

type Asked = { query: ListQuery; look: EmbedLook; lang: "fr" | "en" };

/** What the page that makes the line to copy offers to choose from. */
export async function readEmbedBuilder(
  db: Database,
  space: Network,
  scope: Scope,
  asked: Asked,
  t: Catalogue,
): Promise<EmbedBuilderView> {
  const reference = openReference();
  const places = (level: "region" | "departement") =>
    reference
      .list(level)
      .map(({ code, name }) => ({ code, name }))
      .sort((a, b) => a.name.localeCompare(b.name, "fr"));
  const domains = (await Promise.all(scope.networks.map(({ id }) => listDomains(db, id)))).flat();
  const others = {
    ...asked.query,
    ...Object.fromEntries(offered(asked.query).map((name) => [name, EMPTY_QUERY[name]])),
  };
  return {
    ...asked,
    domains: [...new Map(domains.map(({ key, name }) => [key, { key, name }])).values()],
    regions: places("region"),
    departements: places("departement"),
    kept: await nameFilters(db, scope.networks, others, t),
    published: space.published,
  };
}
