import { countFr, formatList, small } from "../format.ts";

export const profile = {
  caption: (coders: string[]) =>
    `Notes ${coders.length > 1 ? "des codeurs" : "du codeur"} ${formatList(coders, "fr")}, de 0 (absent) à 3 (structurant)`,
  dimension: "Dimension",
  coders: (coders: string[]) => formatList(coders, "fr"),
  read: (coders: string, score: number | null, name: string) =>
    score === null ? `${coders} : pas de note` : `${coders} : ${score}, ${name}`,
  between: " ; ",
  noCoder: "pas de note",
  agreement: (coders: string[], alike: number, cells: number) => {
    if (alike === cells) return `${formatList(coders, "fr")} s’accordent sur les ${countFr(cells, "f")} cellules.`;
    if (alike === 0)
      return `${formatList(coders, "fr")} ne s’accordent sur aucune des ${countFr(cells, "f")} cellules.`;
    return `${formatList(coders, "fr")} s’accordent sur ${countFr(alike, "f")} ${alike > 1 ? "cellules" : "cellule"} sur ${countFr(cells, "f")}.`;
  },
  gaps: (gaps: string[]) =>
    gaps.length === 0
      ? ""
      : gaps.length === 1
        ? `Leur écart porte sur ${gaps[0]}.`
        : `Leurs ${countFr(gaps.length, "m")} écarts portent sur ${formatList(gaps, "fr")}.`,
  gap: (dimension: string, side: "lever" | "impact") =>
    `${small(dimension)} (${side === "lever" ? "levier" : "impact"})`,
  oneCoder: (coder: string) => `Un seul codeur, ${coder}, a noté cette fiche.`,
  notes: "Lire les notes et leurs justifications",
  notesCaption: "Notes et justifications par cellule",
  cell: "Cellule",
  cellName: (dimension: string, side: "lever" | "impact") => `${dimension}, ${side === "lever" ? "levier" : "impact"}`,
  scoreOf: (coder: string) => coder,
  whatCoderSaw: (coder: string) => `Ce que ${coder} relève`,
  noScore: "–",
  scaleLine: (score: number, name: string, meaning: string) => `${score} ${name} : ${meaning}.`,
  lever: "levier mobilisé",
  impact: "impact territorial",
};
