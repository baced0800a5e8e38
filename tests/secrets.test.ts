import { symmetricEncrypt } from "better-auth/crypto";
import { sql } from "kysely";
import { v7 as uuid } from "uuid";
import { beforeAll, expect, test } from "vitest";
import { countUnderOthers, sealAccountsAgain } from "../src/people/account-seals.sql.ts";
import { type Auth, makeAuth } from "../src/people/accounts.ts";
import { attempt } from "../src/people/visitor.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";

/* Secrets are replaced by writing a new one before the old, then taking the old away: whoever enrolled keeps her codes. */

const [OLD, NEW] = ["the first secret of this installation", "the second secret of this installation"];
const CODES = ["aaaaa-11111", "bbbbb-22222"];
let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
});

const authWith = (...secrets: string[]): Auth =>
  makeAuth({
    pool: bench.pages.pool,
    publicUrl: "http://localhost:4173",
    secrets,
    directories: [],
    now: () => new Date(),
    log: bench.doors().log,
    sendLink: async () => {},
  });

/** Somebody who enrolled while these were the secrets. */
async function enrolled(seal: (plain: string) => Promise<string>): Promise<string> {
  const { id } = await makeMember(bench);
  await sql`update users set two_factor_enabled = true where id = ${id}`.execute(bench.db);
  await sql`insert into two_factors (id, secret, backup_codes, user_id)
    values (${uuid()}, ${await seal("key of her codes")}, ${await seal(JSON.stringify(CODES))}, ${id})`.execute(
    bench.db,
  );
  return id;
}

const sealing = async (auth: Auth) => {
  const { secretConfig } = await auth.$context;
  return (data: string) => symmetricEncrypt({ key: secretConfig, data });
};

/** What the library of accounts reads of her recovery codes under these secrets. */
const codesOf = (user: string, ...secrets: string[]): Promise<unknown> =>
  authWith(...secrets)
    .api.viewBackupCodes({ body: { userId: user } })
    .then(
      ({ backupCodes }) => backupCodes,
      () => "unreadable",
    );

test("what was sealed is read while both secrets are there, sealed again in the night, then read without the old one", async () => {
  const before = await enrolled(await sealing(authWith(OLD)));
  expect(await codesOf(before, NEW, OLD)).toEqual(CODES);
  const meanwhile = await enrolled(await sealing(authWith(NEW, OLD)));
  expect(await codesOf(before, NEW)).toBe("unreadable");
  expect(
    await attempt(authWith(NEW).api.viewBackupCodes({ body: { userId: before }, returnHeaders: true }) as never),
  ).toMatchObject({ failure: { code: "codes_sealed" } });
  expect(await codesOf(meanwhile, NEW)).toEqual(CODES);
  expect(await countUnderOthers(bench.pages.db, [NEW, OLD])).toEqual({ waiting: 2, unreadable: 0 });
  expect(await sealAccountsAgain(bench.pages.db, [NEW, OLD])).toEqual({ sealed: 2, unreadable: 0 });
  expect(await countUnderOthers(bench.pages.db, [NEW])).toEqual({ waiting: 0, unreadable: 0 });
  for (const one of [before, meanwhile]) expect(await codesOf(one, NEW)).toEqual(CODES);
  expect(await sealAccountsAgain(bench.pages.db, [NEW, OLD])).toEqual({ sealed: 0, unreadable: 0 });
});

test("what an earlier version sealed, under the place of its secret, is read and sealed again", async () => {
  const version = 1;
  const user = await enrolled((data) =>
    symmetricEncrypt({ key: { keys: new Map([[version, OLD]]), currentVersion: version }, data }),
  );
  expect(await codesOf(user, OLD)).toEqual(CODES);
  expect(await codesOf(user, NEW, OLD)).toEqual(CODES);
  expect(await sealAccountsAgain(bench.pages.db, [NEW, OLD])).toMatchObject({ sealed: 2 });
  expect(await codesOf(user, NEW)).toEqual(CODES);
});

test("a token of a directory that no secret opens is forgotten: the next entrance brings another", async () => {
  const { id } = await makeMember(bench);
  const sealed = await (await sealing(authWith("a secret that was lost with its machine")))("token");
  await sql`insert into accounts (id, account_id, provider_id, user_id, access_token, created_at, updated_at)
    values (${uuid()}, 'a', 'directory', ${id}, ${sealed}, now(), now())`.execute(bench.db);
  expect(await countUnderOthers(bench.pages.db, [NEW])).toEqual({ waiting: 1, unreadable: 0 });
  await sealAccountsAgain(bench.pages.db, [NEW]);
  expect(await countUnderOthers(bench.pages.db, [NEW])).toEqual({ waiting: 0, unreadable: 0 });
});

test("what no secret opens is counted and left as it is", async () => {
  const other = await enrolled(await sealing(authWith("a secret that nobody kept, of long ago")));
  expect(await sealAccountsAgain(bench.pages.db, [NEW])).toEqual({ sealed: 0, unreadable: 2 });
  expect(await countUnderOthers(bench.pages.db, [NEW])).toEqual({ waiting: 0, unreadable: 2 });
  await sql`delete from two_factors where user_id = ${other}`.execute(bench.db);
});
