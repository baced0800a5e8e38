import { applyChanges } from "../../initiatives/merge-edits.ts";
import type { Parts } from "../../initiatives/review.sql.ts";
import { changedFields, isSame, SHEET_FIELDS, type SheetField } from "../../initiatives/sheet-fields.ts";
import { readState } from "../../initiatives/versions.sql.ts";
import { canReview, partsOf } from "../../networks/policies.ts";
import { namesOf } from "../../people/people.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Person } from "../../platform/person.ts";
import { listProposed, type Proposal, type ProposalStatus } from "../../proposals/proposals.sql.ts";
import type { Listed, ProposalsView, ProposalView } from "../pages/proposals.ts";
import { readDomainChoices } from "./editing.ts";

const SHOWN = 100;
const LATEST = 20;

/** How many proposals wait where somebody reviews. */
export async function countWaiting(db: Database, network: Network, parts: Parts): Promise<number> {
  return (await listProposed(db, network.id, { statuses: ["sent"], parts, limit: 1, offset: 0 })).total;
}

/** What waits where somebody reviews, the drafts there, and what was decided last. */
export async function readProposals(db: Database, network: Network, person: Person): Promise<ProposalsView> {
  const parts = partsOf(canReview, person, network);
  const list = (statuses: ProposalStatus[], limit: number) =>
    listProposed(db, network.id, { statuses, parts, limit, offset: 0 });
  const [waiting, drafts, decided] = await Promise.all([
    list(["sent"], SHOWN),
    list(["draft"], SHOWN),
    list(["accepted", "refused", "withdrawn"], LATEST),
  ]);
  const name = await namer(db, [...waiting.proposals, ...drafts.proposals, ...decided.proposals]);
  return {
    total: waiting.total,
    waiting: waiting.proposals.map(name),
    drafts: drafts.proposals.map(name),
    decided: decided.proposals.map(name),
  };
}

async function namer(db: Database, proposals: readonly Proposal[]): Promise<(one: Proposal) => Listed> {
  const names = await namesOf(
    db,
    proposals.flatMap(({ author }) => author ?? []),
  );
  return (one) => ({ ...one, by: (one.author && names.get(one.author)) ?? null });
}

/** One proposal beside what its sheet says now. */
export async function readReviewed(
  db: Database,
  network: Network,
  proposal: Proposal,
  mayClassify: boolean,
): Promise<ProposalView> {
  const [name, domains, decider, now] = await Promise.all([
    namer(db, [proposal]),
    readDomainChoices(db, network),
    namesOf(db, proposal.decidedBy ? [proposal.decidedBy] : []),
    proposal.initiative === null || proposal.sheetStatus !== "active"
      ? undefined
      : readState(db, network.id, proposal.initiative),
  ]);
  return {
    proposal: name(proposal),
    correction: now ? { now, ...correctionOf(proposal, now.fields, mayClassify), revision: now.revision } : null,
    form: {
      fields: proposal.fields,
      domains: mayClassify ? domains : [],
      placeLabel: null,
      candidates: [],
      errors: [],
    },
    domains,
    decidedBy: (proposal.decidedBy && decider.get(proposal.decidedBy)) ?? null,
    answer: "",
    reason: "",
  };
}

function correctionOf({ start, fields }: Proposal, now: Proposal["fields"], mayClassify: boolean) {
  const asked = changedFields(start!, fields).filter((field) => field !== "domains" || mayClassify);
  const after = applyChanges(start!, now, fields, asked);
  const changed = SHEET_FIELDS.filter((field) => !isSame(field, now, after));
  const moved: SheetField[] = changed.filter((field) => !isSame(field, start!, now));
  return { after, changed, moved, taken: changed };
}
