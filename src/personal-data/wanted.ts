/** What takes the place of words that named somebody. */
export const ERASED = "[effacé]";

/** Words to look for, in the form in which texts are compared; what is known of them may be a hash only. */
export type Wanted = { longest: number; isWanted: (said: string) => boolean };

// A mail address, a French phone number, a word.
const PIECES =
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}|(?<![\p{L}\p{N}+])(?:(?:\+|00)33[\s.-]?(?:\(0\)\s?)?|0)[1-9](?:[\s.-]?\d{2}){4}(?!\d)|[\p{L}\p{N}]+/gu;
/** What may stand between the words of one name. */
const GAP = /^[\s.,'’/_-]{1,3}$/;

type Piece = { start: number; end: number; said: string };

const piecesOf = (text: string): Piece[] =>
  [...text.matchAll(PIECES)].map(({ 0: piece, index }) => ({
    start: index,
    end: index + piece.length,
    said: formOf(piece),
  }));

function formOf(piece: string): string {
  if (piece.includes("@")) return piece.toLowerCase();
  const digits = piece.replace(/\D/g, "");
  if (/^[+\d\s.()-]{9,}$/.test(piece) && digits.length >= 10) return `0${digits.slice(-9)}`;
  return piece
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss");
}

/** The forms of what was typed, one a line: names are also looked for with the family name first. */
export function formsOf(lines: readonly string[]): string[] {
  const forms = lines.flatMap((line) => {
    const said = piecesOf(line).map((piece) => piece.said);
    const turned = [...said.slice(1), said[0]!];
    const last = [said.at(-1)!, ...said.slice(0, -1)];
    return said.length < 2 ? [said.join(" ")] : [said, turned, last].map((one) => one.join(" "));
  });
  return [...new Set(forms)].filter((form) => form.length >= 3);
}

const lengthOf = (form: string): number => form.split(" ").length;

/** What to look for, given its forms. */
export const wantedOf = (forms: readonly string[]): Wanted => {
  const known = new Set(forms);
  return { longest: Math.max(0, ...forms.map(lengthOf)), isWanted: (said) => known.has(said) };
};

/** Where a text says something wanted: the longest first. */
function* placesIn(text: string, { longest, isWanted }: Wanted): Generator<{ start: number; end: number }> {
  const pieces = piecesOf(text);
  for (let at = 0; at < pieces.length; at += 1)
    for (let length = Math.min(longest, runFrom(text, pieces, at, longest)); length > 0; length -= 1) {
      const run = pieces.slice(at, at + length);
      if (!isWanted(run.map(({ said }) => said).join(" "))) continue;
      yield { start: run[0]!.start, end: run.at(-1)!.end };
      at += length - 1;
      break;
    }
}

/** How many pieces from one on could be one name. */
function runFrom(text: string, pieces: readonly Piece[], at: number, longest: number): number {
  let length = 1;
  while (
    length < longest &&
    at + length < pieces.length &&
    GAP.test(text.slice(pieces[at + length - 1]!.end, pieces[at + length]!.start))
  )
    length += 1;
  return length;
}

/** Whether a text says something wanted. */
export const says = (text: string, wanted: Wanted): boolean => placesIn(text, wanted).next().done === false;

/** A text without what is wanted, or the same text. */
export function without(text: string, wanted: Wanted, mark = ERASED): string {
  let left = "";
  let from = 0;
  for (const { start, end } of placesIn(text, wanted)) {
    left += text.slice(from, start) + mark;
    from = end;
  }
  return from === 0 ? text : left + text.slice(from);
}

const SCATTERED = 60;

/** Where the words of one name stand in a list of words, in whatever order: what two texts share is kept so. */
function scatteredIn(list: readonly unknown[], { longest, isWanted }: Wanted): Set<number> {
  const words = list.flatMap((one, at) => {
    const pieces = typeof one === "string" ? piecesOf(one) : [];
    return pieces.length === 1 ? [{ at, said: pieces[0]!.said }] : [];
  });
  const found = new Set<number>();
  if (longest < 2 || words.length < 2 || words.length > SCATTERED) return found;
  const look = (chosen: typeof words): void => {
    if (chosen.length > 1 && isWanted(chosen.map(({ said }) => said).join(" ")))
      for (const { at } of chosen) found.add(at);
    if (chosen.length < Math.min(longest, 3))
      for (const word of words) if (!chosen.includes(word)) look([...chosen, word]);
  };
  look([]);
  return found;
}

/** The same through all the texts of a value. */
export function withoutDeep(value: unknown, wanted: Wanted): unknown {
  if (typeof value === "string") return without(value, wanted);
  if (Array.isArray(value)) {
    const scattered = scatteredIn(value, wanted);
    return value.filter((_, at) => !scattered.has(at)).map((one) => withoutDeep(one, wanted));
  }
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withoutDeep(one, wanted)]));
}

/** The words of a value that are part of what is wanted, in the form in which they are compared. */
export function saidIn(value: unknown, wanted: Wanted): string[] {
  if (typeof value === "string")
    return [...placesIn(value, wanted)].flatMap(({ start, end }) =>
      value
        .slice(start, end)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== "")
        .map(formOf),
    );
  return typeof value === "object" && value !== null ? Object.values(value).flatMap((one) => saidIn(one, wanted)) : [];
}

const AROUND = 60;

/** The words around each place where a value says what is wanted. */
export function excerptsOf(value: unknown, wanted: Wanted): string[] {
  if (typeof value === "string")
    return [...placesIn(value, wanted)].map(({ start, end }) => {
      const [from, to] = [Math.max(0, start - AROUND), Math.min(value.length, end + AROUND)];
      return `${from > 0 ? "…" : ""}${value.slice(from, to).toWellFormed()}${to < value.length ? "…" : ""}`;
    });
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap((one) => excerptsOf(one, wanted)))];
}

/** Whether any text of a value says something wanted. */
export function saysDeep(value: unknown, wanted: Wanted): boolean {
  if (typeof value === "string") return says(value, wanted);
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) && scatteredIn(value, wanted).size > 0) return true;
  return Object.values(value).some((one) => saysDeep(one, wanted));
}

/** What PostgreSQL can look for first, in texts that it folded: no text that says a form is left out. */
export const likes = (forms: readonly string[]): string[] =>
  forms.map((form) => {
    const asTyped = (text: string) => text.replace(/[\\%_]/g, "\\$&");
    if (/^0\d{9}$/.test(form)) return `%${form.slice(1).replace(/^(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, "$1%$2%$3%$4%$5")}%`;
    const longest = form.split(" ").sort((a, b) => b.length - a.length)[0]!;
    return `%${asTyped(longest)}%`;
  });
