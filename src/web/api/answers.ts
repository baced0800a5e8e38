import type { ActorRow } from "../../actors/actors.sql.ts";
import { toListItem } from "../../initiatives/list-item.ts";
import type { InitiativeRecord } from "../../initiatives/records.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { DomainRow } from "../../studies/studies.sql.ts";
import type { Reference } from "../../territories/reference.ts";
import type { Level } from "../../territories/types.ts";

/** The address of a resource of the API; `path` starts with "/" or is empty for the index. */
export const resource = (base: string, path: string): string => `${base}/api/v1${path}`;

const ofNetwork = (slug: string, path = "") => `/networks/${encodeURIComponent(slug)}${path}`;

/** An initiative as the API gives it: what exports give, with where it is, whose it is and when it last changed. */
export function initiativeAnswer(record: InitiativeRecord, network: Network, base: string) {
  const { point } = record.place;
  const key = encodeURIComponent(record.key);
  return {
    network: network.slug,
    ...toListItem(record),
    point: point && { lon: point.lon, lat: point.lat, exact: point.exact },
    licence: network.licence,
    updatedAt: new Date(record.updatedAt).toISOString(),
    self: resource(base, ofNetwork(network.slug, `/initiatives/${key}`)),
    page: `${base}/${network.slug}/initiatives/${key}`,
  };
}

/** A network as the API gives it. */
export const networkAnswer = (network: Network, initiatives: number, base: string) => ({
  slug: network.slug,
  name: network.name,
  description: network.description,
  organisation: network.organisation,
  provenance: network.provenance,
  licence: network.licence,
  shared: network.shared,
  initiatives,
  revision: network.revision,
  self: resource(base, ofNetwork(network.slug)),
  page: `${base}/${network.slug}`,
  openData: `${base}/${network.slug}/donnees`,
});

/** An actor as the API gives it. */
export const actorAnswer = (actor: ActorRow, network: Network, base: string) => ({
  ...actor,
  page: `${base}/${network.slug}/acteurs/${actor.id}`,
});

/** A domain as the API gives it. */
export const domainAnswer = (domain: DomainRow, network: Network, base: string) => ({
  key: domain.key,
  name: domain.name,
  definition: domain.definition,
  position: domain.position,
  initiatives: domain.count,
  page: `${base}/${network.slug}/domaines/${encodeURIComponent(domain.key)}`,
});

const FILTER_OF: Record<Level, string> = {
  commune: "commune",
  epci: "epci",
  departement: "departement",
  region: "region",
};

/** An entry of the official code as the API gives it; undefined when there is none. */
export function territoryAnswer(reference: Reference, level: Level, code: string, base: string) {
  const found = reference.get(level, code);
  if (!found) return undefined;
  const position = reference.positionOf(level, code);
  return {
    ...found,
    parents: reference.parentsOf(level, code),
    point: position ? { lon: position.lon, lat: position.lat, exact: !position.approximate } : null,
    edition: reference.edition,
    initiatives: resource(base, `/initiatives?${FILTER_OF[level]}=${code}`),
  };
}
