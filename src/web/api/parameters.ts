import { z } from "@hono/zod-openapi";
import { ACTOR_KINDS } from "../../actors/kinds.ts";
import { AUDIENCE_CATEGORIES } from "../../initiatives/audience-categories.ts";
import { type Filter, type Near, NO_FILTER } from "../../search/filter.ts";
import { PAGE_ORDERS } from "../../search/page.sql.ts";
import { FARTHEST_KM } from "../../territories/near.ts";
import { openReference } from "../../territories/reference.ts";
import { resolveNear } from "../../territories/resolve-near.ts";
import { PROSPECT_KINDS } from "./schemas.ts";

const MANY = 50;
export const LARGEST_PAGE = 100;
const PAGE = 25;

const asList = (value: unknown) => (value === undefined || Array.isArray(value) ? value : [value]);

/** A parameter that may be repeated: "one of these". */
const many = <T extends z.ZodType<string>>(one: T, item: object, example: string) =>
  z
    .preprocess(asList, z.array(one).max(MANY).default([]))
    .openapi({ type: "array", items: { type: "string", ...item }, maxItems: MANY, example: [example] });
const code = (pattern: string, example: string) => many(z.string().regex(new RegExp(pattern)), { pattern }, example);
const among = <T extends readonly [string, ...string[]]>(values: T, example: T[number]) =>
  many(z.enum(values), { enum: values }, example);
const key = (example: string) => many(z.string().min(1).max(100), { minLength: 1, maxLength: 100 }, example);

/** What the list of initiatives is filtered by, under English names. */
const FILTERS = {
  q: z.string().max(200).default("").openapi({ example: "collecte" }),
  domain: key("solidarites-locales"),
  region: code("^([0-9]{2}|9[78][0-9])$", "76"),
  departement: code("^([0-9]{2}|2[AB]|9[78][0-9])$", "46"),
  epci: code("^[0-9]{9}$", "200023737"),
  commune: code("^([0-9]{5}|2[AB][0-9]{3})$", "46042"),
  partner: many(z.uuid(), { format: "uuid" }, "01990000-0000-7000-8000-000000000001"),
  partner_kind: among(ACTOR_KINDS, "association"),
  dimension: key("cooperation-locale"),
  prospect: among(PROSPECT_KINDS, "essaimage"),
  audience: among(AUDIENCE_CATEGORIES, AUDIENCE_CATEGORIES[0]),
  year: code("^([0-9]{4}|none)$", "2019"),
  near: z
    .string()
    .max(200)
    .default("")
    .refine((text) => text === "" || placeOf(text) !== null)
    .openapi({ example: "commune:46042" }),
  radius: z.coerce
    .number()
    .min(0)
    .max(FARTHEST_KM)
    .optional()
    .openapi({ type: "number", minimum: 0, maximum: FARTHEST_KM, example: 20 }),
};

/** The place that a request names, by a code with its level, a point or words that mean only one. */
function placeOf(text: string, radiusKm?: number): Near | null {
  const radius = radiusKm === undefined ? {} : { radiusKm };
  const reference = openReference();
  const coded = /^[a-z]+:/.test(text) ? resolveNear({ code: text, ...radius }, reference) : null;
  const place = coded ?? resolveNear({ text, ...radius }, reference);
  return place.status === "found" ? place.near : null;
}

const PAGING = {
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE).openapi({
    type: "integer",
    minimum: 1,
    maximum: LARGEST_PAGE,
    example: 2,
  }),
  cursor: z.string().max(1000).optional().openapi({ example: "bW9tZW50" }),
};

export const FilterQuery = z.strictObject(FILTERS);
export const ListQuery = z.strictObject({
  ...FILTERS,
  sort: z.enum(PAGE_ORDERS).default("number").openapi({ example: "number" }),
  ...PAGING,
});
export const ActorQuery = z.strictObject({
  q: z.string().max(200).default("").openapi({ example: "mgen" }),
  kind: z.enum(ACTOR_KINDS).optional().openapi({ example: "mutuelle" }),
  ...PAGING,
});

export type Filters = z.output<typeof FilterQuery>;

/** What the search is asked, from the parameters of an address. */
export const toFilter = (query: Filters): Filter => ({
  ...NO_FILTER,
  q: query.q,
  domains: query.domain,
  regions: query.region,
  departments: query.departement,
  epci: query.epci,
  communes: query.commune,
  partners: query.partner,
  kinds: query.partner_kind,
  dimensions: query.dimension,
  prospects: query.prospect,
  audiences: query.audience,
  years: query.year,
  near: query.near === "" ? null : placeOf(query.near, query.radius),
});

export const SlugPath = z.object({
  slug: z.string().openapi({ param: { name: "slug", in: "path" }, example: "demonstration" }),
});
export const KeyPath = SlugPath.extend({
  key: z.string().openapi({ param: { name: "key", in: "path" }, example: "6" }),
});
export const TerritoryPath = z.object({
  level: z.string().openapi({
    param: { name: "level", in: "path" },
    enum: ["commune", "epci", "departement", "region"],
    example: "departement",
  }),
  code: z.string().openapi({ param: { name: "code", in: "path" }, example: "46" }),
});
