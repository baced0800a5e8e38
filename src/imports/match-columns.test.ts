import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field } from "./fields.ts";
import { adjustColumns, headerSignature, mappingOf, matchColumns, rememberMapping } from "./match-columns.ts";
import { isKnownLabel } from "./recognise-label.ts";

const fieldOf = (label: string) => matchColumns([label])[0]!.field;

describe("what people write above a column", () => {
  const cases: [Field | null, string[]][] = [
    ["number", ["N°", "n° fiche", "Numéro", "ID", "#", "Réf.", "Numéro de réponse", "num_fiche"]],
    [
      "title",
      [
        "Titre",
        "INTITULE",
        "Quel est l'intitulé de votre projet ?",
        "Nom de l'initiative",
        "Nom du projet",
        "Initiative",
      ],
    ],
    ["title", ["Comment s'appelle votre action ?", "Project name", "Titre de l’action (obligatoire)", "Dénomination"]],
    [
      "place",
      ["Sur quel territoire ?", "Commune / Département", "Lieu", "Ville", "Où cela se passe-t-il ?", "Code postal"],
    ],
    [
      "place",
      [
        "Territoir concerné",
        "Zone géographique d'intervention",
        "Location",
        "Localisation de l'action",
        "Dans quelle région ?",
      ],
    ],
    [
      "since",
      [
        "Année de lancement",
        "annee_debut",
        "Depuis quand ?",
        "Date de création",
        "startYear",
        "Quand a-t-elle commencé ?",
      ],
    ],
    ["since", ["En quelle année l'initiative a-t-elle démarré ?", "Date de mise en place"]],
    [
      "need",
      [
        "Besoin",
        "À quel besoin répond l'action ?",
        "Pourquoi ce projet ?",
        "Problématique de départ",
        "Constats",
        "Contexte",
      ],
    ],
    [
      "description",
      ["Description", "Décrivez votre action en quelques lignes", "En quoi consiste-t-elle ?", "Résumé", "Descriptif"],
    ],
    [
      "carriers",
      ["Porteur", "Porteur·se·s du projet", "Structure porteuse", "Qui pilote l'action ?", "Pilote(s)", "Chef de file"],
    ],
    [
      "partners",
      [
        "Partenaires",
        "Partenaries",
        "Avec qui ?",
        "Quelles sont les coopérations mises en place ?",
        "Acteurs associés",
      ],
    ],
    ["partners", ["Nom des partenaires", "Partners involved", "Parties prenantes"]],
    ["funders", ["Financeurs", "Qui finance ?", "Sources de financement", "Partenaires financiers", "Funding"]],
    [
      "audience",
      [
        "Public(s) visé(s)",
        "Bénéficaires",
        "Pour qui ?",
        "Public cible",
        "Target audience",
        "À qui s'adresse l'action ?",
      ],
    ],
    [
      "figures",
      ["Nombre de bénéficiaires", "Chiffres clés", "Combien de personnes touchées ?", "Indicateurs", "Nb participants"],
    ],
    [
      "impacts",
      ["Impacts", "Effets constatés", "Qu'est-ce qui a changé ?", "Résultats", "Retombées sur le territoire"],
    ],
    [
      "prospects",
      ["Et après ?", "Suites envisagées", "Perspectives 2026", "Prochaines étapes", "Next steps", "Quel avenir ?"],
    ],
    ["domain", ["Thématique", "Domaine d'intervention", "Catégorie"]],
    [
      "respondent",
      ["Adresse e-mail", "Votre nom", "Nom du répondant", "Prénom", "Téléphone", "Courriel", "Personne à contacter"],
    ],
    ["title", ["G1Q1. Intitulé de l'action", "Désignation", "Nom du dispositif / de l'action"]],
    ["carriers", ["Qui est à l'initiative du projet ?", "Leading organisation", "Organisme porteur"]],
    ["figures", ["Nombre de partenaires", "Number of beneficiaries", "Des chiffres à partager ?", "Coût total"]],
    [
      "prospects",
      ["L'action est-elle reproductible ?", "Future plans", "Comment voyez-vous l'avenir de cette action ?"],
    ],
    ["need", ["What is the need?", "Besion identifié", "Quel constat vous a amené à agir ?", "Objectifs de départ"]],
    ["since", ["Période de réalisation", "Date de lancement (jj/mm/aaaa)", "Mise en œuvre depuis"]],
    [null, ["Site web", "Date de l'entretien", "Statut"]],
    [null, ["Horodateur", "Date de soumission", "Machin", "Couleur préférée", ""]],
  ];
  test.each(cases.flatMap(([field, labels]) => labels.map((label) => [label, field] as const)))(
    "%j → %s",
    (label, field) => {
      expect(fieldOf(label)).toBe(field);
    },
  );
});

test("the columns of a real form are all told apart", () => {
  const header = [
    ...["Horodateur", "Adresse e-mail", "Nom", "Prénom", "1. Nom de l'action", "2. Où se déroule-t-elle ?"],
    ...["3. Depuis quand ?", "4. Pourquoi ?", "5. En quoi consiste l'action ?", "6. Avec qui ?", "7. Pour qui ?"],
    ...["8. Combien de personnes ?", "9. Qu'est-ce que ça change ?", "10. Et après ?", "Autre chose à nous dire"],
  ];
  expect(mappingOf(matchColumns(header))).toEqual([
    ...[null, "respondent", "respondent", "respondent", "title", "place"],
    ...["since", "need", "description", "partners", "audience"],
    ...["figures", "impacts", "prospects", null],
  ]);
});

test("one column by field: the clearest wins, the other keeps its candidates for a person to choose", () => {
  const [first, second] = matchColumns(["Partenaires impliqués localement", "Partenaires"]);
  expect(second).toMatchObject({ field: "partners", confidence: 1 });
  expect(first).toMatchObject({ field: null, reason: "taken", candidates: [{ field: "partners" }] });
});

test("a place in several columns and a description in several parts are joined", () => {
  expect(mappingOf(matchColumns(["Titre", "Commune", "Département", "Résumé", "Déroulement"]))).toEqual([
    ...["title", "place", "place", "description", "description"],
  ]);
});

test("values speak for columns whose names do not", () => {
  const samples = [
    ["1", "2019", "a@b.fr", "12"],
    ["2", "2021", "c@d.fr", "12"],
    ["3", "2020", "e@f.org", "7"],
  ];
  expect(matchColumns(["X", "Y", "Z", "W"], samples).map(({ field, reason }) => [field, reason])).toEqual([
    ["number", "sample_numbers"],
    ["since", "sample_years"],
    ["respondent", "sample_emails"],
    [null, "unknown"],
  ]);
});

test("choices of a person come first, and a field of one value leaves the column it was proposed for", () => {
  const matches = matchColumns(["Titre", "Libellé court", "Lieu"]);
  expect(mappingOf(adjustColumns(matches, { 1: "title", 2: null }))).toEqual([null, "title", null]);
});

test("a mapping is remembered for the same columns in another order, case or accent", () => {
  const header = ["Machin", "Trüc", "Titre"];
  const remembered = rememberMapping(header, ["title", "place", null]);
  const matches = matchColumns(["TITRE", "machin", "Truc"], [], remembered);
  expect(mappingOf(matches)).toEqual([null, "title", "place"]);
  expect(matches[0]!.reason).toBe("remembered");
  expect(mappingOf(matchColumns(["Titre", "Machin"], [], remembered))).toEqual(["title", null]);
});

test("the signature depends on the names alone, and on all of them", () => {
  expect(headerSignature(["Lieu", "Année"])).toBe(headerSignature(["annee", "LIEU "]));
  expect(headerSignature(["Lieu", "Année"])).not.toBe(headerSignature(["Lieu", "Année", "Titre"]));
});

test("what answers say does not pass for the name of a column", () => {
  const said = [
    "Pollinarium",
    "Toulouse, Albi",
    "Ville de Poitiers et CCAS",
    "MGEN",
    "35 %",
    "près de 850 enfants par an",
    "Forum santé",
  ];
  expect(said.filter(isKnownLabel)).toEqual([]);
});

test("any header, however odd, is read: one match by column, confidence from 0 to 1, no single field twice", () => {
  const word = fc.constantFrom(
    "nom",
    "titre",
    "n°",
    "lieu",
    "partenaires",
    "date",
    "?",
    "(s)",
    "·e",
    "public",
    "action",
    "2023",
  );
  const label = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 30 }).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(fc.array(label, { maxLength: 12 }), (header) => {
      const matches = matchColumns(header);
      expect(matches.map(({ column }) => column)).toEqual(header.map((_, i) => i));
      for (const { confidence, candidates } of matches) {
        expect(confidence >= 0 && confidence <= 1).toBe(true);
        expect(candidates.every((candidate) => candidate.confidence > 0 && candidate.confidence <= 1)).toBe(true);
      }
      for (const field of ["number", "title", "since"]) {
        expect(matches.filter((match) => match.field === field).length).toBeLessThan(2);
      }
    }),
  );
});
