import { listInvitations } from "../../people/invitations.sql.ts";
import { findUser, listGrants, listMembers, namesOf } from "../../people/people.sql.ts";
import { territoryName } from "../../people/rights.ts";
import type { Doors } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import type { GrantScale, Role } from "../../platform/person.ts";
import { openReference } from "../../territories/reference.ts";
import type { PeopleView, PersonView } from "../pages/people.ts";

const SHOWN = 50;

const areaOf = (scale: string | null, code: string | null) =>
  territoryName(openReference(), scale === null ? null : { scale: scale as GrantScale, code: code! });

/** The people of a network in the state its address asks for, and the invitations that wait. */
export async function readPeople(
  { db, vault }: Pick<Doors, "db" | "vault">,
  network: string,
  now: Date,
  asked: { text: string; role: Role | null; page: number },
): Promise<Omit<PeopleView, "typed">> {
  const at = (page: number) => ({ ...asked, limit: SHOWN, offset: (page - 1) * SHOWN });
  const first = await listMembers(db, network, now, at(asked.page));
  const pages = Math.max(1, Math.ceil(first.total / SHOWN));
  const page = Math.min(asked.page, pages);
  const { total, members } = page === asked.page ? first : await listMembers(db, network, now, at(page));
  const invitations = await listInvitations({ db, vault }, network);
  return {
    text: asked.text,
    role: asked.role,
    total,
    page,
    pages,
    members: members.map(({ two_factor, seen_at, ...rest }) => ({
      ...rest,
      twoFactor: two_factor,
      seen: seen_at?.toISOString() ?? null,
    })),
    invitations: invitations.map((row) => ({
      id: row.id,
      email: row.email,
      role: row.role as Role,
      over: areaOf(row.territory_scale, row.territory_code) ?? row.initiative_title,
      expires: row.expires_at.toISOString(),
      expired: row.expires_at <= now,
      mail: row.sent_at ? "sent" : row.failure ? { failed: row.failure } : "waiting",
    })),
  };
}

/** One person as a network knows her; null for whoever never had a right in it. */
export async function readPerson(
  db: Database,
  network: string,
  now: Date,
  id: string,
  words: { commandLine: string; formerMember: string },
): Promise<Omit<PersonView, "typed"> | null> {
  const grants = await listGrants(db, network, id, now);
  const user = grants.length > 0 ? await findUser(db, id) : undefined;
  if (!user) return null;
  const names = await namesOf(
    db,
    grants.flatMap(({ given_by, withdrawn_by }) => [given_by, withdrawn_by ?? ""]),
  );
  const nameOf = (by: string) => names.get(by) ?? (by === "local" ? words.commandLine : words.formerMember);
  return {
    id,
    name: user.name,
    email: user.email,
    rights: grants.map((grant) => ({
      id: grant.id,
      role: grant.role,
      over: areaOf(grant.territory_scale, grant.territory_code) ?? grant.initiative?.title ?? null,
      since: grant.starts_at.toISOString(),
      until: grant.ends_at?.toISOString() ?? null,
      by: nameOf(grant.given_by),
      withdrawn: grant.withdrawn_at && { by: nameOf(grant.withdrawn_by ?? ""), at: grant.withdrawn_at.toISOString() },
      standing: grant.standing,
    })),
  };
}
