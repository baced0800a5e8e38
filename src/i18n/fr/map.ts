import { formatNumber } from "../format.ts";

const initiatives = (count: number): string => `${formatNumber(count, "fr")} initiative${count > 1 ? "s" : ""}`;

export const map = {
  /** The names under the insets, by code of departement. */
  overseas: {
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "Guyane",
    "974": "La Réunion",
    "976": "Mayotte",
  },
  overseasList: "Outre-mer",
  close: (count: number) => `${initiatives(count)} proches`,
  count: (place: string, count: number) => `${place}\u202f: ${count === 0 ? "aucune initiative" : initiatives(count)}`,
};
