import { z } from "zod";
import { canClassify, canReview, partsOf } from "../../networks/policies.ts";
import { action, type Scene } from "../../platform/action.ts";
import { conflict, forbidden, invalid, notFound, ok, type Result } from "../../platform/result.ts";
import { holdIndex, indexInitiatives } from "../../search/index-initiatives.sql.ts";
import { parentsOf } from "../../territories/areas.ts";
import { openReference } from "../../territories/reference.ts";
import { resolveTerritory } from "../../territories/resolve.ts";
import type { Candidate, Resolution } from "../../territories/types.ts";
import { holdSheet } from "../hold-sheet.ts";
import { placeColumns } from "../place-columns.ts";
import { placeInDomains } from "../place-in-domains.sql.ts";
import { closeDoubt, findDoubt, setDecided } from "../review.sql.ts";
import { keepAfter, keepBefore } from "../versions.sql.ts";
import { isReached } from "../within.sql.ts";

const SettleInput = z.object({
  network: z.string(),
  item: z.uuid(),
  decision: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("candidate"), index: z.number().int().min(0).max(20) }),
    z.object({ kind: z.literal("place"), text: z.string().trim().min(1).max(300) }),
    z.object({ kind: z.literal("year"), year: z.number().int().min(1850).max(2100) }),
    z.object({
      kind: z.literal("domains"),
      /** The key of the sheet that the person was shown. */
      key: z.string(),
      domains: z.array(z.string()).max(20),
    }),
    z.object({ kind: z.literal("aside") }),
  ]),
});

type Settled = { item: string; initiative: string; domains?: string[] };

/** Settles a doubtful value: one of the readings offered, another place, a year, domains, or its words kept as they are. */
export const settleDoubt = action({
  name: "settle_doubt",
  input: SettleInput,
  allow: canReview,
  run: async (scene, { item, decision }): Promise<Result<Settled>> => {
    const { db, network, person, now } = scene;
    await holdIndex(db, network.id);
    const doubt = await findDoubt(db, network.id, item);
    if (!doubt) return notFound("review_item");
    const parts = partsOf(canReview, person, network);
    if (!(await isReached(db, network.id, parts, doubt.initiative_id))) return forbidden("out_of_reach");
    if (doubt.status !== "open") return conflict("review_settled");
    await keepBefore(db, network.id, [doubt.initiative_id]);
    const close = async (status: "settled" | "set_aside") => {
      await closeDoubt(db, network.id, item, status, decision, person.id, now());
      await indexInitiatives(db, network.id, [doubt.initiative_id]);
      await keepAfter(db, network.id, [doubt.initiative_id], { ...scene, cause: "doubt" });
    };
    if (decision.kind === "aside") {
      await close("set_aside");
      return ok({ item, initiative: doubt.initiative_id });
    }
    if (decision.kind === "domains") {
      if (doubt.code !== "domain_stated") return invalid("review_choice");
      const placed = await placeShown(scene, doubt.initiative_id, decision);
      if (!placed.ok) return placed;
      await close("settled");
      return ok({ item, initiative: doubt.initiative_id, domains: placed.value });
    }
    if (decision.kind === "year") {
      if (doubt.field !== "since") return invalid("review_choice");
      await setDecided(db, network.id, doubt.initiative_id, "since", { since_year: decision.year }, now());
    } else {
      if (doubt.field !== "place") return invalid("review_choice");
      const place =
        decision.kind === "candidate"
          ? fromCandidate((doubt.options as Candidate[])[decision.index])
          : resolveTerritory(decision.text, openReference());
      if (place?.status !== "resolved") return invalid("review_choice");
      const {
        place_words: _words,
        place_candidates: _candidates,
        radius_km,
        ...columns
      } = placeColumns(doubt.value, place, openReference());
      await setDecided(
        db,
        network.id,
        doubt.initiative_id,
        "place",
        // A reading offered is of the same words: the radius they give stays.
        { ...columns, ...(decision.kind === "place" && { radius_km }), place_status: "accepted", place_confidence: 1 },
        now(),
      );
    }
    await close("settled");
    return ok({ item, initiative: doubt.initiative_id });
  },
  subjects: (_, { item, initiative, domains }) => ({ item, initiative, ...(domains && { domains }) }),
});

async function placeShown(
  scene: Scene,
  initiative: string,
  { key, domains }: { key: string; domains: string[] },
): Promise<Result<string[]>> {
  const held = await holdSheet(scene, key, canClassify);
  if (!held.ok) return held;
  if (held.value.status === "deleted") return notFound("initiative", { key });
  // A merge undone meanwhile took the doubt back to another sheet.
  return held.value.id === initiative ? placeInDomains(scene, initiative, domains) : notFound("review_item");
}

function fromCandidate(candidate: Candidate | undefined): Resolution | null {
  if (!candidate) return null;
  const { confidence, reason, ...area } = candidate;
  return {
    ...area,
    status: "resolved",
    parents: parentsOf(area, openReference()),
    radiusKm: null,
    confidence,
    candidates: [],
    reasons: reason ? [reason] : [],
  };
}
