import { z } from "zod";
import { action } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { LICENCE_KEYS } from "../licences.ts";
import { canManageNetwork } from "../policies.ts";

const SettleInput = z.object({
  network: z.string(),
  name: z.string().trim().min(1).max(200).optional(),
  description: z.string().trim().max(2000).optional(),
  published: z.boolean().optional(),
  shared: z.boolean().optional(),
  licence: z.enum(LICENCE_KEYS).nullable().optional(),
  /** Whether anybody may propose, where it publishes. */
  open_to_proposals: z.boolean().optional(),
});

export type Settings = {
  name: string;
  description: string;
  published: boolean;
  shared: boolean;
  licence: string | null;
  open_to_proposals: boolean;
};

/** Changes what a network says of itself, whether it publishes and shares, and the licence of its data; what is not given stays. */
export const settleNetwork = action({
  name: "settle_network",
  input: SettleInput,
  allow: canManageNetwork,
  run: async ({ db, network }, { network: _, ...given }) => {
    const before: Settings = network;
    const changed = Object.keys(given).filter(
      (field) =>
        given[field as keyof Settings] !== undefined &&
        given[field as keyof Settings] !== before[field as keyof Settings],
    );
    const settings: Settings = {
      name: given.name ?? before.name,
      description: given.description ?? before.description,
      published: given.published ?? before.published,
      shared: given.shared ?? before.shared,
      licence: given.licence === undefined ? before.licence : given.licence,
      open_to_proposals: given.open_to_proposals ?? before.open_to_proposals,
    };
    if (changed.length > 0) await db.updateTable("networks").set(settings).where("id", "=", network.id).execute();
    return ok({ network: network.id, changed, settings });
  },
  subjects: (_, { network, changed }) => ({ network, changed }),
});
