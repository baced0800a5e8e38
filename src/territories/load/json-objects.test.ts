import fc from "fast-check";
import { expect, test } from "vitest";
import { cutObjects } from "./json-objects.ts";
import { Refusal } from "./refusal.ts";

async function cut(text: string, step: number) {
  const bytes = Buffer.from(text);
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step);
  };
  return (await Array.fromAsync(cutObjects(chunks()))).map(({ kind, text }) => [kind, JSON.parse(text)]);
}

test("any features come out whole, wherever the text is cut and whatever their strings hold", async () => {
  const feature = fc.record({
    type: fc.constant("Feature"),
    properties: fc.dictionary(
      fc.constantFrom("features", "nom", 'a"b', "{", "\\"),
      fc.oneof(fc.string(), fc.constant(']}[{"\\é')),
    ),
    geometry: fc.constant({ coordinates: [[[1, 2]]], features: [{ a: 1 }] }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(feature),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      async (features, step, spaced) => {
        const whole = JSON.stringify(
          { name: "features", crs: { features: [1] }, features, after: [{ b: 2 }] },
          null,
          spaced ? 2 : 0,
        );
        const top = ["top", { name: "features", crs: { features: [1] }, features: [], after: [{ b: 2 }] }];
        expect(await cut(whole, step)).toEqual([...features.map((one) => ["feature", one]), top]);
        if (features.length === 0) return;
        const lines = features.map((one) => JSON.stringify(one)).join("\n");
        expect(await cut(lines, step)).toEqual(features.map((one) => ["top", one]));
      },
    ),
    { numRuns: 60 },
  );
});

test("a text that stops anywhere before its end is refused", async () => {
  const whole = JSON.stringify({ type: "FeatureCollection", features: [{ a: "b}" }, { c: [1] }] });
  for (let length = 1; length < whole.length; length++)
    await expect(cut(whole.slice(0, length), 7), whole.slice(0, length)).rejects.toThrow(Refusal);
});
