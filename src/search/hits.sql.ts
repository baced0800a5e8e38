import { type RawBuilder, sql } from "kysely";
import { fold } from "../duplicates/words.ts";
import type { Database } from "../platform/database/database.ts";
import { type Bits, countOf, ordinalsOf, toHex, withoutOf } from "./bits.ts";
import {
  byRows,
  byValues,
  type Criterion,
  meetAll,
  namedCriterion,
  readCriteria,
  type Slot,
  slotKey,
  wordCriteria,
} from "./criteria.sql.ts";
import type { Filter } from "./filter.ts";
import { NO_QUESTION, type Question, readQuestion } from "./read-question.sql.ts";
import { ofScope } from "./scope.ts";

export const IDENTIFIER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The facets that have bitmaps. */
export const FACETS = [
  "domains",
  "regions",
  "departments",
  "kinds",
  "dimensions",
  "prospects",
  "audiences",
  "years",
  "statuses",
] as const;
export type Facet = (typeof FACETS)[number];
/** What is chosen of a list: values of facets, an intercommunality, a commune, an organisation. */
export type Choice = Facet | "epci" | "communes" | "partners";

/** What matches a filter, as one bitmap for each slot. */
export type Hits = {
  scope: readonly string[];
  total: number;
  /** How many initiatives there are, whatever the filter. */
  all: number;
  slots: Slot[];
  masks: Bits[];
  /** What would match without the values chosen for one of them. */
  without: (choice: Choice) => Bits[];
  question: Question;
};

/** Finds what matches a filter among the networks of a scope; each criterion is one set of bitmaps, brought together here. */
export async function findHits(db: Database, scope: readonly string[], filter: Filter): Promise<Hits> {
  const question = filter.q.trim() ? await readQuestion(db, scope, filter.q) : NO_QUESTION;
  const chosen = FACETS.filter((facet) => filter[facet].length > 0);
  const criteria: Criterion[] = [
    { name: ALL, queries: [byValues(scope, ALL, ALL, [""])] },
    ...chosen.map((facet) => ({ name: facet, queries: [byValues(scope, facet, facet, filter[facet])] })),
    ...(question.parts.length > 0 ? await wordCriteria(db, scope, question.parts, "words") : []),
    ...(filter.near ? [await namedCriterion(db, scope, filter.near.tokens)] : []),
    ...conditionsOf(filter, question, scope).map(({ name, condition }) => ({
      name,
      queries: [byRows(scope, name, "search_documents", condition)],
    })),
  ];
  const sets = await readCriteria(db, criteria);
  const all = sets.get(ALL)!;
  const slots = [...all.keys()].map((key) => ({ network: key.slice(0, 36), chunk: Number(key.slice(37)) }));
  slots.sort((a, b) => scope.indexOf(a.network) - scope.indexOf(b.network) || a.chunk - b.chunk);
  const masks = meetAll(slots, [...sets.values()]);
  return {
    scope,
    total: sum(masks),
    all: sum(all.values()),
    slots,
    masks,
    without: (choice) =>
      filter[choice].length > 0
        ? meetAll(
            slots,
            [...sets].flatMap(([name, set]) => (name === choice ? [] : [set])),
          )
        : masks,
    question,
  };
}

const ALL = "all";
const sum = (bits: Iterable<Bits>): number => [...bits].reduce((total, one) => total + countOf(one), 0);

/** What the values of a facet are counted among: the same hits, had none of its values been chosen. */
export function apartFrom(hits: Hits, choice: Choice): Hits {
  const masks = hits.without(choice);
  return masks === hits.masks ? hits : { ...hits, masks, total: sum(masks), without: () => masks };
}

/** Of some hits, those whose title answers the question. */
export async function titledAmong(db: Database, hits: Hits): Promise<Hits> {
  const sets = await readCriteria(db, await wordCriteria(db, hits.scope, hits.question.parts, "titles"));
  const own = new Map(hits.slots.map((slot, index) => [slotKey(slot), hits.masks[index]!]));
  const masks = meetAll(hits.slots, [own, ...sets.values()]);
  return { ...hits, masks, total: sum(masks), without: () => masks };
}

/** Hits without some of them. */
export function othersOf(hits: Hits, some: Hits): Hits {
  const masks = hits.masks.map((bits, index) => withoutOf(bits, some.masks[index]!));
  return { ...hits, masks, total: hits.total - some.total, without: () => masks };
}

type Condition = { name: string; condition: RawBuilder<unknown> };

/** The criteria that no bitmap holds: within a small territory, an organisation, letters. */
function conditionsOf(filter: Filter, { query }: Question, scope: readonly string[]): Condition[] {
  const conditions: Condition[] = [];
  // Words that mean nothing by themselves ("les", "à") are looked for as letters of titles.
  if (query === null && filter.q.trim())
    conditions.push({ name: "letters", condition: sql`d.title_order like ${`%${fold(filter.q)}%`}` });
  const within = (name: "epci" | "communes", level: string) => {
    const areas = filter[name].map((code) => `${level}:${code}`);
    if (areas.length > 0) conditions.push({ name, condition: sql`d.within && ${areas}::text[]` });
  };
  within("epci", "epci");
  within("communes", "commune");
  if (filter.partners.length > 0) {
    const ids = filter.partners.filter((id) => IDENTIFIER.test(id));
    conditions.push({
      name: "partners",
      condition: sql`(d.network_id, d.initiative_id) in (select j.network_id, j.initiative_id from initiative_actors j
        where ${ofScope(scope, "j")} and j.actor_id = any(${ids}::uuid[]) and j.status <> 'rejected')`,
    });
  }
  return conditions;
}

/** Whether a row of search_documents is a hit. */
export function inHits(hits: Hits, alias: string): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  if (hits.total === hits.all) return sql<boolean>`true`;
  if (hits.total === 0) return sql<boolean>`false`;
  const starts = new Map<string, number>();
  for (const [index, slot] of hits.slots.entries())
    if (!starts.has(slot.network)) starts.set(slot.network, index - slot.chunk);
  const start =
    starts.size === 1
      ? sql`${[...starts.values()][0]!}::int`
      : sql`(case ${of("network_id")} ${sql.join(
          [...starts].map(([network, at]) => sql`when ${network}::uuid then ${at}::int`),
          sql` `,
        )} end)`;
  return sql<boolean>`get_bit((array(select ('x' || h.bits)::bit(8192) from unnest(${hits.masks.map(toHex)}::text[]) with ordinality h(bits, at) order by h.at))[${start} + (${of("ordinal")} >> 13) + 1], ${of("ordinal")} & 8191) = 1`;
}

/** Up to how many hits are fetched by their places rather than met along the way. */
const FETCHED = 15_000;

/** The same as `inHits`, for a query that follows no order: hits that are not too many are fetched by their places. */
export function amongHits(hits: Hits, alias: string): RawBuilder<boolean> {
  if (hits.total > FETCHED || hits.total === hits.all || hits.total === 0) return inHits(hits, alias);
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  const either = [...hitOrdinals(hits)]
    .filter(([, ordinals]) => ordinals.length > 0)
    .map(
      ([network, ordinals]) =>
        sql`(${of("network_id")} = ${network}::uuid and ${of("ordinal")} = any(${`{${ordinals.join(",")}}`}::int[]))`,
    );
  return sql<boolean>`(${sql.join(either, sql` or `)})`;
}

/** The ordinals of all hits, by network. */
function hitOrdinals(hits: Hits): Map<string, number[]> {
  const byNetwork = new Map<string, number[]>();
  for (const [index, { network, chunk }] of hits.slots.entries()) {
    const own = byNetwork.get(network) ?? [];
    own.push(...ordinalsOf(hits.masks[index]!, chunk));
    byNetwork.set(network, own);
  }
  return byNetwork;
}

/** How many hits each network has; those that have none are left out. */
export function countByNetwork({ slots, masks }: Hits): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [index, { network }] of slots.entries())
    counts.set(network, (counts.get(network) ?? 0) + countOf(masks[index]!));
  return counts;
}

/** Masks as a table of PostgreSQL: network_id, chunk, bits. */
export const masksTable = ({ slots }: Pick<Hits, "slots">, masks: readonly Bits[]) =>
  sql`(select u.network_id, u.chunk, ('x' || u.hex)::bit(8192) as bits from unnest(${slots.map((slot) => slot.network)}::uuid[],
    ${slots.map((slot) => slot.chunk)}::int[], ${masks.map(toHex)}::text[]) u(network_id, chunk, hex))`;
