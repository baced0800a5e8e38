import type { FileHandle } from "node:fs/promises";
import type { NotATable, TableRefusal } from "./table.ts";

type Recognised = { format: "text" | "zip" } | { refusal: TableRefusal };

const SIGNATURES: [kind: NotATable, bytes: number[]][] = [
  ["pdf", [0x25, 0x50, 0x44, 0x46]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
  ["image", [0x49, 0x49, 0x2a, 0x00]],
  ["image", [0x4d, 0x4d, 0x00, 0x2a]],
  ["archive", [0x1f, 0x8b]],
  ["archive", [0x37, 0x7a, 0xbc, 0xaf]],
  ["archive", [0x52, 0x61, 0x72, 0x21]],
  ["archive", [0x42, 0x5a, 0x68]],
  ["archive", [0xfd, 0x37, 0x7a, 0x58]],
];

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const SNIFFED_BYTES = 8192;

/** Tells from its first bytes, never from its name, whether a file is text, a zip, or something that holds no table we read. */
export async function recogniseFormat(file: FileHandle): Promise<Recognised> {
  const head = await readAt(file, 0, SNIFFED_BYTES);
  if (startsWith(head, OLE)) return { refusal: await oleRefusal(file, head) };
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06]))
    return { format: "zip" };
  const signature = SIGNATURES.find(([, bytes]) => startsWith(head, bytes));
  if (signature) return { refusal: { code: "not_a_table", params: { kind: signature[0] } } };
  const kind = hasUtf16Bom(head) ? null : notText(head);
  return kind ? { refusal: { code: "not_a_table", params: { kind } } } : { format: "text" };
}

function notText(head: Buffer): NotATable | null {
  const start = head
    .toString("latin1")
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .slice(0, 200)
    .toLowerCase();
  if (/^(<!doctype html|<html|<head|<table|<meta)/.test(start)) return "html";
  if (start.startsWith("<?xml")) return "xml";
  // A few NUL bytes are a damaged text, worth its own message; text full of control characters is no text.
  let controls = 0;
  for (const byte of head) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls += 1;
  return controls > head.length * 0.05 ? "binary" : null;
}

/** An encrypted XLSX is an OLE container whose directory names a stream "EncryptedPackage" (MS-OFFCRYPTO 2.3.4.4). */
async function oleRefusal(file: FileHandle, head: Buffer): Promise<TableRefusal> {
  const name = Buffer.from("EncryptedPackage", "utf16le");
  if (head.length >= 512) {
    const sectorBytes = 2 ** Math.min(head.readUInt16LE(30), 12);
    const directory = await readAt(file, (head.readUInt32LE(48) + 1) * sectorBytes, SNIFFED_BYTES);
    if (head.includes(name) || directory.includes(name)) return { code: "encrypted_workbook", params: {} };
  }
  return { code: "not_a_table", params: { kind: "excel_97" } };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const startsWith = (head: Buffer, bytes: number[]): boolean => bytes.every((byte, i) => head[i] === byte);

const hasUtf16Bom = (head: Buffer): boolean => startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
