import { formatNumber } from "../format.ts";

export const sharing = {
  imageAlt: "Ancrage, le signe d’une ancre",
  licence: (name: string) => `Données sous ${name}`,
  feed: {
    title: (of: string, filters: string[]) =>
      filters.length > 0 ? `${of} : initiatives, ${filters.join(", ")}` : `${of} : initiatives`,
    subtitle: "Les dernières initiatives ajoutées ou modifiées, les plus récentes d’abord.",
    link: "Suivre ces changements (fil Atom)",
    linkList: (n: number): string => (n > 0 ? "Suivre cette liste (fil Atom)" : "Suivre les changements (fil Atom)"),
    noWords: "Fiche sans texte pour l’instant.",
  },
  territory: {
    of: { departement: "Département", region: "Région" } as Record<string, string>,
    title: (place: string) => `${place} : initiatives`,
    description: (place: string, network: string, n: number): string =>
      `${n > 1 ? `${formatNumber(n, "fr")} initiatives` : n === 1 ? "Une initiative" : "Aucune initiative"} de ${network} dans ce territoire : ${place}.`,
    lead: (n: number): string =>
      n === 0
        ? "Aucune initiative n’y est encore connue. Ne pas avoir répondu n’est pas ne rien faire."
        : n === 1
          ? "Une initiative y agit, en tout ou en partie."
          : `${formatNumber(n, "fr")} initiatives y agissent, en tout ou en partie.`,
    list: "Ce qui s’y fait",
    more: (n: number): string =>
      `Voir les ${formatNumber(n, "fr")} initiatives dans la liste, pour chercher et filtrer`,
    one: "Voir dans la liste, pour chercher et filtrer",
    domains: "Par domaine",
    within: "Par département",
    around: "Sa région",
    none: "Les initiatives placées ici apparaîtront sur cette page.",
    all: "Voir toutes les initiatives",
    mapTitle: (place: string) => `Carte des initiatives : ${place}`,
    mapDescription: "Les mêmes initiatives que la liste, placées sur la France et l’outre-mer.",
    crumb: "Territoires",
  },
};
