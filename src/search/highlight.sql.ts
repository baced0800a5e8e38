import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/** Where words were found: a piece of one field, cut where the words asked for begin and end. */
export type Excerpt = { field: ExcerptField; pieces: { text: string; found: boolean }[] };
export const EXCERPT_FIELDS = ["need", "description", "impacts", "partners", "audience", "place", "answer"] as const;
export type ExcerptField = (typeof EXCERPT_FIELDS)[number];
/** Why an initiative is among the results: its title with the words found, and the best pieces of its text. */
export type Reason = { title: Excerpt["pieces"]; excerpts: Excerpt[] };

// Characters that no text holds, as PostgreSQL stores none of them here.
const [OPEN, CLOSE] = ["\u0002", "\u0003"];
const SHOWN = 2;

type Row = { id: string; title: string; field: ExcerptField | null; text: string | null };

/** Why each of these initiatives answers a query, with the words found told apart; by initiative. */
export async function readReasons(
  db: Database,
  networkIds: readonly string[],
  ids: readonly string[],
  query: string,
): Promise<Map<string, Reason>> {
  const whole = `StartSel=${OPEN},StopSel=${CLOSE},HighlightAll=true`;
  const part = `StartSel=${OPEN},StopSel=${CLOSE},MaxWords=24,MinWords=12,ShortWord=2`;
  const { rows } = await sql<Row>`
    select i.id, ts_headline('ancrage_french', i.title, q.query, ${whole}) as title, f.field,
      case when f.text is not null then ts_headline('ancrage_french', f.text, q.query, ${part}) end as text
    from (select ${query}::tsquery as query) q cross join initiatives i
    left join lateral (select t.field, t.text from (values ('need', i.need), ('description', i.description), ('impacts', i.impacts),
        ('partners', (select string_agg(distinct concat_ws(' ', a.name, a.acronym), ', ') from initiative_actors j
          join actors a on a.network_id = j.network_id and a.id = j.actor_id
          where j.network_id = i.network_id and j.initiative_id = i.id and j.status <> 'rejected')),
        ('audience', (select string_agg(distinct u.label, ', ') from audiences u
          where u.network_id = i.network_id and u.initiative_id = i.id and u.status <> 'rejected')),
        ('place', concat_ws(', ', i.place_label, i.place_words)),
        ('answer', (select string_agg(concat_ws(' ', s.columns->>'title', s.columns->>'partners', s.columns->>'need', s.columns->>'description',
            s.columns->>'audience', s.columns->>'impacts'), ' ') from statements s where s.network_id = i.network_id and s.initiative_id = i.id))
      ) t(field, text) where length(t.text) > 0) f on true
    where i.network_id = any(${[...networkIds]}::uuid[]) and i.id = any(${[...ids]}::uuid[])`.execute(db);
  const reasons = new Map<string, Reason>();
  for (const [id, own] of Map.groupBy(rows, (row) => row.id)) {
    const found = own
      .filter((row) => row.text?.includes(OPEN))
      .sort((a, b) => EXCERPT_FIELDS.indexOf(a.field!) - EXCERPT_FIELDS.indexOf(b.field!));
    // The words of an answer are mostly those of the sheet: told only where the sheet does not have them any more.
    const told = found.filter(({ field }) => field !== "answer");
    const title = piecesOf(own[0]!.title);
    const shown = told.length > 0 || title.some((piece) => piece.found) ? told : found;
    reasons.set(id, {
      title,
      excerpts: shown.slice(0, SHOWN).map(({ field, text }) => ({ field: field!, pieces: piecesOf(text!) })),
    });
  }
  return reasons;
}

function piecesOf(text: string): Excerpt["pieces"] {
  return text
    .split(OPEN)
    .flatMap((stretch, index) => {
      if (index === 0) return [{ text: stretch, found: false }];
      const [found = "", ...rest] = stretch.split(CLOSE);
      return [
        { text: found, found: true },
        { text: rest.join(""), found: false },
      ];
    })
    .filter((piece) => piece.text !== "");
}
