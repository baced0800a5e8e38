import { describe, expect, test } from "vitest";
import { backupName, chooseKept, isDue, readBackupName } from "./keep.ts";

const RULE = { daily: 7, weekly: 4, monthly: 12 };
const HOUR = 3600_000;
const DAY = 24 * HOUR;

/** One backup a day at three in the morning, the last on the day given. */
const nightly = (last: string, days: number) =>
  Array.from({ length: days }, (_, back) => {
    const at = new Date(Date.parse(`${last}T03:00:00Z`) - back * DAY);
    return { name: at.toISOString().slice(0, 10), at };
  });

describe("the rule of keeping", () => {
  test("keeps the last of seven days, four weeks and twelve months, and nothing else", () => {
    const kept = chooseKept(nightly("2026-11-24", 800), RULE);
    // A Tuesday: the week has two of its days, and three Sundays ended the weeks before.
    const days = ["24", "23", "22", "21", "20", "19", "18"].map((day) => `2026-11-${day}`);
    const weeks = ["2026-11-15", "2026-11-08"];
    const ends = ["10-31", "09-30", "08-31", "07-31", "06-30", "05-31", "04-30", "03-31", "02-28", "01-31"];
    const months = [...ends.map((end) => `2026-${end}`), "2025-12-31"];
    expect([...kept].sort()).toEqual([...days, ...weeks, ...months].sort());
  });

  test("followed every day from the first one, always finds what it will keep later", () => {
    let held: { name: string; at: Date }[] = [];
    for (const one of nightly("2026-11-24", 800).reverse()) {
      held.push(one);
      const kept = chooseKept(held, RULE);
      held = held.filter(({ name }) => kept.has(name));
    }
    expect(held.map(({ name }) => name).sort()).toEqual([...chooseKept(nightly("2026-11-24", 800), RULE)].sort());
  });

  test("counts days that have a backup, not days that passed, and never leaves none", () => {
    const old = nightly("2020-01-10", 3);
    expect(chooseKept(old, RULE).size).toBe(3);
    expect([...chooseKept(old, { daily: 0, weekly: 0, monthly: 0 })]).toEqual(["2020-01-10"]);
    expect(chooseKept([], RULE).size).toBe(0);
  });
});

describe("the name of a backup", () => {
  test("says when it was begun, and no other name is taken for one", () => {
    const at = new Date("2026-11-24T03:00:09.123Z");
    for (const encrypted of [true, false])
      expect(readBackupName(backupName(at, encrypted))).toEqual(new Date("2026-11-24T03:00:09Z"));
    const name = backupName(at, false);
    for (const other of ["ancrage.tar.zst", `${name}.partial`, `x${name}`, name.replace("1124", "1399"), "notes.txt"])
      expect(readBackupName(other)).toBeNull();
  });
});

describe("the backup of the day", () => {
  const at = (hour: number, day = 24) => new Date(2026, 10, day, hour, 5);

  test("is due from its hour on, until it was made", () => {
    expect(isDue(at(2), 3, null)).toBe(true);
    expect(isDue(at(2), 3, { beganAt: at(3, 23), failed: false })).toBe(false);
    expect(isDue(at(3), 3, { beganAt: at(3, 23), failed: false })).toBe(true);
    expect(isDue(at(4), 3, { beganAt: at(3), failed: false })).toBe(false);
    expect(isDue(at(23), 3, { beganAt: at(3), failed: false })).toBe(false);
    // The machine was off at that hour.
    expect(isDue(at(1, 26), 3, { beganAt: at(3), failed: false })).toBe(true);
  });

  test("is tried again an hour after it failed", () => {
    expect(isDue(new Date(at(4).getTime() - 30 * 60_000), 3, { beganAt: at(3), failed: true })).toBe(false);
    expect(isDue(at(4), 3, { beganAt: at(3), failed: true })).toBe(true);
  });
});
