import { formatNumber } from "../format.ts";
import type { space as french } from "../fr/space.ts";

export const space: typeof french = {
  name: "Common space",
  about: "The initiatives of all networks of this installation that share them.",
  lead: (initiatives: number, networks: number): string =>
    networks === 0
      ? "No network shares its initiatives here yet."
      : `${formatNumber(initiatives, "en")} ${initiatives > 1 ? "initiatives" : "initiative"} of ${networks > 1 ? `${formatNumber(networks, "en")} networks that share them` : "one network that shares them"}.`,
  description: "Search among the initiatives of all networks that share them.",
  networks: "Networks",
  network: "Network",
  networksAside: "Each sheet belongs to its network, and is read there.",
  emptyTitle: "Nothing is shared yet",
  emptyBody: "A published network may show its initiatives here: whoever administers it chooses so in its settings.",
  see: "See all initiatives",
  domains: "Domains",
  domainsAside: "Each network has its own. Those of the same short name are counted together.",
  domainNetworks: (n: number): string => (n > 1 ? `${formatNumber(n, "en")} networks` : "one network"),
  mapTitle: (n: number): string =>
    n > 1 ? `Map of the ${formatNumber(n, "en")} shared initiatives` : "Map of the shared initiatives",
  mapDescription: "The initiatives of all networks that share, placed on France and its overseas territories.",
  map: "Where they take place",
  mapKey: "Full mark: commune known. Hollow: département or wider. The shape is that of the domain in its network.",
  recent: "Latest changes",
  of: (network: string) => `Network: ${network}`,
};
