import { describe, expect, test } from "vitest";
import { keepMentions, piecesOf, readable } from "./mentions.ts";

const [ANNE, ANNE_LISE, EVA] = ["1", "2", "3"].map((n) => `00000000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const MEMBERS = [
  { id: ANNE, name: "Anne" },
  { id: ANNE_LISE, name: "Anne Lise Évrard" },
  { id: EVA, name: "Éva Le Gall" },
];

describe("a mention", () => {
  test.each([
    ["merci @Anne !", [ANNE]],
    ["merci @anne lise evrard.", [ANNE_LISE]],
    ["@Éva Le Gall et @Anne", [EVA, ANNE]],
    ["@E\u0301va Le Gall", [EVA]],
    ["anne@Anne.fr", []],
    ["@Annette", []],
    ["@ Anne", []],
    [`@{${ANNE}}`, []],
  ])("is read in “%s”", (text, expected) => {
    const { body, mentioned } = keepMentions(text, MEMBERS);
    expect(mentioned).toEqual(expected);
    expect(piecesOf(body).flatMap((piece) => ("person" in piece ? piece.person : []))).toEqual(expected);
    for (const { name } of MEMBERS.filter(({ id }) => (expected as string[]).includes(id)))
      expect(body).not.toContain(name);
  });

  test("reads with the name of today, or without one", () => {
    const { body } = keepMentions("voir @Anne, demain", MEMBERS);
    expect(readable(body, new Map([[ANNE, "Anne Martin"]]), "personne")).toBe("voir @Anne Martin, demain");
    expect(readable(body, new Map(), "personne")).toBe("voir @personne, demain");
  });
});
