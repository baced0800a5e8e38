import type { reading as french } from "../fr/reading.ts";

type P = Record<string, string | number | boolean | null>;

const megabytes = (bytes: unknown) => `${Math.round(Number(bytes) / 1024 / 1024)} MB`;

const kinds: Record<string, string> = {
  pdf: "a PDF",
  image: "a picture",
  excel_97: "an old Excel workbook (.xls)",
  excel_binary: "a binary Excel workbook (.xlsb)",
  open_document: "an OpenDocument file (.ods, .odt)",
  word: "a Word document",
  powerpoint: "a presentation",
  archive: "an archive",
  html: "a web page",
  xml: "an XML file",
  binary: "a binary file",
};

export const reading: typeof french = {
  refusals: {
    unreadable_file: (p: P) => `The file cannot be opened (${p.reason}).`,
    empty_file: () => "The file is empty.",
    file_too_large: (p: P) => `The file is ${megabytes(p.bytes)}; the limit is ${megabytes(p.limit)}. Split it.`,
    not_a_table: (p: P) =>
      `This is ${kinds[String(p.kind)] ?? "another kind of file"}, not a table. Save it as CSV or XLSX.`,
    encrypted_workbook: () => "The workbook is protected by a password. Save a copy without it.",
    damaged_workbook: (p: P) =>
      `The workbook is damaged (${p.part}). Open it in a spreadsheet program and save it again.`,
    hostile_workbook: (p: P) =>
      `The workbook is not built as a spreadsheet program would (${p.reason}, ${p.part}): it was not opened.`,
    sheet_not_found: (p: P) => `There is no sheet “${p.sheet}”. Sheets: ${p.sheets}.`,
    no_header: (p: P): string =>
      p.reason === "no_rows"
        ? "The file has no row."
        : "No row of column titles was found. Add one at the top of the table: Title, Place, Partners…",
    header_without_name: (p: P) => `Line ${p.line}: column ${p.columns} has no title. Give it one.`,
    header_repeated: (p: P) =>
      `Line ${p.line}: the title “${p.names}” stands above several columns (${p.columns}). Tell them apart.`,
    too_many_columns: (p: P) => `The table has ${p.columns} columns; the limit is ${p.limit}.`,
    cell_too_large: (p: P) =>
      `Line ${p.line ?? "?"}, column ${p.column ?? "?"}: the cell is too long (limit: ${p.limit} characters).`,
    unterminated_quote: (p: P) => `Line ${p.line}, column ${p.column}: a quotation mark is opened and never closed.`,
    invalid_bytes: (p: P) => `Line ${p.line}: some characters are not ${p.encoding}. Save the file as UTF-8.`,
    nul_bytes: (p: P) => `Line ${p.line}: the file holds null bytes; it is not a text.`,
  },
  problems: {
    title_missing: () => "the title is missing; the row is refused.",
    number_repeated: (p: P) => `this number is already that of line ${p.firstLine}; the row is refused.`,
    row_out_of_reach: () => "this place is not in the part of the network that is yours; the row is refused.",
    row_repeated: (p: P) => `same title and same place as line ${p.firstLine}; the row is refused.`,
    cell_too_long: (p: P) => `a text of ${p.length} characters, beyond the ${p.limit} expected.`,
    too_many_cells: (p: P) => `${p.cells} cells for ${p.columns} columns: one separator too many?`,
    formula_error: () => "the formula is in error; expected: a value.",
    formula_without_value: () => "the formula has no saved value; open and save the workbook.",
    since_duration: () => "a length of time gives no sure year; expected: a year, such as 2023.",
    since_out_of_range: (p: P) => `year out of range (1850 to ${p.lastYear}).`,
    since_several_years: () => "several years are written; expected: the first.",
    since_not_a_year: () => "no year can be read; expected: a year, such as 2023.",
    place_unknown: () => "no known place is recognised.",
    place_ambiguous: () => "several places bear this name.",
    place_doubtful: (p: P) => `read as ${p.label}, without certainty.`,
    figures_unreadable: () => "no quantity can be read; the words are kept.",
    partners_unreadable: () => "no organisation can be read; the words are kept.",
    partner_person: () => "looks like a person’s name; it is not kept as an organisation.",
    domain_stated: () => "a domain is written; it waits to be decided.",
    number_reused: (p: P) => `number ${p.number} already names another initiative; this one gets ${p.key}.`,
    place_changed: (p: P) => `the file now says something else than “${p.before}”, already settled.`,
    unknown: (p: P) => `value to check (${p.code}).`,
  },
};
