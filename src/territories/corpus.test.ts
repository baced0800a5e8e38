import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { openReference } from "./reference.ts";
import { resolveTerritory } from "./resolve.ts";

type Expected = { numero: number; territoire: { codes_insee: Record<string, string[]> } };

const demo = new URL("../../data/demo/", import.meta.url);
const answers: { numero: string; lieu: string }[] = parse(readFileSync(new URL("initiatives-reponses.csv", demo)), {
  columns: true,
});
const expected = JSON.parse(readFileSync(new URL("initiatives-attendu.json", demo), "utf8")) as Expected[];
const reference = openReference();

/** Code sets a reader would accept: the finest level of the reference sheet, or any level the answer itself names. */
function acceptable({ numero, territoire: { codes_insee: codes } }: Expected): string[][] {
  const levels = ["commune", "departement", "region"]
    .map((level) => codes[level] ?? [])
    .filter((one) => one.length > 0);
  if ([3, 9, 13, 22, 38, 41].includes(numero)) return levels;
  return numero === 11 ? [levels[0]!, ["247000011"]] : [levels[0]!];
}

test("the places of the demonstration answers resolve to the territories a reader chose", () => {
  const wrong = answers.flatMap(({ numero, lieu }) => {
    const wanted = expected.find((one) => String(one.numero) === numero)!;
    const found = resolveTerritory(lieu, reference);
    const codes = [...found.regions, ...found.departments, ...found.communes, ...found.epci].sort().join(" ");
    const isRight = acceptable(wanted).some((one) => [...one].sort().join(" ") === codes);
    return isRight && found.status === "resolved" ? [] : [`${numero} ${lieu}: ${found.status} ${codes}`];
  });
  expect(answers).toHaveLength(42);
  expect(wrong).toEqual([]);
});
