import { isAscii, isUtf8 } from "node:buffer";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import type { Delimiter } from "../table.ts";
import { fileOf, readAll, refusalOf } from "../testing/make-files.ts";

const HEADER = ["N°", "Intitulé", "Lieu", "Année de début"];
const ROWS = [
  ["1", "Marche bleue", "Albi, Tarn", "2023"],
  ["2", "Café « des aidants »", "Nœux-les-Mines", "depuis 2019"],
];
const cellsOf = async (path: string) => (await readAll(path)).rows.map(({ cells }) => cells);

describe("what a CSV file is written with is recognised", () => {
  for (const delimiter of [",", ";", "\t", "|"] as Delimiter[]) {
    test(`delimiter ${JSON.stringify(delimiter)}`, async () => {
      const path = fileOf(stringify([HEADER, ...ROWS], { delimiter }));
      const { table, rows } = await readAll(path);
      expect(table).toMatchObject({ format: "csv", delimiter, header: HEADER, headerLine: 1, encoding: "utf-8" });
      expect(rows.map(({ cells }) => cells)).toEqual(ROWS);
    });
  }

  const text = stringify([HEADER, ...ROWS], { delimiter: ";" });
  const encoded: [string, Buffer][] = [
    ["utf-8", Buffer.from(`\ufeff${text}`)],
    ["utf-16le", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["utf-16be", iconv.encode(text, "utf16be", { addBOM: true })],
    ["windows-1252", iconv.encode(text, "win1252")],
  ];
  test.each(encoded)("encoding %s", async (encoding, bytes) => {
    const { table, rows } = await readAll(fileOf(bytes));
    expect(table).toMatchObject({ encoding, header: HEADER });
    expect(rows.map(({ cells }) => cells)).toEqual(ROWS);
  });

  test("an accent that comes only after many pure ASCII rows still decides the encoding", async () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => `${i};Marche;Albi;2020\n`).join("");
    const path = fileOf(iconv.encode(`N;Titre;Lieu;Annee\n${rows}40000;Café;Nîmes;2021\n`, "win1252"));
    const { table, rows: read } = await readAll(path);
    expect(table.encoding).toBe("windows-1252");
    expect(read.at(-1)).toEqual({ line: 40_002, cells: ["40000", "Café", "Nîmes", "2021"] });
  });

  test("characters of several bytes that fall across the pieces of a long file", async () => {
    for (const shift of ["", "a", "aa", "aaa"]) {
      const row = ["é€😀", "Nœux"];
      const path = fileOf(`Titre;Lieu${shift}\n${`${row.join(";")}\n`.repeat(12_000)}`);
      const { table, rows } = await readAll(path);
      expect(table.encoding).toBe("utf-8");
      expect(rows.length).toBe(12_000);
      expect(rows.every(({ cells }) => cells[0] === row[0] && cells[1] === row[1])).toBe(true);
    }
  });

  test.each(["\n", "\r\n", "\r"])("line break %j, the last one missing", async (lineBreak) => {
    const path = fileOf([HEADER, ...ROWS].map((row) => row.join(";")).join(lineBreak));
    const { rows } = await readAll(path);
    expect(rows).toEqual([
      { line: 2, cells: ROWS[0] },
      { line: 3, cells: ROWS[1] },
    ]);
  });

  test("the first line of French Excel", async () => {
    const { table, rows } = await readAll(fileOf("sep=;\r\nTitre;Lieu\r\nMarche, course, vélo;Albi, Tarn\r\n"));
    expect(table).toMatchObject({ delimiter: ";", headerLine: 2 });
    expect(rows).toEqual([{ line: 3, cells: ["Marche, course, vélo", "Albi, Tarn"] }]);
  });

  test("commas inside sentences do not pass for delimiters", async () => {
    const sentence = "Ateliers, marches, repas, débats et visites, avec la ville";
    const path = fileOf(`Titre;Description;Lieu\nA;${sentence};Albi\nB;${sentence};Lens\nC;${sentence};Dax\n`);
    expect((await readAll(path)).table.delimiter).toBe(";");
  });

  test("one column is a table when its name is that of a field", async () => {
    const { table, rows } = await readAll(fileOf("Titre\nMarche, course\nForum\n"));
    expect(table).toMatchObject({ delimiter: null, header: ["Titre"] });
    expect(rows.map(({ cells }) => cells)).toEqual([["Marche, course"], ["Forum"]]);
  });
});

describe("rows keep the line they begin on", () => {
  test("after cells of several lines, blank lines and a title above the header", async () => {
    const path = fileOf('Remontées 2025\r\n\r\nTitre;Description\r\n\r\n"A\r\nb";"x\r\ny\r\nz"\r\n;\r\nB;c\r\n');
    const { table, rows } = await readAll(path);
    expect(table.headerLine).toBe(3);
    expect(rows.map(({ line }) => line)).toEqual([5, 10]);
    const said = (await Array.fromAsync(table.everything())).map(({ cells }) => cells[0]);
    expect(said).toEqual(["Remontées 2025", "", "Titre", "", "A\r\nb", "", "B"]);
    expect(rows[0]!.cells[1]).toBe("x\r\ny\r\nz");
  });

  test("a row with more cells than the header keeps them, a shorter one is filled", async () => {
    const { rows } = await readAll(fileOf("Titre;Lieu;Besoin\nA;b;c;d;;\nB\nC;d;e;;;\n"));
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["A", "b", "c", "d"],
      ["B", "", ""],
      ["C", "d", "e"],
    ]);
  });

  test("progress goes up to the whole file", async () => {
    const { table } = await readAll(fileOf(`Titre;Lieu\n${"Marche;Albi\n".repeat(80_000)}`));
    const shares: number[] = [];
    let count = 0;
    for await (const _ of table.rows({ onProgress: (share) => shares.push(share) })) count += 1;
    expect(count).toBe(80_000);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});

describe("quotes", () => {
  test("typed by hand inside a cell are words", async () => {
    const path = fileOf(
      'Titre;Lieu\nassociation "Règles élémentaires";Cahors\n"Bouge" ton quartier;Lens\n5" de neige;Dax\n',
    );
    expect(await cellsOf(path)).toEqual([
      ['association "Règles élémentaires"', "Cahors"],
      ['"Bouge" ton quartier', "Lens"],
      ['5" de neige', "Dax"],
    ]);
  });

  test("may be surrounded by spaces", async () => {
    expect(await cellsOf(fileOf('Titre, Lieu\nA, "Albi, Tarn" \nB, "Lens"\n'))).toEqual([
      ["A", "Albi, Tarn"],
      ["B", "Lens"],
    ]);
  });

  test("left open are refused where they open, not at the end of the file", async () => {
    const path = fileOf(`Titre;Lieu\nA;Albi\nB;"Lens\n${"C;Dax\n".repeat(50)}`);
    expect(await refusalOf(path)).toEqual({ code: "unterminated_quote", params: { line: 3, column: "B" } });
  });

  test("left open before other quoted cells are refused, and no row is swallowed", async () => {
    const path = fileOf('Titre;Lieu\n"A;Albi\n"B";Lens\n"C";Dax\n');
    expect(await refusalOf(path)).toEqual({ code: "unterminated_quote", params: { line: 2, column: "A" } });
  });

  test("left open far from the beginning are refused while reading", async () => {
    const path = fileOf(`Titre;Lieu\n${"C;Dax\n".repeat(5_000)}D;"Lens`);
    await expect(readAll(path)).rejects.toMatchObject({
      refusal: { code: "unterminated_quote", params: { line: 5_002, column: "B" } },
    });
  });
});

describe("bytes that are no text are refused with their line", () => {
  test.each([
    [
      "UTF-8 cut in the middle",
      Buffer.concat([Buffer.from("Titre;Lieu\nCafé;Nîmes\nCaf"), Buffer.from([0xc3])]),
      3,
      "utf-8",
    ],
    ["UTF-8 announced and not kept", Buffer.from("\xef\xbb\xbfTitre;Lieu\nA;Albi\nCaf\xe9;N\n", "latin1"), 3, "utf-8"],
    ["a byte that Windows-1252 lacks", Buffer.from("Titre;Lieu\nCaf\xe9;Alb\x81\n", "latin1"), 2, "windows-1252"],
    [
      "UTF-16 of odd length",
      Buffer.concat([Buffer.from("\ufeffTitre;Lieu\nA;B", "utf16le"), Buffer.from([65])]),
      2,
      "utf-16le",
    ],
  ])("%s", async (_, bytes, line, encoding) => {
    expect(await refusalOf(fileOf(bytes))).toEqual({ code: "invalid_bytes", params: { line, encoding } });
  });

  test("NUL characters", async () => {
    expect(await refusalOf(fileOf("Titre;Lieu\nMarche;Albi\nFor\0um;Lens\n"))).toEqual({
      code: "nul_bytes",
      params: { line: 3 },
    });
  });
});

test("a cell over the limit is refused with its place", async () => {
  const limits = { cellCharacters: 1_000 };
  const path = fileOf(`Titre;Lieu\nA;Albi\nB;${"x".repeat(1_001)}\n`);
  expect(await refusalOf(path, { limits })).toEqual({
    code: "cell_too_large",
    params: { line: 3, column: "B", limit: 1_000 },
  });
});

const text = fc.string({ unit: fc.constantFrom(..."aZ é€œ\"'\n\r,;|\t 0—«".split("")), maxLength: 12 });
const table = fc
  .integer({ min: 2, max: 6 })
  .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));
const NAMES = ["Titre", "Lieu", "Besoin", "Description", "Partenaires", "Impacts"];

test("any table written as CSV reads back the same, whatever the delimiter, line break and encoding", async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom<Delimiter>(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n"),
      fc.constantFrom("utf8", "utf16le", "utf16be", "win1252"),
      fc.boolean(),
      async (rows, delimiter, recordDelimiter, encoding, quoted) => {
        const header = NAMES.slice(0, rows[0]!.length);
        const csv = stringify([header, ...rows], {
          delimiter,
          record_delimiter: recordDelimiter,
          quoted,
          quoted_match: /[\r\n"]|^\s|\s$/,
        });
        const bytes = iconv.encode(csv, encoding, { addBOM: encoding !== "win1252" });
        // Nobody could tell « é«« » from one Chinese letter, which has the same bytes.
        fc.pre(encoding !== "win1252" || isAscii(bytes) || !isUtf8(bytes));
        const path = fileOf(bytes);
        const read = await readAll(path);
        expect(read.table).toMatchObject({ header, delimiter });
        const blank = (row: string[]) => row.every((cell) => cell.trim() === "");
        expect(read.rows.map(({ cells }) => cells)).toEqual(rows.filter((row) => !blank(row)));
      },
    ),
    { numRuns: 150 },
  );
});
