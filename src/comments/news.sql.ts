import { sql } from "kysely";
import { type Sheet, standing } from "../initiatives/standing.sql.ts";
import type { About } from "../people/letters.ts";
import { namesOf, readGrants } from "../people/people.sql.ts";
import { findNetwork, type Network } from "../platform/action.ts";
import type { Database } from "../platform/database/database.ts";
import { everywhere } from "../platform/database/reach.ts";
import type { Grant, Person } from "../platform/person.ts";
import type { Vault } from "../platform/vault.ts";
import { findSheetOf, placeOfComment, seesComments } from "./comments.sql.ts";

/** How somebody wants to hear by mail of what she follows. */
export const NEWS = ["at_once", "daily", "none"] as const;
export type NewsChoice = (typeof NEWS)[number];

/** The person of that identifier with the rights she holds now. */
export const memberOf = async (db: Database, id: string, now: Date): Promise<Person> => ({
  id,
  grants: await readGrants(db, id, now),
});

/** What somebody was told of and may be shown, but for her rights: the comment stands, and so does a sheet to read it under. */
const TOLD = sql`news n join comments c on c.network_id = n.network_id and c.id = n.comment_id and c.body is not null
    join ${standing(sql`c.network_id`, sql`c.initiative_id`)} s on true`;

/** How many comments wait to be read by somebody, of those that she may still read. */
export async function countUnread(db: Database, user: string, grants: readonly Grant[]): Promise<number> {
  return everywhere("person", async () => {
    const networks = [...new Set(grants.map(({ network }) => network))];
    if (networks.length === 0) return 0;
    const { rows } = await sql<{ network_id: string; sheet: string; count: number }>`
      select n.network_id, s.id as sheet, count(*)::int as count from ${TOLD}
      where n.user_id = ${user} and n.read_at is null
        and (${networks.includes("*")} or n.network_id = any(${networks.filter((one) => one !== "*")}::uuid[]))
      group by n.network_id, s.id`.execute(db);
    const person = { id: user, grants: [...grants] };
    let count = 0;
    for (const row of rows) if (await seesComments(db, person, { id: row.network_id }, row.sheet)) count += row.count;
    return count;
  });
}

export type NewsItem = {
  id: string;
  network: Network;
  comment: string;
  author: string;
  names: Map<string, string>;
  body: string;
  sheet: Sheet;
  mentioned: boolean;
  at: Date;
  unread: boolean;
};

type Row = {
  id: string;
  slug: string;
  comment_id: string;
  author_id: string;
  body: string;
  sheet_id: string;
  network_id: string;
  key: string;
  title: string;
  mentioned: boolean;
  at: Date;
  read_at: Date | null;
};

const SHOWN = 100;

/** What somebody was told of and may still read, the latest first; `only` keeps what no letter told yet, since then. */
export async function listNews(
  db: Database,
  vault: Vault,
  person: Person,
  only: { unmailedSince: Date } | null = null,
): Promise<NewsItem[]> {
  return everywhere("person", async () => {
    const kept = only ? sql`and n.mailed_at is null and n.read_at is null and n.at >= ${only.unmailedSince}` : sql``;
    const { rows } = await sql<Row>`select n.id, w.slug, n.comment_id, c.author_id, c.body, n.network_id,
      s.id as sheet_id, s.key, s.title, n.mentioned, n.at, n.read_at
    from ${TOLD} join networks w on w.id = n.network_id
    where n.user_id = ${person.id} ${kept} order by n.at desc, n.id desc limit ${SHOWN}`.execute(db);
    const networks = new Map<string, Network | undefined>();
    for (const { slug } of rows) if (!networks.has(slug)) networks.set(slug, await findNetwork(db, slug));
    const items: NewsItem[] = [];
    const names = await namesOf(
      db,
      rows.map(({ author_id }) => author_id),
    );
    for (const row of rows) {
      const network = networks.get(row.slug);
      if (!network || !(await seesComments(db, person, network, row.sheet_id))) continue;
      const body = vault.open(placeOfComment(row.network_id, row.comment_id), row.body);
      if (body === null) continue;
      const mentioned = await namesOf(
        db,
        [...body.matchAll(/@\{([0-9a-f-]{36})\}/g)].map((match) => match[1]!),
      );
      items.push({
        id: row.id,
        network,
        comment: row.comment_id,
        author: row.author_id,
        names: new Map([...names, ...mentioned]),
        body,
        sheet: { id: row.sheet_id, key: row.key, title: row.title },
        mentioned: row.mentioned,
        at: row.at,
        unread: row.read_at === null,
      });
    }
    return items;
  });
}

/** Whether somebody may still be told of a comment: it stands, its sheet does, and she still reads what is said there. */
export async function mayHear(
  db: Database,
  now: Date,
  { network: slug, comment, user }: { network: string; comment: string; user: string },
): Promise<boolean> {
  const network = await findNetwork(db, slug);
  const sheet = network && (await findSheetOf(db, network.id, comment));
  return sheet ? seesComments(db, await memberOf(db, user, now), network, sheet.id) : false;
}

/**
 * What a letter may still say when it leaves: null when nothing of what it tells of is for her any more. A mail server that
 * was away for a night must not tell what was taken back in the evening.
 */
export async function stillToTell(db: Database, now: Date, params: unknown): Promise<unknown> {
  return everywhere("person", async () => {
    const told = params as { about?: About[]; lines?: unknown[] };
    if (!Array.isArray(told.about)) return params;
    const kept: boolean[] = [];
    for (const one of told.about) kept.push(await mayHear(db, now, one));
    if (!kept.includes(true)) return null;
    return told.lines ? { ...told, lines: told.lines.filter((_, at) => kept[at]) } : params;
  });
}

/** How somebody hears by mail of what she follows. */
export async function findNewsChoice(db: Database, user: string): Promise<NewsChoice> {
  const row = await db.selectFrom("users").select("news").where("id", "=", user).executeTakeFirst();
  return row?.news ?? "none";
}

/** Those who asked to be told once a day and whom something waits for. */
export async function listDaily(db: Database, since: Date) {
  return everywhere("person", async () => {
    const { rows } = await sql<{
      id: string;
      email: string;
      lang: "fr" | "en";
    }>`select u.id, u.email, u.lang from users u
    where u.news = 'daily' and exists (select 1 from news n where n.user_id = u.id and n.mailed_at is null
      and n.read_at is null and n.at >= ${since}) order by u.id`.execute(db);
    return rows;
  });
}
