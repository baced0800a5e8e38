import { sheetName } from "../initiatives/title-slug.ts";
import { askMail } from "../people/mails.sql.ts";
import { findUser } from "../people/people.sql.ts";
import type { Scene } from "../platform/action.ts";
import { type Proposal, placeOfEmail } from "./proposals.sql.ts";

/** Tells by mail what became of a proposal, to the address that was given for it, or to that of the member's account. */
export async function tellOutcome(
  scene: Scene,
  proposal: Proposal,
  outcome: { accepted: boolean; reason: string; sheet: { key: string; title: string } | null },
): Promise<void> {
  const { db, network } = scene;
  const member = proposal.author === null ? undefined : await findMember(scene, proposal.author);
  const sealed = proposal.email;
  const recipient =
    member?.email ?? (sealed === null ? null : scene.vault.open(placeOfEmail(network.id, proposal.id), sealed));
  if (!recipient) return;
  const lang = member?.lang ?? proposal.lang;
  const { sheet, accepted, reason } = outcome;
  const path = `/${network.slug}${sheet ? `/initiatives/${encodeURIComponent(sheetName(sheet))}` : ""}`;
  await askMail(scene, db, {
    recipient,
    lang,
    template: accepted ? "proposal_accepted" : "proposal_refused",
    params: {
      network: network.name,
      title: proposal.title ?? proposal.fields.title,
      reason,
      path: lang === "en" ? `/en${path}` : path,
    },
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const findMember = async ({ db, person }: Scene, author: string) =>
  // Whoever decides of her own proposal knows what became of it.
  UUID.test(author) && author !== person.id ? findUser(db, author) : undefined;
