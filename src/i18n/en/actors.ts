import { capital, countEn, formatNumber } from "../format.ts";
import type { actors as french } from "../fr/actors.ts";

export const actors: typeof french = {
  title: "Actors",
  description: (network) => `The organisations that carry the initiatives of ${network} or take part in them.`,
  lead: "Those who carry the initiatives and those who take part, as the answers name them. A general term (“local associations”) names nobody in particular.",
  search: "Search for an actor",
  results: (n, total) => {
    const words = n === 0 ? "No actor" : n === 1 ? "One actor" : `${capital(countEn(n))} actors`;
    return n === total ? words : `${words} out of ${formatNumber(total, "en")}`;
  },
  kind: "Kind",
  anyKind: "All kinds",
  apply: "Filter",
  caption: "Actors, their kind and their number of initiatives",
  heads: { name: "Actor", kind: "Kind", initiatives: "Initiatives", carries: "Carries" },
  generic: "general term",
  emptyTitle: "No actor matches this search",
  emptyBody: "Search with fewer words, or look at all the actors.",
  emptyNetwork: "No actor yet",
  emptyNetworkBody: "Actors are read in the partners column of the answers imported.",
  all: "See all the actors",
  actorDescription: (name) => `${name}: the initiatives in which this actor is named.`,
  alsoWritten: "Also written",
  acronym: "Acronym",
  place: "Territory",
  takesPart: (n, carries) => {
    if (n === 0) return "Named in no initiative.";
    const part = `Named in ${countEn(n)} ${n === 1 ? "initiative" : "initiatives"}`;
    return carries === 0 ? `${part}.` : `${part}; carries ${countEn(carries)}.`;
  },
  genericLead: "A general term: it names no organisation in particular, and stays out of the analysis of the network.",
  initiatives: "Initiatives",
  initiativesCaption: "Initiatives in which the actor is named, and what it does there",
  rolesHead: "Role, as it is said",
  where: "Where",
  mapTitle: (name) => `Map of the initiatives in which ${name} is named`,
  mapDescription: "The same initiatives as the table, placed on France and overseas.",
  byDepartement: "More than 500 initiatives: one mark for each département where the actor is named.",
  partners: "Named with",
  partnersAside: "The actors named in the same initiatives",
  together: (n) => (n === 1 ? "one initiative in common" : `${countEn(n)} initiatives in common`),
};
