import { formatNumber } from "../format.ts";

export const space = {
  name: "Espace commun",
  about: "Les initiatives de tous les réseaux de cette installation qui les partagent.",
  lead: (initiatives: number, networks: number): string =>
    networks === 0
      ? "Aucun réseau ne partage encore ses initiatives ici."
      : `${formatNumber(initiatives, "fr")} ${initiatives > 1 ? "initiatives" : "initiative"} ${networks > 1 ? `de ${formatNumber(networks, "fr")} réseaux qui les partagent` : "d’un réseau qui les partage"}.`,
  description: "Chercher parmi les initiatives de tous les réseaux qui les partagent.",
  networks: "Réseaux",
  network: "Réseau",
  networksAside: "Chaque fiche appartient à son réseau, et se lit chez lui.",
  emptyTitle: "Rien n’est partagé pour l’instant",
  emptyBody:
    "Un réseau publié peut montrer ses initiatives ici : la personne qui l’administre le choisit dans ses réglages.",
  see: "Voir toutes les initiatives",
  domains: "Domaines",
  domainsAside: "Chaque réseau a les siens. Ceux qui portent le même nom court sont comptés ensemble.",
  domainNetworks: (n: number): string => (n > 1 ? `${formatNumber(n, "fr")} réseaux` : "un réseau"),
  mapTitle: (n: number): string =>
    n > 1 ? `Carte des ${formatNumber(n, "fr")} initiatives partagées` : "Carte des initiatives partagées",
  mapDescription: "Les initiatives de tous les réseaux qui partagent, placées sur la France et l’outre-mer.",
  map: "Où elles ont lieu",
  mapKey:
    "Marque pleine : commune connue. Évidée : département ou plus large. La forme est celle du domaine dans son réseau.",
  recent: "Derniers changements",
  of: (network: string) => `Réseau : ${network}`,
};
