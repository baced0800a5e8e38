import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

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
