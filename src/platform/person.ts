/** The roles a person may hold in a network, from the widest to the narrowest. */
export const ROLES = [
  "administrator",
  "data_protection_officer",
  "national_team",
  "researcher",
  "regional_officer",
  "committee_president",
  "volunteer",
  "partner",
  "reader",
  "public",
] as const;

export type Role = (typeof ROLES)[number];

/** Whoever acts: an opaque id, and the roles held by network ("*" for every network of the installation). */
export type Person = { id: string; grants: { network: string; role: Role }[] };

/** Somebody who runs the server on this very machine, before accounts exist. */
export const LOCAL_PERSON: Person = {
  id: "local",
  grants: [
    { network: "*", role: "administrator" },
    { network: "*", role: "national_team" },
  ],
};

/** Anybody. */
export const ANYONE: Person = { id: "public", grants: [] };

/** Whether the person holds one of the roles in that network; everybody is "public". */
export function holds(person: Person, network: { id: string }, roles: readonly Role[]): boolean {
  return (
    roles.includes("public") ||
    person.grants.some((grant) => (grant.network === "*" || grant.network === network.id) && roles.includes(grant.role))
  );
}
