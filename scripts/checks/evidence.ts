import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Finding, ROOT } from "./sources.ts";

export const EVIDENCE_PAGE = "docs/security-asvs.md";

const STATES = new Set(["met", "not applicable", "not met"]);
const WHY = "a demand that is said to be met without anything to show it is not";

const FILE = /`((?:src|tests|scripts|docs|deploy|migrations)\/[\w./@-]+|[\w-]+\.(?:json|md))`/g;

/** How many demands of levels 1 and 2 each chapter of ASVS 5.0 has. */
const DEMANDS: Record<string, number> = {
  ...{ V1: 27, V2: 11, V3: 19, V4: 10, V5: 9, V6: 35, V7: 18, V8: 7, V9: 7, V10: 29, V11: 14, V12: 9 },
  ...{ V13: 13, V14: 9, V15: 13, V16: 16, V17: 7 },
};

/** What the table of demands lacks: an item, a state, or the file that shows what it says. */
export function checkEvidence(page: string, exists = (path: string) => existsSync(join(ROOT, path))): Finding[] {
  const rows = page
    .split("\n")
    .filter((line) => /^\| V\d+\.\d+\.\d+ \|/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));
  const found: Finding[] = [];
  const add = (what: string) => found.push({ where: EVIDENCE_PAGE, what, why: WHY });
  const seen = new Set<string>();
  for (const [, item = "", , state = "", evidence = ""] of rows) {
    if (seen.has(item)) add(`tells of ${item} twice`);
    seen.add(item);
    if (!STATES.has(state)) add(`says of ${item} that it is "${state}"`);
    const paths = [...evidence.matchAll(FILE)].map((match) => match[1]!);
    for (const path of paths) if (!exists(path)) add(`shows ${item} by ${path}, which does not exist`);
    if (state === "met" && paths.length === 0) add(`shows ${item} by no file`);
    if (state !== "met" && evidence.replace(/`[^`]*`/g, "").trim().length < 4) add(`gives no reason for ${item}`);
  }
  for (const [chapter, count] of Object.entries(DEMANDS)) {
    const told = [...seen].filter((item) => item.startsWith(`${chapter}.`)).length;
    if (told !== count) add(`tells of ${told} of the ${count} demands of ${chapter}`);
  }
  return found;
}
