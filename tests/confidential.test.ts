import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { readArchive } from "../src/backup/read-archive.ts";
import { checkKeys } from "../src/cli/check-keys.ts";
import { cliWords } from "../src/cli/words.ts";
import { receiveFile } from "../src/imports/actions/receive-file.ts";
import { startImport } from "../src/imports/actions/start-import.ts";
import { ACCOUNT_SEALS } from "../src/people/account-seals.sql.ts";
import { invitePerson } from "../src/people/actions/invite-person.ts";
import { sendMail } from "../src/people/actions/send-mail.ts";
import { personOf } from "../src/people/person-of.ts";
import { dropUnused, turnKeys } from "../src/personal-data/actions/turn-keys.ts";
import { PERSONAL } from "../src/personal-data/register.ts";
import { countSealed, sealAgain } from "../src/personal-data/sealed.sql.ts";
import { SEALED } from "../src/personal-data/sealed.ts";
import { openKeyRing } from "../src/platform/keys.ts";
import type { Role } from "../src/platform/person.ts";
import type { Runtime } from "../src/platform/runtime.ts";
import { makeVault } from "../src/platform/vault.ts";
import { backedUp, newFolder } from "./preparation/backups.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeMember } from "./preparation/members.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";
import { form, makeSite } from "./preparation/site.ts";

const PLANTED = [
  "zoe.kerguelen@essai.invalid",
  "06 12 98 76 54",
  "Zoé Kerguélen",
  "invitee.secrete@essai.invalid",
  "Ivan Secretnom",
];
const DAY = 24 * 3600 * 1000;

let bench: Bench;
let network: string;
let clock = Date.now();

beforeAll(async () => {
  bench = await freshDatabase(() => new Date(clock));
  network = await makeNetwork(bench, "essai", []);
  const rows = Array.from(
    { length: 1200 },
    (_, n) => `Atelier ${n};Rodez;${PLANTED[2]};joindre ${PLANTED[0]} au besoin;${PLANTED[1]}`,
  );
  // One row is refused: its words are kept with the import.
  const text = `Intitulé;Lieu;XQ1;XQ2;XQ3\n${rows.join("\n")}\n;${PLANTED[0]};;;\n`;
  const imported = await importText(bench, "essai", text);
  if (!imported.ok) throw new Error(imported.failure.code);
  expect(imported.value).toMatchObject({ created: 1200, refused: 1 });
  const invited = await invitePerson(bench.doors(), {
    network: "essai",
    email: PLANTED[3],
    name: PLANTED[4],
    role: "reader",
  });
  if (!invited.ok) throw new Error(invited.failure.code);
}, 120_000);

const ring = () => openKeyRing({ keys: [], dataDir: bench.dataDir });
const vaultOf = (dataDir: string) => makeVault(openKeyRing({ keys: [], dataDir }).keys);

/** Every row of every table, as a dump writes them. */
async function dump(): Promise<string> {
  const { rows } = await bench.pool.query<{ name: string }>(
    "select tablename::text as name from pg_tables where schemaname = 'public'",
  );
  const texts = [];
  for (const { name } of rows)
    texts.push(JSON.stringify((await bench.pool.query(`select t::text as row from "${name}" t`)).rows));
  return texts.join("\n");
}

const extras = async (vault = bench.doors().vault) => {
  const { rows } = await sql<{ id: string; extra: unknown }>`select id, extra from statements order by id`.execute(
    bench.db,
  );
  return rows.map(({ id, extra }) =>
    vault.openJson({ table: "statements", column: "extra", row: `${network}/${id}` }, extra),
  );
};

describe("what is confidential", () => {
  test("is what the register says, column by column", () => {
    const ours = SEALED.flatMap(({ table, columns }) => columns.map(({ name }) => `${table}.${name}`));
    const library = ACCOUNT_SEALS.flatMap(({ table, columns }) => columns.map((name) => `${table}.${name}`));
    const declared = PERSONAL.filter(({ confidential }) => confidential === "sealed").map(
      (one) => `${one.table}.${one.column}`,
    );
    expect(declared.sort()).toEqual([...ours, ...library].sort());
  });

  test("is unreadable in a dump of every table, and in a backup that is not encrypted", async () => {
    const whole = await dump();
    expect(whole).toContain("Atelier 7");
    expect(PLANTED.filter((word) => whole.includes(word))).toEqual([]);
    const file = join(await newFolder(), "a.tar.zst");
    await backedUp(bench, file, { verify: false });
    const held: string[] = [];
    const paths: string[] = [];
    const read = async (bytes: AsyncIterable<Buffer>) => {
      for await (const chunk of bytes) held.push(chunk.toString("utf8"));
    };
    await readArchive(file, null, {
      about: async () => {},
      jobs: async (jobs) => void held.push(JSON.stringify(jobs)),
      table: (_table, rows) => read(rows),
      file: async (path, _size, bytes) => {
        paths.push(path);
        for await (const _ of bytes);
      },
    });
    expect(held.join("")).toContain("Atelier 7");
    expect(PLANTED.filter((word) => held.join("").includes(word))).toEqual([]);
    // The files received are in it as they came: an archive that leaves the house is encrypted, and then holds the keys.
    expect(paths.some((path) => path.startsWith("files/"))).toBe(true);
    expect(paths).not.toContain("keys.json");
    const sealed = join(await newFolder(), "b.tar.zst.age");
    await backedUp(bench, sealed, { verify: false, passphrase: "une phrase tout à fait longue" });
    const inside: string[] = [];
    await readArchive(sealed, "une phrase tout à fait longue", {
      about: async () => {},
      jobs: async () => {},
      table: async (_table, rows) => {
        for await (const _ of rows);
      },
      file: async (path, _size, bytes) => {
        inside.push(path);
        for await (const _ of bytes);
      },
    });
    expect(inside).toContain("keys.json");
  });

  test("is shown whole to whoever works in the network, and opens in its own place only", async () => {
    const site = await makeSite(bench);
    const page = await (await site.asLocal("/essai/initiatives/7/reponses/" + (await firstStatement("7")))).text();
    expect(page).toContain(PLANTED[0]);
    expect(await (await site.asLocal("/essai/personnes")).text()).toContain(PLANTED[3]);
    const { vault } = bench.doors();
    const place = { table: "mails", column: "recipient", row: "a" };
    const kept = vault.seal(place, "x@y.invalid");
    expect(vault.open(place, kept)).toBe("x@y.invalid");
    for (const other of [
      { ...place, row: "b" },
      { ...place, column: "params" },
      { ...place, table: "users" },
    ])
      expect(vault.open(other, kept)).toBeNull();
    const flipped = `${kept.slice(0, -2)}${kept.at(-2) === "A" ? "B" : "A"}${kept.slice(-1)}`;
    expect(vault.open(place, flipped)).toBeNull();
    expect(vault.seal(place, "x@y.invalid")).not.toBe(kept);
  });

  test("is shown over the part of the network that a role was given over, and nowhere else", async () => {
    const site = await makeSite(bench);
    const over = (role: Role, code: string) =>
      makeMember(bench, { grants: [{ network, role, territory: { scale: "departement", code } }] });
    const answer = `/essai/initiatives/7/reponses/${await firstStatement("7")}`;
    const columns = async (cookie: string) => {
      const page = await site.asMember(cookie)(answer);
      expect(page.status).toBe(200);
      const text = await page.text();
      return [text.includes(PLANTED[0]!), text.includes("reponses.csv")];
    };
    for (const role of ["regional_officer", "researcher"] as const) {
      // Rodez is in the Aveyron.
      expect(await columns((await over(role, "12")).cookie)).toEqual([true, true]);
      expect(await columns((await over(role, "35")).cookie)).toEqual([false, false]);
    }
    const officer = await over("regional_officer", "12");
    const { id } = await bench.db.selectFrom("imports").select("id").executeTakeFirstOrThrow();
    const own = await receiveFile(bench.doors(await personOf(bench.db, officer.id, new Date(clock))), {
      network: "essai",
      fileName: "aveyron.csv",
      path: await fileOf("Intitulé;Lieu\nVeillée;Rodez\n"),
      limits: { uploadBytes: 10 ** 6, inflatedBytes: 10 ** 6 },
    });
    if (!own.ok) throw new Error(own.failure.code);
    const ask = site.asMember(officer.cookie);
    const list = await (await ask("/essai/importer")).text();
    expect([list.includes("aveyron.csv"), list.includes("reponses.csv")]).toEqual([true, false]);
    expect((await ask(`/essai/importer/${own.value.id}`)).status).toBe(200);
    expect((await ask(`/essai/importer/${id}`)).status).toBe(404);
    expect((await ask(`/essai/importer/${id}/lancer`, form({}))).status).toBe(404);
    expect(
      await startImport(bench.doors(await personOf(bench.db, officer.id, new Date(clock))), { network: "essai", id }),
    ).toMatchObject({ ok: false, failure: { kind: "not_found" } });
    expect(await (await site.asLocal("/essai/importer")).text()).toContain("aveyron.csv");
  });

  test("is found by its address: somebody invited again has one invitation that waits", async () => {
    await invitePerson(bench.doors(), { network: "essai", email: PLANTED[3]!.toUpperCase(), role: "reader" });
    const waiting = await bench.db.selectFrom("invitations").select("id").where("withdrawn_at", "is", null).execute();
    expect(waiting.length).toBe(1);
  });
});

async function fileOf(text: string): Promise<string> {
  const path = join(bench.dataDir, `incoming-${crypto.randomUUID()}`);
  await writeFile(path, text);
  return path;
}

const firstStatement = async (key: string): Promise<string> =>
  (
    await sql<{
      id: string;
    }>`select s.id from statements s join initiatives i on i.network_id = s.network_id and i.id = s.initiative_id
      where i.key = ${key}`.execute(bench.db)
  ).rows[0]!.id;

describe("turning the keys", () => {
  test("seals everything again while others read and write, is taken up where it was cut, and drops the old key a day later", async () => {
    const before = bench.doors().vault.keys()[0]!.id;
    let reading = true;
    const seen: number[] = [];
    // Another process, which opened its keys before they were turned.
    const reader = vaultOf(bench.dataDir);
    const readers = [1, 2].map(async () => {
      while (reading) {
        const all = await extras(reader);
        seen.push(all.filter((extra) => (extra as Record<string, string>)?.XQ1 === PLANTED[2]).length);
      }
    });
    const writer = (async () => {
      for (let n = 0; reading; n += 1) {
        const id = await invitePerson(bench.doors(), {
          network: "essai",
          email: `w${n}@essai.invalid`,
          role: "reader",
        });
        if (!id.ok) throw new Error(id.failure.code);
      }
    })();
    // Cut short in its second batch, then asked again.
    const cut = new Error("cut");
    await expect(
      turnKeys(bench.doors(), ring(), (sealed) => {
        if (sealed > 600) throw cut;
      }),
    ).rejects.toBe(cut);
    const turned = await turnKeys(bench.doors(), ring());
    reading = false;
    await Promise.all([...readers, writer]);
    expect(turned).toMatchObject({ ok: true, value: { fresh: false, waiting: [before], dropped: [] } });
    expect(bench.doors().vault.keys()[0]!.id).not.toBe(before);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.every((count) => count === 1200)).toBe(true);
    await sealAgain(bench.db, bench.doors().vault);
    expect((await countSealed(bench.db)).filter(({ key }) => key === before || key === null)).toEqual([]);
    // Found by its address still, under the new key.
    const [{ count } = { count: 0 }] = await bench.db
      .selectFrom("invitations")
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("email_hash", "=", bench.doors().vault.blind("w0@essai.invalid"))
      .execute();
    expect(Number(count)).toBe(1);
    expect(await dropUnused(bench.doors(), ring())).toEqual([]);
    clock += 2 * DAY;
    expect(await dropUnused(bench.doors(), ring())).toEqual([before]);
    clock -= 2 * DAY;
    expect(await readFile(join(bench.dataDir, "keys.json"), "utf8")).not.toContain(before);
    expect((await extras()).every((extra) => extra !== null)).toBe(true);
  }, 60_000);

  test("seals what an earlier version had left as it was", async () => {
    await sql`update invitations set email = 'ancienne@essai.invalid', email_hash = null where email_hash is not null and id = (select min(id::text)::uuid from invitations)`.execute(
      bench.db,
    );
    expect(await sealAgain(bench.db, bench.doors().vault)).toMatchObject({ unreadable: 0 });
    expect(await dump()).not.toContain("ancienne@essai.invalid");
  });
});

describe("without the right key", () => {
  const examine = async (dataDir: string) => {
    const keyRing = openKeyRing({ keys: [], dataDir });
    const doors = () => ({ ...bench.doors(), vault: makeVault(keyRing.keys) });
    return checkKeys({ words: cliWords("en") }, { db: bench.db, keyRing, doors } as unknown as Runtime);
  };

  test("the doctor names the key that is missing, or wrong, or the file that is none", async () => {
    expect(await examine(bench.dataDir)).toMatchObject({ ok: true });
    const empty = await newFolder();
    const { id } = bench.doors().vault.keys()[0]!;
    expect(await examine(empty)).toMatchObject({
      ok: false,
      detail: expect.stringContaining(`the key ${id} is missing (`),
    });
    const other = await newFolder();
    const keys = JSON.parse(await readFile(join(bench.dataDir, "keys.json"), "utf8"));
    keys.keys[0].secret = "another secret of the same name, long enough";
    await writeFile(join(other, "keys.json"), JSON.stringify(keys));
    expect(await examine(other)).toMatchObject({
      ok: false,
      detail: expect.stringContaining(`${id} is not the one that encrypted`),
    });
    await writeFile(join(empty, "keys.json"), "{");
    expect(await examine(empty)).toMatchObject({ ok: false, detail: expect.stringContaining("keys.json") });
  });

  test("pages say so, letters wait, and turning refuses rather than lose anything", async () => {
    const lost = { ...bench, doors: () => ({ ...bench.doors(), vault: vaultOf(folder) }) };
    const folder = await newFolder();
    const site = await makeSite(lost as Bench);
    const page = await site.asLocal(`/essai/initiatives/7/reponses/${await firstStatement("7")}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("la clé qui les ouvre n’est pas sur ce serveur");
    expect((await site.asLocal("/essai/personnes")).status).toBe(200);
    const mail = await bench.db.selectFrom("mails").select("id").where("sent_at", "is", null).executeTakeFirstOrThrow();
    const sent: string[] = [];
    const post = async (to: string) => void sent.push(to);
    expect(await sendMail(lost.doors(), { id: mail.id, post, base: "https://h" })).toMatchObject({ ok: false });
    expect(sent).toEqual([]);
    expect(await turnKeys(lost.doors(), openKeyRing({ keys: [], dataDir: folder }))).toMatchObject({
      failure: { code: "keys_missing" },
    });
    expect((await extras()).every((extra) => extra !== null)).toBe(true);
  });
});
