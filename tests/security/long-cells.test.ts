import { beforeAll, describe, expect, test } from "vitest";
import { type Bench, freshDatabase } from "../preparation/database.ts";
import { importText, makeNetwork } from "../preparation/networks.ts";

/*
 * Cells far longer than any answer, made of whatever has readers try again and again: they are imported, kept word for
 * word, and hold nobody up.
 */

const CELL = 200_000;
const MOST_MS = 25_000;
const COLUMNS = "Lieu;Depuis;Besoin identifié;Description;Partenaires;Publics;Chiffres;Impacts;Perspectives".split(";");

let bench: Bench;

beforeAll(async () => {
  bench = await freshDatabase();
  await makeNetwork(bench, "essai", []);
});

describe("cells of two hundred thousand characters", () => {
  test.each(["(", "1 ", "à Paris, association ", "Lu-", "12 personnes et "])(
    "made of %j are read in time in every column",
    async (unit) => {
      const text = unit.repeat(CELL / unit.length);
      const began = performance.now();
      const done = await importText(
        bench,
        "essai",
        `Intitulé;${COLUMNS.join(";")}\n${unit};${COLUMNS.map(() => text).join(";")}\n`,
      );
      expect(done.ok && done.value.created).toBe(1);
      expect(performance.now() - began).toBeLessThan(MOST_MS);
      const { rows } = await bench.pool.query(
        "select length(columns->>'impacts') as kept from statements order by received_at desc limit 1",
      );
      expect(rows[0].kept).toBeGreaterThan(CELL * 0.9);
    },
    60_000,
  );
});
