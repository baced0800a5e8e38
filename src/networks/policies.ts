import { type Grant, holds, type Person, partsHeld, type Role } from "../platform/person.ts";

type Scope = { id: string; published: boolean; open_to_proposals?: boolean };
export type Policy = (person: Person, network: Scope) => boolean;

const MEMBERS: readonly Role[] = [
  "administrator",
  "data_protection_officer",
  "national_team",
  "researcher",
  "regional_officer",
  "committee_president",
  "volunteer",
  "partner",
  "reader",
];

/** A policy of some roles, whatever part of the network they are held over: what is touched is asked for next. */
export type RolePolicy = Policy & { roles: readonly Role[] };

const forRoles = (...roles: Role[]): RolePolicy =>
  Object.assign((person: Person, network: Scope) => holds(person, network, roles), { roles });

/** The parts of a network that a policy reaches for somebody: null when that is all of it. */
export const partsOf = (policy: RolePolicy, person: Person, network: { id: string }): Grant[] | null =>
  partsHeld(person, network, policy.roles);

/** Knowing that a network is there: anybody when it publishes, otherwise whoever holds anything of it, were it one sheet. */
export const canEnter: Policy = (person, network) => network.published || holds(person, network, MEMBERS);

const WHOLE = MEMBERS.filter((role) => role !== "partner");

/** Reading all that a network shows: anybody when it publishes, otherwise its members, partners left out. */
export const canRead: Policy = (person, network) => network.published || holds(person, network, WHOLE);

/** Reading one's own sheets, in a network that does not publish. */
export const canReadOwnSheets = forRoles("partner");

/** Seeing what is not settled yet: proposals, review queue, duplicates, import history. */
export const canSeeWorkspace = forRoles("administrator", "national_team", "researcher", "regional_officer");

/** Importing answers of the field. */
export const canImport = forRoles("administrator", "national_team", "regional_officer");

/** Whose imports somebody may open: her own where she imports for a part of the network, else everybody's (null). */
export const importsOf = (person: Person, network: { id: string }): string | null =>
  partsOf(canImport, person, network) === null ? null : person.id;

/** Settling doubtful values of the review queue. */
export const canReview = forRoles("administrator", "national_team", "regional_officer");

/** Writing a sheet in one's own words, and bringing an older version back: in one's territories, or on one's own sheets. */
export const canEdit = forRoles("administrator", "national_team", "regional_officer", "partner");

/** Publishing a new sheet, in one's territories. */
export const canCreate = forRoles("administrator", "national_team", "regional_officer");

/** Deleting a sheet, and bringing it back within thirty days. */
export const canDelete = forRoles("administrator", "national_team", "regional_officer");

/** Reading what a sheet said before, words that were taken away included. */
export const canSeeHistory = forRoles("administrator", "national_team", "researcher", "regional_officer", "partner");

/** Proposing a sheet or a correction: its members, and anybody where the network publishes and accepts it. */
export const canPropose: Policy = (person, network) =>
  holds(person, network, MEMBERS) || (network.published && network.open_to_proposals === true);

/** Keeping drafts of one's own. */
export const canDraft = forRoles(...MEMBERS);

/** Placing initiatives in domains. */
export const canClassify = forRoles("administrator", "national_team", "researcher");

/** Merging two initiatives, undoing it, or saying that they differ. */
export const canMerge = forRoles("administrator", "national_team");

/** Defining the grid, the domains and their findings, and loading codings. */
export const canShapeStudy = forRoles("administrator", "national_team", "researcher");

/** Sealing a report. */
export const canPublishReport = forRoles("administrator", "national_team");

/** Changing what a network says of itself and whether it publishes. */
export const canManageNetwork = forRoles("administrator");

/** Seeing who is a member, inviting, giving and withdrawing roles. */
export const canManagePeople = forRoles("administrator");
/** Reading who did what to what. */
export const canSeeAudit = forRoles("administrator", "data_protection_officer");

/** Reading what members say under sheets, among themselves; a partner does so under those that are hers. */
export const canSeeComments = forRoles(...(MEMBERS as Role[]));

/** Saying something under a sheet, to members. */
export const canComment = forRoles(...(MEMBERS.filter((role) => role !== "reader") as Role[]));

/** Finding what is held of somebody, giving it to her, erasing it; seeing what retention deleted. */
export const canManagePersonalData = forRoles("administrator", "data_protection_officer");

/** Creating a network on this installation. */
export const canCreateNetwork = (person: Person): boolean => holds(person, { id: "*" }, ["administrator"]);

/** Every policy by name, for the table of the documentation and for its test. */
export const POLICIES = {
  canEnter,
  canRead,
  canReadOwnSheets,
  canSeeWorkspace,
  canImport,
  canReview,
  canEdit,
  canCreate,
  canDelete,
  canSeeHistory,
  canPropose,
  canDraft,
  canClassify,
  canMerge,
  canShapeStudy,
  canPublishReport,
  canManageNetwork,
  canManagePeople,
  canSeeAudit,
  canSeeComments,
  canComment,
  canManagePersonalData,
} satisfies Record<string, Policy>;

export type PolicyName = keyof typeof POLICIES;
