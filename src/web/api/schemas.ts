import { z } from "@hono/zod-openapi";
import { ACTOR_KINDS, ACTOR_ROLES } from "../../actors/kinds.ts";

const text = z.string();
const maybe = z.string().nullable();
const texts = z.array(z.string());
const amount = z.number().nullable();
const count = z.int().min(0);
const address = z.url();
const licence = z.enum(["etalab-2.0", "odbl-1.0", "cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0"]).nullable();

export const PROSPECT_KINDS = [
  "essaimage",
  "perennisation",
  "reconduction",
  "elargissement",
  "integration-politique-publique",
  "autre",
] as const;
export const LEVELS = ["commune", "epci", "departement", "region"] as const;

const Parents = z.object({ regions: texts, departments: texts, epci: texts }).openapi("Parents");

const Place = z
  .object({
    label: maybe,
    words: text,
    status: z.enum(["accepted", "proposed", "ambiguous", "unknown"]),
    scale: z.enum(["commune", "epci", "departement", "region", "perimeter", "national"]).nullable(),
    regions: texts,
    departments: texts,
    epci: texts,
    communes: texts,
    parents: Parents,
    radiusKm: amount,
  })
  .openapi("Place");

const Point = z.object({ lon: z.number(), lat: z.number(), exact: z.boolean() }).openapi("Point");

const Partner = z
  .object({ name: text, kind: z.enum(ACTOR_KINDS), generic: z.boolean(), roles: z.array(z.enum(ACTOR_ROLES)) })
  .openapi("Partner");

const Figure = z
  .object({
    text,
    what: text,
    min: amount,
    max: amount,
    qualifier: z.enum(["exactly", "about", "at_least", "at_most", "between", "order_of_magnitude"]),
    unit: maybe,
    period: maybe,
  })
  .openapi("Figure");

const Prospect = z.object({ kind: z.enum(PROSPECT_KINDS), towards: maybe, condition: maybe }).openapi("Prospect");

const Statement = z.object({ number: maybe, campaign: text }).openapi("Statement");

export const Initiative = z
  .object({
    network: text,
    key: text,
    title: text,
    need: text,
    description: text,
    impacts: text,
    domains: texts,
    territory: Place,
    point: Point.nullable(),
    since: z.object({ year: z.int() }).nullable(),
    audiences: texts,
    carriers: texts,
    partners: z.array(Partner),
    figures: z.array(Figure),
    prospects: z.array(Prospect),
    statements: z.array(Statement),
    licence,
    updatedAt: z.iso.datetime(),
    self: address,
    page: address,
  })
  .openapi("Initiative");

export const InitiativeList = z
  .object({ total: count, count, next: address.nullable(), items: z.array(Initiative) })
  .openapi("InitiativeList");

export const Network = z
  .object({
    slug: text,
    name: text,
    description: text,
    organisation: maybe,
    provenance: maybe,
    licence,
    shared: z.boolean(),
    initiatives: count,
    revision: count,
    self: address,
    page: address,
    openData: address,
  })
  .openapi("Network");

export const NetworkList = z.object({ total: count, items: z.array(Network) }).openapi("NetworkList");

export const Domain = z
  .object({ key: text, name: text, definition: text, position: z.int(), initiatives: count, page: address })
  .openapi("Domain");
export const DomainList = z.object({ total: count, items: z.array(Domain) }).openapi("DomainList");

export const Actor = z
  .object({
    id: z.uuid(),
    name: text,
    kind: z.enum(ACTOR_KINDS),
    generic: z.boolean(),
    acronym: maybe,
    place: maybe,
    initiatives: count,
    carries: count,
    page: address,
  })
  .openapi("Actor");
export const ActorList = z
  .object({ total: count, count, next: address.nullable(), items: z.array(Actor) })
  .openapi("ActorList");

const FacetValue = z.object({ value: text, label: maybe, count }).openapi("FacetValue");
const values = z.array(FacetValue);
export const Facets = z
  .object({
    total: count,
    facets: z.object({
      domain: values,
      region: values,
      departement: values,
      partner_kind: values,
      dimension: values,
      prospect: values,
      audience: values,
      year: values,
    }),
  })
  .openapi("Facets");

export const Territory = z
  .object({
    level: z.enum(LEVELS),
    code: text,
    name: text,
    population: count,
    parents: Parents,
    point: Point.nullable(),
    edition: text,
    initiatives: address,
  })
  .openapi("Territory");

export const Index = z
  .object({
    name: text,
    version: text,
    documentation: address,
    openapi: address,
    catalogue: address,
    networks: address,
    initiatives: address,
    facets: address,
  })
  .openapi("Index");

export const Problem = z
  .object({
    type: text,
    title: text,
    status: z.int(),
    detail: text,
    instance: text,
    code: text,
    errors: z.array(z.object({ parameter: text, detail: text })).optional(),
  })
  .openapi("Problem");
