import { formatNumber } from "../format.ts";
import type { embed as french } from "../fr/embed.ts";

const counted = (n: number): string => (n === 1 ? "One initiative" : `${formatNumber(n, "en")} initiatives`);

export const embed: typeof french = {
  title: "Show these initiatives on your site",
  description: (network: string) => `One line to copy to show the list or the map of ${network} on another site.`,
  lead: "One line to copy into a page of your site. It runs no script, sets no cookie, and keeps itself up to date.",
  form: "What you want to show",
  shape: "Form",
  shapes: { liste: "List", carte: "Map" },
  domain: "Domain",
  region: "Region",
  departement: "Département",
  any: "All",
  count: "Number of sheets in the list",
  lang: "Language",
  langs: { fr: "Français", en: "English" },
  theme: "Colours",
  themes: { auto: "As the reader’s device", clair: "Light", sombre: "Dark" },
  height: "Height, in pixels",
  show: "Update",
  kept: (filters: string) => `The other filters of the list are kept: ${filters}.`,
  line: "The line to copy",
  lineLabel: "Line of HTML to copy into your page",
  lineNote: "Paste it where the list or the map should appear. Its width follows that of your page.",
  preview: "Preview",
  previewTitle: (shape: string) => `Preview: ${shape}`,
  unpublished: "This network is not published: on another site, a message will stand instead of the list.",
  frameTitle: (network: string, map: boolean) => (map ? `Map of initiatives: ${network}` : `Initiatives: ${network}`),
  shownOf: (shown: number, total: number): string =>
    total === 0
      ? "No initiative"
      : shown < total
        ? `${counted(shown)} of ${formatNumber(total, "en")}`
        : counted(total),
  more: (n: number): string =>
    n > 1 ? `See the ${formatNumber(n, "en")} initiatives` : "See this initiative in the list",
  newTab: "Links open in a new tab.",
  empty: "No initiative answers this choice yet.",
  source: "Source:",
  gone: "These initiatives are not published",
  goneBody: "The network they belong to does not show them, or no longer does. Tell whoever keeps this page.",
  mapTitle: (n: number): string =>
    n > 1 ? `Map of the ${formatNumber(n, "en")} initiatives` : "Map of the initiatives",
  mapDescription: "Each mark is an initiative, and leads to its sheet.",
  link: "Embed in a site",
};
