import { formatNumber } from "../format.ts";

const initiatives = (count: number): string => `${formatNumber(count, "en")} initiative${count === 1 ? "" : "s"}`;

export const map = {
  overseas: {
    "971": "Guadeloupe",
    "972": "Martinique",
    "973": "French Guiana",
    "974": "Réunion",
    "976": "Mayotte",
  },
  overseasList: "Overseas",
  close: (count: number) => `${initiatives(count)} close together`,
  count: (place: string, count: number) => `${place}: ${count === 0 ? "no initiative" : initiatives(count)}`,
};
