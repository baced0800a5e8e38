import { formatNumber } from "../format.ts";
import type { sharing as french } from "../fr/sharing.ts";

export const sharing: typeof french = {
  imageAlt: "Ancrage, the sign of an anchor",
  licence: (name: string) => `Data under ${name}`,
  feed: {
    title: (of: string, filters: string[]) =>
      filters.length > 0 ? `${of}: initiatives, ${filters.join(", ")}` : `${of}: initiatives`,
    subtitle: "The latest initiatives added or changed, newest first.",
    link: "Follow these changes (Atom feed)",
    linkList: (n: number): string => (n > 0 ? "Follow this list (Atom feed)" : "Follow the changes (Atom feed)"),
    noWords: "This sheet has no text yet.",
  },
  territory: {
    of: { departement: "Département", region: "Region" },
    title: (place: string) => `${place}: initiatives`,
    description: (place: string, network: string, n: number): string =>
      `${n > 1 ? `${formatNumber(n, "en")} initiatives` : n === 1 ? "One initiative" : "No initiative"} of ${network} in this territory: ${place}.`,
    lead: (n: number): string =>
      n === 0
        ? "No initiative is known here yet. Not having answered does not mean doing nothing."
        : n === 1
          ? "One initiative acts here, wholly or in part."
          : `${formatNumber(n, "en")} initiatives act here, wholly or in part.`,
    list: "What is done here",
    more: (n: number): string => `See the ${formatNumber(n, "en")} initiatives in the list, to search and filter`,
    one: "See it in the list, to search and filter",
    domains: "By domain",
    within: "By département",
    around: "Its region",
    none: "The initiatives placed here will appear on this page.",
    all: "See all initiatives",
    mapTitle: (place: string) => `Map of the initiatives: ${place}`,
    mapDescription: "The same initiatives as the list, placed on France and its overseas territories.",
    crumb: "Territories",
  },
};
