import { emptyBaskets } from "../../src/cli/schedules.ts";
import { createInitiative } from "../../src/initiatives/actions/create-initiative.ts";
import { deleteInitiative } from "../../src/initiatives/actions/delete-initiative.ts";
import { editInitiative } from "../../src/initiatives/actions/edit-initiative.ts";
import { restoreVersion } from "../../src/initiatives/actions/restore-version.ts";
import { undeleteInitiative } from "../../src/initiatives/actions/undelete-initiative.ts";
import { NO_FIELDS } from "../../src/initiatives/sheet-fields.ts";
import { settleNetwork } from "../../src/networks/actions/settle-network.ts";
import { ANYONE } from "../../src/platform/person.ts";
import type { Result } from "../../src/platform/result.ts";
import { acceptProposal } from "../../src/proposals/actions/accept-proposal.ts";
import { discardDraft } from "../../src/proposals/actions/discard-draft.ts";
import { refuseProposal } from "../../src/proposals/actions/refuse-proposal.ts";
import { saveDraft } from "../../src/proposals/actions/save-draft.ts";
import { sendProposal } from "../../src/proposals/actions/send-proposal.ts";
import type { Bench } from "./database.ts";

const FIELDS = {
  ...NO_FIELDS,
  title: "Marché de nuit",
  place: "Niort",
  audience: ["familles"],
  partners: ["Ville de Niort"],
  figures: ["12 stands"],
  prospects: ["essaimer"],
};

/** Does once all that people may do with sheets of a network: write, delete, bring back, draft, propose, decide. */
export async function writeEverything(bench: Bench, network: string): Promise<void> {
  const doors = bench.doors();
  const get = <T>(outcome: Result<T>): T => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
    return outcome.value;
  };
  const [first, second, third] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  const { key } = get(await createInitiative(doors, { network, id: first, fields: FIELDS }));
  const edited = { ...FIELDS, partners: [], need: "Se voir.", domains: [] };
  get(await editInitiative(doors, { network, key, base: 2, fields: edited }));
  get(await restoreVersion(doors, { network, key, number: 1, base: 3 }));
  const { deletion } = get(await deleteInitiative(doors, { network, key, reason: "Essai." }));
  get(await undeleteInitiative(doors, { network, deletion }));
  get(await saveDraft(doors, { network, id: second, key: null, fields: FIELDS }));
  get(await discardDraft(doors, { network, id: second }));
  get(await saveDraft(doors, { network, id: second, key, base: 4, fields: edited }));
  get(await settleNetwork(doors, { network, published: true, open_to_proposals: true }));
  const stranger = { token: "s".repeat(43), email: "voisine@essai.invalid", consent: "oui" };
  get(await sendProposal(bench.doors(ANYONE), { network, id: third, key, fields: edited, stranger }));
  get(await refuseProposal(doors, { network, id: third, reason: "Non." }));
  const fourth = crypto.randomUUID();
  get(await sendProposal(doors, { network, id: fourth, key: null, fields: FIELDS }));
  const made = get(await acceptProposal(doors, { network, id: fourth }));
  get(await sendProposal(doors, { network, id: crypto.randomUUID(), key, fields: edited }));
  get(await deleteInitiative(doors, { network, key: made.key!, reason: "Essai." }));
  await emptyBaskets({ ...doors, now: () => new Date(Date.now() + 31 * 86_400_000) });
  get(await deleteInitiative(doors, { network, key, reason: "Essai." }));
}
