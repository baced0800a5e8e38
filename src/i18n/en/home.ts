import { capital, countEn, formatList, formatNumber } from "../format.ts";
import type { home as french } from "../fr/home.ts";

const initiativesOf = (n: number): string => `${countEn(n)} ${n === 1 ? "initiative" : "initiatives"}`;

export const home: typeof french = {
  description: (network) => `${network}: the map of its initiatives, its domains, what waits and the latest changes.`,
  lead: (initiatives, statements) =>
    initiatives === 0
      ? "This network has no initiative yet."
      : `${formatNumber(initiatives, "en")} ${initiatives === 1 ? "initiative" : "initiatives"} told in ${formatNumber(statements, "en")} ${statements === 1 ? "answer" : "answers"} from the field, and what they change in their territories.`,
  map: {
    finding: (top, count, none, regions) => {
      const last =
        none === 0
          ? "no region is without one"
          : none === 1
            ? "one region reported none"
            : `${countEn(none)} regions reported none`;
      if (top.length === 0) return "No initiative is on the map yet";
      if (top.length > 2)
        return `${capital(countEn(regions - none))} regions out of ${countEn(regions)} reported an initiative`;
      if (top.length === 2) return `${formatList(top, "en")} have ${initiativesOf(count)} each, ${last}`;
      return `${top[0]} has ${initiativesOf(count)}, ${last}`;
    },
    key: "One mark per initiative, in the shape of its domain. Full: the commune is known. Hollow: it covers a département, a region or more.",
    title: (n) =>
      n > 1
        ? `Map of France with the ${formatNumber(n, "en")} initiatives`
        : `Map of France: ${n === 1 ? "one initiative" : "no initiative"}`,
    describe: (first, none) =>
      `${first.length > 0 ? `Most initiatives: ${first.join(", ")}. ` : ""}${none.length > 0 ? `None in ${formatList(none, "en")}. ` : ""}The table below gives the same data.`,
    regionCount: (name, n) => `${name} (${formatNumber(n, "en")})`,
    source: (campaign) =>
      `Deep green: départements named; pale green: whole regions. An initiative that covers several territories is marked on each. Not having answered is not doing nothing.${campaign ? ` Source: ${campaign}.` : ""}`,
    sourceCounted: (campaign) =>
      `An initiative that covers several départements counts in each. Not having answered is not doing nothing.${campaign ? ` Source: ${campaign}.` : ""}`,
    elsewhere: (n) =>
      n === 1
        ? "One initiative has no recognised place: it is in the list."
        : `${capital(countEn(n))} initiatives have no recognised place: they are in the list.`,
    national: (n) =>
      n === 1
        ? "One initiative covers the whole country."
        : `${capital(countEn(n))} initiatives cover the whole country.`,
    tableCaption: "Initiatives by region",
    heads: { region: "Region", count: "Number", initiatives: "Initiatives" },
    nationalRow: "Whole country",
    unplacedRow: "No recognised place",
    none: "no answer",
  },
  domains: (n) => (n === 1 ? "One domain" : `${capital(countEn(n))} domains`),
  noDomains: "This network has not defined its domains yet.",
  duplicates: (n) =>
    n === 1
      ? "One proposed duplicate is still to be compared: its two answers are counted each."
      : `${capital(countEn(n))} proposed duplicates are still to be compared: their answers are counted each.`,
  several: "An initiative placed in two domains counts in each.",
  waitingTitle: "What waits for you",
  nothingWaits: "Nothing waits for a decision.",
  waiting: {
    places: (n) => (n > 1 ? "places to specify" : "place to specify"),
    figures: (n) => (n > 1 ? "figures to check" : "figure to check"),
    partners: (n) => (n > 1 ? "partners to check" : "partner to check"),
    values: (n) => (n > 1 ? "values to check" : "value to check"),
    duplicates: (n) => (n > 1 ? "duplicates to compare" : "duplicate to compare"),
    proposals: (n) => (n === 1 ? "proposal to review" : "proposals to review"),
    domains: (n) => (n > 1 ? "initiatives to place in a domain" : "initiative to place in a domain"),
    coding: (n) => (n > 1 ? "sheets to code" : "sheet to code"),
  },
  changes: "Latest changes",
  noChanges: "Nothing has happened yet.",
  networksTitle: "Networks",
  networksLead: "The networks this installation of Ancrage hosts.",
  networksDescription: "The networks of this installation of Ancrage.",
  networksEmpty: "No network yet",
  networksEmptyBody: "Load the demonstration network, or import a file of answers while creating its network:",
  own: {
    title: "Your sheets",
    lead: "This network is not published: you read the sheets of which your organisation is a partner.",
    emptyTitle: "No sheet is entrusted to you",
    emptyBody: "The team of the network can give you a right over a sheet.",
  },
};
