import { formatNumber } from "../format.ts";

export const statement = {
  title: (key: string) => `Réponse n° ${key}`,
  lead: "Les mots du rapporteur, colonne par colonne, tels que le fichier les donnait. Rien n’y est corrigé.",
  description: (key: string, title: string) => `La réponse n° ${key} telle que reçue, dont vient la fiche ${title}.`,
  of: "Réponse du terrain",
  file: (name: string) => `Fichier ${name}`,
  line: (line: number): string => `Ligne ${formatNumber(line, "fr")}`,
  received: (at: string) => `Importée le ${at}`,
  leadsTo: "Elle a donné la fiche",
  columns: "Colonnes",
  columnsAside: "Telles qu’écrites",
  empty: "vide",
  extra: "Autres colonnes",
  extraAside: "Gardées, mais lues par aucune règle",
  extraLocked: "Les autres colonnes sont chiffrées, et la clé qui les ouvre n’est pas sur ce serveur.",
  figures: "Quantités lues",
  figuresAside: "Ce qui a été lu dans ces mots",
  noFigure: "Aucune quantité n’a été lue dans cette réponse.",
};
