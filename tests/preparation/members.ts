import { v7 as uuid } from "uuid";
import { makeAuth } from "../../src/people/accounts.ts";
import { enterAs } from "../../src/people/actions/enter-as.ts";
import { insertUser } from "../../src/people/people.sql.ts";
import { readConfig } from "../../src/platform/config.ts";
import type { Grant, Role } from "../../src/platform/person.ts";
import { readSecrets } from "../../src/platform/secrets.ts";
import type { Bench } from "./database.ts";

export type MemberOptions = {
  /** The rights to give; none for somebody who administers the installation. */
  grants?: readonly Grant[];
  installation?: boolean;
  email?: string;
  name?: string;
  /** Whether the session passed a second factor. */
  strong?: boolean;
  publicUrl?: string;
};

/** The accounts of a test's database, as the server under test opens them. */
export const authOf = (bench: Bench, publicUrl?: string) => {
  const config = readConfig({ ANCRAGE_DATA: bench.dataDir, ...(publicUrl && { ANCRAGE_PUBLIC_URL: publicUrl }) });
  return makeAuth({
    pool: bench.pages.pool,
    publicUrl: config.publicUrl,
    secrets: readSecrets(config),
    directories: [],
    now: () => new Date(),
    log: bench.doors().log,
    sendLink: async () => {},
  });
};

/** Makes somebody with these rights who has just signed in; answers who, and the cookie of her session. */
export async function makeMember(
  bench: Bench,
  options: MemberOptions = {},
): Promise<{ id: string; cookie: string; email: string }> {
  const id = uuid();
  const now = new Date();
  const email = options.email ?? `${id}@essai.invalid`;
  await insertUser(bench.db, {
    id,
    name: options.name ?? "Camille Essai",
    email,
    lang: "fr",
    ...(options.installation && { installation_role: "administrator" as const }),
    now,
  });
  for (const grant of options.grants ?? []) await giveRight(bench, id, grant);
  const auth = authOf(bench, options.publicUrl);
  const entered = await enterAs(bench.doors(), { auth, user: id, strong: options.strong ?? true });
  if (!entered.ok) throw new Error(entered.failure.code);
  return { id, email, cookie: entered.value.cookie.split(";")[0]! };
}

/** Gives one more right, from now on. */
export async function giveRight(bench: Bench, user: string, grant: Grant): Promise<string> {
  const id = uuid();
  await bench.db
    .insertInto("grants")
    .values({
      network_id: grant.network,
      id,
      user_id: user,
      role: grant.role as Exclude<Role, "public">,
      territory_scale: grant.territory?.scale ?? null,
      territory_code: grant.territory?.code ?? null,
      initiative_id: grant.initiative ?? null,
      starts_at: new Date(Date.now() - 1000),
      ends_at: null,
      given_by: "local",
      given_at: new Date(),
    })
    .execute();
  return id;
}
