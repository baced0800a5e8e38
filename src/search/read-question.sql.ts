import { distance } from "fastest-levenshtein";
import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { type Part, partsOf } from "./question.ts";
import { ofScope } from "./scope.ts";

/** A question made ready: an initiative answers when it meets every part of it. */
export type Question = {
  /** The whole in PostgreSQL's form, null when it says nothing. */
  query: string | null;
  parts: QueryPart[];
  mended: { typed: string; read: string }[];
};
/** A part of a query: one of these words as the dictionary stems them, or one of these phrases in PostgreSQL's form. */
export type QueryPart = { words: string[]; phrases: string[] };

export const NO_QUESTION: Question = { query: null, parts: [], mended: [] };

const BEGUN = 24;
const LONG_ENOUGH = 3;

/** Makes a question ready: synonyms, unfinished last word, words nobody wrote replaced by the nearest ones that exist. */
export async function readQuestion(db: Database, scope: readonly string[], typed: string): Promise<Question> {
  const parts = partsOf(typed);
  if (parts.length === 0) return NO_QUESTION;
  const [known, begun] = await Promise.all([knownWords(db, scope, parts), wordsBegunBy(db, scope, parts.at(-1)!)]);
  const mended: Question["mended"] = [];
  const worded: string[][] = [];
  for (const [index, part] of parts.entries()) {
    const wordings = [...part.wordings];
    if (index === parts.length - 1) wordings.push(...begun);
    const alone = part.word !== null && wordings.length === 1 && part.word.length >= LONG_ENOUGH;
    if (alone && !known.has(part.word!)) {
      const near = await nearestWord(db, scope, part.word!);
      if (near) {
        mended.push({ typed: part.word!, read: near.written });
        wordings.push(near.word);
      }
    }
    worded.push(wordings);
  }
  const queryParts = await stem(db, worded);
  const query = queryParts.map((part) => `(${textOf(part)})`).join(" & ");
  return { query: query || null, parts: queryParts, mended };
}

/** A part as PostgreSQL reads it. */
export const textOf = ({ words, phrases }: QueryPart): string =>
  [...words.map((word) => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`), ...phrases].join(" | ");

/** Parts of wordings as the dictionary stems them; a part that says nothing by itself ("les") is left out. */
async function stem(db: Database, parts: string[][]): Promise<QueryPart[]> {
  const wordings = parts.flatMap((own, part) => own.map((wording) => ({ part, wording })));
  const { rows } = await sql<{ part: number; words: string[]; query: string; nodes: number }>`
    select w.part, tsvector_to_array(to_tsvector('ancrage_french', w.wording)) as words, q.query::text as query, numnode(q.query) as nodes
    from unnest(${wordings.map(({ part }) => part)}::int[], ${wordings.map(({ wording }) => wording)}::text[]) w(part, wording)
    cross join lateral (select phraseto_tsquery('ancrage_french', w.wording) as query) q where numnode(q.query) > 0`.execute(
    db,
  );
  return [...Map.groupBy(rows, ({ part }) => part)].map(([, own]) => ({
    words: [...new Set(own.flatMap(({ nodes, words }) => (nodes === 1 ? words : [])))],
    phrases: [...new Set(own.flatMap(({ nodes, query }) => (nodes === 1 ? [] : [`(${query})`])))],
  }));
}

// A word is known when somebody wrote it, or another form of it: "handicapés" where only "handicapée" was written.
async function knownWords(db: Database, scope: readonly string[], parts: Part[]): Promise<Set<string>> {
  const words = parts.flatMap(({ word }) => word ?? []);
  if (words.length === 0) return new Set();
  const { rows: written } = await sql<{ word: string }>`select distinct word from search_words
    where ${ofScope(scope)} and word = any(${words}::text[])`.execute(db);
  const known = new Set(written.map(({ word }) => word));
  const others = words.filter((word) => !known.has(word));
  if (others.length === 0) return known;
  const { rows: stems } = await sql<{ word: string }>`select w.word from unnest(${others}::text[]) w(word)
    cross join lateral (select tsvector_to_array(to_tsvector('ancrage_french', w.word)) as stems) t
    where t.stems = '{}' or exists (select 1 from search_values v where ${ofScope(scope, "v")} and v.facet = 'words' and v.value = any(t.stems)
      and v.initiatives > 0)`.execute(db);
  return new Set([...known, ...stems.map(({ word }) => word)]);
}

async function wordsBegunBy(db: Database, scope: readonly string[], { word }: Part): Promise<string[]> {
  if (word === null || word.length < LONG_ENOUGH) return [];
  const { rows } = await sql<{
    word: string;
  }>`select word from reached_words where ${ofScope(scope)} and word like ${`${word}%`} and word <> ${word}
    group by word order by sum(initiatives) desc, word limit ${BEGUN}`.execute(db);
  return rows.map((row) => row.word);
}

type Spelling = { word: string; written: string; initiatives: number };

/** How many letters may differ, by length: one in a short word, two in a longer one. */
const farthest = (word: string) => (word.length < 5 ? 1 : 2);

async function nearestWord(db: Database, scope: readonly string[], word: string): Promise<Spelling | null> {
  const slips = slipsOf(word);
  // In a short word one slip leaves few trigrams alike, so that all its slips are looked up by name.
  const { rows } =
    await sql<Spelling>`select word, min(written) as written, sum(initiatives)::int as initiatives from reached_words
    where ${ofScope(scope)} and (word = any(${[...slips]}::text[])
      or (word % ${word} and length(word) between ${word.length - 2} and ${word.length + 2}))
    group by word order by word = any(${[...slips]}::text[]) desc, similarity(word, ${word}) desc limit 60`.execute(db);
  const ranked = rows
    .map((row) => ({ ...row, apart: slips.has(row.word) ? 1 : distance(row.word, word) }))
    .filter(({ apart }) => apart <= farthest(word))
    .sort((a, b) => a.apart - b.apart || b.initiatives - a.initiatives);
  return ranked[0] ?? null;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Every word one slip away (Damerau 1964): a letter missing, in excess, wrong, or two in the wrong order. */
function slipsOf(word: string): Set<string> {
  const slips = new Set<string>();
  for (let i = 0; i <= word.length; i++) {
    const [before, after] = [word.slice(0, i), word.slice(i)];
    if (after) slips.add(before + after.slice(1));
    if (after.length > 1) slips.add(before + after[1] + after[0] + after.slice(2));
    for (const letter of LETTERS) {
      slips.add(before + letter + after);
      if (after) slips.add(before + letter + after.slice(1));
    }
  }
  slips.delete(word);
  return slips;
}
