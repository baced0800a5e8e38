import { capital, countFr, formatNumber } from "../format.ts";

export const actors = {
  title: "Acteurs",
  description: (network: string): string =>
    `Les organisations qui portent les initiatives de ${network} ou y prennent part.`,
  lead: "Ceux qui portent les initiatives et ceux qui y prennent part, tels que les réponses les nomment. Un terme général (« associations locales ») ne désigne personne en particulier.",
  search: "Chercher un acteur",
  results: (n: number, total: number): string => {
    const words = n === 0 ? "Aucun acteur" : n === 1 ? "Un acteur" : `${capital(countFr(n, "m"))} acteurs`;
    return n === total ? words : `${words} sur ${formatNumber(total, "fr")}`;
  },
  kind: "Sorte",
  anyKind: "Toutes les sortes",
  apply: "Filtrer",
  caption: "Acteurs, leur sorte et le nombre d’initiatives",
  heads: { name: "Acteur", kind: "Sorte", initiatives: "Initiatives", carries: "En porte" },
  generic: "terme général",
  emptyTitle: "Aucun acteur ne répond à cette recherche",
  emptyBody: "Cherchez avec moins de mots, ou regardez tous les acteurs.",
  emptyNetwork: "Aucun acteur pour l’instant",
  emptyNetworkBody: "Les acteurs se lisent dans la colonne des partenaires des réponses importées.",
  all: "Voir tous les acteurs",
  actorDescription: (name: string): string => `${name} : les initiatives où cet acteur est cité.`,
  alsoWritten: "Aussi écrit",
  acronym: "Sigle",
  place: "Territoire",
  takesPart: (n: number, carries: number): string => {
    if (n === 0) return "Cité dans aucune initiative.";
    const part = `Cité dans ${countFr(n, "f")} ${n > 1 ? "initiatives" : "initiative"}`;
    return carries === 0 ? `${part}.` : `${part} ; en porte ${countFr(carries, "f")}.`;
  },
  genericLead:
    "Terme général : il ne désigne aucune organisation en particulier, et n’entre pas dans l’analyse du réseau.",
  initiatives: "Initiatives",
  initiativesCaption: "Initiatives où l’acteur est cité, et ce qu’il y fait",
  rolesHead: "Rôle, tel qu’il est dit",
  where: "Où",
  mapTitle: (name: string): string => `Carte des initiatives où ${name} est cité`,
  mapDescription: "Les mêmes initiatives que le tableau, placées sur la France et l’outre-mer.",
  byDepartement: "Plus de 500 initiatives : une marque par département où l’acteur est cité.",
  partners: "Cités avec",
  partnersAside: "Les acteurs nommés dans les mêmes initiatives",
  together: (n: number): string => (n === 1 ? "une initiative en commun" : `${countFr(n, "f")} initiatives en commun`),
};
