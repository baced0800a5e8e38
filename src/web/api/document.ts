import { OpenAPIHono } from "@hono/zod-openapi";
import { catalogue } from "../../i18n/catalogue.ts";
import type { Lang } from "../../i18n/format.ts";
import { EXAMPLES } from "./examples.ts";
import { OPERATIONS } from "./operations.ts";
import { FIELD_SOURCES } from "./vocabulary.ts";

export const API_VERSION = "1.0.0";

type Json = Record<string, unknown>;
export type Property = Json & {
  $ref?: string;
  type?: string | string[];
  description?: string;
  items?: Property;
  oneOf?: Property[];
  anyOf?: Property[];
  enum?: string[];
};
export type SchemaObject = Property & { properties?: Record<string, Property> };
export type Parameter = {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  example?: unknown;
  schema: Property & { default?: unknown; example?: unknown };
};
export type Operation = {
  operationId: string;
  summary: string;
  description: string;
  parameters?: Parameter[];
  responses: Record<string, { description: string; headers?: Record<string, Json>; content?: Record<string, Json> }>;
};
export type ApiDocument = {
  openapi: string;
  info: Json;
  servers: { url: string }[];
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, SchemaObject> };
};

const made = new Map<string, ApiDocument>();

/** The OpenAPI 3.1 description of the API in a language: the shapes come from the code, the words from the catalogue. */
export function apiDocument(lang: Lang, base: string, perMinute: number): ApiDocument {
  const name = `${lang} ${perMinute} ${base}`;
  const known = made.get(name) ?? makeDocument(lang, base, perMinute);
  made.set(name, known);
  return known;
}

function makeDocument(lang: Lang, base: string, perMinute: number): ApiDocument {
  const words = catalogue(lang).api;
  const registrar = new OpenAPIHono();
  for (const operation of Object.values(OPERATIONS)) registrar.openAPIRegistry.registerPath(operation);
  const document = registrar.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: words.title,
      version: API_VERSION,
      description: [
        words.about,
        ...words.pagingText,
        words.cachingText,
        words.rateText(perMinute),
        words.errorsText,
        words.licenceText,
      ].join("\n\n"),
      license: { name: "AGPL-3.0-or-later" },
    },
    servers: [{ url: base }],
    externalDocs: { url: `${base}${lang === "en" ? "/en" : ""}/api` },
  }) as unknown as ApiDocument;
  document.info.summary = words.lead;
  for (const { get } of Object.values(document.paths)) sayOperation(get, lang);
  for (const [name, schema] of Object.entries(document.components.schemas)) saySchema(name, schema, lang);
  return document;
}

function sayOperation(operation: Operation, lang: Lang): void {
  const words = catalogue(lang).api;
  Object.assign(operation, words.operationWords[operation.operationId]);
  for (const parameter of operation.parameters ?? []) {
    parameter.description = words.parameters[parameter.name] ?? "";
    // What a parameter takes is repeated in its schema only.
    parameter.example ??= parameter.schema.example;
    delete parameter.schema.example;
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    response.description = words.statuses[status] ?? "";
    for (const [name, header] of Object.entries(response.headers ?? {})) header.description = words.headers[name] ?? "";
  }
}

function saySchema(name: string, schema: SchemaObject, lang: Lang): void {
  const words = catalogue(lang).api;
  schema.description = words.schemas[name] ?? "";
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    const source = FIELD_SOURCES[name]?.[field];
    property.description = (words.fields[name]?.[field] ?? "") + (source ? ` [${words.sources[source]}]` : "");
  }
  const example = exampleOf(name);
  if (example !== undefined) schema.examples = [example];
}

/** An example of each shape, found in the answers of the demonstration. */
function exampleOf(name: string): unknown {
  const { answers, problems } = EXAMPLES;
  const initiative = answers.initiative as Record<string, never> | undefined;
  const first = (list: unknown) => (list as { items?: unknown[] } | undefined)?.items?.[0];
  const place = initiative?.territory as Json | undefined;
  const facets = (answers.networkFacets as { facets?: { region: unknown[] } } | undefined)?.facets;
  const known: Record<string, unknown> = {
    Index: answers.index,
    NetworkList: answers.networks,
    Network: answers.network,
    InitiativeList: answers.networkInitiatives,
    Initiative: initiative,
    Place: place,
    Parents: place?.parents,
    Point: initiative?.point,
    Partner: initiative?.partners?.[0],
    Figure: initiative?.figures?.[0],
    Prospect: initiative?.prospects?.[0],
    Statement: initiative?.statements?.[0],
    DomainList: answers.domains,
    Domain: first(answers.domains),
    ActorList: answers.actors,
    Actor: first(answers.actors),
    Facets: answers.networkFacets,
    FacetValue: facets?.region[0],
    Territory: answers.territory,
    Problem: problems.network,
  };
  return known[name];
}
