import { formatNumber } from "../format.ts";
import type { openData as french } from "../fr/open-data.ts";

const number = (n: number) => formatNumber(n, "en");

export const openData: typeof french = {
  title: "Open data",
  lead: (network) => `All that ${network} publishes, as files to download or by program.`,
  description: (network) =>
    `The initiatives of ${network} in CSV, GeoJSON, JSON-LD, JSON and Parquet, with their licence and description.`,
  commonTitle: "Open data",
  commonLead: "What the networks of this installation publish, together and one by one.",
  commonDescription: "The files of open data of the common space and of each network, the API and the catalogue.",
  commonSpace: "Common space",
  commonAside: (n) =>
    n === 1 ? "The initiatives of the network that shares" : `The initiatives of the ${number(n)} networks that share`,
  noCommon: "No network shares its initiatives in the common space yet.",
  networks: "Networks",
  networksAside: "One dataset for each",
  noNetwork: "No network publishes yet.",
  files: "Files",
  filesAside: "Every published initiative",
  caption: "Files of open data",
  heads: { format: "Format", rows: "Initiatives", size: "Size", made: "Made on", hash: "SHA-256 hash" },
  formats: { csv: "CSV", geojson: "GeoJSON", jsonld: "JSON-LD", json: "JSON", parquet: "Parquet" },
  uses: {
    csv: "for a spreadsheet: semicolons, UTF-8, headings in French",
    geojson: "for a map: one point for each initiative",
    jsonld: "for the web of data: schema.org",
    json: "every field, as in the API",
    parquet: "for analysis: types and lists are kept",
  },
  size: (bytes) =>
    bytes < 1024 * 1024
      ? `${number(Math.max(1, Math.round(bytes / 1024)))} kB`
      : `${number(Math.round((bytes / 1024 / 1024) * 10) / 10)} MB`,
  stale: "The data have changed since: files up to date are being prepared.",
  preparing: "The files are being prepared. Come back in a few minutes.",
  notPublished: "This network does not publish: it has no open data, and nobody but you sees this page.",
  licence: "Licence",
  licenceText: (name) => `${name}. Its text says what you may do with these data:`,
  noLicence: "No licence was chosen.",
  noLicenceMeans:
    "You may read and download these data; using them elsewhere needs the network’s agreement. To publish is not to permit.",
  ownLicences: "Each initiative bears the licence of its network (column “Licence”).",
  says: "What is published",
  saysText:
    "The title, the place, the need, the description, carriers and partners, audiences, accepted figures and prospects. Nothing that is under review, rejected or archived, nor the columns of files that no field reads.",
  program: "By program",
  programText: "The API gives the same initiatives, with the filters of the list.",
  apiLink: "Documentation of the API, and vocabulary",
  catalogueLink: "Description of the dataset (DCAT-AP, JSON-LD)",
  check: "Check a file",
  checkText: "The hash of the file you downloaded must be that of the table:",
  catalogue: {
    title: "Catalogue of open data",
    description: "What the networks of this installation of Ancrage publish.",
    commonTitle: "Initiatives of the networks that share",
    commonDescription: "The initiatives of every network of this installation that shares in the common space.",
    datasetTitle: (network) => `Initiatives: ${network}`,
    datasetDescription: (network) => `The initiatives published by ${network}.`,
    keywords: ["territorial responsibility", "social economy", "local initiatives"],
    noLicence: "No licence was chosen: reuse needs the network’s agreement.",
    ownLicences: "Each initiative bears the licence of its network.",
    apiTitle: "API of Ancrage",
  },
};
