import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chooseNamed, possibleKeys, sheetName, titleSlug } from "./title-slug.ts";

describe("the title in an address", () => {
  test.each([
    ["Journée olympique des écoles", "journee-olympique-des-ecoles"],
    ["Cœur d’Hérault : « l’œuvre » d’Ægir", "coeur-d-herault-l-oeuvre-d-aegir"],
    ["Santé & sport / 100 % seniors", "sante-et-sport-100-seniors"],
    ["  ---Été à Noël!!!  ", "ete-a-noel"],
    ["ﬁlière n° 2", "filiere-n-2"],
    ["健康", ""],
    ["🙂", ""],
  ])("« %s » reads %s", (title, slug) => {
    expect(titleSlug(title)).toBe(slug);
  });

  test("is cut after a whole word, or inside a word that alone is too long", () => {
    expect(titleSlug("Accompagnement des aidants familiaux dans les territoires ruraux isolés")).toBe(
      "accompagnement-des-aidants-familiaux-dans-les-territoires",
    );
    expect(titleSlug("a".repeat(80))).toBe("a".repeat(60));
  });

  test("is always short, plain, and the same when read again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (title) => {
        const slug = titleSlug(title);
        expect(slug).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
        expect(slug.length).toBeLessThanOrEqual(60);
        expect(titleSlug(slug)).toBe(slug);
      }),
    );
  });
});

describe("the name of a sheet", () => {
  const sheet = (key: string, title: string) => ({ asked: key, askedTitle: title });
  const KEYS = ["12", "12-3", "12-bis", "A.1-b", "é/2", "1"];
  const TITLES = ["Bis repetita", "Trois fois rien", "3 jours", "B & C", "健康"];

  test("leads to its sheet whatever other keys begin it, unless it is one of them", () => {
    const sheets = fc.uniqueArray(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...TITLES)), {
      selector: ([key]) => key,
      minLength: 1,
    });
    fc.assert(
      fc.property(sheets, (given) => {
        const known = given.map(([key, title]) => sheet(key, title));
        for (const [key, title] of given) {
          const name = sheetName({ key, title });
          const begun = known.filter(({ asked }) => possibleKeys(name).includes(asked));
          if (known.some(({ asked }) => asked === name && asked !== key)) continue;
          expect(chooseNamed(name, begun)?.asked).toBe(key);
          expect(
            chooseNamed(
              key,
              known.filter(({ asked }) => possibleKeys(key).includes(asked)),
            )?.asked,
          ).toBe(key);
        }
      }),
    );
  });

  test("with a title of before still leads to the longest key that begins it", () => {
    const known = [sheet("12", "Neuf"), sheet("12-3", "Autre")];
    expect(chooseNamed("12-ancien-titre", known.slice(0, 1))?.asked).toBe("12");
    expect(chooseNamed("12-3-ancien-titre", known)?.asked).toBe("12-3");
  });

  test("is not looked for when it is longer than any could be", () => {
    expect(possibleKeys("-".repeat(401))).toEqual([]);
    expect(possibleKeys("a-b-c")).toEqual(["a-b-c", "a-b", "a"]);
    expect(possibleKeys("-a")).toEqual(["-a"]);
  });
});
