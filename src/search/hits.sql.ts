import { type RawBuilder, sql } from "kysely";
import { fold } from "../duplicates/words.ts";
import type { Database } from "../platform/database/database.ts";
import { type Bits, bothOf, countOf, emptyBits, fromHex, fromWords, ordinalsOf, toHex } from "./bits.ts";
import type { Filter } from "./filter.ts";
import { type Question, readQuestion } from "./read-question.sql.ts";
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

/** A place among the bitmaps: 8,192 initiatives of one network. */
type Slot = { network: string; chunk: number };

/** What matches a filter, as one bitmap for each slot. */
export type Hits = {
  scope: readonly string[];
  total: number;
  /** How many initiatives there are, whatever the filter. */
  all: number;
  slots: Slot[];
  masks: Bits[];
  /** What would match without the values chosen for a facet. */
  without: (facet: Facet) => Bits[];
  question: Question;
};

type PartRow = { network: string; chunk: number; part: string; bits: string };

/** Finds what matches a filter among the networks of a scope; each criterion is one set of bitmaps, brought together here. */
export async function findHits(db: Database, scope: readonly string[], filter: Filter): Promise<Hits> {
  const question = filter.q.trim() ? await readQuestion(db, scope, filter.q) : { query: null, mended: [] };
  const conditions = conditionsOf(filter, question, scope);
  const chosen = FACETS.filter((facet) => filter[facet].length > 0);
  const hex = sql`encode(substring(bit_send(p.bits) from 5), 'hex')`;
  const selects = [
    sql`select p.network_id as network, p.chunk, 'all' as part, ${hex} as bits from search_bits p where ${ofScope(scope, "p")} and p.facet = 'all'`,
    ...chosen.map(
      (
        facet,
      ) => sql`select p.network_id, p.chunk, ${facet}::text, ${hex} from (select network_id, chunk, bit_or(bits) as bits from search_bits
        where ${ofScope(scope)} and facet = ${facet} and value = any(${filter[facet]}::text[]) group by network_id, chunk) p`,
    ),
    ...(conditions.length > 0 ? [foundWords(scope, conditions)] : []),
  ];
  const { rows } = await sql<PartRow>`${sql.join(selects, sql` union all `)}`.execute(db);
  const parts = new Map<string, Map<string, Bits>>();
  for (const { network, chunk, part, bits } of rows) {
    if (!parts.has(part)) parts.set(part, new Map());
    parts.get(part)!.set(`${network} ${chunk}`, part === FOUND ? fromWords(bits) : fromHex(bits));
  }
  const all = parts.get("all") ?? new Map<string, Bits>();
  const slots = [...all.keys()].map((key) => ({ network: key.slice(0, 36), chunk: Number(key.slice(37)) }));
  slots.sort((a, b) => scope.indexOf(a.network) - scope.indexOf(b.network) || a.chunk - b.chunk);
  const criteria = [...chosen, ...(conditions.length > 0 ? [FOUND] : [])];
  const meeting = (names: readonly string[]) =>
    slots.map(({ network, chunk }) =>
      names.reduce(
        (mask, name) => bothOf(mask, parts.get(name)?.get(`${network} ${chunk}`) ?? emptyBits()),
        all.get(`${network} ${chunk}`)!,
      ),
    );
  const masks = meeting(criteria);
  const sum = (bits: Iterable<Bits>) => [...bits].reduce((total, one) => total + countOf(one), 0);
  return {
    scope,
    total: sum(masks),
    all: sum(all.values()),
    slots,
    masks,
    without: (facet) => (filter[facet].length > 0 ? meeting(criteria.filter((name) => name !== facet)) : masks),
    question,
  };
}

/** The criteria that no bitmap holds: words, near a place, within a small territory, an organisation. */
function conditionsOf(filter: Filter, { query }: Question, scope: readonly string[]): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  if (query !== null) conditions.push(sql`d.words @@ ${query}::tsquery`);
  // Words that mean nothing by themselves ("les", "à") are looked for as letters of titles.
  else if (filter.q.trim()) conditions.push(sql`d.title_order like ${`%${fold(filter.q)}%`}`);
  if (filter.near) conditions.push(sql`d.named && ${filter.near.tokens}::text[]`);
  const within = (level: string, codes: string[]) => {
    if (codes.length > 0) conditions.push(sql`d.within && ${codes.map((code) => `${level}:${code}`)}::text[]`);
  };
  within("epci", filter.epci);
  within("commune", filter.communes);
  if (filter.partners.length > 0) {
    const ids = filter.partners.filter((id) => IDENTIFIER.test(id));
    conditions.push(sql`(d.network_id, d.initiative_id) in (select j.network_id, j.initiative_id from initiative_actors j
      where ${ofScope(scope, "j")} and j.actor_id = any(${ids}::uuid[]) and j.status <> 'rejected')`);
  }
  return conditions;
}

const FOUND = "found";

// The ordinals found travel as words of 64 bits, each with its rank in the chunk: two and sixteen hexadecimal digits.
const foundWords = (scope: readonly string[], conditions: RawBuilder<unknown>[]) => sql`
  select f.network_id, f.chunk, ${FOUND}::text, string_agg(lpad(to_hex(f.word), 2, '0') || lpad(to_hex(f.bits), 16, '0'), '')
  from (select d.network_id, d.ordinal >> 13 as chunk, (d.ordinal & 8191) >> 6 as word, bit_or(1::bigint << (63 - (d.ordinal & 63))) as bits
    from search_documents d where ${ofScope(scope, "d")} and ${sql.join(conditions, sql` and `)} group by 1, 2, 3) f
  group by f.network_id, f.chunk`;

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
        sql`(${of("network_id")} = ${network}::uuid and ${of("ordinal")} = any(${ordinals}::int[]))`,
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
