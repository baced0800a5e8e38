import { type ListItem, toListItem } from "../initiatives/list-item.ts";
import type { InitiativeRecord } from "../initiatives/records.sql.ts";
import { addressOf, type Entry, type ExportScope, type Pieces } from "./formats.ts";
import { licenceAddress } from "./licences.ts";

const comma = (index: number) => (index === 0 ? "\n" : ",\n");
/** An object's text up to, and without, its last brace, so that a list may follow. */
const opened = (value: object) => JSON.stringify(value).slice(0, -1);

/** What tells whose an initiative is, in a file of several networks. */
const whose = (scope: ExportScope, { network }: Entry) =>
  scope.network ? {} : { network: network.slug, licence: network.licence };

/** Initiatives as a GeoJSON FeatureCollection (RFC 7946): one point each, null where no place was read. */
export const geojsonPieces = (scope: ExportScope): Pieces => ({
  head: `${opened({
    type: "FeatureCollection",
    name: scope.title,
    generatedAt: scope.generatedAt.toISOString(),
    ...(scope.network && { licence: scope.network.licence }),
  })},"features":[`,
  one: (entry, index) => {
    const { point } = entry.record.place;
    return (
      comma(index) +
      JSON.stringify({
        type: "Feature",
        id: scope.network ? entry.record.key : `${entry.network.slug}/${entry.record.key}`,
        geometry: point ? { type: "Point", coordinates: [point.lon, point.lat] } : null,
        properties: {
          ...whose(scope, entry),
          ...toListItem(entry.record),
          approximate: point ? !point.exact : null,
          url: addressOf(scope, entry),
        },
      })
    );
  },
  tail: () => "\n]}\n",
});

/** Initiatives as JSON-LD with schema.org terms: each a Project, its actors Organizations, its place a Place. */
export const jsonldPieces = (scope: ExportScope): Pieces => ({
  head: `${opened({
    "@context": "https://schema.org",
    "@type": "Dataset",
    "@id": scope.network ? `${scope.base}/${scope.network.slug}` : `${scope.base}/donnees`,
    name: scope.title,
    ...(scope.network?.provenance && { description: scope.network.provenance }),
    ...(scope.network?.licence && { license: licenceAddress(scope.network.licence) }),
    dateModified: scope.generatedAt.toISOString(),
    inLanguage: "fr",
  })},"hasPart":[`,
  one: (entry, index) => comma(index) + JSON.stringify(describe(entry, scope)),
  tail: () => "\n]}\n",
});

function describe(entry: Entry, scope: ExportScope) {
  const { record, network } = entry;
  const item = toListItem(record);
  return {
    "@type": "Project",
    "@id": addressOf(scope, entry),
    identifier: item.key,
    name: item.title,
    description: [item.need, item.description].filter((text) => text !== "").join("\n\n"),
    ...(!scope.network && {
      isPartOf: {
        "@type": "Dataset",
        "@id": `${scope.base}/${network.slug}`,
        name: network.name,
        ...(network.licence && { license: licenceAddress(network.licence) }),
      },
    }),
    ...(item.since && { foundingDate: String(item.since.year) }),
    keywords: record.domains.map((domain) => domain.name),
    areaServed: describePlace(record, item),
    ...describePeople(item),
    interactionStatistic: item.figures.map((figure) => ({
      "@type": "QuantitativeValue",
      name: figure.what,
      description: figure.text,
      ...(figure.min !== null && { minValue: figure.min }),
      ...(figure.max !== null && { maxValue: figure.max }),
      ...(figure.unit && { unitText: figure.unit }),
    })),
  };
}

const describePlace = ({ place: { point } }: InitiativeRecord, { territory }: ListItem) => ({
  "@type": "Place",
  name: territory.label ?? territory.words,
  identifier: [...territory.communes, ...territory.epci, ...territory.departments, ...territory.regions],
  ...(point && { geo: { "@type": "GeoCoordinates", latitude: point.lat, longitude: point.lon } }),
});

function describePeople(item: ListItem) {
  const organization = (name: string) => ({ "@type": "Organization", name });
  return {
    ...(item.carriers.length > 0 && { parentOrganization: item.carriers.map(organization) }),
    member: item.partners.filter((partner) => !partner.generic).map((partner) => organization(partner.name)),
    ...(item.audiences.length > 0 && {
      audience: item.audiences.map((audienceType) => ({ "@type": "Audience", audienceType })),
    }),
  };
}

/** Initiatives as JSON, in the shape of the command line. */
export const jsonPieces = (scope: ExportScope): Pieces => ({
  head: `${opened({
    ...(scope.network && { network: scope.network.slug, licence: scope.network.licence }),
    generatedAt: scope.generatedAt.toISOString(),
  })},"initiatives":[`,
  one: (entry, index) => comma(index) + JSON.stringify({ ...whose(scope, entry), ...toListItem(entry.record) }),
  tail: (count) => `\n],"count":${count}}\n`,
});
