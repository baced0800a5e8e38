import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fold } from "../duplicates/words.ts";
import { CLOSE, OPEN, piecesOf } from "./pieces.ts";

/** Pieces as one text, what was found between brackets. */
const shown = (written: string, marked: string) =>
  piecesOf(written, marked.replaceAll("[", OPEN).replaceAll("]", CLOSE))
    .map(({ text, found }) => (found ? `[${text}]` : text))
    .join("");

// A sigma that ends a word is written otherwise, and a part of a text may end where the text goes on.
const alike = (text: string) => text.replaceAll("ς", "σ");
const again = (text: string) => alike(fold(text));

describe("a stretch of a folded text", () => {
  test.each([
    ["« L’œuvre » de Noël", "l [oeuvre] de [noel]", "« L’[œuvre] » de [Noël]"],
    ["Contre le Covid-19 !", "contre le [covid] [19]", "Contre le [Covid-19] !"],
    ["alcool/tabac/jeux", "[alcool] tabac [jeux]", "[alcool]/tabac/[jeux]"],
    ["Un, deux. Trois, quatre.", "[deux] trois", "[deux]. Trois"],
    ["Le bureau, puis l’eau.", "[eau]", "[eau]."],
    ["10 m² de plus", "10 [m]", "10 [m²]"],
    ["Un, deux. Trois, quatre.", "trois [quatre]", "Trois, [quatre]."],
    ["30 m² (2 pièces)", "[m]² 2", "[m²] (2"],
    ["e\u0301te\u0301 et ete", "[ete] et [ete]", "[e\u0301te\u0301] et [ete]"],
    ["—", "", "—"],
    ["", "", ""],
  ])("%j where %j was found is shown as %j", (written, marked, text) => {
    expect(shown(written, marked)).toBe(text);
  });

  test("is the written stretch whose words are its own, in any script and with any sign", () => {
    const unit = fc.oneof(
      fc.string({ unit: "binary", maxLength: 3 }),
      fc.constantFrom("œ", "É", "e\u0301", "’", "-", "/", " ", "\u202f", "Σ", "Ωμ", "12", "ﬁ", "健康", "İ", "²"),
    );
    const text = fc.array(unit, { maxLength: 25 }).map((units) => units.join(""));
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), fc.nat(), (written, a, b, c) => {
        const words = fold(written).split(" ").filter(Boolean);
        fc.pre(words.length > 0);
        const from = a % words.length;
        const stretch = words.slice(from, from + 1 + (b % (words.length - from)));
        const at = c % stretch.length;
        const marked = stretch.map((word, index) => (index === at ? OPEN + word + CLOSE : word)).join(" ");
        const pieces = piecesOf(written, marked);
        const whole = pieces.map((piece) => piece.text).join("");
        expect(written).toContain(whole);
        expect(again(whole)).toBe(alike(stretch.join(" ")));
        expect(pieces.filter((piece) => piece.found).map((piece) => again(piece.text))).toEqual([alike(stretch[at]!)]);
      }),
      { numRuns: 2000 },
    );
  });
});
