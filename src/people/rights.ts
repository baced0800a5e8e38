import { z } from "zod";
import { GRANT_SCALES, type Grant, type GrantScale, ROLES, type Role } from "../platform/person.ts";
import { type Failure, invalid } from "../platform/result.ts";
import type { Reference } from "../territories/reference.ts";

/** The roles that can be given: everybody is "public". */
export const GIVEN_ROLES = ROLES.filter((role) => role !== "public") as Exclude<Role, "public">[];

/** What each role may be given over; the first is what is proposed. */
export const REACHES: Record<Exclude<Role, "public">, readonly ("network" | "territory" | "initiative")[]> = {
  administrator: ["network"],
  data_protection_officer: ["network"],
  national_team: ["network"],
  researcher: ["network", "territory"],
  regional_officer: ["territory"],
  committee_president: ["territory"],
  volunteer: ["territory", "network"],
  partner: ["initiative"],
  reader: ["network", "territory"],
};

/**
 * The roles that count only once the session passed a second factor: whoever holds one sees confidential data, or may let
 * others see it.
 */
export const SECOND_FACTOR_ROLES: readonly Role[] = [
  "administrator",
  "data_protection_officer",
  "national_team",
  "researcher",
  "regional_officer",
];

/** Whether somebody with these rights must prove more than a password. */
export const needsSecondFactor = (grants: readonly Grant[]): boolean =>
  grants.some(({ role }) => SECOND_FACTOR_ROLES.includes(role));

/** The rights of a session that has not passed a second factor. */
export const withoutSecondFactor = (grants: readonly Grant[]): Grant[] =>
  grants.filter(({ role }) => !SECOND_FACTOR_ROLES.includes(role));

/** A right as it is asked for: the role, over what, until when. */
export const RightInput = z.object({
  role: z.enum(GIVEN_ROLES as [Exclude<Role, "public">, ...Exclude<Role, "public">[]]),
  territory: z
    .object({ scale: z.enum(GRANT_SCALES), code: z.string().min(1).max(12) })
    .nullable()
    .default(null),
  /** The key of an initiative. */
  initiative: z.string().min(1).max(200).nullable().default(null),
  endsAt: z.date().nullable().default(null),
});
export type AskedRight = z.infer<typeof RightInput>;

/** Why a right cannot be given as it is asked for, or null: the role must reach what it is given over, which must exist, for a time to come. */
export function whyNot(
  asked: AskedRight,
  reference: Pick<Reference, "get">,
  now: Date,
): { ok: false; failure: Failure } | null {
  const { role, territory, initiative, endsAt } = asked;
  if (territory !== null && initiative !== null) return invalid("right_over_two");
  const reach = initiative !== null ? "initiative" : territory !== null ? "territory" : "network";
  if (!REACHES[role].includes(reach))
    return invalid("right_out_of_reach", { role, reach, expected: REACHES[role][0]! });
  if (territory !== null && !reference.get(territory.scale, territory.code))
    return invalid("territory_unknown", { scale: territory.scale, code: territory.code });
  if (endsAt !== null && endsAt <= now) return invalid("right_already_ended");
  return null;
}

/** Whether one of the rights somebody holds is the one asked for: the same role over the same part of the network. */
export const isHeld = (
  held: readonly {
    standing: boolean;
    role: Role;
    territory_scale: string | null;
    territory_code: string | null;
    initiative: { key: string } | null;
  }[],
  { role, territory }: AskedRight,
  initiative: string | null,
): boolean =>
  held.some(
    (right) =>
      right.standing &&
      right.role === role &&
      right.territory_scale === (territory?.scale ?? null) &&
      right.territory_code === (territory?.code ?? null) &&
      (right.initiative?.key ?? null) === initiative,
  );

/** The name of a territory that a right is over, as the reference has it, or its code. */
export const territoryName = (
  reference: Pick<Reference, "get">,
  territory: { scale: GrantScale; code: string } | null,
): string | null => territory && (reference.get(territory.scale, territory.code)?.name ?? territory.code);
