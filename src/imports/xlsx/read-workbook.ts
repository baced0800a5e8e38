import { posix } from "node:path";
import type { SheetInfo } from "../table.ts";
import type { Archive } from "./archive.ts";
import { type NumberFormat, numberFormat } from "./number-format.ts";
import { type Attributes, parseXml } from "./read-xml.ts";

export type Sheet = SheetInfo & { part: string };

export type Workbook = {
  sheets: Sheet[];
  date1904: boolean;
  strings: string | null;
  /** The number format of each cell style, by index. */
  formats: NumberFormat[];
};

/** Reads what a workbook is made of: sheets in order, calendar, formats and the part of its shared strings. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  const root = await relations(archive, "");
  const part = root.find(({ type }) => type === "officeDocument")?.target ?? "xl/workbook.xml";
  const links = await relations(archive, part);
  const sheets: Sheet[] = [];
  let date1904 = false;
  await parseXml(archive.smallText(part), part, {
    open(name, attributes) {
      if (name === "workbookPr") date1904 = /^(1|true|on)$/.test(attributes.date1904 ?? "");
      if (name !== "sheet") return;
      const id = relationId(attributes);
      const target = links.find((link) => link.id === id && link.type === "worksheet")?.target;
      const hidden = (attributes.state ?? "visible") !== "visible";
      if (target) sheets.push({ name: attributes.name ?? "", hidden, part: target });
    },
  });
  const styles = links.find(({ type }) => type === "styles")?.target;
  const strings = links.find(({ type }) => type === "sharedStrings")?.target ?? null;
  return { sheets, date1904, strings, formats: styles ? await readFormats(archive, styles) : [] };
}

type Relation = { id: string; type: string; target: string };

async function relations(archive: Archive, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const relsPart = posix.join(folder, "_rels", `${posix.basename(part)}.rels`);
  const found: Relation[] = [];
  if (archive.inflatedBytes(relsPart) === 0) return found;
  await parseXml(archive.smallText(relsPart), relsPart, {
    open(name, attributes) {
      if (name !== "Relationship" || attributes.TargetMode === "External") return;
      const target = attributes.Target ?? "";
      found.push({
        id: attributes.Id ?? "",
        // Transitional and strict workbooks name the same types under different addresses.
        type: (attributes.Type ?? "").split("/").at(-1)!,
        target: target.startsWith("/") ? target.slice(1) : posix.join(folder, target),
      });
    },
  });
  return found;
}

const relationId = (attributes: Attributes): string | undefined =>
  Object.entries(attributes).find(([name]) => /^\w+:id$/.test(name))?.[1];

async function readFormats(archive: Archive, part: string): Promise<NumberFormat[]> {
  if (archive.inflatedBytes(part) === 0) return [];
  const codes = new Map<number, string>();
  const styles: number[] = [];
  let inCellStyles = false;
  await parseXml(archive.smallText(part), part, {
    open(name, attributes) {
      if (name === "numFmt") codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (name === "cellXfs") inCellStyles = true;
      if (name === "xf" && inCellStyles) styles.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === "cellXfs") inCellStyles = false;
    },
  });
  return styles.map((id) => numberFormat(id, codes.get(id)));
}
