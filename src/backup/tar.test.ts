import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readTar, tarEnd, tarEntry } from "./tar.ts";

const AT = new Date("2026-11-24T03:00:00Z");

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const tarOf = (files: [string, Buffer][]): Buffer =>
  Buffer.concat([...files.flatMap(([name, content]) => [...tarEntry(name, content, AT)]), tarEnd()]);

async function filesIn(tar: Buffer, size: number): Promise<[string, Buffer][]> {
  const found: [string, Buffer][] = [];
  for await (const { name, body } of readTar(inChunks(tar, size)))
    found.push([name, Buffer.concat(await Array.fromAsync(body))]);
  return found;
}

test("files written are read again, however the bytes arrive", async () => {
  const name = fc.stringMatching(/^[a-z0-9/._-]{1,100}$/);
  const content = fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(name, content), { maxLength: 5 }),
      fc.integer({ min: 1, max: 1500 }),
      async (files, size) => {
        expect(await filesIn(tarOf(files), size)).toEqual(files);
      },
    ),
    { numRuns: 60 },
  );
});

test("what a reader leaves of a file is passed over", async () => {
  const names: string[] = [];
  for await (const { name } of readTar(
    inChunks(
      tarOf([
        ["a", Buffer.alloc(5000, 1)],
        ["b", Buffer.from("b")],
      ]),
      700,
    ),
  ))
    names.push(name);
  expect(names).toEqual(["a", "b"]);
});

test("the tar of the system reads the same", () => {
  const folder = mkdtempSync(join(tmpdir(), "ancrage-tar-"));
  try {
    writeFileSync(
      join(folder, "a.tar"),
      tarOf([
        ["tables/x/000001.copy", Buffer.from("é\t\\N\n")],
        ["empty", Buffer.alloc(0)],
      ]),
    );
    execFileSync("tar", ["-xf", "a.tar"], { cwd: folder });
    expect(readFileSync(join(folder, "tables/x/000001.copy"), "utf8")).toBe("é\t\\N\n");
    expect(readFileSync(join(folder, "empty")).length).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("a header that asks for memory, and an end that is missing, are refused", async () => {
  const tar = tarOf([["a", Buffer.from("a")]]);
  for (const type of ["x", "g", "L", "K", "1", "2", "5", "S"]) {
    const other = Buffer.from(tar);
    other.write(type, 156);
    const sum = other.subarray(0, 512).reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
    other.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    await expect(filesIn(other, 512), type).rejects.toThrow("archive_damaged");
  }
  for (const length of [0, 100, 512, 900, 1024, 1536])
    await expect(filesIn(tar.subarray(0, length), 512)).rejects.toThrow("archive_damaged");
});
