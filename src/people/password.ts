import { readFile } from "node:fs/promises";

/** How long a password is, in characters. */
export const PASSWORD_LENGTH = { least: 12, most: 128 };

const SEQUENCES = [
  "motdepasse",
  "password",
  "azerty",
  "qwerty",
  "123456",
  "ancrage",
  "soleil",
  "bonjour",
  "jetaime",
  "abcdef",
];

/**
 * Whether a password gives itself away: it is mostly somebody's name or address, a sequence that everybody tries first, or
 * the same few characters again and again. What remains once these are taken out must still be long.
 */
export function isGuessable(password: string, { name, email }: { name: string; email: string }): boolean {
  const fold = (text: string) =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "");
  const own = [...name.split(/\s+/), ...email.split(/[@.]/)].map(fold).filter((word) => word.length >= 4);
  const rest = [...SEQUENCES, ...own].reduce((left, word) => left.replaceAll(word, ""), fold(password));
  return new Set(password).size < 5 || (rest.length < 6 && rest.length < fold(password).length);
}

const LEAKED = new URL("../../data/passwords/leaked.txt", import.meta.url);

/** Whether a password is among the commonest of those that leaked from other sites, whatever its capitals. */
export async function hasLeaked(password: string): Promise<boolean> {
  // Read each time: people choose a password a few times a year, and the list would stay in memory for nothing.
  return (await readFile(LEAKED, "utf8")).split("\n").includes(password.toLowerCase());
}
