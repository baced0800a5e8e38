import { foldLabel } from "./fold-label.ts";
import { EMPTY_WORDS } from "./vocabulary.ts";

/** The words of a header, folded and in the singular, without the empty ones ("Public(s) visé(s)" → public; "annee_debut" → annee, debut). */
export function labelWords(label: string): { words: string[]; folded: string } {
  const folded = foldLabel(
    label
      .slice(0, 400)
      // Inclusive writing and optional plurals: "porteur(s)", "porteur·se·s", "porteur.euse".
      .replace(/\((?:s|e|es|x|ne|nes|euse|euses|trice|trices)\)/gi, "")
      .replace(/[·•‧](?:[a-zé]{1,6}(?:[·•‧]s)?)/gi, "")
      .replace(/(\p{L}{3})\.(?:euse|trice|e|es|s)\b/giu, "$1")
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2"),
  ).replace(/^(?:g\d{1,3} )?(?:q|question)? ?\d{1,3} (?=\p{L}{2})/u, "");
  // "Mise en place" holds a word of place and says nothing of one.
  const all = folded
    .replace(/\bmises? en (?:place|oeuvre)\b/g, "")
    .split(" ")
    .filter(Boolean)
    .map(singular);
  return { words: all.filter((word) => !EMPTY_WORDS.has(word)), folded };
}

/** Takes the mark of the plural off a folded word. */
export function singular(word: string): string {
  if (word.length < 4) return word;
  return word.replace(/(?:s|(?<=[ea]u)x)$/, "");
}

/** Whether two folded words differ by what a hurried hand does: one slip, two in a long word, never on the first letter. */
export function isTypoOf(typed: string, word: string): boolean {
  if (typed === word) return true;
  if (typed[0] !== word[0] || word.length < 5 || typed.length < 4) return false;
  const allowed = word.length >= 9 ? 2 : 1;
  return Math.abs(typed.length - word.length) <= allowed && slips(typed, word, allowed) <= allowed;
}

/** Optimal string alignment distance (insertions, deletions, substitutions, swaps of neighbours), words of a header only. */
function slips(a: string, b: string, most: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      current.push(best);
    }
    if (Math.min(...current) > most) return most + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length]!;
}
