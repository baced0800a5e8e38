import { formatNumber } from "../format.ts";

const number = (n: number) => formatNumber(n, "fr");

export const openData = {
  title: "Données ouvertes",
  lead: (network: string) => `Tout ce que ${network} publie, en fichiers à télécharger ou par programme.`,
  description: (network: string) =>
    `Les initiatives de ${network} en CSV, GeoJSON, JSON-LD, JSON et Parquet, avec leur licence et leur description.`,
  commonTitle: "Données ouvertes",
  commonLead: "Ce que les réseaux de cette installation publient, ensemble et un par un.",
  commonDescription: "Les fichiers de données ouvertes de l’espace commun et de chaque réseau, l’API et le catalogue.",
  commonSpace: "Espace commun",
  commonAside: (n: number) =>
    n === 1 ? "Les initiatives du réseau qui partage" : `Les initiatives des ${number(n)} réseaux qui partagent`,
  noCommon: "Aucun réseau ne partage encore ses initiatives dans l’espace commun.",
  networks: "Réseaux",
  networksAside: "Un jeu de données pour chacun",
  noNetwork: "Aucun réseau ne publie encore.",
  files: "Fichiers",
  filesAside: "Toutes les initiatives publiées",
  caption: "Fichiers de données ouvertes",
  heads: { format: "Format", rows: "Initiatives", size: "Taille", made: "Préparé le", hash: "Empreinte SHA-256" },
  formats: {
    csv: "CSV",
    geojson: "GeoJSON",
    jsonld: "JSON-LD",
    json: "JSON",
    parquet: "Parquet",
  } as Record<string, string>,
  uses: {
    csv: "pour un tableur : point-virgule, UTF-8",
    geojson: "pour une carte : un point par initiative",
    jsonld: "pour le web des données : schema.org",
    json: "tous les champs, comme l’API",
    parquet: "pour l’analyse : types et listes gardés",
  } as Record<string, string>,
  size: (bytes: number): string =>
    bytes < 1024 * 1024
      ? `${number(Math.max(1, Math.round(bytes / 1024)))} ko`
      : `${number(Math.round((bytes / 1024 / 1024) * 10) / 10)} Mo`,
  stale: "Les données ont changé depuis : des fichiers à jour sont en préparation.",
  preparing: "Les fichiers sont en préparation. Revenez dans quelques minutes.",
  notPublished:
    "Ce réseau ne publie pas : il n’a pas de données ouvertes, et personne d’autre que vous ne voit cette page.",
  licence: "Licence",
  licenceText: (name: string) => `${name}. Son texte dit ce que vous pouvez faire de ces données :`,
  noLicence: "Aucune licence n’a été choisie.",
  noLicenceMeans:
    "Vous pouvez lire et télécharger ces données ; les reprendre ailleurs demande l’accord du réseau. Publier n’est pas permettre.",
  ownLicences: "Chaque initiative porte la licence de son réseau (colonne « Licence »).",
  says: "Ce qui est publié",
  saysText:
    "Le titre, le lieu, le besoin, la description, les porteurs et partenaires, les publics, les chiffres acceptés et les perspectives. Rien de ce qui est en relecture, rejeté ou archivé, ni les colonnes des fichiers qu’aucun champ ne lit.",
  program: "Par programme",
  programText: "L’API donne les mêmes initiatives, avec les filtres de la liste.",
  apiLink: "Documentation de l’API et vocabulaire",
  catalogueLink: "Description du jeu de données (DCAT-AP, JSON-LD)",
  check: "Vérifier un fichier",
  checkText: "L’empreinte du fichier téléchargé doit être celle du tableau :",
  catalogue: {
    title: "Catalogue de données ouvertes",
    description: "Ce que publient les réseaux de cette installation d’Ancrage.",
    commonTitle: "Initiatives des réseaux qui partagent",
    commonDescription: "Les initiatives de tous les réseaux de cette installation qui partagent dans l’espace commun.",
    datasetTitle: (network: string) => `Initiatives : ${network}`,
    datasetDescription: (network: string) => `Les initiatives publiées par ${network}.`,
    keywords: ["responsabilité territoriale", "économie sociale et solidaire", "initiatives locales"],
    noLicence: "Aucune licence n’a été choisie : la réutilisation demande l’accord du réseau.",
    ownLicences: "Chaque initiative porte la licence de son réseau.",
    apiTitle: "API d’Ancrage",
  },
};
