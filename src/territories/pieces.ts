/** Cuts an answer into pieces, each with what follows it in parentheses, and each piece into words. */
import { words } from "./names.ts";

/** What stands between a word and the one before it. */
type Gap = "space" | "hyphen" | "break";

/** A folded word, whether it was capitalised, and what precedes it; `joint` marks "et", "ou", "&", "/". */
export type Token = { word: string; capital: boolean; gap: Gap; joint: boolean };

/** A part of an answer between commas, and the texts in parentheses that follow it. */
export type Piece = { text: string; asides: string[]; path: boolean };

const JOINTS = new Set(["et", "ou", "puis", "plus", "ainsi", "and"]);

/** Splits on commas, semicolons, colons and new lines outside parentheses, and after each closing parenthesis. */
export function splitPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  let current = { text: "", asides: [] as string[], path: false };
  let aside = "";
  let depth = 0;
  const close = (path: boolean) => {
    if (current.text.trim() || current.asides.length > 0) pieces.push({ ...current, text: current.text.trim() });
    current = { text: "", asides: [], path };
  };
  for (const letter of text) {
    if ("([{".includes(letter)) {
      depth++;
      if (depth > 1) aside += " ";
    } else if (")]}".includes(letter) && depth > 0) {
      depth--;
      if (depth === 0) {
        current.asides.push(aside.trim());
        aside = "";
      }
    } else if (depth > 0) aside += letter;
    else if (",;:\n\r\t|•·>→".includes(letter)) close(letter === ">" || letter === "→");
    else {
      if (current.asides.length > 0 && /[\p{L}\p{N}]/u.test(letter)) close(false);
      current.text += letter;
    }
  }
  if (aside.trim()) current.asides.push(aside.trim());
  close(false);
  return pieces;
}

/** Cuts a piece into tokens; "Chalon/Saône" and "Chalon s/ Saône" both give "sur" between two words. */
export function tokenise(text: string): Token[] {
  const opened = text
    .replace(/(?<![\p{L}\p{N}])s\s?\/\s?s(?![\p{L}\p{N}])\/?/giu, " sous ")
    .replace(/(?<![\p{L}\p{N}])s\s?\//giu, " sur ");
  const tokens: Token[] = [];
  let end = 0;
  for (const found of opened.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const between = opened.slice(end, found.index);
    end = found.index + found[0].length;
    const gap = gapOf(between);
    if (tokens.length > 0 && between.includes("/"))
      tokens.push({ word: "sur", capital: false, gap: "break", joint: true });
    else if (tokens.length > 0 && /[&+]/.test(between))
      tokens.push({ word: "et", capital: false, gap: "break", joint: true });
    const capital = /^\p{Lu}/u.test(found[0]);
    for (const [at, word] of words(found[0]).entries()) {
      tokens.push({ word, capital, gap: at > 0 ? "space" : gap, joint: JOINTS.has(word) });
    }
  }
  return tokens;
}

function gapOf(between: string): Gap {
  if (/[–—―−‐‑]|\s-|-\s|[/&+]/.test(between)) return /^[‐‑]$/.test(between) ? "hyphen" : "break";
  return between.includes("-") ? "hyphen" : "space";
}
