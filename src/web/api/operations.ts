import { createRoute, z } from "@hono/zod-openapi";
import { EXAMPLES } from "./examples.ts";
import { ActorQuery, FilterQuery, KeyPath, ListQuery, SlugPath, TerritoryPath } from "./parameters.ts";
import {
  ActorList,
  DomainList,
  Facets,
  Index,
  Initiative,
  InitiativeList,
  Network,
  NetworkList,
  Problem,
  Territory,
} from "./schemas.ts";

type Shape = Parameters<typeof createRoute>[0]["request"];

/** Headers of every answer, told once for all. */
const HEADERS = {
  ETag: { schema: { type: "string" as const, example: 'W/"4Xq8bE2wJ0o1"' } },
  "RateLimit-Policy": { schema: { type: "string" as const, example: '"minute";q=300;w=60' } },
  RateLimit: { schema: { type: "string" as const, example: '"minute";r=299;t=60' } },
};

const problemOf = (example: unknown) => ({
  description: "",
  content: { "application/problem+json": { schema: Problem, example } },
});

/** One reading operation: what it takes, what it gives, and how it may refuse. */
function reading<P extends string>(
  path: P,
  operationId: keyof typeof EXAMPLES.answers,
  schema: z.ZodType,
  request: Shape = {},
  { merged = false, linked = false, mediaType = "application/json" } = {},
) {
  const missing = Boolean(request?.params);
  return createRoute({
    method: "get",
    path,
    operationId,
    request,
    responses: {
      200: {
        description: "",
        headers: { ...HEADERS, ...(linked && { Link: { schema: { type: "string", example: EXAMPLES.link } } }) },
        content: { [mediaType]: { schema, example: EXAMPLES.answers[operationId] } },
      },
      ...(merged && { 301: { description: "", headers: { Location: { schema: { type: "string", format: "uri" } } } } }),
      304: { description: "" },
      ...(request?.query && { 400: problemOf(EXAMPLES.problems.parameters) }),
      ...(missing && { 404: problemOf(EXAMPLES.problems.network) }),
      429: {
        ...problemOf(EXAMPLES.problems.quota),
        headers: { "Retry-After": { schema: { type: "integer", example: 12 } } },
      },
    },
  });
}

const anything = z.record(z.string(), z.unknown());

/** Every operation of the API, by the name of its answer. */
export const OPERATIONS = {
  index: reading("/api/v1", "index", Index),
  openapi: reading("/api/v1/openapi.json", "openapi", anything),
  catalogue: reading("/api/v1/catalogue.jsonld", "catalogue", anything, {}, { mediaType: "application/ld+json" }),
  networks: reading("/api/v1/networks", "networks", NetworkList),
  network: reading("/api/v1/networks/{slug}", "network", Network, { params: SlugPath }),
  networkInitiatives: reading(
    "/api/v1/networks/{slug}/initiatives",
    "networkInitiatives",
    InitiativeList,
    { params: SlugPath, query: ListQuery },
    { linked: true },
  ),
  initiative: reading(
    "/api/v1/networks/{slug}/initiatives/{key}",
    "initiative",
    Initiative,
    { params: KeyPath },
    { merged: true },
  ),
  actors: reading(
    "/api/v1/networks/{slug}/actors",
    "actors",
    ActorList,
    { params: SlugPath, query: ActorQuery },
    { linked: true },
  ),
  domains: reading("/api/v1/networks/{slug}/domains", "domains", DomainList, { params: SlugPath }),
  networkFacets: reading("/api/v1/networks/{slug}/facets", "networkFacets", Facets, {
    params: SlugPath,
    query: FilterQuery,
  }),
  initiatives: reading("/api/v1/initiatives", "initiatives", InitiativeList, { query: ListQuery }, { linked: true }),
  facets: reading("/api/v1/facets", "facets", Facets, { query: FilterQuery }),
  territory: reading("/api/v1/territories/{level}/{code}", "territory", Territory, { params: TerritoryPath }),
};

export type OperationName = keyof typeof OPERATIONS;
