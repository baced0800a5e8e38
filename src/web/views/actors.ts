import { companionsOfActor, initiativesOfActor, readActor } from "../../actors/actors.sql.ts";
import { mergeActors } from "../../initiatives/list-item.ts";
import { readRecords } from "../../initiatives/records.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { ActorPageView } from "../pages/actor.ts";
import { toMap, toMention } from "./initiative.ts";

/**
 * One actor with the initiatives that name it; undefined when the network has none of that id, or when nothing shown names
 * it (it was rejected, say) and the person only sees what is shown.
 */
export async function readActorPage(
  db: Database,
  network: Network,
  id: string,
  whole: boolean,
): Promise<ActorPageView | undefined> {
  const actor = await readActor(db, network.id, id);
  if (!actor) return undefined;
  const ids = await initiativesOfActor(db, network.id, id);
  if (ids.length === 0 && !whole) return undefined;
  const [records, partners] = await Promise.all([
    readRecords(db, network.id, ids),
    companionsOfActor(db, network.id, id, 12),
  ]);
  return {
    id: actor.id,
    name: actor.name,
    kind: actor.kind,
    generic: actor.generic,
    acronym: actor.acronym,
    aliases: actor.aliases,
    place: actor.place_name,
    initiatives: records.map((record) => {
      const own = mergeActors(record.actors).find((candidate) => candidate.id === id)!;
      return { ...toMention(record), roles: own.roles, does: own.does, status: own.status };
    }),
    partners,
    map: records.map((record) =>
      toMap({
        key: record.key,
        title: record.title,
        mark: record.domains[0]?.position ?? 0,
        scale: record.place.scale,
        in_regions: [...record.place.regions, ...record.place.parents.regions],
        in_departments: [...record.place.departments, ...record.place.parents.departments],
        longitude: record.place.point?.lon ?? null,
        latitude: record.place.point?.lat ?? null,
        point_departement: record.place.point?.departement ?? null,
        point_exact: record.place.point?.exact ?? false,
      }),
    ),
  };
}
