import { readNetworks } from "../networks/networks.sql.ts";
import { findNetwork } from "../platform/action.ts";
import { INSTALLATION_CHAIN } from "../platform/audit.ts";
import { AnchorInput, type FoundAnchors, NO_ANCHORS, readAnchors } from "../platform/audit-anchors.ts";
import type { ChainReport } from "../platform/audit-check.ts";
import { type AuditVerification, verifyAudit } from "../platform/audit-verify.ts";
import { fail, ok, type Result } from "../platform/result.ts";
import type { Runtime } from "../platform/runtime.ts";
import { listReportAnchors } from "../reports/reports.sql.ts";
import { type Command, DONE, type Io, refused } from "./command.ts";

const LOST_TOLD = 10;

export const command: Command = {
  name: "audit verify",
  usage: "[--network SLUG] [--anchors FILE|DIR] [--data DIR] [--json]",
  options: { network: { type: "string" }, anchors: { type: "string" } },
  words: [0, 0],
  reach: "everywhere",
  needs: "database",
  run: async (io, _args, values, runtime) => {
    const slug = typeof values.network === "string" ? values.network : null;
    const network = slug === null ? null : await findNetwork(runtime.db, slug);
    if (network === undefined) return refused({ kind: "not_found", code: "network", params: { network: slug } });
    const only = network?.id ?? null;
    const found = await findAnchors(runtime, typeof values.anchors === "string" ? values.anchors : null, only);
    if (!found.ok) return refused(found.failure);
    const verified = await verifyAudit(runtime.db, found.value, { only, onProgress: progressOf(io) });
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
    const names = new Map((await readNetworks(runtime.db, false)).map(({ id, slug }) => [id, slug]));
    if (io.json) io.answer(JSON.stringify(toJson(verified, names)));
    else say(io, verified, names);
    const faults = verified.chains.reduce((sum, { faultCount }) => sum + faultCount, verified.unreadable.length);
    return verified.ok ? DONE : refused({ kind: "conflict", code: "audit_altered", params: { faults } });
  },
};

/** The anchors asked for; by default, those of the folder and those that the sealed reports hold. */
async function findAnchors(
  { db, config }: Runtime,
  path: string | null,
  only: string | null,
): Promise<Result<FoundAnchors>> {
  try {
    if (path !== null) return ok(await readAnchors(path));
  } catch (error) {
    return fail({
      kind: "not_found",
      code: "anchors_missing",
      params: { path, detail: (error as NodeJS.ErrnoException).code ?? (error as Error).message },
    });
  }
  const kept = await readAnchors(config.anchorsDir).catch((error: NodeJS.ErrnoException) => {
    // Nothing was anchored yet: there is no folder.
    if (error.code === "ENOENT") return { ...NO_ANCHORS, folder: true };
    throw error;
  });
  const sealed = (await listReportAnchors(db, only)).flatMap(
    (anchor) => AnchorInput.safeParse({ ...anchor, reason: "report" }).data ?? [],
  );
  return ok({ ...kept, anchors: [...kept.anchors, ...sealed] });
}

function progressOf(io: Io): (done: number, total: number) => void {
  return (done, total) =>
    void (process.stderr.isTTY && process.stderr.write(`\r${io.words.audit.checking(done, total)} `));
}

type Names = Map<string, string>;

/** The answer of `--json`, described in docs/guides/audit.md. */
const toJson = ({ chains, ...rest }: AuditVerification, names: Names) => ({
  ...rest,
  chains: chains.map((chain) => ({ ...chain, network: names.get(chain.chain) ?? null })),
});

function say(io: Io, { chains, unreadable, lost }: AuditVerification, names: Names): void {
  const words = io.words.audit;
  for (const chain of chains) sayChain(io, chain, nameOf(io, chain.chain, names));
  for (const { file, line } of unreadable) io.answer(words.unreadable(file, line));
  for (const { file, at, changed } of lost.slice(0, LOST_TOLD))
    io.say(changed ? words.changed(file, at) : words.lost(file, at));
  if (lost.length > LOST_TOLD) io.say(words.lostCount(lost.length - LOST_TOLD));
  io.say(words.limits);
}

function nameOf(io: Io, chain: string, names: Names): string {
  if (chain === INSTALLATION_CHAIN) return io.words.audit.installation;
  return names.get(chain) ?? io.words.audit.goneNetwork(chain);
}

function sayChain(io: Io, report: ChainReport, name: string): void {
  const words = io.words.audit;
  const { entries, faults, faultCount, anchored } = report;
  io.answer(faultCount === 0 ? words.intact(name, entries) : words.faulty(name, entries, faultCount));
  io.answer(anchored ? words.anchored(anchored) : words.notAnchored);
  for (const fault of faults) {
    const sentence = words.faults[fault.kind] as (fault: unknown) => string;
    io.answer(`       ${sentence(fault)}`);
    io.answer(fault.since ? words.since(fault.since) : words.sinceNobodyKnows);
  }
  if (faultCount > faults.length) io.answer(words.more(faultCount - faults.length));
}
