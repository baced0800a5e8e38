import type pg from "pg";
import { fail, ok, type Result } from "../result.ts";
import { REACH_SETTING } from "./reach.ts";

/** The role that pages and jobs work under, or whose member that role is: it owns nothing and meets every policy. */
export const APPLICATION_ROLE = "ancrage_app";

/** The address of a database, as its owner's connections would reach it but under the application's role. */
export function asApplication(url: string): string {
  const address = new URL(url);
  // Given as the session begins, they are also what `reset` comes back to.
  address.searchParams.set("options", `-c role=${APPLICATION_ROLE} -c ${REACH_SETTING}=`);
  return address.toString();
}

/** The owner's address, from which every network is seen: for whoever prepares, measures or looks. */
export function seeingAll(url: string): string {
  const address = new URL(url);
  address.searchParams.set("options", `-c ${REACH_SETTING}=*`);
  return address.toString();
}

/** Lets the owner of the database work under the application's role, where it has no address of its own. */
export async function joinApplication(owner: pg.ClientBase): Promise<Result<true>> {
  const { rows } = await owner.query<{ joined: boolean; owner: string }>(
    `select pg_has_role($1, case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) as joined,
      current_user as owner`,
    [APPLICATION_ROLE],
  );
  const { joined, owner: name } = rows[0]!;
  if (joined) return ok(true);
  try {
    await owner.query(`grant ${APPLICATION_ROLE} to current_user`);
    return ok(true);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    return fail({
      kind: "unavailable",
      code: "database_role_not_given",
      params: { role: APPLICATION_ROLE, owner: name },
    });
  }
}

/** What a role that pages work under must not be. */
export type RoleFault = "superuser" | "bypasses" | "owns" | "not_member";

/** The role of these connections, and why PostgreSQL would not keep networks apart for it; none is expected. */
export async function examineRole(db: Pick<pg.Pool, "query">): Promise<{ role: string; faults: RoleFault[] }> {
  const { rows } = await db.query(
    `select current_user as role, r.rolsuper as superuser, r.rolbypassrls as bypasses, not pg_has_role($1, 'USAGE') as not_member,
      exists (select from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and pg_has_role(c.relowner, 'USAGE')) as owns
    from pg_roles r where r.rolname = current_user`,
    [APPLICATION_ROLE],
  );
  const { role, ...told } = rows[0] as { role: string } & Record<RoleFault, boolean>;
  return { role, faults: (["superuser", "bypasses", "owns", "not_member"] as const).filter((fault) => told[fault]) };
}
