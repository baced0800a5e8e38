import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bindTitle, formatFixed, formatNumber, printable, typeset } from "./typography.ts";

const thin = "\u202f";
const hard = "\u00a0";
const seen = (text: string) => text.replaceAll(thin, "_").replaceAll(hard, "~");

describe("French typography", () => {
  it.each([
    ["Pour qui ?", "Pour qui_?"],
    ["Pour qui?", "Pour qui_?"],
    ["un effet : le soin ; puis rien !", "un effet_: le soin_; puis rien_!"],
    ["« Règles élémentaires »", "«_Règles élémentaires_»"],
    ["«Règles»", "«_Règles_»"],
    ["1 500 patients", "1_500 patients"],
    ["1 500 000 patients", "1_500_000 patients"],
    ["1\u00a0500 patients", "1_500 patients"],
    ["85 % de celles-ci", "85_% de celles-ci"],
    ["en 2023 150 élèves", "en 2023 150 élèves"],
    ["l'école d'Arras", "l’école d’Arras"],
    ["n° 12", "n°_12"],
    ["trois jours ; 15 minutes", "trois jours_; 15~minutes"],
    ["https://exemple.fr/a?b=1;c", "https://exemple.fr/a?b=1;c"],
    ["à 10:30", "à 10:30"],
    ["", ""],
  ])("sets %j", (typed, set) => expect(seen(typeset(typed, "fr"))).toBe(set));

  it("leaves English without French spaces, and French words set in an English page as they are", () => {
    expect(seen(typeset("For whom? One: two; “yes”", "en"))).toBe("For whom? One: two; “yes”");
    expect(typeset(typeset("Qui ?", "fr"), "en")).toBe(typeset("Qui ?", "fr"));
  });

  const signs = fc.constantFrom(..." \u00a0\u202f«»;:!?%€10a'.".split(""), "km", "n°", "p.");
  const typed = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.array(signs, { maxLength: 12 }).map((parts) => parts.join("")),
  );

  it("changes nothing the second time, whatever is typed", () => {
    fc.assert(
      fc.property(typed, fc.constantFrom("fr" as const, "en" as const), (text, lang) => {
        expect(typeset(typeset(text, lang), lang)).toBe(typeset(text, lang));
      }),
      { examples: [["mardi\u00a0 matin", "fr"]] },
    );
  });

  it("keeps every letter and digit", () => {
    const bare = (text: string) => text.normalize("NFC").replace(/[^\p{L}\p{N}]/gu, "");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(bare(typeset(text, "fr"))).toBe(bare(text));
      }),
    );
  });

  it("takes out what cannot be printed", () => {
    expect(printable("a\u0000b\u202Ec\u200Bd\uFEFF\te\r\nf\ud800")).toBe("abcd e f\ufffd");
  });

  it("takes a time that grows as its text", () => {
    const start = performance.now();
    for (const piece of ["1 234 ", "« ", " »", "d'", " ?", "n° ", "((("]) typeset(piece.repeat(30_000), "fr");
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});

describe("numbers and titles", () => {
  it("writes numbers as each language does", () => {
    expect(seen(formatNumber(1234567.5, "fr"))).toBe("1_234_567,5");
    expect(formatNumber(1234567.5, "en")).toBe("1,234,567.5");
    expect(formatFixed(0.1446, "fr", 3)).toBe("0,145");
    expect(formatFixed(-0.5, "en", 3)).toBe("−0.500");
  });

  it("never leaves a small word alone at the end of a line", () => {
    expect(seen(bindTitle("Lutte contre les Addictions"))).toBe("Lutte contre les~Addictions");
  });
});
