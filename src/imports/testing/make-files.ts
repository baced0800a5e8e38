import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll } from "vitest";
import { type OpenTableOptions, openTable } from "../open-table.ts";
import type { Table, TableRefusal, TableRow } from "../table.ts";

const folder = mkdtempSync(join(tmpdir(), "ancrage-imports-"));
let made = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file whose name says nothing of its content, and gives its path. */
export function fileOf(content: string | Uint8Array): string {
  made += 1;
  const path = join(folder, `file-${made}.dat`);
  writeFileSync(path, content);
  return path;
}

/** A path beside the files made, for a test to fill or leave empty. */
export const pathOf = (name: string): string => join(folder, name);

/** Opens a file that must be readable, and all its rows. */
export async function readAll(path: string, options?: OpenTableOptions): Promise<{ table: Table; rows: TableRow[] }> {
  const opened = await openTable({ path }, options);
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
  return { table: opened.value, rows: await collect(opened.value.rows()) };
}

/** All the rows, in order. */
export async function collect(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const collected: TableRow[] = [];
  for await (const row of rows) collected.push(row);
  return collected;
}

/** The refusal of a file that must not open. */
export async function refusalOf(path: string, options?: OpenTableOptions): Promise<TableRefusal> {
  const opened = await openTable({ path }, options);
  if (opened.ok) throw new Error(`opened with header ${opened.value.header.join(", ")}`);
  return opened.failure;
}

export type ZipEntry = {
  name: string;
  data: string | Uint8Array;
  /** Declared instead of the true size. */
  size?: number;
  /** General purpose flags; bit 0 says encrypted. */
  flags?: number;
};

/** A zip archive made by hand, so that its directory can lie. */
export function zipOf(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data as string);
    const packed = deflateRawSync(data, { level: 9 });
    const name = Buffer.from(entry.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.size ?? data.length, 18);
    common.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from("PK\x03\x04"), common, name, packed);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), common, tail, name);
    offset += 30 + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

type WorkbookParts = {
  /** Sheet XML (the content of sheetData), by name; a name that starts with "!" is hidden. */
  sheets: Record<string, string>;
  strings?: string;
  styles?: string;
  date1904?: boolean;
  namespace?: string;
  relations?: string;
  target?: (index: number) => string;
  extra?: ZipEntry[];
};

/** The parts of a workbook, to be zipped. */
export function workbookOf(parts: WorkbookParts): ZipEntry[] {
  const { namespace = MAIN, relations = OFFICE, target = (i) => `worksheets/sheet${i + 1}.xml` } = parts;
  const names = Object.keys(parts.sheets);
  const rel = (id: string, type: string, to: string) =>
    `<Relationship Id="${id}" Type="${relations}/${type}" Target="${to}"/>`;
  const rels = (content: string) =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${content}</Relationships>`;
  const sheetList = names
    .map((name, i) => {
      const state = name.startsWith("!") ? ' state="hidden"' : "";
      return `<sheet name="${name.replace(/^!/, "")}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
    })
    .join("");
  const calendar = parts.date1904 ? '<workbookPr date1904="1"/>' : "";
  return [
    { name: "[Content_Types].xml", data: "<Types/>" },
    { name: "_rels/.rels", data: rels(rel("rId1", "officeDocument", "xl/workbook.xml")) },
    {
      name: "xl/workbook.xml",
      data: `<workbook xmlns="${namespace}" xmlns:r="${relations}">${calendar}<sheets>${sheetList}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: rels(
        names.map((_, i) => rel(`rId${i + 1}`, "worksheet", target(i))).join("") +
          (parts.strings === undefined ? "" : rel("rIdS", "sharedStrings", "sharedStrings.xml")) +
          (parts.styles === undefined ? "" : rel("rIdT", "styles", "styles.xml")),
      ),
    },
    ...names.map((name, i) => ({
      name: target(i).startsWith("/") ? target(i).slice(1) : `xl/${target(i)}`,
      data: `<worksheet xmlns="${namespace}"><sheetData>${parts.sheets[name]}</sheetData></worksheet>`,
    })),
    ...(parts.strings === undefined
      ? []
      : [{ name: "xl/sharedStrings.xml", data: `<sst xmlns="${namespace}">${parts.strings}</sst>` }]),
    ...(parts.styles === undefined
      ? []
      : [{ name: "xl/styles.xml", data: `<styleSheet xmlns="${namespace}">${parts.styles}</styleSheet>` }]),
    ...(parts.extra ?? []),
  ];
}

export const xlsxOf = (parts: WorkbookParts): string => fileOf(zipOf(workbookOf(parts)));

/** A row of inline strings. */
export const inlineRow = (...texts: string[]): string =>
  `<row>${texts.map((text) => `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`).join("")}</row>`;

/** XML cannot hold every character: spreadsheets write those as `_xHHHH_`, and that form itself escaped. */
export const escapeXml = (text: string): string =>
  text
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_")
    .replace(
      /[^\P{Cc}\n\t]|[\ufffe\uffff]/gu,
      (c) => `_x${c.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}_`,
    )
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
