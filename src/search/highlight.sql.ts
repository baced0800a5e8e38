import { sql } from "kysely";
import { fold } from "../duplicates/words.ts";
import type { Database } from "../platform/database/database.ts";
import { CLOSE, OPEN, type Pieces, piecesOf } from "./pieces.ts";

/** Where words were found: a piece of one field, cut where the words asked for begin and end. */
export type Excerpt = { field: ExcerptField; pieces: Pieces };
export const EXCERPT_FIELDS = ["need", "description", "impacts", "partners", "audience", "place", "answer"] as const;
export type ExcerptField = (typeof EXCERPT_FIELDS)[number];
/** Why an initiative is among the results: its title with the words found, and the best pieces of its text. */
export type Reason = { title: Pieces; excerpts: Excerpt[] };

const SHOWN = 2;

type Text = { id: string; field: "title" | ExcerptField; text: string };
type Shown = { id: string; field: Text["field"]; pieces: Pieces };

/** Why each of these initiatives answers a query, with the words found told apart; by initiative. */
export async function readReasons(
  db: Database,
  networkIds: readonly string[],
  ids: readonly string[],
  query: string,
): Promise<Map<string, Reason>> {
  const sheets = Map.groupBy(await showFound(db, await readSheets(db, networkIds, ids), query), ({ id }) => id);
  // The words of an answer are mostly those of the sheet: told only where the sheet does not have them any more.
  const silent = ids.filter((id) => !sheets.get(id)?.some(isFound));
  const answers = silent.length === 0 ? [] : await showFound(db, await readAnswers(db, networkIds, silent), query);
  const found = Map.groupBy([...[...sheets.values()].flat(), ...answers].filter(isFound), ({ id }) => id);
  return new Map(
    ids.map((id) => [
      id,
      {
        title: sheets.get(id)?.find(({ field }) => field === "title")?.pieces ?? [],
        excerpts: EXCERPT_FIELDS.flatMap((field) =>
          (found.get(id) ?? []).flatMap((one) => (one.field === field ? [{ field, pieces: one.pieces }] : [])),
        ).slice(0, SHOWN),
      },
    ]),
  );
}

const isFound = ({ pieces }: Shown): boolean => pieces.some(({ found }) => found);

async function readSheets(db: Database, networkIds: readonly string[], ids: readonly string[]): Promise<Text[]> {
  const { rows } = await sql<Text>`select i.id, t.field, t.text from initiatives i
    cross join lateral (values ('title', i.title), ('need', i.need), ('description', i.description), ('impacts', i.impacts),
      ('partners', (select string_agg(distinct concat_ws(' ', a.name, a.acronym), ', ') from initiative_actors j
        join actors a on a.network_id = j.network_id and a.id = j.actor_id
        where j.network_id = i.network_id and j.initiative_id = i.id and j.status <> 'rejected')),
      ('audience', (select string_agg(distinct u.label, ', ') from audiences u
        where u.network_id = i.network_id and u.initiative_id = i.id and u.status <> 'rejected')),
      ('place', concat_ws(', ', i.place_label, i.place_words))
    ) t(field, text)
    where i.network_id = any(${[...networkIds]}::uuid[]) and i.id = any(${[...ids]}::uuid[]) and length(t.text) > 0`.execute(
    db,
  );
  return rows;
}

async function readAnswers(db: Database, networkIds: readonly string[], ids: readonly string[]): Promise<Text[]> {
  const { rows } = await sql<Text>`select s.initiative_id as id, 'answer' as field,
      string_agg(concat_ws(' ', s.columns->>'title', s.columns->>'partners', s.columns->>'need', s.columns->>'description',
        s.columns->>'audience', s.columns->>'impacts'), ' ') as text
    from statements s where s.network_id = any(${[...networkIds]}::uuid[]) and s.initiative_id = any(${[...ids]}::uuid[])
    group by s.initiative_id`.execute(db);
  return rows;
}

/** Titles whole, and of each other text the stretch that answers best, with the words found told apart. */
async function showFound(db: Database, texts: readonly Text[], query: string): Promise<Shown[]> {
  const whole = `StartSel=${OPEN},StopSel=${CLOSE},HighlightAll=true`;
  const part = `StartSel=${OPEN},StopSel=${CLOSE},MaxWords=24,MinWords=12,ShortWord=2`;
  const { rows } = await sql<{ marked: string }>`
    select ts_headline('ancrage_french', t.text, q.query, case t.field when 'title' then ${whole} else ${part} end) as marked
    from (select ${query}::tsquery as query) q
    cross join unnest(${texts.map(({ field }) => field)}::text[], ${texts.map(({ text }) => fold(text))}::text[])
      with ordinality t(field, text, at) order by t.at`.execute(db);
  return texts.map(({ id, field, text }, index) => {
    const { marked } = rows[index]!;
    return { id, field, pieces: marked.includes(OPEN) ? piecesOf(text, marked) : [{ text, found: false }] };
  });
}
