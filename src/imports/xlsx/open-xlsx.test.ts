import fc from "fast-check";
import { describe, expect, test } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { fileOf, inlineRow, readAll, refusalOf, STRICT, workbookOf, xlsxOf, zipOf } from "../testing/make-files.ts";

const HEADER = inlineRow("Titre", "Lieu", "Année", "Chiffres");
const cell = (attributes: string, content: string) => `<c ${attributes}>${content}</c>`;
const cellsOf = async (path: string) => (await readAll(path)).rows.map(({ cells }) => cells);

test("a workbook made by a library reads back, under a title and a blank row", async () => {
  const date = { value: new Date(Date.UTC(2023, 0, 2)), type: Date, format: "dd/mm/yyyy" };
  const file = await writeXlsxFile([
    [{ value: "Remontées 2025" }],
    [],
    ["Titre", "Lieu", "Année", "Chiffres", "Part"].map((value) => ({ value })),
    [
      { value: "A & <b>\nlà" },
      { value: "  Alès " },
      date,
      { value: 12_000 },
      { value: 0.35, type: Number, format: "0%" },
    ],
    [{ value: "B" }, { value: "Lens" }, { value: "depuis 2019" }],
  ]).toBuffer();
  const { table, rows } = await readAll(fileOf(file));
  expect(table).toMatchObject({
    format: "xlsx",
    headerLine: 3,
    header: ["Titre", "Lieu", "Année", "Chiffres", "Part"],
  });
  expect(rows).toEqual([
    { line: 4, cells: ["A & <b>\nlà", "  Alès ", "2023-01-02", "12000", "35 %"] },
    { line: 5, cells: ["B", "Lens", "depuis 2019", "", ""] },
  ]);
});

describe("what a cell may hold", () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="[$-40C]d\\ mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;depuis &quot;yyyy"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>';
  const row = (...cells: string[]) => `${HEADER}<row>${cells.join("")}</row>`;

  test("shared strings: rich runs joined, phonetic guides left out, escapes undone", async () => {
    const strings =
      "<si><t>Titre</t></si><si><t>Lieu</t></si>" +
      '<si><r><t xml:space="preserve">Marche </t></r><r><rPr><b/></rPr><t>bleue</t></r></si>' +
      "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si>";
    const s = (i: number) => cell('t="s"', `<v>${i}</v>`);
    const data = `<row>${s(0)}${s(1)}</row><row>${s(2)}${s(3)}</row><row>${s(4)}${s(1)}</row>`;
    expect(await cellsOf(xlsxOf({ sheets: { A: data }, strings }))).toEqual([
      ["Marche bleue", "東京"],
      ["a\rb_x0041_", "Lieu"],
    ]);
  });

  test("numbers without exponent, dates by format, percentages", async () => {
    const data = row(
      cell("", "<v>1.2E5</v>"),
      cell("", "<v>0.30000000000000004</v>"),
      cell('s="1"', "<v>45292</v>"),
      cell('s="2"', "<v>0.355</v>"),
    );
    const more = `<row>${cell('s="3"', "<v>36526</v>")}${cell('s="4"', "<v>43466</v>")}${cell('s="5"', "<v>45292.75</v>")}${cell("", "<v>1E-7</v>")}</row>`;
    expect(await cellsOf(xlsxOf({ sheets: { A: data + more }, styles }))).toEqual([
      ["120000", "0,3", "2024-01-01", "35,5 %"],
      ["2000-01-01", "2019", "2024-01-01 18:00", "0,0000001"],
    ]);
  });

  test("dates of the 1904 calendar", async () => {
    const data = row(cell('s="1"', "<v>43830</v>"), cell("", "<v>43830</v>"));
    expect((await cellsOf(xlsxOf({ sheets: { A: data }, styles, date1904: true })))[0]).toEqual([
      "2024-01-01",
      "43830",
      "",
      "",
    ]);
  });

  test("formulas by their last value, booleans, ISO dates, errors with a note", async () => {
    const data = row(
      cell('t="str"', "<f>A1&amp;B1</f><v>Albi Tarn</v>"),
      cell('t="b"', "<v>1</v>"),
      cell('t="e"', "<f>NA()</f><v>#N/A</v>"),
      cell("", "<f>SUM(A1)</f>"),
    );
    const { rows } = await readAll(xlsxOf({ sheets: { A: data } }));
    expect(rows[0]).toEqual({
      line: 2,
      cells: ["Albi Tarn", "TRUE", "", ""],
      notes: [
        { column: 2, code: "formula_error", value: "#N/A" },
        { column: 3, code: "formula_without_value", value: "" },
      ],
    });
    const iso = `${HEADER}<row>${cell('t="d"', "<v>2021-03-04T00:00:00</v>")}</row>`;
    expect((await cellsOf(xlsxOf({ sheets: { A: iso } })))[0]![0]).toBe("2021-03-04");
  });

  test("merged cells keep their value in the first", async () => {
    const data = `${HEADER}<row r="2">${cell('r="A2" t="inlineStr"', "<is><t>M</t></is>")}<c r="B2"/><c r="C2"/></row>`;
    expect(await cellsOf(xlsxOf({ sheets: { A: data } }))).toEqual([["M", "", "", ""]]);
  });
});

describe("rows and sheets as spreadsheets really write them", () => {
  const at = (reference: string, text: string) => cell(`r="${reference}" t="inlineStr"`, `<is><t>${text}</t></is>`);

  test("rows out of order, gaps, references missing or in any order", async () => {
    const data =
      `<row r="3">${at("A3", "Titre")}${at("B3", "Lieu")}</row><row r="9">${at("B9", "Lens")}${at("A9", "I")}</row>` +
      `<row r="5">${at("A5", "C")}</row><row><c t="inlineStr"><is><t>Suite</t></is></c></row>`;
    expect((await readAll(xlsxOf({ sheets: { A: data } }))).rows).toEqual([
      { line: 9, cells: ["I", "Lens"] },
      { line: 5, cells: ["C", ""] },
      { line: 6, cells: ["Suite", ""] },
    ]);
  });

  test("the first visible sheet with a header is read, the others are listed, any can be asked for", async () => {
    const table = (title: string) => inlineRow("Titre", "Lieu") + inlineRow(title, "Albi");
    const path = xlsxOf({
      sheets: {
        "!Listes": table("hidden"),
        Notice: inlineRow("Mode d'emploi"),
        Réponses: table("ok"),
        Suite: table("no"),
      },
    });
    const { table: read, rows } = await readAll(path);
    expect(read.sheet).toBe("Réponses");
    expect(read.sheets).toEqual([
      { name: "Listes", hidden: true },
      { name: "Notice", hidden: false },
      { name: "Réponses", hidden: false },
      { name: "Suite", hidden: false },
    ]);
    expect(rows[0]!.cells[0]).toBe("ok");
    const said = (await Array.fromAsync(read.everything())).map(({ cells }) => cells[0]);
    expect(said).toEqual(["Titre", "hidden", "Mode d'emploi", "Titre", "ok", "Titre", "no"]);
    expect((await readAll(path, { sheet: "Listes" })).rows[0]!.cells[0]).toBe("hidden");
    expect(await refusalOf(path, { sheet: "Absent" })).toMatchObject({
      code: "sheet_not_found",
      params: { sheet: "Absent" },
    });
  });

  test("strict namespace, absolute and unusual part names", async () => {
    const parts = { namespace: STRICT, relations: "http://purl.oclc.org/ooxml/officeDocument/relationships" };
    const data = inlineRow("Titre", "Lieu") + inlineRow("A", "Albi");
    const path = xlsxOf({ ...parts, sheets: { A: data }, target: (i) => `/xl/feuilles/f${i}.xml` });
    expect(await cellsOf(path)).toEqual([["A", "Albi"]]);
  });

  test("prefixed elements and UTF-16 parts", async () => {
    const entries = workbookOf({ sheets: { A: "" } });
    const sheet = entries.find(({ name }) => name.endsWith("sheet1.xml"))!;
    const row = (...texts: string[]) =>
      `<x:row>${texts.map((text) => `<x:c t="inlineStr"><x:is><x:t>${text}</x:t></x:is></x:c>`).join("")}</x:row>`;
    const xml = `\ufeff<x:worksheet xmlns:x="urn:x"><x:sheetData>${row("Titre", "Lieu")}${row("É", "Dax")}</x:sheetData></x:worksheet>`;
    sheet.data = Buffer.from(xml, "utf16le");
    expect(await cellsOf(fileOf(zipOf(entries)))).toEqual([["É", "Dax"]]);
  });

  test("formatted but empty cells far to the right are not columns; a filled one makes the row too long", async () => {
    const data = `${inlineRow("Titre", "Lieu")}<row r="2">${at("A2", "M")}<c r="XFD2" s="0"/></row><row r="3">${at("A3", "N")}${at("XFD3", "far")}</row>`;
    const { rows } = await readAll(xlsxOf({ sheets: { A: data } }));
    expect(rows[0]!.cells).toEqual(["M", ""]);
    expect(rows[1]!.cells.length).toBe(201);
    expect(rows[1]!.cells.at(-1)).toBe("far");
  });
});

describe("hostile or damaged workbooks are refused", () => {
  const rows = inlineRow("Titre", "Lieu") + inlineRow("A", "Albi");
  const bomb = (megabytes: number) => inlineRow("Titre", "Lieu") + " ".repeat(megabytes * 2 ** 20);

  test("a sheet that inflates out of proportion", async () => {
    expect(await refusalOf(xlsxOf({ sheets: { A: bomb(20) } }))).toEqual({
      code: "hostile_workbook",
      params: { reason: "ratio", part: "xl/worksheets/sheet1.xml" },
    });
  });

  test("parts that together inflate beyond the limit", async () => {
    const limits = { inflatedBytes: 3 * 2 ** 20, inflationRatio: 10_000 };
    expect(await refusalOf(xlsxOf({ sheets: { A: bomb(2), B: bomb(2) } }), { limits })).toMatchObject({
      code: "hostile_workbook",
      params: { reason: "inflated_size" },
    });
  });

  test("a part that inflates to more than it declares", async () => {
    const entries = workbookOf({ sheets: { A: bomb(2) } });
    entries.find(({ name }) => name.endsWith("sheet1.xml"))!.size = 5_000;
    expect(await refusalOf(fileOf(zipOf(entries)))).toMatchObject({
      code: "hostile_workbook",
      params: { reason: "inflated_size", part: "xl/worksheets/sheet1.xml" },
    });
  });

  test("absurd declared sizes", async () => {
    const entries = workbookOf({ sheets: { A: rows } });
    entries.find(({ name }) => name.endsWith("sheet1.xml"))!.size = 4_000_000_000;
    expect(await refusalOf(fileOf(zipOf(entries)))).toMatchObject({
      code: "hostile_workbook",
      params: { reason: "inflated_size" },
    });
  });

  test("too many entries, and two of the same name", async () => {
    const extra = Array.from({ length: 2_001 }, (_, i) => ({ name: `xl/x${i}.xml`, data: "" }));
    expect(await refusalOf(xlsxOf({ sheets: { A: rows }, extra }))).toMatchObject({ params: { reason: "entries" } });
    const twice = [{ name: "xl/Workbook.xml", data: "<workbook/>" }];
    expect(await refusalOf(xlsxOf({ sheets: { A: rows }, extra: twice }))).toMatchObject({
      params: { reason: "repeated_entry" },
    });
  });

  test("entries that overlap", async () => {
    const zip = zipOf(workbookOf({ sheets: { A: rows }, extra: [{ name: "xl/extra.xml", data: "<a/>" }] }));
    const last = zip.lastIndexOf("PK\x01\x02");
    zip.writeUInt32LE(zip.readUInt32LE(last + 42) - 20, last + 42);
    expect(await refusalOf(fileOf(zip))).toMatchObject({ code: "hostile_workbook", params: { reason: "overlap" } });
  });

  test("entities declared in a DOCTYPE", async () => {
    const entries = workbookOf({ sheets: { A: rows } });
    const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>';
    for (const part of ["xl/worksheets/sheet1.xml", "xl/workbook.xml"]) {
      const hostile = entries.map((entry) => (entry.name === part ? { ...entry, data: laughs + entry.data } : entry));
      expect(await refusalOf(fileOf(zipOf(hostile)))).toEqual({
        code: "hostile_workbook",
        params: { reason: "doctype", part },
      });
    }
  });

  test("XML that is broken, endlessly nested, or a string that is not there", async () => {
    const damaged = { code: "damaged_workbook", params: { part: "xl/worksheets/sheet1.xml" } };
    expect(await refusalOf(xlsxOf({ sheets: { A: `${rows}<row><c></row>` } }))).toEqual(damaged);
    expect(await refusalOf(xlsxOf({ sheets: { A: "<a>".repeat(5_000) } }))).toEqual(damaged);
    expect(await refusalOf(xlsxOf({ sheets: { A: '<row><c t="s"><v>7</v></c></row>' }, strings: "" }))).toEqual(
      damaged,
    );
  });

  test("a truncated file, and one whose bytes were changed", async () => {
    const zip = zipOf(workbookOf({ sheets: { A: rows + inlineRow("x".repeat(500), "y") } }));
    expect(await refusalOf(fileOf(zip.subarray(0, zip.length - 30)))).toMatchObject({ code: "damaged_workbook" });
    const sheet = zip.indexOf("xl/worksheets/sheet1.xml") + 30;
    zip.fill(0xff, sheet, sheet + 40);
    expect(await refusalOf(fileOf(zip))).toMatchObject({ code: "damaged_workbook" });
  });

  test("an encrypted entry", async () => {
    const entries = workbookOf({ sheets: { A: rows } }).map((entry) => ({ ...entry, flags: 0x801 }));
    expect(await refusalOf(fileOf(zipOf(entries)))).toEqual({ code: "encrypted_workbook", params: {} });
  });

  test("a cell too large, shared or not", async () => {
    const limits = { cellCharacters: 1_000 };
    const long = "x".repeat(1_001);
    expect(
      await refusalOf(xlsxOf({ sheets: { A: inlineRow("Titre", "Lieu") + inlineRow("A", long) } }), { limits }),
    ).toEqual({
      code: "cell_too_large",
      params: { line: 2, column: "B", limit: 1_000 },
    });
    const strings = `<si><t>Titre</t></si><si><t>${long}</t></si>`;
    const data = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>';
    expect(await refusalOf(xlsxOf({ sheets: { A: data }, strings }), { limits })).toMatchObject({
      code: "cell_too_large",
    });
  });
});

const text = fc.string({ unit: fc.constantFrom(..."aZ é€œ\"'&<>_x0041\n\t\r\u0001—".split("")), maxLength: 14 });
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 40 }));

test("any table written as XLSX reads back the same, with strings inline or shared", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, shared) => {
      const header = ["Titre", "Lieu", "Besoin", "Description", "Impacts"].slice(0, rows[0]!.length);
      const path = shared
        ? sharedWorkbook([header, ...rows])
        : xlsxOf({ sheets: { A: [header, ...rows].map((row) => inlineRow(...row)).join("") } });
      const blank = (row: string[]) => row.every((value) => value.trim() === "");
      expect(await cellsOf(path)).toEqual(rows.filter((row) => !blank(row)));
    }),
    { numRuns: 100 },
  );
});

test("thousands of shared strings are found again in any order, those that come back too", async () => {
  const count = 9_000;
  const rows = Array.from({ length: count }, (_, i) => [`titre ${(i * 7_919) % count}`, `lieu ${i % 37}`]);
  expect(await cellsOf(sharedWorkbook([["Titre", "Lieu"], ...rows]))).toEqual(rows);
});

function sharedWorkbook(rows: string[][]): string {
  const strings = [...new Set(rows.flat())].sort();
  const indexes = new Map(strings.map((value, i) => [value, i]));
  const si = strings.map((value) => inlineRow(value).replace(/^.*?<is>|<\/is>.*$/gs, "")).map((t) => `<si>${t}</si>`);
  const data = rows.map(
    (row) => `<row>${row.map((value) => cell('t="s"', `<v>${indexes.get(value)}</v>`)).join("")}</row>`,
  );
  return xlsxOf({ sheets: { A: data.join("") }, strings: si.join("") });
}
