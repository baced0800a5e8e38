import type { DefineStudyInput } from "../studies/actions/define-study.ts";
import { SUBJECTS } from "./vocabulary.ts";

const DOMAINS: Readonly<Record<string, { name: string; definition: string; finding: string }>> = {
  prevention: {
    name: "Prévention et promotion de la santé",
    definition: "Ce qui évite la maladie ou l’accident, et ce qui aide à se sentir bien.",
    finding: "Les actions partent de lieux que les gens fréquentent déjà.",
  },
  "acces-aux-soins": {
    name: "Accès aux soins et aux droits",
    definition: "Ce qui rapproche les personnes des soins et des droits dont elles disposent.",
    finding: "Se faire accompagner compte autant que l’offre de soins elle-même.",
  },
  solidarites: {
    name: "Solidarités de proximité",
    definition: "Ce que l’on fait les uns pour les autres, près de chez soi.",
    finding: "L’entraide tient quand quelques personnes l’animent dans la durée.",
  },
  environnement: {
    name: "Santé et environnement",
    definition: "Ce qui relie la santé des personnes et celle des milieux où elles vivent.",
    finding: "Agir sur le cadre de vie réunit des partenaires qui ne se connaissaient pas.",
  },
  economie: {
    name: "Économie solidaire et coopérations",
    definition: "Ce que des organisations d’un territoire produisent ou mettent en commun.",
    finding: "Mettre en commun des moyens donne envie d’aller plus loin.",
  },
};

const DIMENSIONS = [
  ["besoins", "Les besoins", "Partir de ce que disent les habitants", "Répondre à des besoins que rien ne couvrait"],
  [
    "cooperation",
    "La coopération",
    "S’appuyer sur les acteurs du lieu",
    "Installer des habitudes de travail en commun",
  ],
  ["ressources", "Les ressources", "Économiser et partager les moyens", "Mieux employer ce que le territoire possède"],
  ["politiques", "Les politiques publiques", "Apporter son expérience", "Décloisonner l’action publique"],
  ["engagement", "L’engagement", "Donner une place aux volontaires", "Faire grandir l’envie d’agir"],
] as const;

/** The domains of the made-up study, by key, in order. */
export const DOMAIN_KEYS: readonly string[] = Object.keys(SUBJECTS);

/** Its dimensions, in order. */
export const DIMENSION_KEYS: readonly string[] = DIMENSIONS.map(([key]) => key);

/** The study, grid and domains of a made-up network. */
export const FICTITIOUS_STUDY: Omit<DefineStudyInput, "network"> = {
  study: {
    key: "essai",
    title: "Étude fictive d’initiatives locales",
    source: "Étude inventée par un programme",
    questions: ["Que fait-on, où, et avec qui ?", "Qu’est-ce qui pourrait servir ailleurs ?"],
  },
  grid: {
    version: 1,
    manual:
      "Grille inventée : chaque réponse est notée de 0 à 3, pour le levier puis pour l’effet de chaque dimension.",
    scale: [
      { score: 0, label: "absent", meaning: "la réponse n’en dit rien" },
      { score: 1, label: "évoqué", meaning: "dit sans fait à l’appui" },
      { score: 2, label: "établi", meaning: "un fait précis le montre" },
      { score: 3, label: "central", meaning: "l’initiative repose dessus" },
    ],
    dimensions: DIMENSIONS.map(([key, name, lever, impact]) => ({ key, name, lever, impact })),
  },
  domains: DOMAIN_KEYS.map((key) => {
    const { name, definition, finding } = DOMAINS[key]!;
    return { key, name, definition, findingsTitle: "Ce que l’on observe", findings: [finding] };
  }),
};
