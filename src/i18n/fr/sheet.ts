import { capital, countFr, formatDay, formatList, formatNumber } from "../format.ts";

export const sheet = {
  title: (title: string, place: string | null) => (place ? `${title}, ${place}` : title),
  description: (title: string, place: string | null): string =>
    `Fiche de l’initiative ${title}${place ? `, ${place}` : ""} : définition, coopérations, impacts, chiffres tels qu’écrits et profil.`,
  since: (year: number) => `Depuis ${year}`,
  sinceUnsaid: "Année de début non dite",
  archived: "Fiche archivée",
  radius: (km: number) => `et ${formatNumber(km, "fr")} km alentour`,
  radiusOf: (km: number) => `Rayon de ${formatNumber(km, "fr")} km`,
  placeRead: (words: string, status: string) => `Lieu lu dans « ${words} », ${status}.`,
  placeCode: (label: string, code: string | null) => (code ? `${label} (${code}).` : `${label}.`),
  placeUnread: (words: string) => `Le lieu écrit, « ${words} », n’a pas été reconnu.`,
  placeAmbiguous: (words: string) =>
    `Le lieu écrit, « ${words} », peut désigner plusieurs endroits : il reste à préciser.`,
  placeNone: "Aucun lieu n’est écrit.",
  approximate: "Position approchée.",
  mapTitle: (place: string) => `${place}, sur la carte de France`,
  mapDescription: (place: string, parents: string[]) =>
    `Carte de France : une marque désigne ${place}${parents.length > 0 ? ` (${parents.join(", ")})` : ""}.`,
  review: (n: number): string => (n === 1 ? "Vérifier une valeur" : `Vérifier ${countFr(n, "f")} valeurs`),
  source: "Voir la réponse d’origine",
  sourceOf: (key: string) => `Voir la ligne d’origine de la réponse n° ${key}`,
  twins: {
    title: "Un doublon est proposé",
    text: "Cette fiche pourrait dire la même initiative que :",
    compare: "Comparer",
  },
  merged: (keys: string[]) =>
    `Cette fiche réunit ${countFr(keys.length, "f")} réponses : n° ${formatList(keys, "fr")}. Les énoncés sont gardés côte à côte.`,
  seeMerge: "Voir la fusion, ou la défaire",
  definition: "Définition",
  need: "Le besoin",
  audience: "Pour qui",
  audienceUnsaid: "Le public n’est pas dit.",
  nothingWritten: "Rien n’est écrit.",
  noteColumns: (keys: string[], columns: string[]) =>
    `${keys.length > 1 ? "Réponses" : "Réponse"} n° ${formatList(keys, "fr")}, ${columns.length > 1 ? "colonnes" : "colonne"} ${formatList(columns, "fr")}.`,
  asWritten: "Mots du rapporteur, non corrigés.",
  cooperation: "Coopérations",
  cooperationAside: (actors: number, kinds: number): string =>
    `${capital(countFr(actors, "m"))} ${actors > 1 ? "acteurs" : "acteur"}, ${countFr(kinds, "f")} ${kinds > 1 ? "sortes" : "sorte"}`,
  actorsCaption: "Acteurs de l’initiative, leur sorte et leur rôle",
  actorHeads: { name: "Acteur", kind: "Sorte", role: "Rôle, tel qu’il est dit" },
  roleUnsaid: "rôle non dit",
  generic: "terme général",
  noActor: "Aucun acteur n’est nommé.",
  noCarrier: "La réponse cite les partenaires sans dire qui porte l’initiative.",
  kindsDeduced: "Les sortes d’acteurs sont déduites de leur nom.",
  impacts: "Impacts",
  figuresTitle: (n: number): string =>
    n === 1 ? "Une quantité, telle qu’écrite" : `${capital(countFr(n, "f"))} quantités, telles qu’écrites`,
  noFigure: "Aucun chiffre n’est écrit.",
  neverAdded: "Ces quantités ne sont pas additionnées : leurs unités et leurs périodes diffèrent.",
  diverging: (what: string | null): string => `Deux réponses, deux lectures${what ? ` : ${what}` : ""}`,
  prospects: "Perspectives",
  noProspect: "Aucune perspective n’est écrite.",
  towards: (words: string) => `vers « ${words} »`,
  noTowards: "vers où : non dit",
  condition: (words: string) => `à condition : « ${words} »`,
  findings: "Constats appuyés",
  findingsAside: "Ce que cette fiche soutient",
  profile: "Profil sur la grille",
  profileAside: (n: number): string =>
    n > 1
      ? `${capital(countFr(n, "m"))} codeurs, chacun de son côté, notent de 0 à 3 ce que dit la réponse.`
      : "Un codeur note de 0 à 3 ce que dit la réponse.",
  profileNote: "Manuel de codage, version 1. Pas encore de consensus.",
  noCoding: "Cette fiche n’est pas encore codée.",
  neighbours: "Fiches voisines",
  neighboursNote: "Rapprochées par le lieu, les partenaires nommés, le domaine et les mots du besoin.",
  noNeighbour: "Aucune fiche voisine.",
  reasons: {
    same_commune: () => "même commune",
    same_epci: () => "même intercommunalité",
    same_departement: () => "même département",
    same_region: () => "même région",
    same_scale: () => "même échelle",
    near: () => "tout près",
    same_domain: () => "même domaine",
    shared_partners: (words: string[]) =>
      words.length > 0 ? `${formatList(words, "fr")} des deux côtés` : "partenaires communs",
    same_audience: (words: string[]) => (words.length > 0 ? `même public (${words.join(", ")})` : "même public"),
    similar_words: (words: string[]) =>
      words.length > 0 ? `mêmes mots rares (${words.join(", ")})` : "mêmes mots rares",
  } as Record<string, (words: string[]) => string>,
  history: "D’où vient cette fiche",
  statements: (n: number): string =>
    n === 1 ? "Un seul énoncé." : `${capital(countFr(n, "m"))} énoncés, tous gardés.`,
  imported: (campaign: string, at: string) => `${campaign}, importée le ${formatDay(at, "fr")}.`,
  noHistory: "Rien n’a changé depuis l’import.",
};
