import { formatNumber } from "../format.ts";

const counted = (n: number): string => (n === 1 ? "Une initiative" : `${formatNumber(n, "fr")} initiatives`);

export const embed = {
  title: "Montrer ces initiatives sur votre site",
  description: (network: string) =>
    `Une ligne à copier pour montrer la liste ou la carte de ${network} sur un autre site.`,
  lead: "Une ligne à copier dans une page de votre site. Elle ne fait tourner aucun script, ne dépose aucun cookie, et se met à jour d’elle-même.",
  form: "Ce que vous voulez montrer",
  shape: "Forme",
  shapes: { liste: "Liste", carte: "Carte" } as Record<string, string>,
  domain: "Domaine",
  region: "Région",
  departement: "Département",
  any: "Tous",
  count: "Nombre de fiches dans la liste",
  lang: "Langue",
  langs: { fr: "Français", en: "English" } as Record<string, string>,
  theme: "Couleurs",
  themes: { auto: "Comme l’appareil du lecteur", clair: "Claires", sombre: "Sombres" } as Record<string, string>,
  height: "Hauteur, en pixels",
  show: "Mettre à jour",
  kept: (filters: string) => `Les autres filtres de la liste sont gardés : ${filters}.`,
  line: "La ligne à copier",
  lineLabel: "Ligne de HTML à copier dans votre page",
  lineNote: "Collez-la là où la liste ou la carte doit apparaître. La largeur suit celle de votre page.",
  preview: "Aperçu",
  previewTitle: (shape: string) => `Aperçu : ${shape}`,
  unpublished: "Ce réseau n’est pas publié : sur un autre site, un message prendra la place de la liste.",
  frameTitle: (network: string, map: boolean) =>
    map ? `Carte des initiatives : ${network}` : `Initiatives : ${network}`,
  shownOf: (shown: number, total: number): string =>
    total === 0
      ? "Aucune initiative"
      : shown < total
        ? `${counted(shown)} sur ${formatNumber(total, "fr")}`
        : counted(total),
  more: (n: number): string =>
    n > 1 ? `Voir les ${formatNumber(n, "fr")} initiatives` : "Voir cette initiative dans la liste",
  newTab: "Les liens s’ouvrent dans un nouvel onglet.",
  empty: "Aucune initiative ne répond à ce choix pour l’instant.",
  source: "Source :",
  gone: "Ces initiatives ne sont pas publiées",
  goneBody:
    "Le réseau à qui elles appartiennent ne les montre pas, ou plus. Prévenez la personne qui tient cette page.",
  mapTitle: (n: number): string => (n > 1 ? `Carte des ${formatNumber(n, "fr")} initiatives` : "Carte des initiatives"),
  mapDescription: "Chaque marque est une initiative, et mène à sa fiche.",
  link: "Intégrer à un site",
};
