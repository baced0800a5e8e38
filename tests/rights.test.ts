import { beforeAll, describe, expect, test } from "vitest";
import { commentSheet } from "../src/comments/actions/comment-sheet.ts";
import { deleteComment } from "../src/comments/actions/delete-comment.ts";
import { editComment } from "../src/comments/actions/edit-comment.ts";
import { decideDuplicate } from "../src/duplicates/actions/decide-duplicate.ts";
import { mergeInitiatives } from "../src/duplicates/actions/merge-initiatives.ts";
import { refreshDuplicates } from "../src/duplicates/actions/refresh-duplicates.ts";
import { undoMerge } from "../src/duplicates/actions/undo-merge.ts";
import { chooseColumns } from "../src/imports/actions/choose-columns.ts";
import { receiveFile } from "../src/imports/actions/receive-file.ts";
import { runImport } from "../src/imports/actions/run-import.ts";
import { startImport } from "../src/imports/actions/start-import.ts";
import { acceptReadings } from "../src/initiatives/actions/accept-readings.ts";
import { classifyInitiative } from "../src/initiatives/actions/classify-initiative.ts";
import { createInitiative } from "../src/initiatives/actions/create-initiative.ts";
import { decideReading } from "../src/initiatives/actions/decide-reading.ts";
import { deleteInitiative } from "../src/initiatives/actions/delete-initiative.ts";
import { editInitiative } from "../src/initiatives/actions/edit-initiative.ts";
import { emptyBasket } from "../src/initiatives/actions/empty-basket.ts";
import { placeInitiatives } from "../src/initiatives/actions/place-initiatives.ts";
import { restoreVersion } from "../src/initiatives/actions/restore-version.ts";
import { settleDoubt } from "../src/initiatives/actions/settle-doubt.ts";
import { undeleteInitiative } from "../src/initiatives/actions/undelete-initiative.ts";
import { NO_FIELDS } from "../src/initiatives/sheet-fields.ts";
import { settleNetwork } from "../src/networks/actions/settle-network.ts";
import { buildOpenData } from "../src/open-data/actions/build-open-data.ts";
import { erasePerson } from "../src/personal-data/actions/erase-person.ts";
import { exportPerson } from "../src/personal-data/actions/export-person.ts";
import { findPerson } from "../src/personal-data/actions/find-person.ts";
import type { Doors } from "../src/platform/action.ts";
import { ANYONE, type Person, ROLES, type Role } from "../src/platform/person.ts";
import type { Result } from "../src/platform/result.ts";
import { acceptProposal } from "../src/proposals/actions/accept-proposal.ts";
import { discardDraft } from "../src/proposals/actions/discard-draft.ts";
import { refuseProposal } from "../src/proposals/actions/refuse-proposal.ts";
import { saveDraft } from "../src/proposals/actions/save-draft.ts";
import { sendProposal } from "../src/proposals/actions/send-proposal.ts";
import { saveReportDraft } from "../src/reports/actions/save-report-draft.ts";
import { sealReport } from "../src/reports/actions/seal-report.ts";
import { reindex } from "../src/search/actions/reindex-network.ts";
import { defineStudy } from "../src/studies/actions/define-study.ts";
import { loadCodings } from "../src/studies/actions/load-codings.ts";
import { tieFindings } from "../src/studies/actions/tie-findings.ts";
import { type Bench, freshDatabase } from "./preparation/database.ts";
import { makeNetwork } from "./preparation/networks.ts";

const ID = "00000000-0000-7000-8000-000000000000";
const network = "own";
const limits = { uploadBytes: 1000, inflatedBytes: 1000 };
const grid = { version: 9, manual: "", scale: [], dimensions: [{ key: "d", name: "D", lever: "", impact: "" }] };

const COMMENTING: Role[] = ROLES.filter((role) => role !== "public" && role !== "reader");

type Try = (doors: Doors) => Promise<Result<unknown>>;

/** Every action that writes, with the roles that may call it; all others are refused before anything is looked up. */
const ACTIONS: Record<string, { call: Try; allowed: Role[] }> = {
  receiveFile: {
    call: (d) => receiveFile(d, { network, fileName: "f.csv", path: "/nowhere", limits }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  chooseColumns: {
    call: (d) => chooseColumns(d, { network, id: ID, choices: {}, limits }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  startImport: {
    call: (d) => startImport(d, { network, id: ID }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  runImport: {
    call: (d) => runImport(d, { network, id: ID }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  refreshDuplicates: {
    call: (d) => refreshDuplicates(d, { network }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  settleDoubt: {
    call: (d) => settleDoubt(d, { network, item: ID, decision: { kind: "aside" } }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  decideReading: {
    call: (d) => decideReading(d, { network, reading: "figures", id: ID, decision: "accepted" }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  acceptReadings: {
    call: (d) => acceptReadings(d, { network }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  placeInitiatives: {
    call: (d) => placeInitiatives(d, { network, after: null }),
    allowed: ["administrator"],
  },
  classifyInitiative: {
    call: (d) => classifyInitiative(d, { network, key: "none", domains: [] }),
    allowed: ["administrator", "national_team", "researcher"],
  },
  editInitiative: {
    call: (d) => editInitiative(d, { network, key: "none", base: 1, fields: NO_FIELDS }),
    allowed: ["administrator", "national_team", "regional_officer", "partner"],
  },
  restoreVersion: {
    call: (d) => restoreVersion(d, { network, key: "none", base: 1, number: 1 }),
    allowed: ["administrator", "national_team", "regional_officer", "partner"],
  },
  createInitiative: {
    call: (d) => createInitiative(d, { network, id: ID, fields: NO_FIELDS }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  deleteInitiative: {
    call: (d) => deleteInitiative(d, { network, key: "none", reason: "x" }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  undeleteInitiative: {
    call: (d) => undeleteInitiative(d, { network, deletion: ID }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  emptyBasket: { call: (d) => emptyBasket(d, { network }), allowed: ["administrator"] },
  saveDraft: {
    call: (d) => saveDraft(d, { network, id: ID, key: "none", fields: NO_FIELDS }),
    allowed: ROLES.filter((role) => role !== "public"),
  },
  discardDraft: {
    call: (d) => discardDraft(d, { network, id: ID }),
    allowed: ROLES.filter((role) => role !== "public"),
  },
  sendProposal: {
    call: (d) => sendProposal(d, { network, id: ID, key: "none", fields: NO_FIELDS }),
    allowed: ROLES.filter((role) => role !== "public"),
  },
  acceptProposal: {
    call: (d) => acceptProposal(d, { network, id: ID }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  refuseProposal: {
    call: (d) => refuseProposal(d, { network, id: ID, reason: "x" }),
    allowed: ["administrator", "national_team", "regional_officer"],
  },
  mergeInitiatives: {
    call: (d) => mergeInitiatives(d, { network, kept: "a", merged: "b" }),
    allowed: ["administrator", "national_team"],
  },
  undoMerge: { call: (d) => undoMerge(d, { network, merge: ID }), allowed: ["administrator", "national_team"] },
  decideDuplicate: {
    call: (d) => decideDuplicate(d, { network, a: "a", b: "b", decision: "distinct" }),
    allowed: ["administrator", "national_team"],
  },
  defineStudy: {
    call: (d) =>
      defineStudy(d, { network, study: { key: "again", title: "E" }, grid: { ...grid, version: 1 }, domains: [] }),
    allowed: ["administrator", "national_team", "researcher"],
  },
  loadCodings: {
    call: (d) =>
      loadCodings(d, {
        network,
        campaign: "none",
        codings: [{ coder: "A", number: "1", dimension: "d", side: "lever", score: 1, justification: "" }],
      }),
    allowed: ["administrator", "national_team", "researcher"],
  },
  tieFindings: {
    call: (d) => tieFindings(d, { network, proposedBy: "x", ties: [] }),
    allowed: ["administrator", "national_team", "researcher"],
  },
  saveReportDraft: {
    call: (d) => saveReportDraft(d, { network, lang: "fr", title: "", subtitle: "", foreword: "" }),
    allowed: ["administrator", "national_team"],
  },
  buildOpenData: {
    call: (d) => buildOpenData(d, { network, base: "http://localhost" }),
    allowed: ["administrator"],
  },
  settleNetwork: { call: (d) => settleNetwork(d, { network, shared: true }), allowed: ["administrator"] },
  commentSheet: { call: (d) => commentSheet(d, { network, key: "none", text: "a" }), allowed: COMMENTING },
  editComment: { call: (d) => editComment(d, { network, comment: ID, text: "a" }), allowed: COMMENTING },
  deleteComment: { call: (d) => deleteComment(d, { network, comment: ID }), allowed: COMMENTING },
  exportPerson: {
    call: (d) => exportPerson(d, { network, lines: ["Personne"] }),
    allowed: ["administrator", "data_protection_officer"],
  },
  erasePerson: {
    call: (d) => erasePerson(d, { network, lines: ["Personne"] }),
    allowed: ["administrator", "data_protection_officer"],
  },
  findPerson: {
    call: (d) => findPerson(d, { network, lines: ["Personne"] }),
    allowed: ["administrator", "data_protection_officer"],
  },
  reindex: { call: (d) => reindex(d, { network }), allowed: ["administrator"] },
  sealReport: { call: (d) => sealReport(d, { network, lang: "fr" }), allowed: ["administrator", "national_team"] },
};

let bench: Bench;
let ownId: string;
let otherId: string;

beforeAll(async () => {
  bench = await freshDatabase();
  ownId = await makeNetwork(bench, network, []);
  otherId = await makeNetwork(bench, "other", []);
});

const withRole = (role: Role, networkId: string): Person =>
  role === "public" ? ANYONE : { id: `p-${role}`, grants: [{ network: networkId, role }] };
const refusal = (outcome: Result<unknown>) => (outcome.ok ? null : outcome.failure.kind);
const audited = async () =>
  (
    await bench.db
      .selectFrom("audit_entries")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow()
  ).n;

describe.each(Object.keys(ACTIONS))("%s", (name) => {
  const { call, allowed } = ACTIONS[name]!;

  test.each(ROLES.filter((role) => !allowed.includes(role)))("refuses a %s and writes nothing", async (role) => {
    const before = await audited();
    expect(refusal(await call(bench.doors(withRole(role, ownId))))).toBe("forbidden");
    expect(await audited()).toBe(before);
  });

  test.each(allowed)("lets a %s try", async (role) => {
    expect(refusal(await call(bench.doors(withRole(role, ownId))))).not.toBe("forbidden");
  });

  test("refuses an administrator of another network", async () => {
    expect(refusal(await call(bench.doors(withRole("administrator", otherId))))).toBe("forbidden");
  });
});
