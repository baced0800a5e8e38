/**
 * Writes the passwords that leaked most often (data/passwords/leaked.txt), the commonest first, in lower case, one a line,
 * from a list of leaked passwords given on the command line. Those too short to be accepted are left out, and those that
 * hold an address.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { PASSWORD_LENGTH } from "../src/people/password.ts";

const OUTPUT = new URL("../data/passwords/leaked.txt", import.meta.url);

const [list] = process.argv.slice(2);
if (!list) throw new Error("Give the file of leaked passwords, the commonest first, one a line.");
const leaked = readFileSync(list, "utf8")
  .split(/\r?\n/)
  .filter((line) => [...line].length >= PASSWORD_LENGTH.least && !line.includes("@"))
  .map((line) => line.toLowerCase());
const distinct = [...new Set(leaked)];
writeFileSync(OUTPUT, `${distinct.join("\n")}\n`);
console.log(`${distinct.length} passwords`);
