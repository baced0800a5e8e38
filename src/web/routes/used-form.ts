import { makeToken } from "../../people/tokens.ts";
import type { Failure } from "../../platform/result.ts";
import { inNetwork, sheetAddress } from "../context.ts";
import type { Already, StrangerTyped } from "../pages/propose.ts";
import type { NetworkScene } from "../scene.ts";

type Sent = { id: string; failure?: Failure; stranger?: StrangerTyped };

/**
 * A form that comes back. Where it was already sent with other words, it goes on under an identifier of its own, so that what
 * was written since can be sent too, and leads to what was made of it.
 */
export function afresh<T extends Sent>(scene: NetworkScene, form: T): T & { already?: Already } {
  const already = form.failure && alreadyOf(scene, form.failure, form.stranger);
  // The draft of a member whose session ended is not a stranger's to send: her words go on under another identifier.
  if (!already && form.failure?.code !== "proposal_other") return form;
  // Two proposals cannot be followed by one secret.
  const stranger = form.stranger && { ...form.stranger, token: makeToken().token };
  return { ...form, id: scene.doors.newId(), ...(stranger && { stranger }), ...(already && { already }) };
}

function alreadyOf({ ctx }: NetworkScene, failure: Failure, stranger?: StrangerTyped): Already | undefined {
  const { again, follow } = ctx.t.proposing;
  if (failure.code === "sheet_made")
    return {
      address: sheetAddress(ctx, { key: String(failure.params?.key ?? "") }),
      label: follow.sheet,
      next: again.sheet,
    };
  if (failure.code === "proposal_sent" || failure.code === "draft_sent")
    return {
      address: inNetwork(ctx, stranger ? `/suivi/${stranger.token}` : "/brouillons"),
      label: again.seeSent,
      next: again.proposal,
    };
  return undefined;
}
