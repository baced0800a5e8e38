import { Visitor } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { isTest, readSources } from "../../scripts/checks/sources.ts";
import { drawsOf } from "../faults/scale.ts";

/*
 * Every regular expression of the product, those put together from parts included, is run on texts made to have it try
 * again and again: what takes time out of proportion would let one sentence hold up everybody.
 */

/** The longest text that is read by patterns: a cell of a file, a field of a form. */
const LENGTH = 20_000;
/** Far beyond what a linear pattern takes, far below what holds a server up. */
const MOST_MS = 250;

/** Patterns that are given less, each with how much, by the file that cuts it. */
const BOUNDED: [file: string, source: RegExp, length: number][] = [
  ["src/figures/clause.ts", /./, 200],
  ["src/generation/readings.ts", /./, 20],
  ["src/imports/parse-since.ts", /./, 300],
  ["src/imports/xlsx/number-format.ts", /./, 255],
  ["src/platform/job-failure.ts", /./, 800],
  ["src/search/question.ts", /./, 200],
];

/** Patterns that no text of a person reaches, each with what they read. */
const OURS: Record<string, string> = {
  "src/platform/postgres/failure.ts": "the last lines that PostgreSQL wrote",
  "src/platform/postgres/cluster.ts": "what initdb wrote",
  "src/ui/stylesheet.ts": "our own style sheet, when the server starts",
  "src/platform/config.ts": "the settings of an administrator, when a command starts",
  "src/platform/tracing.ts": "a setting of an administrator, when a command starts",
  "src/territories/intercommunal.ts": "the names of the official code",
};

type Pattern = { where: string; regexp: RegExp };

function literals(): Pattern[] {
  const found: Pattern[] = [];
  for (const { path, text, program } of readSources("src/")) {
    if (isTest(path)) continue;
    const at = (start: number) => `${path}:${text.slice(0, start).split("\n").length}`;
    new Visitor({
      Literal(node) {
        if ("regex" in node && node.regex)
          found.push({ where: at(node.start), regexp: new RegExp(node.regex.pattern, node.regex.flags) });
      },
    }).visit(program);
  }
  return found;
}

/** What files put together as they are loaded: the constructor is watched meanwhile. */
async function composed(): Promise<Pattern[]> {
  const found: Pattern[] = [];
  const original = globalThis.RegExp;
  let where = "";
  globalThis.RegExp = new Proxy(original, {
    construct: (target, args: [string, string]) => {
      const regexp = new target(...args);
      found.push({ where, regexp });
      return regexp;
    },
  });
  try {
    for (const { path, text } of readSources("src/")) {
      if (isTest(path) || !text.includes("new RegExp(")) continue;
      where = path;
      await import(/* @vite-ignore */ `../../${path}`);
    }
  } finally {
    globalThis.RegExp = original;
  }
  return found;
}

const ALPHABET = [
  "a",
  "A",
  "1",
  "é",
  " ",
  "\t",
  "\n",
  "-",
  ".",
  ",",
  ";",
  ":",
  "'",
  "’",
  '"',
  "(",
  ")",
  "[",
  "«",
  "@",
  "/",
  "\\",
  "%",
  "_",
  "=",
  "+",
];

/** Short texts to repeat: signs, words of the pattern itself, and both put together in ways drawn from the pattern. */
function units({ source }: RegExp): string[] {
  const words = [
    ...new Set(source.replace(/\\[a-zA-Z]/g, " ").match(/[\p{L}\d]+|[^\p{L}\d\s\\^$*+?.()|[\]{}]/gu) ?? []),
  ];
  const draws = drawsOf(source.length * 7919 + (source.codePointAt(0) ?? 0));
  const parts = [...ALPHABET, ...words.slice(0, 40)];
  const joined = Array.from({ length: 60 }, () =>
    Array.from({ length: 2 + draws.below(3) }, () => draws.pick(parts)).join(""),
  );
  return [...new Set([...parts, ...words.slice(0, 12).flatMap((word) => [` ${word} `, `${word}-`]), ...joined])];
}

const timeOf = (regexp: RegExp, text: string): number => {
  const began = performance.now();
  text.replace(regexp, "");
  return performance.now() - began;
};

/** Lengths tried one after the other: closely at first, for what doubles with each letter must be met before it hangs. */
const STEPS = [20, 24, 26, 28, 30, 32, 34, 37, 40, 48, 64, 128, 1250, 5000, LENGTH / 2, LENGTH];

/** The longest that a pattern takes on the texts made for it; those on which a shorter one is quick are not made longer. */
function slowest({ regexp }: Pattern, steps = STEPS): { ms: number; unit: string; end: string } {
  let worst = { ms: 0, unit: "", end: "" };
  // Run as replacements are: to the end of the text, not to the first match.
  const all = regexp.sticky ? regexp : new RegExp(regexp.source, `${regexp.flags.replace("g", "")}g`);
  for (const unit of units(regexp)) {
    for (const end of ["", "\u0000"]) {
      for (const size of steps) {
        const text = unit.repeat(Math.ceil(size / unit.length)).slice(0, size) + end;
        let ms = timeOf(all, text);
        // A busy machine makes anything slow once.
        for (let again = 0; again < 2 && ms > 15; again += 1) ms = Math.min(ms, timeOf(all, text));
        // At worst, time grows with the square of the length from here: it is then not long enough to matter.
        if (size >= 1250 && ms * (LENGTH / size) ** 2 < MOST_MS / 2) break;
        const late = ms > MOST_MS || (size <= 128 && steps.length > 1 && ms > 20);
        if (ms > worst.ms) worst = { ms: Math.round(ms), unit, end };
        if (late) return { ...worst, ms: Math.max(worst.ms, MOST_MS + 1) };
      }
    }
  }
  return worst;
}

describe("the search for slow patterns", () => {
  test.each([/(a+)+$/, /^(?:[a-z]+-?)*!$/, /(?:\d|\d\d)+x/, /\s+x/, /-[^(]*\(x/, /«([^»]+)»x/])(
    "finds %s",
    (regexp) => {
      expect(slowest({ where: "", regexp }, [...STEPS, 3 * LENGTH]).ms).toBeGreaterThan(MOST_MS);
    },
  );
});

describe("the patterns of the product", () => {
  test("read the longest text in time, whatever it is made of", async () => {
    const patterns = new Map<string, Pattern>();
    for (const one of [...literals(), ...(await composed())]) patterns.set(String(one.regexp), one);
    expect(patterns.size).toBeGreaterThan(700);
    const slow: string[] = [];
    for (const pattern of patterns.values()) {
      if (Object.hasOwn(OURS, pattern.where.replace(/:\d+$/, ""))) continue;
      const path = pattern.where.replace(/:\d+$/, "");
      const bound = BOUNDED.find(([file, source]) => file === path && source.test(pattern.regexp.source))?.[2];
      const { ms, unit, end } = slowest(pattern, bound === undefined ? STEPS : [bound]);
      if (ms > MOST_MS)
        slow.push(
          `${pattern.where} ${String(pattern.regexp).slice(0, 120)}: ${ms} ms on ${JSON.stringify(unit)} … ${JSON.stringify(end)}`,
        );
    }
    expect(slow).toEqual([]);
  }, 180_000);
});
