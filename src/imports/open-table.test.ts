import { closeSync, ftruncateSync, openSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openTable } from "./open-table.ts";
import { collect, fileOf, inlineRow, pathOf, refusalOf, workbookOf, xlsxOf, zipOf } from "./testing/make-files.ts";

describe("files that hold no table are refused by their content", () => {
  const ole = Buffer.alloc(2048);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(ole);
  ole.writeUInt16LE(9, 30);
  ole.writeUInt32LE(1, 48);
  const encrypted = Buffer.from(ole);
  Buffer.from("EncryptedPackage", "utf16le").copy(encrypted, 1024 + 128);

  const zip = (...names: string[]) => zipOf(names.map((name) => ({ name, data: "<a/>" })));
  test.each([
    ["pdf", Buffer.from("%PDF-1.7\n")],
    ["image", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10])],
    ["image", Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
    ["archive", Buffer.from([0x1f, 0x8b, 8, 0])],
    ["excel_97", ole],
    ["archive", zip("notes.txt")],
    ["open_document", zip("mimetype", "content.xml", "META-INF/manifest.xml")],
    ["word", zip("[Content_Types].xml", "word/document.xml")],
    ["excel_binary", zip("[Content_Types].xml", "xl/workbook.bin")],
    ["html", Buffer.from("\ufeff  <!DOCTYPE html><table><tr><td>Titre")],
    ["xml", Buffer.from('<?xml version="1.0"?><Workbook/>')],
    ["binary", Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7_919) % 256))],
  ])("%s", async (kind, content) => {
    expect(await refusalOf(fileOf(content))).toEqual({ code: "not_a_table", params: { kind } });
  });

  test("a workbook protected by a password says so", async () => {
    expect(await refusalOf(fileOf(encrypted))).toEqual({ code: "encrypted_workbook", params: {} });
  });

  test("an empty file, a folder, a file that is not there", async () => {
    expect(await refusalOf(fileOf(""))).toEqual({ code: "empty_file", params: {} });
    expect(await refusalOf(pathOf("."))).toEqual({ code: "unreadable_file", params: { reason: "not_a_file" } });
    expect(await refusalOf(pathOf("absent.csv"))).toEqual({ code: "unreadable_file", params: { reason: "ENOENT" } });
  });

  test("a file of 2 GB is refused at once, without being read", async () => {
    const path = pathOf("large.csv");
    const file = openSync(path, "w");
    ftruncateSync(file, 2 * 2 ** 30);
    closeSync(file);
    const started = performance.now();
    expect(await refusalOf(path)).toEqual({
      code: "file_too_large",
      params: { bytes: 2 * 2 ** 30, limit: 200 * 2 ** 20 },
    });
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe("a header is needed, and found", () => {
  const refuse = (text: string) => refusalOf(fileOf(text));

  test("nothing but spaces", async () => {
    const refusal = { code: "no_header", params: { reason: "no_rows", line: null } };
    expect(await refuse("\ufeff\n ;; \n\n")).toEqual(refusal);
    expect(await refusalOf(xlsxOf({ sheets: { A: "" } }))).toEqual(refusal);
  });

  test.each([
    ["numbers", "1;Pollinarium;Poitiers;2023\n2;Forum;Niort;2024\n"],
    ["an e-mail", "Anne;anne@exemple.fr;Niort\nPaul;paul@exemple.fr;Lens\n"],
    [
      "sentences",
      `${"Des ateliers réunissent les habitants du quartier."};Forum\n${"Une marche relie les villages de la vallée."};Marche\n`,
    ],
  ])("a first row that looks like data: %s", async (_, text) => {
    expect(await refuse(text)).toEqual({ code: "no_header", params: { reason: "looks_like_data", line: 1 } });
  });

  test("a text in one column that names nothing", async () => {
    expect(await refuse("Bonjour à tous\nVoici le compte rendu\n")).toEqual({
      code: "no_header",
      params: { reason: "too_few_columns", line: 1 },
    });
  });

  test("columns with values and no name, and names used twice", async () => {
    expect(await refuse("Titre;;Lieu\nA;perdu;Albi\n")).toEqual({
      code: "header_without_name",
      params: { line: 1, columns: "B" },
    });
    expect(await refuse("Titre;Lieu;LIEU ;Titre\nA;b;c;d\n")).toEqual({
      code: "header_repeated",
      params: { line: 1, columns: "A, B, C, D", names: "Titre, Lieu, LIEU" },
    });
  });

  test("more than 200 columns", async () => {
    const names = Array.from({ length: 250 }, (_, i) => `Titre ${String.fromCharCode(97 + (i % 26))}${i}`);
    expect(await refuse(`${names.join(";")}\n`)).toMatchObject({ code: "too_many_columns", params: { limit: 200 } });
  });

  test("below titles and remarks, and not in the words of the data", async () => {
    const above = "Mission nationale RTE;;;\nRemontées des régions, 2024-2025;;;\nÀ remplir avant juin;merci;;\n\n";
    const path = fileOf(
      `${above}N°;Nom de l'action;Commune;Avec qui ?\n1;Territoire zéro;Lieu-dit;Partenaires locaux\n`,
    );
    const opened = await openTable({ path });
    expect(opened).toMatchObject({
      ok: true,
      value: { headerLine: 5, header: ["N°", "Nom de l'action", "Commune", "Avec qui ?"] },
    });
  });

  test("unknown names are a header too; a person then says what they are", async () => {
    const opened = await openTable({ path: fileOf("Machin;Truc;Bidule\nMarche;Albi;12\n") });
    expect(opened).toMatchObject({ ok: true, value: { header: ["Machin", "Truc", "Bidule"] } });
  });

  test("a workbook says the refusal of the sheet that holds something", async () => {
    const path = fileOf(zipOf(workbookOf({ sheets: { Vide: "", Données: inlineRow("1", "Marche", "12") } })));
    expect(await refusalOf(path)).toEqual({ code: "no_header", params: { reason: "looks_like_data", line: 1 } });
  });
});

test("the rows can be read twice, and left half-way", async () => {
  const opened = await openTable({
    path: xlsxOf({ sheets: { A: inlineRow("Titre", "Lieu") + inlineRow("A", "Albi").repeat(5_000) } }),
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  for await (const row of opened.value.rows()) if (row.line === 10) break;
  expect(await collect(opened.value.rows())).toHaveLength(5_000);
  expect(await collect(opened.value.rows())).toHaveLength(5_000);
});
