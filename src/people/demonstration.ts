import type { GrantScale, Role } from "../platform/person.ts";

export type DemonstrationPerson = {
  role: Exclude<Role, "public">;
  name: string;
  territory?: { scale: GrantScale; code: string };
  /** The key of an initiative. */
  initiative?: string;
};

/** One invented person for each role, in the demonstration network only. */
export const DEMONSTRATION_PEOPLE: readonly DemonstrationPerson[] = [
  { role: "administrator", name: "Awa Ndiaye" },
  { role: "data_protection_officer", name: "Hélène Caradec" },
  { role: "national_team", name: "Mathieu Roussel" },
  { role: "researcher", name: "Inès Belkacem" },
  { role: "regional_officer", name: "Yannick Le Goff", territory: { scale: "region", code: "53" } },
  { role: "committee_president", name: "Sylvie Morel", territory: { scale: "departement", code: "46" } },
  { role: "volunteer", name: "Karim Haddad", territory: { scale: "departement", code: "35" } },
  { role: "partner", name: "Jeanne Petit", initiative: "1" },
  { role: "reader", name: "Luc Fabre" },
];

/** The address of one of these people: a domain that can never receive mail. */
export const demonstrationAddress = (role: Role): string => `${role.replaceAll("_", "-")}@demonstration.invalid`;
