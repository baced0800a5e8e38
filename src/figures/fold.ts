/** A text made easy to match: lower case, no accents, one kind of space, apostrophe and hyphen, with the way back. */
export type Folded = {
  source: string;
  text: string;
  /** Offset in the source of each folded character, and of what follows the last one. */
  starts: number[];
  ends: number[];
};

const SPACE = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/;
const LINE = /[\n\r\u2028\u2029]/;
const APOSTROPHE = /['\u2018\u2019\u02bc\u00b4`]/;
const HYPHEN = /[\u2010-\u2015\u2212-]/;
const MARK = /\p{M}/gu;

function foldCharacter(char: string): string {
  if (INVISIBLE.test(char)) return "";
  if (LINE.test(char)) return "\n";
  if (SPACE.test(char)) return " ";
  if (APOSTROPHE.test(char)) return "'";
  if (HYPHEN.test(char)) return "-";
  if (char === "œ" || char === "Œ") return "oe";
  return char.normalize("NFD").replace(MARK, "").toLowerCase();
}

/** Folds a text of any length in linear time; runs of spaces become one, composed and decomposed accents both go. */
export function fold(source: string): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  const parts: string[] = [];
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    const folded = char >= "a" && char <= "z" ? char : foldCharacter(char);
    const repeated = folded === " " && (parts.at(-1) === " " || parts.at(-1) === "\n");
    if (folded === "" || repeated) {
      if (ends.length > 0 && folded === "") ends[ends.length - 1] = at + 1;
      continue;
    }
    for (const part of folded) {
      parts.push(part);
      for (let unit = 0; unit < part.length; unit++) {
        starts.push(at);
        ends.push(at + 1);
      }
    }
  }
  return { source, text: parts.join(""), starts, ends };
}

/** Words of the source behind folded characters `from` (included) to `to` (excluded); empty when there are none. */
export function original(folded: Folded, from: number, to: number): string {
  if (to <= from) return "";
  return folded.source.slice(folded.starts[from], folded.ends[to - 1]);
}

/** Matches a sticky expression at one place. */
export function matchAt(expression: RegExp, text: string, at: number): RegExpExecArray | null {
  expression.lastIndex = at;
  return expression.exec(text);
}
