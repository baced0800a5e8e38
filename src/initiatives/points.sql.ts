import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import type { MarkPoint } from "../territories/position.ts";
import type { Codes } from "../territories/types.ts";

/** The codes of an initiative whose place was read, with the radius around them. */
export type PlacedInitiative = Codes & { id: string; radiusKm: number | null };

/** The next initiatives of a network whose place was read, in the order of their identifiers. */
export async function readPlaced(
  db: Database,
  networkId: string,
  after: string | null,
  limit: number,
): Promise<PlacedInitiative[]> {
  return db
    .selectFrom("initiatives")
    .select(["id", "regions", "departments", "epci", "communes", "radius_km as radiusKm"])
    .where("network_id", "=", networkId)
    .where("scale", "is not", null)
    .$if(after !== null, (query) => query.where("id", ">", after))
    .orderBy("id")
    .limit(limit)
    .execute();
}

/**
 * Puts the marks of initiatives at these points; answers which of them moved. Nobody decided anything, so neither their
 * revision nor the date of their last change does.
 */
export async function movePoints(
  db: Database,
  networkId: string,
  points: readonly { id: string; point: MarkPoint | null }[],
): Promise<string[]> {
  const column = <T>(value: (point: MarkPoint) => T) => points.map(({ point }) => (point ? value(point) : null));
  const moved = await sql<{ id: string }>`
    update initiatives i set longitude = p.longitude, latitude = p.latitude, point_departement = p.departement, point_exact = p.exact
    from unnest(${points.map(({ id }) => id)}::uuid[], ${column(({ lon }) => lon)}::float8[], ${column(({ lat }) => lat)}::float8[],
      ${column(({ departement }) => departement)}::text[], ${points.map(({ point }) => point?.exact ?? false)}::boolean[])
      as p (id, longitude, latitude, departement, exact)
    where i.network_id = ${networkId} and i.id = p.id
      and (i.longitude, i.latitude, i.point_departement, i.point_exact)
        is distinct from (p.longitude, p.latitude, p.departement, p.exact)
    returning i.id`.execute(db);
  return moved.rows.map(({ id }) => id);
}
