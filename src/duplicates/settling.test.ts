import { expect, test } from "vitest";
import type { InitiativeRecord } from "../initiatives/records.sql.ts";
import { SETTLED, toSettle } from "./settling.ts";

const EMPTY: InitiativeRecord = {
  id: "a",
  key: "1",
  title: "Balades urbaines",
  need: "",
  description: "",
  impacts: "",
  sinceYear: null,
  revision: 1,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  decided: [],
  edited: [],
  place: {
    words: "",
    status: "unknown",
    label: null,
    scale: null,
    regions: [],
    departments: [],
    epci: [],
    communes: [],
    parents: { regions: [], departments: [], epci: [] },
    radiusKm: null,
    confidence: 0,
    candidates: [],
    point: null,
  },
  domains: [],
  actors: [],
  figures: [],
  audiences: [],
  prospects: [],
  statements: [],
  openDoubts: 0,
};
const record = (changes: Partial<InitiativeRecord>): InitiativeRecord => ({ ...EMPTY, ...changes });
const domain = (key: string) => ({ key, name: key, position: 1 });
const prospect = (text: string) => ({
  id: text,
  statement: "s",
  kind: "other",
  towards: null,
  condition: null,
  text,
  status: "proposed" as const,
});
const of = (kept: InitiativeRecord, merged: InitiativeRecord, field: string) =>
  toSettle(kept, merged).open.find((one) => one.field === field);

test("two initiatives that say the same leave nothing to settle", () => {
  expect(toSettle(record({}), record({ id: "b", key: "2" }))).toEqual({ open: [], alike: [...SETTLED] });
});

test("what only one says is proposed from that side, whichever it is", () => {
  const told = record({ need: "Sortir de l’isolement", sinceYear: 2021, domains: [domain("sante")] });
  expect(of(told, record({}), "need")).toMatchObject({ state: "one_side", proposed: "kept" });
  expect(of(record({}), told, "need")).toMatchObject({ state: "one_side", proposed: "merged" });
  expect(of(record({}), told, "since")).toMatchObject({
    state: "one_side",
    proposed: "merged",
    choices: ["kept", "merged"],
  });
  expect(of(record({}), told, "domains")).toMatchObject({ state: "one_side", proposed: "merged" });
});

test("two unlike texts complete one another, and both are proposed", () => {
  const { open } = toSettle(record({ description: "À pied" }), record({ description: "À vélo" }));
  expect(open).toEqual([
    { field: "description", state: "complement", choices: ["kept", "merged", "both"], proposed: "both" },
  ]);
});

test("nobody but a person chooses between two domains or two prospects", () => {
  const a = record({ domains: [domain("sante")], prospects: [prospect("Essaimer dans l’Ain")] });
  const b = record({ domains: [domain("habitat")], prospects: [prospect("Reconduire chaque été")] });
  expect(of(a, b, "domains")).toMatchObject({ state: "undecided", proposed: null });
  expect(of(a, b, "prospects")).toMatchObject({ state: "undecided", proposed: null });
});

test("a title may be replaced by another, and order or capitals of a list do not matter", () => {
  expect(of(record({}), record({ title: "Balade urbaine" }), "title")).toMatchObject({
    choices: ["kept", "merged", "other"],
    proposed: "kept",
  });
  const a = record({ prospects: [prospect("Essaimer"), prospect("Reconduire")] });
  const b = record({ prospects: [prospect("reconduire"), prospect("ESSAIMER")] });
  expect(of(a, b, "prospects")).toBeUndefined();
});
