import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRecords } from "./csv-records.ts";

const limits = { cellCharacters: 1_000, columns: 50 };

function read(pieces: string[]) {
  const reader = csvRecords(";", limits);
  return [...pieces.flatMap((piece) => reader.write(piece)), ...reader.end()];
}

const cell = fc.string({ unit: fc.constantFrom(...'ab ";\n\r,é'.split("")), maxLength: 8 });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });

test("reads what csv-parse reads in well-formed text", () => {
  fc.assert(
    fc.property(table, (rows) => {
      const text = stringify(rows, { delimiter: ";", quoted: true });
      const expected = parse(text, { delimiter: ";", relax_column_count: true, record_delimiter: "\n" });
      expect(read([text]).map(({ cells }) => cells)).toEqual(expected);
    }),
  );
});

test("reads the same wherever the text is cut", () => {
  fc.assert(
    fc.property(
      table,
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.array(fc.nat(60), { maxLength: 6 }),
      (rows, end, cuts) => {
        const text = stringify(rows, { delimiter: ";", record_delimiter: end, quoted: true });
        const points = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        const pieces = points.slice(1).map((to, i) => text.slice(points[i], to));
        expect(read(pieces.filter(Boolean))).toEqual(read([text]));
      },
    ),
  );
});

test("never fails in another way than a refusal, and never loops, on any text", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'a ";\n\r'.split("")), maxLength: 40 }), (text) => {
      try {
        const lines = read([text]).map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
      } catch (error) {
        expect(error).toMatchObject({ refusal: { code: "unterminated_quote" } });
      }
    }),
    { numRuns: 1_000 },
  );
});
