import { describe, expect, test } from "vitest";
import { lastDue, runOf } from "./schedules.ts";

const at = (iso: string) => new Date(iso);

describe("the last moment of a task", () => {
  test("is told in the time of Paris, in winter as in summer", () => {
    expect(lastDue("40 3 * * *", at("2026-01-15T12:00:00Z"))).toEqual(at("2026-01-15T02:40:00Z"));
    expect(lastDue("40 3 * * *", at("2026-07-15T12:00:00Z"))).toEqual(at("2026-07-15T01:40:00Z"));
  });

  test("is the present one at that very moment, and yesterday's a moment before", () => {
    expect(lastDue("40 3 * * *", at("2026-01-15T02:40:00Z"))).toEqual(at("2026-01-15T02:40:00Z"));
    expect(lastDue("40 3 * * *", at("2026-01-15T02:39:59Z"))).toEqual(at("2026-01-14T02:40:00Z"));
  });

  test("happens once on the nights when clocks change", () => {
    const forward = [at("2026-03-29T00:30:00Z"), at("2026-03-29T06:00:00Z"), at("2026-03-30T00:00:00Z")];
    const back = [at("2026-10-25T00:00:00Z"), at("2026-10-25T06:00:00Z"), at("2026-10-26T00:00:00Z")];
    for (const [before, after, later] of [forward, back]) {
      expect(lastDue("40 3 * * *", after!).getTime()).toBeGreaterThan(lastDue("40 3 * * *", before!).getTime());
      expect(lastDue("40 3 * * *", later!)).toEqual(lastDue("40 3 * * *", after!));
    }
  });

  test("gives one identity to one run, whoever computes it", () => {
    const due = lastDue("40 3 * * *", at("2026-01-15T12:00:00Z"));
    expect(runOf("backup", due)).toBe(runOf("backup", lastDue("40 3 * * *", at("2026-01-15T22:59:00Z"))));
    expect(runOf("backup", due)).not.toBe(runOf("anchors", due));
  });
});
