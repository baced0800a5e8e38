import { MEDIA_TYPES } from "../exports/formats.ts";
import { LICENCES, licenceAddress } from "../exports/licences.ts";
import type { Network } from "../platform/action.ts";
import { type BULK_FORMATS, COMMON, type Dataset } from "./datasets.ts";
import type { Extent, ReadyFile } from "./open-data.sql.ts";

/** What is described: a dataset, the files that are ready, and how far it goes. */
export type Described = { dataset: Dataset; files: readonly ReadyFile[]; extents: ReadonlyMap<string, Extent> };

export type CatalogueWords = {
  title: string;
  description: string;
  commonTitle: string;
  commonDescription: string;
  datasetTitle: (network: string) => string;
  datasetDescription: (network: string) => string;
  keywords: string[];
  noLicence: string;
  ownLicences: string;
  apiTitle: string;
};

const EU = "http://publications.europa.eu/resource/authority";
const CONTEXT = {
  dcat: "http://www.w3.org/ns/dcat#",
  dct: "http://purl.org/dc/terms/",
  foaf: "http://xmlns.com/foaf/0.1/",
  spdx: "http://spdx.org/rdf/terms#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
};
const FILE_TYPES: Record<(typeof BULK_FORMATS)[number], string> = {
  csv: "CSV",
  geojson: "GEOJSON",
  jsonld: "JSON_LD",
  json: "JSON",
  parquet: "PARQUET",
};

const id = (address: string) => ({ "@id": address });
const typed = (type: string, value: string | number) => ({ "@type": `xsd:${type}`, "@value": String(value) });

/** The address of the page of a dataset, under which its files are. */
export const datasetAddress = (base: string, { id: key, networks }: Dataset): string =>
  key === COMMON ? `${base}/donnees` : `${base}/${networks[0]!.slug}/donnees`;

/** The description of some datasets by DCAT-AP 3, as JSON-LD. */
export function describeCatalogue(
  address: string,
  described: readonly Described[],
  { base, lang, words }: { base: string; lang: "fr" | "en"; words: CatalogueWords },
) {
  const api = `${base}/api/v1`;
  const told = (text: string) => ({ "@language": lang, "@value": text });
  return {
    "@context": CONTEXT,
    "@id": address,
    "@type": "dcat:Catalog",
    "dct:title": told(words.title),
    "dct:description": told(words.description),
    "dct:language": id(`${EU}/language/FRA`),
    "dct:publisher": publisherOf(described, base),
    "foaf:homepage": id(`${base}/`),
    "dcat:dataset": described.map((one) => describeDataset(one, base, words, told)),
    "dcat:service": {
      "@id": api,
      "@type": "dcat:DataService",
      "dct:title": told(words.apiTitle),
      "dcat:endpointURL": id(api),
      "dcat:endpointDescription": id(`${api}/openapi.json`),
      "dcat:servesDataset": described.map(({ dataset }) => id(datasetAddress(base, dataset))),
    },
  };
}

const agent = (network: Network, base: string) => ({
  "@id": `${base}/${network.slug}`,
  "@type": "foaf:Organization",
  "foaf:name": network.organisation ?? network.name,
});

/** A catalogue of one network is that network's; any other is the installation's. */
function publisherOf(described: readonly Described[], base: string) {
  const only = described.length === 1 && described[0]!.dataset.id !== COMMON ? described[0]!.dataset.networks[0] : null;
  return only ? agent(only, base) : installation(base);
}

const installation = (base: string) => ({
  "@id": `${base}/`,
  "@type": "foaf:Agent",
  "foaf:name": new URL(base).host,
});

function describeDataset(
  { dataset, files, extents }: Described,
  base: string,
  words: CatalogueWords,
  told: (text: string) => object,
) {
  const address = datasetAddress(base, dataset);
  const common = dataset.id === COMMON;
  const network = dataset.networks[0]!;
  const known = dataset.networks.flatMap(({ id: key }) => extents.get(key) ?? []);
  const first = Math.min(...known.flatMap(({ firstYear }) => firstYear ?? []));
  const issued = Math.min(...known.map(({ createdAt }) => createdAt.getTime()));
  const modified = Math.max(...files.map(({ made_at }) => made_at.getTime()));
  return {
    "@id": address,
    "@type": "dcat:Dataset",
    "dct:identifier": address,
    "dct:title": told(common ? words.commonTitle : words.datasetTitle(network.name)),
    "dct:description": told(
      common ? words.commonDescription : network.description || words.datasetDescription(network.name),
    ),
    ...(!common &&
      network.provenance && {
        "dct:provenance": { "@type": "dct:ProvenanceStatement", "rdfs:label": network.provenance },
      }),
    // DCAT-AP takes one publisher, and any number of those who made what is in it.
    "dct:publisher": common ? installation(base) : agent(network, base),
    ...(common && { "dct:creator": dataset.networks.map((one) => agent(one, base)) }),
    "dct:language": id(`${EU}/language/FRA`),
    "dct:spatial": id(`${EU}/country/FRA`),
    "dct:accrualPeriodicity": id(`${EU}/frequency/IRREG`),
    "dct:accessRights": id(`${EU}/access-right/PUBLIC`),
    "dcat:keyword": words.keywords.map(told),
    "dcat:landingPage": id(address),
    ...(Number.isFinite(issued) && { "dct:issued": typed("dateTime", new Date(issued).toISOString()) }),
    ...(Number.isFinite(modified) && { "dct:modified": typed("dateTime", new Date(modified).toISOString()) }),
    ...(Number.isFinite(first) && {
      "dct:temporal": { "@type": "dct:PeriodOfTime", "dcat:startDate": typed("gYear", first) },
    }),
    "dcat:distribution": files.map((file) => describeFile(file, dataset, address, words, told)),
  };
}

function describeFile(
  { format, bytes, sha256, made_at }: ReadyFile,
  dataset: Dataset,
  address: string,
  words: CatalogueWords,
  told: (text: string) => object,
) {
  const file = `${address}/initiatives.${format}`;
  return {
    "@id": file,
    "@type": "dcat:Distribution",
    "dct:title": told(FILE_TYPES[format].replace("_", "-")),
    "dcat:accessURL": id(address),
    "dcat:downloadURL": id(file),
    "dcat:mediaType": id(`https://www.iana.org/assignments/media-types/${MEDIA_TYPES[format].replace(/;.*/, "")}`),
    "dct:format": id(`${EU}/file-type/${FILE_TYPES[format]}`),
    "dcat:byteSize": typed("nonNegativeInteger", bytes),
    "spdx:checksum": {
      "@type": "spdx:Checksum",
      "spdx:algorithm": id("spdx:checksumAlgorithm_sha256"),
      "spdx:checksumValue": typed("hexBinary", sha256),
    },
    "dct:modified": typed("dateTime", made_at.toISOString()),
    ...rightsOf(dataset, words, told),
  };
}

/** The licence of a file, or what stands for it: nobody may take the absence of one for a permission. */
function rightsOf({ networks }: Dataset, words: CatalogueWords, told: (text: string) => object) {
  const licences = new Set(networks.map(({ licence }) => licence));
  const [only] = licences;
  if (licences.size === 1 && only && LICENCES[only]) return { "dct:license": id(licenceAddress(only)!) };
  const label = licences.size > 1 ? words.ownLicences : words.noLicence;
  return { "dct:rights": { "@type": "dct:RightsStatement", "rdfs:label": told(label) } };
}
