import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import fc from "fast-check";
import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { type About, FORMAT, parseAbout, parseManifest } from "../src/backup/contents.ts";
import { seal, unseal } from "../src/backup/envelope.ts";
import { restore } from "../src/backup/restore.ts";
import { readTar, tarEnd, tarEntry } from "../src/backup/tar.ts";
import { migrate, readMigrations } from "../src/platform/database/migrate.ts";
import { ask, backedUp, contentsOf, digestOf, newFolder, schemaOf } from "./preparation/backups.ts";
import { type Bench, emptyDatabase, freshDatabase } from "./preparation/database.ts";
import { importText, makeNetwork } from "./preparation/networks.ts";

const PASSPHRASE = "quatre mots pris au hasard";
let bench: Bench;
let folder: string;
let archive: string;
let target: string;
let count = 0;

beforeAll(async () => {
  bench = await freshDatabase();
  folder = await newFolder();
  await makeNetwork(bench, "petit", ["soin"]);
  await importText(bench, "petit", "Numéro;Intitulé;Partenaires\n1;Jardin partagé;Commune de Rennes\n2;Atelier;CCAS\n");
  archive = join(folder, "petit.tar.zst");
  await backedUp(bench, archive, { verify: false });
  target = await emptyDatabase();
});

async function refusal(path: string, url = target) {
  const dataDir = join(folder, `data-${++count}`);
  await mkdir(dataDir);
  const done = await restore({ archive: path, url, dataDir, passphrase: null, at: new Date(), force: false });
  if (done.ok) return "restored";
  expect(await readdir(dataDir)).toEqual([]);
  expect(Object.keys(await contentsOf(url))).toEqual([]);
  return done.failure.code;
}

describe("an archive that was altered", () => {
  test("at any byte is refused, or restores to the same", async () => {
    const bytes = await readFile(archive);
    const whole = await digestOf(archive);
    const path = join(folder, "altered");
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const altered = Buffer.from(bytes);
        altered[at]! ^= flip;
        await writeFile(path, altered);
        const read = await digestOf(path).catch((error) => {
          expect(error.failure?.code ?? error).toMatch(/^archive_(damaged|not_ours|newer|forged)$/);
          return whole;
        });
        expect(read).toBe(whole);
      }),
      { numRuns: 300 },
    );
  });

  test("by being cut is refused, but for the last bytes, which only tell of the others; so is what something was added to", async () => {
    const bytes = await readFile(archive);
    const whole = await digestOf(archive);
    const path = join(folder, "cut");
    const read = async (content: Buffer) => {
      await writeFile(path, content);
      return digestOf(path).catch((error) => String(error.failure?.code ?? error));
    };
    for (const length of [0, 1, 4, 100, bytes.length >> 1, bytes.length - 200])
      expect(await read(bytes.subarray(0, length)), `${length} bytes`).toMatch(/^archive_(damaged|not_ours)$/);
    for (let left = 1; left < 200; left += 7)
      expect([whole, "archive_damaged"]).toContain(await read(bytes.subarray(0, bytes.length - left)));
    for (const added of [Buffer.from("x"), bytes, Buffer.alloc(512)])
      expect([whole, "archive_damaged"]).toContain(await read(Buffer.concat([bytes, added])));
  });

  test("although encrypted, by a flip, a cut or an exchange of pieces, is refused", async () => {
    const closed = join(folder, "petit.age");
    await backedUp(bench, closed, { verify: false, passphrase: PASSPHRASE });
    const bytes = await readFile(closed);
    const path = join(folder, "altered.age");
    const exchanged = Buffer.concat([
      bytes.subarray(0, 300),
      bytes.subarray(400, 500),
      bytes.subarray(300, 400),
      bytes.subarray(500),
    ]);
    const flips = [23, 60, 150, 400, bytes.length - 1].map((at) => {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1;
      return flipped;
    });
    for (const altered of [...flips, bytes.subarray(0, -1), bytes.subarray(0, bytes.length >> 1), exchanged]) {
      await writeFile(path, altered);
      await expect(digestOf(path, PASSPHRASE)).rejects.toThrow(/archive_damaged|archive_not_ours|passphrase_wrong/);
    }
    expect(await digestOf(closed, PASSPHRASE)).toMatch(/^[0-9a-f]{64}$/);
  }, 120_000);
});

type Piece = { name: string; content: Buffer };

/** The pieces of the small archive, changed, and sealed again as their author would: every hash is right. */
async function forged(change: (pieces: Piece[], about: About) => void, raw?: (tar: Buffer) => Buffer): Promise<string> {
  const pieces: Piece[] = [];
  for await (const { name, body } of readTar(unseal(archive, null)))
    pieces.push({ name, content: Buffer.concat(await Array.fromAsync(body)) });
  const about = parseAbout(pieces[0]!.content)!;
  change(pieces, about);
  pieces[0]!.content = Buffer.from(JSON.stringify(about));
  const last = pieces.at(-1)!;
  const manifest = parseManifest(last.content)!;
  const sha256 = (content: Buffer) => createHash("sha256").update(content).digest("hex");
  manifest.sha256 = sha256(pieces[0]!.content);
  manifest.tables = about.tables.map(({ name }) => {
    const content = Buffer.concat(
      pieces.filter((piece) => piece.name.startsWith(`tables/${name}/`)).map((piece) => piece.content),
    );
    return { name, rows: content.toString().split("\n").length - 1, bytes: content.length, sha256: sha256(content) };
  });
  manifest.files = pieces
    .filter(({ name }) => name.startsWith("data/"))
    .map(({ name, content }) => ({
      path: name.slice(5),
      bytes: content.length,
      sha256: sha256(content),
    }));
  last.content = Buffer.from(JSON.stringify(manifest));
  const tar = Buffer.concat([
    ...pieces.flatMap(({ name, content }) => [...tarEntry(name, content, new Date(0))]),
    tarEnd(),
  ]);
  const path = join(folder, `forged-${++count}`);
  await writeFile(path, Buffer.concat(await Array.fromAsync(seal(Readable.from([raw ? raw(tar) : tar]), null))));
  return path;
}

const addLast = (pieces: Piece[], piece: Piece) => void pieces.splice(-1, 0, piece);

describe("an archive made to harm", () => {
  test("but by nothing at all is restored: what follows is refused for its own reason", async () => {
    const path = await forged(() => {});
    const url = await emptyDatabase();
    const done = await restore({
      archive: path,
      url,
      dataDir: await newFolder(),
      passphrase: null,
      at: new Date(),
      force: false,
    });
    expect(done.ok ? "restored" : done.failure).toBe("restored");
  });

  test.each([
    ["../evil"],
    ["data/../evil"],
    ["data/files/../../evil"],
    ["data//etc/evil"],
    ["/etc/evil"],
    ["data/files/.hidden"],
    ["data/postgres/password"],
    ["data/files/a/b"],
    ["data/files/a\\..\\b"],
    ["data/erasures/key-../../evil"],
    ["data/erasures/list.jsonl.evil"],
  ])("by a file named %s", async (name) => {
    expect(await refusal(await forged((pieces) => addLast(pieces, { name, content: Buffer.from("x") })))).toBe(
      "archive_forged",
    );
  });

  test("by the same file twice, or a link", async () => {
    const twice = (pieces: Piece[]) => {
      for (const content of ["x", "y"]) addLast(pieces, { name: "data/files/a", content: Buffer.from(content) });
    };
    expect(await refusal(await forged(twice))).toBe("archive_forged");
    const link = (tar: Buffer) => {
      const at = tar.indexOf("data/files/a");
      tar[at + 156] = "2".charCodeAt(0);
      const sum = tar
        .subarray(at, at + 512)
        .reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 32 : byte), 0);
      tar.write(`${sum.toString(8).padStart(6, "0")}\0 `, at + 148);
      return tar;
    };
    const path = await forged((pieces) => addLast(pieces, { name: "data/files/a", content: Buffer.alloc(0) }), link);
    expect(await refusal(path)).toBe("archive_damaged");
  });

  test("by tables or columns that are not the product's", async () => {
    const renamed = (_: Piece[], about: About) => {
      about.tables[0]!.columns[0] = "password";
    };
    expect(await refusal(await forged(renamed))).toBe("archive_forged");
    const added = (_: Piece[], about: About) => void about.tables.push({ name: "evil", columns: ["id"] });
    expect(await refusal(await forged(added))).toBe("archive_forged");
    const quoted = (_: Piece[], about: About) =>
      void about.tables.push({ name: 'a"; drop table x; --', columns: ["id"] });
    expect(await refusal(await forged(quoted))).toBe("archive_damaged");
  });

  test("by rows that lead nowhere, break a rule or a chain of the audit", async () => {
    const rows = (table: string, edit: (text: string) => string) => (pieces: Piece[]) => {
      const piece = pieces.find(({ name }) => name.startsWith(`tables/${table}/`))!;
      piece.content = Buffer.from(edit(piece.content.toString()));
    };
    const nowhere = rows("initiatives", (text) => text.replace(/^[^\t]+/, "01900000-0000-7000-8000-00000000dead"));
    expect(await refusal(await forged(nowhere))).toBe("archive_damaged");
    expect(await refusal(await forged(rows("initiatives", (text) => text.replaceAll("active", "broken"))))).toBe(
      "archive_damaged",
    );
    expect(await refusal(await forged(rows("initiatives", () => "not a row\n")))).toBe("archive_damaged");
    expect(await refusal(await forged(rows("audit_entries", (text) => text.replace("local", "other"))))).toBe(
      "archive_damaged",
    );
    expect(await refusal(await forged(rows("audit_heads", (text) => text.replace(/\t\d+\t/, "\t99\t"))))).toBe(
      "archive_damaged",
    );
    expect(await refusal(await forged(rows("migrations", (text) => text.replace("0001", "0000"))))).toBe(
      "archive_damaged",
    );
  });

  test("by a newer format, a newer product, or another one", async () => {
    expect(await refusal(await forged((_, about) => void Object.assign(about, { format: FORMAT + 1 })))).toBe(
      "archive_newer",
    );
    const newer = (_: Piece[], about: About) =>
      void about.migrations.push({ name: "9999_future.sql", checksum: "0".repeat(64) });
    expect(await refusal(await forged(newer))).toBe("archive_newer");
    const other = (_: Piece[], about: About) => void Object.assign(about.migrations[2]!, { checksum: "0".repeat(64) });
    expect(await refusal(await forged(other))).toBe("archive_other_schema");
  });

  test("by inflating without end", async () => {
    async function* zeros() {
      yield* tarEntry("ancrage.json", Buffer.from("{}"), new Date(0));
      const block = Buffer.alloc(2 ** 20, "1\t2\n");
      for (let megabytes = 0; megabytes < 700; megabytes += 1) yield block;
    }
    const path = join(folder, "bomb");
    await writeFile(path, Buffer.concat(await Array.fromAsync(seal(zeros(), null))));
    expect((await readFile(path)).length).toBeLessThan(200_000);
    await expect(Array.fromAsync(count1(unseal(path, null)))).rejects.toThrow("archive_bomb");
  }, 60_000);

  test("although it is only something else", async () => {
    const path = join(folder, "else");
    for (const text of ["", "PK\x03\x04", "a,b,c\n", "\x28\xb5\x2f\xfdnot really"]) {
      await writeFile(path, Buffer.from(text, "latin1"));
      expect(await refusal(path)).toMatch(/^archive_(not_ours|damaged)$/);
    }
    expect(await refusal(join(folder, "nowhere"))).toBe("file_missing");
  });
});

/** Passes bytes over without keeping them. */
async function* count1(source: AsyncIterable<Buffer>) {
  for await (const chunk of source) if (chunk.length === 0) yield chunk;
}

describe("an archive of an older version", () => {
  test("restores into this one, which brings it up to date", async () => {
    const old = await emptyDatabase();
    const client = new pg.Client({ connectionString: old });
    await client.connect();
    await migrate(client, (await readMigrations()).slice(0, 6), () => new Date());
    await client.end();
    const moved = [
      "networks",
      "campaigns",
      "imports",
      "initiatives",
      "statements",
      "actors",
      "initiative_actors",
      "audit_heads",
      "audit_entries",
    ];
    const known = new Map<string, string>();
    for (const table of moved) {
      const columns = await ask<{ name: string }>(
        old,
        `select column_name::text as name from information_schema.columns where table_schema = 'public' and table_name = '${table}'`,
      );
      const names = columns.map(({ name }) => name).join(", ");
      known.set(table, `select ${names} from ${table} order by row(${names})::text`);
      const rows = await ask(bench.url, `select ${names} from ${table}`);
      await ask(old, `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(rows),
      ]);
    }
    const path = join(folder, "old.tar.zst");
    await backedUp({ url: old, dataDir: bench.dataDir }, path);
    const url = await emptyDatabase();
    const done = await restore({
      archive: path,
      url,
      dataDir: await newFolder(),
      passphrase: null,
      at: new Date(),
      force: false,
    });
    const later = (await readMigrations()).slice(6).map(({ name }) => name);
    expect(done).toMatchObject({ ok: true, value: { applied: later } });
    expect(await schemaOf(url)).toEqual(await schemaOf(bench.url));
    // Columns that came since have what their migrations gave them; those of then say what they said.
    for (const [table, query] of known) {
      const [before, after] = [await ask(old, query), await ask(url, query)];
      expect([table, before.length > 0]).toEqual([table, true]);
      expect(after).toEqual(before);
    }
  });
});
