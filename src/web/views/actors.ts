import { countCarried, readActor } from "../../actors/actors.sql.ts";
import { mergeActors } from "../../initiatives/list-item.ts";
import { readRecords } from "../../initiatives/records.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { countTopPartners } from "../../search/facets.sql.ts";
import { NO_FILTER } from "../../search/filter.ts";
import { findHits } from "../../search/hits.sql.ts";
import { pageOf } from "../../search/search.sql.ts";
import type { ActorPageView } from "../pages/actor.ts";
import { toMention } from "./initiative.ts";
import { drawSome } from "./list-search.ts";

const PAGE_SIZE = 50;
const COMPANIONS = 12;

/**
 * One actor with a page of the initiatives that name it; undefined when the network has none of that id, when there is no
 * such page, or when nothing shown names it (it was rejected, say) and the person only sees what is shown.
 */
export async function readActorPage(
  db: Database,
  network: Network,
  id: string,
  asked: { page: number; whole: boolean },
): Promise<ActorPageView | undefined> {
  const actor = await readActor(db, network.id, id);
  if (!actor) return undefined;
  const filter = { ...NO_FILTER, partners: [id] };
  const hits = await findHits(db, [network.id], filter);
  const pages = Math.max(1, Math.ceil(hits.total / PAGE_SIZE));
  if ((hits.total === 0 && !asked.whole) || asked.page > pages) return undefined;
  const page = { sort: "number", limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE } as const;
  const [found, carries, drawn, partners] = await Promise.all([
    pageOf(db, hits, filter, page),
    countCarried(db, network.id, id),
    drawSome(db, { networks: [network], common: false }, hits),
    countTopPartners(db, hits, COMPANIONS + 1),
  ]);
  const ids = found.map((hit) => hit.id);
  const records = await readRecords(db, network.id, ids);
  return {
    id: actor.id,
    name: actor.name,
    kind: actor.kind,
    generic: actor.generic,
    acronym: actor.acronym,
    aliases: actor.aliases,
    place: actor.place_name,
    total: hits.total,
    carries,
    page: asked.page,
    pages,
    initiatives: records.map((record) => {
      const own = mergeActors(record.actors).find((candidate) => candidate.id === id)!;
      return { ...toMention(record), roles: own.roles, does: own.does, status: own.status };
    }),
    partners: partners
      .filter((partner) => partner.id !== id)
      .slice(0, COMPANIONS)
      .map(({ count, ...partner }) => ({ ...partner, together: count })),
    ...drawn,
  };
}
