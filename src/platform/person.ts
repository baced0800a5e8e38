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

/** The levels of territory that a right may be given over. */
export const GRANT_SCALES = ["region", "departement", "epci", "commune"] as const;
export type GrantScale = (typeof GRANT_SCALES)[number];

/** A role, in one network ("*" for every network of the installation), over all of it, one territory or one initiative. */
export type Grant = {
  network: string;
  role: Role;
  territory?: { scale: GrantScale; code: string };
  /** The identifier of an initiative. */
  initiative?: string;
};

/** Whoever acts: an opaque id, and the rights held at this moment. */
export type Person = { id: string; grants: Grant[] };

/** Where an initiative takes place, as far as rights over a territory go. */
export type Placed = {
  id: string;
  scale: string | null;
  in_regions: readonly string[];
  in_departments: readonly string[];
  /** Those it is of, and those its communes belong to. */
  epci: readonly string[];
  communes: readonly string[];
};

/** Whoever runs a command on the machine of the server, where the database can be reached anyway. */
export const LOCAL_PERSON: Person = {
  id: "local",
  grants: [
    { network: "*", role: "administrator" },
    { network: "*", role: "national_team" },
  ],
};

/** Anybody. */
export const ANYONE: Person = { id: "public", grants: [] };

const isOf = (grant: Grant, network: { id: string }, roles: readonly Role[]): boolean =>
  (grant.network === "*" || grant.network === network.id) && roles.includes(grant.role);

/** Whether the person holds one of the roles in that network, over whatever part of it; everybody is "public". */
export function holds(person: Person, network: { id: string }, roles: readonly Role[]): boolean {
  return roles.includes("public") || person.grants.some((grant) => isOf(grant, network, roles));
}

/**
 * Whether a right reaches an initiative: a territory covers what takes place in it, in part at least; what is national, or
 * nowhere yet, belongs to no territory.
 */
export function covers({ territory, initiative }: Pick<Grant, "territory" | "initiative">, over: Placed): boolean {
  if (initiative !== undefined) return initiative === over.id;
  if (territory === undefined) return true;
  if (over.scale === "national") return false;
  return codesAt(over, territory.scale).includes(territory.code);
}

function codesAt(over: Placed, scale: GrantScale): readonly string[] {
  if (scale === "region") return over.in_regions;
  if (scale === "departement") return over.in_departments;
  return scale === "epci" ? over.epci : over.communes;
}

/** The rights that give one of the roles over part of that network only; null when one gives it over the whole. */
export function partsHeld(person: Person, network: { id: string }, roles: readonly Role[]): Grant[] | null {
  const held = person.grants.filter((grant) => isOf(grant, network, roles));
  return held.some(({ territory, initiative }) => !territory && !initiative) ? null : held;
}
