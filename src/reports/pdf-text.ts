// A word longer than this has no place in a column: invisible break points are put in it.
const longestWord = 28;

// Look-alikes that the typefaces do have.
const alike: Record<string, string> = {
  "\u2011": "-",
  "\u2010": "-",
  "\u2212": "−",
  "\u00a0": "\u00a0",
  "\u2007": "\u00a0",
  "\u2002": " ",
  "\u2003": " ",
};

/** What was written by its code, as `U+1F389`, in a document. */
export type Unprinted = Set<string>;

/**
 * Prepares a text for the typefaces of the PDF: characters they lack are written by their code between square brackets
 * (the standard refuses a missing glyph, and dropping one would change what was said), and very long words get places
 * where they may break.
 */
export function printableWith(covered: ReadonlySet<number>, unprinted: Unprinted): (text: string) => string {
  return (text) => {
    let written = "";
    let missing: string[] = [];
    const flush = () => {
      if (missing.length > 0) written += `[${missing.join(" ")}]`;
      missing = [];
    };
    for (const sign of text) {
      const shown = covered.has(sign.codePointAt(0)!) ? sign : (alike[sign] ?? sign.normalize("NFKD"));
      if ([...shown].every((c) => covered.has(c.codePointAt(0)!))) {
        flush();
        written += shown;
      } else {
        const code = `U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
        unprinted.add(code);
        missing.push(code);
      }
    }
    flush();
    return breakable(written);
  };
}

function breakable(text: string): string {
  return text
    .split(" ")
    .map((word) => (word.length <= longestWord ? word : (word.match(/[\s\S]{1,14}/gu) ?? []).join("\u200b")))
    .join(" ");
}

// Paths of drawings and what no page prints: there a break point would be an error.
const unset = new Set(["land", "named", "borders", "hash", "doc", "code"]);

/** Applies a change to every text of a JSON value that is set on a page. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, unset.has(key) ? item : mapTexts(item, change)]),
  ) as T;
}
