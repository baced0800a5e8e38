import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyChanges, mergeEdits } from "./merge-edits.ts";
import { LIST_FIELDS, NO_FIELDS, type SheetFields, TEXT_FIELDS } from "./sheet-fields.ts";

const sheet = (some: Partial<SheetFields>): SheetFields => ({ ...NO_FIELDS, ...some });
const word = fc.constantFrom("", "a", "b", "c");
const lines = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { maxLength: 4 });
const anySheet = fc.record({
  ...Object.fromEntries(TEXT_FIELDS.map((field) => [field, word])),
  ...Object.fromEntries(LIST_FIELDS.map((field) => [field, lines])),
}) as unknown as fc.Arbitrary<SheetFields>;

describe("two changes of one sheet", () => {
  test("are both kept where only one touched a field", () => {
    const start = sheet({ title: "A", need: "B", partners: ["x", "y"] });
    const { merged, conflicts, theirs } = mergeEdits(
      start,
      { ...start, title: "A2", partners: ["x"] },
      { ...start, need: "B2", partners: ["x", "y", "z"] },
    );
    expect(conflicts).toEqual([]);
    expect(merged).toMatchObject({ title: "A2", need: "B2", partners: ["x", "z"] });
    expect(theirs).toEqual(["title", "partners"]);
  });

  test("are shown with their start where both wrote another text", () => {
    const start = sheet({ title: "A" });
    expect(mergeEdits(start, sheet({ title: "B" }), sheet({ title: "C" })).conflicts).toEqual([
      { field: "title", start: "A", theirs: "B", yours: "C" },
    ]);
  });

  test("without a known start never lose a text or a line in silence", () => {
    const { merged, conflicts } = mergeEdits(
      null,
      sheet({ title: "B", partners: ["x"] }),
      sheet({ title: "C", partners: ["y"] }),
    );
    expect(conflicts).toHaveLength(1);
    expect(merged.partners).toEqual(["x", "y"]);
  });

  test("alone change what they say and nothing else", () => {
    fc.assert(
      fc.property(anySheet, anySheet, (start, yours) => {
        const { merged, conflicts } = mergeEdits(start, start, yours);
        expect(conflicts).toEqual([]);
        for (const field of TEXT_FIELDS) expect(merged[field]).toBe(yours[field]);
        for (const field of LIST_FIELDS) expect(new Set(merged[field])).toEqual(new Set(yours[field]));
      }),
    );
  });

  test("every text is what one of the two wrote, and every line that one added and the other never had is there", () => {
    fc.assert(
      fc.property(anySheet, anySheet, anySheet, (start, theirs, yours) => {
        const { merged, conflicts } = mergeEdits(start, theirs, yours);
        for (const field of TEXT_FIELDS) {
          expect([theirs[field], yours[field]]).toContain(merged[field]);
          const both =
            theirs[field] !== start[field] && yours[field] !== start[field] && theirs[field] !== yours[field];
          expect(conflicts.some((one) => one.field === field)).toBe(both);
        }
        for (const field of LIST_FIELDS)
          for (const line of [...theirs[field], ...yours[field]])
            if (!start[field].includes(line)) expect(merged[field]).toContain(line);
      }),
    );
  });

  test("sent again, with the sheet as they left it, change nothing", () => {
    fc.assert(
      fc.property(anySheet, anySheet, anySheet, (start, theirs, yours) => {
        const first = mergeEdits(start, theirs, yours);
        if (first.conflicts.length > 0) return;
        const again = mergeEdits(start, first.merged, yours);
        expect(again.conflicts).toEqual([]);
        for (const field of TEXT_FIELDS) expect(again.merged[field]).toBe(first.merged[field]);
        for (const field of LIST_FIELDS) expect(new Set(again.merged[field])).toEqual(new Set(first.merged[field]));
      }),
    );
  });
});

test("a proposal changes only the fields that are accepted, upon what the sheet says now", () => {
  const start = sheet({ title: "A", need: "B", partners: ["x"] });
  const proposed = sheet({ title: "A2", need: "B2", partners: ["x", "y"] });
  const now = sheet({ title: "A", need: "B3", partners: ["x", "z"] });
  expect(applyChanges(start, now, proposed, ["title", "partners"])).toMatchObject({
    title: "A2",
    need: "B3",
    partners: ["x", "z", "y"],
  });
});
