import { z } from "zod";
import { canManageNetwork } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { holdIndex, indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { positionOf } from "../../territories/position.ts";
import { openReference } from "../../territories/reference.ts";
import { movePoints, readPlaced } from "../points.sql.ts";

const PlaceInput = z.object({
  network: z.string(),
  /** The last initiative of the batch before; none for the first. */
  after: z.uuid().nullable(),
  limit: z.int().min(1).max(10_000).default(2000),
});

/** Puts the marks of the next initiatives of a network where the territories in use have them. */
export const placeInitiatives = action({
  name: "place_initiatives",
  input: PlaceInput,
  allow: canManageNetwork,
  run: async ({ db, network }, { after, limit }) => {
    await holdIndex(db, network.id);
    const reference = openReference();
    const placed = await readPlaced(db, network.id, after, limit);
    const points = placed.map(({ id, ...codes }) => ({ id, point: positionOf(codes, reference) }));
    const moved = points.length > 0 ? await movePoints(db, network.id, points) : [];
    // What a radius reaches depends on where communes are.
    const wide = placed.filter(({ radiusKm }) => radiusKm !== null).map(({ id }) => id);
    await indexInitiatives(db, network.id, [...moved, ...wide]);
    return ok({ read: placed.length, moved: moved.length, last: placed.length < limit ? null : placed.at(-1)!.id });
  },
  subjects: (_, { read, moved }) => ({ read, moved }),
});
