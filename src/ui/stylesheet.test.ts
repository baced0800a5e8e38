import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FONT_FILES, stylesheet } from "./stylesheet.ts";

const tokens = readFileSync(new URL("css/tokens.css", import.meta.url), "utf8");

/** The colours of a theme: those of the light one, replaced by what the given block says. */
const colours = (block: string): Record<string, string> =>
  Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{3,6});/g)].map(([, name, value]) => [name!, value!]));

const [lightBlock = "", ...rest] = tokens.split("@media");
const light = colours(lightBlock);
const dark = { ...light, ...colours(rest.find((block) => block.includes("prefers-color-scheme"))!) };
const print = { ...light, ...colours(rest.find((block) => block.trim().startsWith("print"))!) };

/** Relative luminance and contrast ratio of WCAG 2.2. */
const luminance = (hex: string): number => {
  const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join("") : hex.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const channel = Number.parseInt(full.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (a: string, b: string): number => {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

test.each([
  ["light", light],
  ["dark", dark],
  ["print", print],
])("text is AAA, marks and borders of fields are over 3 on every ground (%s)", (_, theme) => {
  const of = (name: string): string => theme[name]!;
  for (const [text, ground] of [
    ["ink", "paper"],
    ["ink-2", "paper"],
    ["accent", "paper"],
    ["accent-deep", "paper"],
    ["doubt", "paper"],
    ["doubt", "doubt-pale"],
    ["ink", "accent-pale"],
    ["on-accent", "accent"],
    ["on-accent", "accent-deep"],
  ] as const) {
    expect.soft(contrast(of(text), of(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(7);
  }
  for (const ground of ["paper", "land", "land-region", "land-departement"]) {
    for (const mark of ["d0", "d1", "d2", "d3", "d4", "d5"]) {
      expect.soft(contrast(of(mark), of(ground)), `${mark} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  }
  expect(contrast(of("rule-strong"), of("paper"))).toBeGreaterThanOrEqual(3);
});

test("the style sheet is under 20 kB compressed and points to the two fonts only", () => {
  const css = stylesheet((file) => `/assets/${file}`);
  expect(gzipSync(css).length).toBeLessThan(20_000);
  expect(css.match(/url\([^)]*\)/g)).toEqual(FONT_FILES.map((file) => `url(/assets/${file})`));
  expect(css).not.toContain("@import");
});
