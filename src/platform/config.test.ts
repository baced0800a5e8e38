import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { atPort, ConfigError, childEnvironment, readConfig } from "./config.ts";

const TILES = "https://tuiles.example/plan/{z}/{x}/{y}.png";
const ANCRAGE_MAP_ATTRIBUTION = "© Plan d’exemple";

describe("the background of the map", () => {
  it("is none unless somebody sets one", () => {
    expect(readConfig({}).mapBackground).toBeNull();
  });

  it("is read with its origin, which the browser will be allowed", () => {
    expect(readConfig({ ANCRAGE_MAP_TILES: TILES, ANCRAGE_MAP_ATTRIBUTION }).mapBackground).toEqual({
      tiles: TILES,
      origin: "https://tuiles.example",
      attribution: ANCRAGE_MAP_ATTRIBUTION,
    });
  });

  it("is refused without the words that its source asks for", () => {
    expect(() => readConfig({ ANCRAGE_MAP_TILES: TILES })).toThrow(/ANCRAGE_MAP_ATTRIBUTION/);
  });

  it.each([
    "tuiles",
    "http://tuiles.example/{z}/{x}/{y}.png",
    "https://tuiles.example/{z}/{x}.png",
    "https://me:secret@tuiles.example/{z}/{x}/{y}.png",
    "https://{s}.tuiles.example/{z}/{x}/{y}.png",
    "https://tuiles.example/{z}/{x}/{y}.png; script-src *",
    "javascript:alert('{z}{x}{y}')",
  ])("is refused when it is %s, by name", (address) => {
    expect(() => readConfig({ ANCRAGE_MAP_TILES: address, ANCRAGE_MAP_ATTRIBUTION })).toThrow(ConfigError);
    expect(() => readConfig({ ANCRAGE_MAP_TILES: address, ANCRAGE_MAP_ATTRIBUTION })).toThrow(/^ANCRAGE_MAP_TILES: /);
  });
});

describe("a setting given as a file", () => {
  const folder = mkdtempSync(join(tmpdir(), "ancrage-config-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const URL = "postgresql://ancrage:secret@db/ancrage";

  it("is read from it, without the end of its line", () => {
    expect(readConfig({ DATABASE_URL_FILE: file("url", `${URL}\n`) }).databaseUrl).toBe(URL);
    expect(readConfig({ PORT_FILE: file("port", "4999") }).port).toBe(4999);
  });

  it("is refused when it is given twice, when the file is not there, and when what it holds is wrong; its content is never said", () => {
    expect(() => readConfig({ DATABASE_URL: URL, DATABASE_URL_FILE: file("url", URL) })).toThrow(
      /^DATABASE_URL: .*twice/,
    );
    expect(() => readConfig({ DATABASE_URL_FILE: join(folder, "none") })).toThrow(/^DATABASE_URL_FILE: .*ENOENT/);
    const wrong = () => readConfig({ DATABASE_URL_FILE: file("wrong", "mysql://ancrage:secret@db") });
    expect(wrong).toThrow(/^DATABASE_URL: must begin/);
    expect(wrong).not.toThrow(/secret/);
  });

  it("gives way to what a child is told by itself", () => {
    const child = childEnvironment({ DATABASE_URL_FILE: "/x", PATH: "/bin" }, { DATABASE_URL: URL });
    expect(child).toEqual({ DATABASE_URL: URL, PATH: "/bin" });
    expect(readConfig(child).databaseUrl).toBe(URL);
  });
});

it("the address of an installation that nobody named follows its port", () => {
  expect(readConfig({}).publicUrl).toBe("http://localhost:4173");
  expect(readConfig({ PORT: "5000" }).publicUrl).toBe("http://localhost:5000");
  expect(atPort(readConfig({}), 5001)).toMatchObject({ port: 5001, publicUrl: "http://localhost:5001" });
  const named = readConfig({ ANCRAGE_PUBLIC_URL: "https://ancrage.example/" });
  expect(atPort(named, 5001)).toMatchObject({ port: 5001, publicUrl: "https://ancrage.example" });
});
