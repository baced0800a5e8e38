import { expect, test } from "vitest";
import { button } from "./actions.ts";
import { coderProfile } from "./coder-profile.ts";
import { gauge } from "./feedback.ts";
import { choiceGroup, field, searchField } from "./fields.ts";
import { html } from "./html.ts";
import { table } from "./table.ts";

test("what a person typed is escaped in text and in attributes", () => {
  const out = String(field({ id: "t", label: "Intitulé", value: '"><script>alert(1)</script>' }));
  expect(out).not.toContain("<script>");
  expect(out).toContain("&quot;&gt;&lt;script&gt;");
  expect(String(html`<p>${["<b>", html`<i>ok</i>`]}</p>`)).toBe("<p>&lt;b&gt;<i>ok</i></p>");
});

test("a field is tied to its hint and its error, and keeps what was typed", () => {
  const out = String(
    field({ id: "annee", label: "Année", value: "deux mille", hint: "Quatre chiffres", error: "Illisible" }),
  );
  expect(out).toContain('for="annee"');
  expect(out).toContain('aria-describedby="annee-hint annee-error"');
  expect(out).toContain('aria-invalid="true"');
  expect(out).toContain('value="deux mille"');
  expect(out).toMatch(/id="annee-hint".*id="annee-error"/);
});

test("a group of choices says its error on the group", () => {
  const out = String(
    choiceGroup({
      name: "d",
      legend: "Domaine",
      kind: "radio",
      error: "Choisissez",
      choices: [{ value: "1", label: "Un", checked: true }],
    }),
  );
  expect(out).toMatch(/<fieldset[^>]*aria-describedby="d-error"/);
  expect(out).toContain('<input type="radio" name="d" value="1" checked>');
});

test("a search field that belongs to a form elsewhere makes no form of its own", () => {
  const out = String(searchField({ form: "filters", label: "Chercher", verb: "Chercher" }));
  expect(out).not.toContain("<form");
  expect(out.match(/form="filters"/g)).toHaveLength(2);
});

test("a disabled button says so and carries its name and value", () => {
  expect(String(button("Fusionner", { disabled: true, name: "do", value: "merge" }))).toBe(
    '<button class="button" type="submit" name="do" value="merge" disabled>Fusionner</button>',
  );
});

test("a table has its caption, its scopes, and labels for its stacked form", () => {
  const out = String(
    table<[string, number]>({
      caption: "Acteurs",
      stack: true,
      rows: [["CPAM", 3]],
      columns: [
        { head: "Nom", cell: ([name]) => name },
        { head: "Initiatives", label: "Initiatives", numeric: true, cell: ([, count]) => count },
      ],
    }),
  );
  expect(out).toContain("<caption>Acteurs</caption>");
  expect(out.match(/scope="col"/g)).toHaveLength(2);
  expect(out).toContain('<th scope="row" role="rowheader">CPAM</th>');
  expect(out).toContain('<td role="cell" class="num" data-l="Initiatives">3</td>');
});

const profile = (lever: { coder: string; score: number | null }[]): string =>
  String(
    coderProfile({
      caption: "Notes",
      dimension: "Dimension",
      lever: "Levier",
      impact: "Impact",
      leverShort: "L",
      impactShort: "I",
      read: (scores) => scores.map(({ coder, score }) => `${coder}=${score}`).join(" "),
      rows: [{ name: "Besoins", lever, impact: [] }],
    }),
  );

test("coders who agree share a pill; those who differ stay two, joined by a line; no score draws nothing", () => {
  const alike = profile([
    { coder: "A", score: 3 },
    { coder: "B", score: 3 },
  ]);
  expect(alike).toContain(">A B</text>");
  expect(alike).not.toContain('class="tie"');
  const apart = profile([
    { coder: "A", score: 2 },
    { coder: "B", score: 1 },
  ]);
  expect(apart).toContain('class="tie"');
  expect(apart.match(/class="one"/g)).toHaveLength(2);
  expect(apart).toContain("A=2 B=1");
  const half = profile([
    { coder: "A", score: null },
    { coder: "B", score: 1 },
  ]);
  expect(half.match(/class="one"/g)).toHaveLength(1);
  expect(half).not.toContain('class="both"');
});

test("a gauge never leaves its ground", () => {
  expect(String(gauge(3, 7))).toContain('<rect width="84" height="6"/>');
  expect(String(gauge(0, -1))).toContain('<rect width="0" height="6"/>');
});
