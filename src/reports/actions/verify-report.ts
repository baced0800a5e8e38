import { createHash } from "node:crypto";
import { canRead } from "../../networks/policies.ts";
import type { Doors, Network } from "../../platform/action.ts";
import { everywhere, within } from "../../platform/database/reach.ts";
import { notFound, ok, type Result } from "../../platform/result.ts";
import { buildModel } from "../build-model.ts";
import { diffModels, type ReportDifference } from "../diff.ts";
import type { ReportModel } from "../model.ts";
import { readMaterial } from "../read-material.ts";
import { findByDataHash, findByFile, networkOf, readReport } from "../reports.sql.ts";
import { hashOf } from "../seal.ts";
import { sealedWords } from "../sealed-words.ts";

export type Verification = {
  network: string;
  number: number;
  sealedAt: string;
  dataHash: string;
  /** Whether the bytes of the file are those that were sealed. */
  genuine: boolean;
  /** Whether the sealed record still has the hash it was sealed with. */
  recordIntact: boolean;
  /** What today's data say otherwise than the sealed data. */
  differences: ReportDifference[];
};

/** Compares a report's file with the sealed record, and the sealed data with today's; names every difference. */
export async function verifyReport(doors: Doors, file: Buffer): Promise<Result<Verification>> {
  const { db, person } = doors;
  const { found, network, genuine } = await everywhere("report", async () => {
    const byFile = await findByFile(db, createHash("sha256").update(file).digest("hex"));
    const found = byFile ?? (await findNamed(doors, file));
    return { found, network: found && (await networkOf(db, found.network_id)), genuine: byFile !== undefined };
  });
  if (!found || !network || !canRead(person, network)) return notFound("report_unknown_file");
  return within([network.id], () => compare(doors, network, found.id, genuine));
}

async function compare(doors: Doors, network: Network, id: string, genuine: boolean): Promise<Result<Verification>> {
  const report = await readReport(doors.db, network.id, id);
  const sealed = report!.model!;
  const today = await modelOfToday(doors, network, sealed, report!.lang === "en" ? "en" : "fr");
  return ok({
    network: network.slug,
    number: report!.number,
    sealedAt: report!.sealed_at!.toISOString(),
    dataHash: report!.data_hash!,
    genuine,
    recordIntact: hashOf(sealed) === report!.data_hash,
    differences: diffModels(sealed, today),
  });
}

/** A file whose bytes were changed may still name the data it was made from. */
async function findNamed(doors: Doors, file: Buffer) {
  const names = new Set(file.toString("latin1").match(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g) ?? []);
  for (const name of [...names].slice(0, 50)) {
    const found = await findByDataHash(doors.db, name);
    if (found) return found;
  }
  return undefined;
}

// The title, the foreword, the date and the journal belong to that edition: only what it says of the field is compared.
async function modelOfToday(
  doors: Doors,
  network: Network,
  sealed: ReportModel,
  lang: "fr" | "en",
): Promise<ReportModel> {
  const material = await readMaterial(doors.db, network, lang, new Date(sealed.edition.date));
  const { audit: _now, ...today } = buildModel(material, sealedWords(lang));
  const { title, subtitle, foreword, edition, authorsNote, audit } = sealed;
  return { ...today, title, subtitle, foreword, edition, authorsNote, ...(audit && { audit }) };
}
