import { countFr, formatNumber } from "../format.ts";

export const grid = {
  title: "Grille",
  description: (network: string): string =>
    `La grille d’analyse de ${network} : ses dimensions, son échelle et son manuel de codage.`,
  lead: (n: number): string =>
    `${n === 0 ? "La grille" : `Une même grille de ${countFr(n, "f")} dimensions`} caractérise chaque initiative : ce sur quoi elle s’appuie, ce qu’elle change dans son territoire.`,
  version: (version: number) => `Version ${version}`,
  dimensions: "Dimensions",
  dimensionsCaption: "Dimensions de la grille : levier et impact recherché",
  heads: { dimension: "Dimension", lever: "Levier mobilisé", impact: "Impact recherché ou constaté" },
  scale: "Échelle",
  scaleAside: "Une note par cellule, ou aucune",
  manual: "Manuel de codage",
  manualAside: "Ce que suivent les codeurs",
  agreement: "Accord des codeurs",
  agreementAside: "Deux codages indépendants, jamais moyennés",
  agreementFinding: (alike: number, cells: number): string =>
    `${formatNumber(alike, "fr")} cellules notées à l’identique sur ${formatNumber(cells, "fr")}`,
  agreementCaption: "Cellules notées à l’identique, par dimension",
  agreementHeads: { dimension: "Dimension", lever: "Levier", impact: "Impact" },
  share: (alike: number, cells: number) => `${formatNumber(alike, "fr")} sur ${formatNumber(cells, "fr")}`,
  noAgreement: "Rien n’est encore codé par deux personnes.",
  noGrid: "Aucune grille n’est encore définie",
  noGridBody: "L’équipe qui mène l’étude définit la grille avec ceux du terrain, puis code les fiches.",
};
