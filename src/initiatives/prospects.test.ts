import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PROSPECT_KINDS, parseProspects } from "./prospects.ts";

// What was typed, then "kind > towards ? condition" for each prospect, separated by " | ".
const CASES: [string, string][] = [
  [
    "Le dispositif est en voie de pérennisation ; les départements limitrophes sont visés ensuite.",
    "perennisation | essaimage > les départements limitrophes",
  ],
  [
    "Gagner d’autres villes, par exemple Niort, et brancher les alertes sur les outils des partenaires",
    "essaimage > d’autres villes, par exemple Niort | autre",
  ],
  ["Reconduire l'an prochain si la mairie prête la salle", "reconduction ? si la mairie prête la salle"],
  ["Essaimage dans d'autres départements", "essaimage > d'autres départements"],
  ["essaimer", "essaimage"],
  ["ESSAIMAGE DANS TOUTE LA REGION", "essaimage > TOUTE LA REGION"],
  ["Dupliquer le dispositif à Metz et à Épinal", "essaimage > Metz et à Épinal"],
  ["Duplication possible sur d'autres sites", "essaimage > d'autres sites"],
  ["Étendre l'action à tout le département", "essaimage > tout le département"],
  ["Dupliquer à Marseille", "essaimage > Marseille"],
  ["Déployer à Avrillé puis à Angers", "essaimage > Avrillé puis à Angers"],
  ["Essaimer à Longeville-lès-Metz", "essaimage > Longeville-lès-Metz"],
  ["Essaimer à Aoûste en avril", "essaimage > Aoûste"],
  ["Dupliquer en mars", "essaimage"],
  ["Extension aux communes voisines en 2026", "essaimage > communes voisines"],
  ["Déploiement dans les autres EHPAD du groupe", "essaimage > les autres EHPAD du groupe"],
  ["Déploiement national", "essaimage > national"],
  ["A reproduire dans d'autres lycées", "essaimage > d'autres lycées"],
  ["Modèle transposable ailleurs", "essaimage > ailleurs"],
  ["D'autres villes sont intéressées", "essaimage > D'autres villes"],
  ["Deux nouvelles écoles rejoindront le projet à la rentrée", "essaimage > Deux nouvelles écoles"],
  ["Généralisation à l'échelle régionale", "essaimage > l'échelle régionale"],
  ["essaimage ds d'autres regions", "essaimage > d'autres regions"],
  ["Pérennisation", "perennisation"],
  ["perenniser l'action", "perennisation"],
  ["Le projet a vocation à se pérenniser", "perennisation"],
  ["Inscrire l'action dans la durée", "perennisation"],
  ["Poursuite du projet", "perennisation"],
  ["Nous souhaitons continuer", "perennisation"],
  ["Consolider le modèle économique", "perennisation"],
  ["Création d'un poste permanent", "perennisation"],
  ["Reconduction", "reconduction"],
  ["A reconduire chaque année", "reconduction"],
  ["Une deuxième édition est prévue en 2026", "reconduction"],
  ["Nouvelle édition au printemps", "reconduction"],
  ["Action renouvelée tous les ans", "reconduction"],
  ["On refait l'an prochain !", "reconduction"],
  ["Prochaine édition en mai", "reconduction"],
  ["2e édition en préparation", "reconduction"],
  ["Élargir à de nouveaux publics", "elargissement > de nouveaux publics"],
  ["Ouvrir aux lycéens", "elargissement > lycéens"],
  ["Ajouter un atelier nutrition", "elargissement > un atelier nutrition"],
  ["Toucher davantage de jeunes", "elargissement > davantage de jeunes"],
  ["Aborder de nouveaux thèmes : sommeil, écrans", "elargissement > de nouveaux thèmes : sommeil, écrans"],
  ["Associer de nouveaux partenaires", "elargissement > de nouveaux partenaires"],
  ["Diversifier les activités proposées", "elargissement > les activités proposées"],
  ["Augmenter le nombre de participants", "elargissement > le nombre de participants"],
  ["Plus d'ateliers l'an prochain", "elargissement > Plus d'ateliers"],
  ["Inscription au contrat local de santé", "integration-politique-publique > contrat local de santé"],
  [
    "Intégrer l'action dans les politiques publiques locales",
    "integration-politique-publique > les politiques publiques locales",
  ],
  ["Reprise du dispositif par la collectivité", "integration-politique-publique > la collectivité"],
  ["Passage dans le droit commun", "integration-politique-publique > le droit commun"],
  ["Inscrire le projet dans le plan climat de l'agglo", "integration-politique-publique > le plan climat de l'agglo"],
  [
    "Pérenniser puis essaimer dans d'autres communes sous réserve de financement",
    "perennisation ? sous réserve de financement | essaimage > d'autres communes ? sous réserve de financement",
  ],
  ["Si le financement est trouvé, extension à Albi", "essaimage > Albi ? Si le financement est trouvé"],
  [
    "Extension à d'autres quartiers quand le financement sera trouvé.",
    "essaimage > d'autres quartiers ? quand le financement sera trouvé",
  ],
  ["Reconduction selon les moyens", "reconduction ? selon les moyens"],
  ["Renouvellement dès que l'ARS aura répondu", "reconduction ? dès que l'ARS aura répondu"],
  [
    "Ouvrir un jardin si possible à Brest sous réserve de financement",
    "essaimage > Brest ? sous réserve de financement",
  ],
  ["Étendre le jardin si possible si les moyens le permettent", "elargissement ? si les moyens le permettent"],
  ["Reconduire si besoin, si possible avec la mairie", "reconduction ? si possible"],
  ["Pérennisation à condition de trouver un local", "perennisation ? à condition de trouver un local"],
  [
    "Reconduire à condition que la mairie s'engage ; étendre à Pau",
    "reconduction ? à condition que la mairie s'engage | essaimage > Pau",
  ],
  ["Pérennisation. Sous réserve d'un cofinancement.", "perennisation ? Sous réserve d'un cofinancement"],
  ["La poursuite dépendra du budget", "perennisation ? dépendra du budget"],
  ["Essaimage conditionné à un portage local", "essaimage ? conditionné à un portage local"],
  ["reconduction, sous reserve de l'accord du rectorat", "reconduction ? sous reserve de l'accord du rectorat"],
  ["Faute de moyens, le projet est en pause", "autre ? Faute de moyens"],
  ["- reconduire en 2026\n- toucher d'autres publics", "reconduction | elargissement > d'autres publics"],
  ["1. Pérenniser\n2. Essaimer dans le Gers", "perennisation | essaimage > le Gers"],
  ["• essaimage • pérennisation", "essaimage | perennisation"],
  ["pérennisation / essaimage", "perennisation | essaimage"],
  ["Pérennisation et essaimage", "perennisation | essaimage"],
  ["Reconduire l'action et l'étendre à d'autres établissements", "reconduction | essaimage > d'autres établissements"],
  ["Créer une application mobile", "autre"],
  ["Recherche d'un local plus grand", "autre"],
  ["Réaliser une évaluation d'impact, publier les résultats", "autre"],
  ["Projet de film", "autre"],
  ["trés bon retour des habitants", "autre"],
  ["Nous aimerions que d'autres associations s'emparent du projet", "essaimage > d'autres associations"],
  [
    "Il est prévu d'étendre l'expérimentation à deux autres quartiers si le bilan est positif, puis à toute la ville",
    "essaimage > deux autres quartiers ? si le bilan est positif | essaimage > toute la ville",
  ],
  ["on espère toucher les parents aussi", "elargissement > les parents"],
  [
    "Dupliquer dans le département (Creuse), sous réserve que le CD suive.",
    "essaimage > le département (Creuse) ? sous réserve que le CD suive",
  ],
  ["Aucune pour l'instant, faute de budget", ""],
  ["Que la commune reprenne l'action à son compte", "integration-politique-publique > la commune"],
  ["Doubler le nombre de séances", "elargissement > le nombre de séances"],
  ["si possible reconduire", "reconduction ? si possible"],
  ["Non reconduit", "autre"],
  ["We hope to expand to neighbouring towns", "essaimage > neighbouring towns"],
  [
    "Intégration dans la politique sport-santé de la ville",
    "integration-politique-publique > la politique sport-santé de la ville",
  ],
  ["Poursuivre les ateliers et en proposer dans d'autres EHPAD", "perennisation | essaimage > d'autres EHPAD"],
  [
    "Selon les résultats, un déploiement dans les 5 départements de la région",
    "essaimage > les 5 départements de la région ? Selon les résultats",
  ],
  ["Devant la demande, ouvrir un second créneau et viser la Creuse", "autre | essaimage > la Creuse"],
  ["Aucune", ""],
  ["à définir", ""],
  ["Non", ""],
  ["RAS", ""],
  ["?", ""],
  ["n.c.", ""],
  ["pas de perspectives", ""],
  ["Aucune perspective d'essaimage", ""],
  ["Pas d'extension prévue", ""],
  ["Rien pour l'instant.", ""],
  ["", ""],
  ["  \n ", ""],
  ["Le projet ne sera pas reconduit", "autre"],
  ["To be renewed next year", "reconduction"],
  ["Replicate in other towns if funding is found", "essaimage > other towns ? if funding is found"],
  ["Open it to new audiences", "elargissement > new audiences"],
  ["Make the scheme permanent", "perennisation"],
  ["Sites visés : Brest, Quimper", "essaimage > Brest, Quimper"],
];

const show = (typed: string) =>
  parseProspects(typed)
    .map(
      ({ kind, towards, condition }) =>
        kind + (towards === null ? "" : ` > ${towards}`) + (condition === null ? "" : ` ? ${condition}`),
    )
    .join(" | ");

describe("prospects are read as they are typed", () => {
  test.each(CASES)("%j gives %j", (typed, expected) => {
    expect(show(typed)).toBe(expected);
  });
});

describe("whatever is typed", () => {
  const WORDS =
    "essaimer pérenniser reconduire étendre à d'autres villes départements nouveaux publics si la mairie sous réserve de possible besoin " +
    "financement , ; . \n et puis mais l'an prochain en 2026 élargir intégrer politiques publiques PLAN e\u0301tendre \u00a0 ’ ( ) " +
    "• - : sont visés Niort par exemple 🙂 ne pas aucune dès que faute";
  const typed = fc
    .array(
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS.split(" ")) }, { weight: 1, arbitrary: fc.string() }),
    )
    .map((parts) => parts.join(" "));

  test("words are those of the source, in order and without overlap", () => {
    fc.assert(
      fc.property(typed, (text) => {
        let last = 0;
        for (const { text: words, start, end, kind, towards, condition } of parseProspects(text)) {
          expect(text.slice(start, end)).toBe(words);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(words.trim()).not.toBe("");
          expect(PROSPECT_KINDS).toContain(kind);
          for (const part of [towards, condition])
            if (part !== null) {
              expect(text).toContain(part);
              expect(part.trim()).not.toBe("");
            }
          last = end;
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    "si ",
    "et essaimer ",
    "d'autres villes, ",
    "étendre à ",
    "pérenniser. ",
    "sous réserve de ",
    "nouveaux publics et ",
    "à d'autres ",
    "(",
    "\n- a",
    "ne pas ",
    "a",
    ", ",
  ])("a long run of %j is read in linear time", (part) => {
    const time = (times: number) => {
      const text = part.repeat(times);
      const began = performance.now();
      parseProspects(text);
      return performance.now() - began;
    };
    time(2000);
    expect(time(40_000)).toBeLessThan(2000);
  });
});
