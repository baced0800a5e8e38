import { sql } from "kysely";
import type { Doors } from "../platform/action.ts";
import type { Database } from "../platform/database/database.ts";
import { holdIndex } from "../search/index-initiatives.sql.ts";
import { fieldsOf, type KeptFields, type SheetFields } from "./sheet-fields.ts";

export type VersionCause =
  | "created"
  | "edit"
  | "import"
  | "reading"
  | "doubt"
  | "domains"
  | "merge"
  | "unmerge"
  | "restore"
  | "proposal"
  | "delete"
  | "undelete";

/** The columns of an initiative that say where it acts, kept whole: what was resolved is not to be resolved again. */
export type KeptPlace = {
  place_words: string;
  place_status: string;
  place_label: string | null;
  scale: string | null;
  regions: string[];
  departments: string[];
  epci: string[];
  communes: string[];
  parent_regions: string[];
  parent_departments: string[];
  parent_epci: string[];
  in_regions: string[];
  in_departments: string[];
  radius_km: number | null;
  place_confidence: number;
  longitude: number | null;
  latitude: number | null;
  point_departement: string | null;
  point_exact: boolean;
};

const ofThis = (alias: string) => `${alias}.network_id = i.network_id and ${alias}.initiative_id = i.id`;
const list = (what: string, table: string, alias: string) =>
  sql.raw(`coalesce((select jsonb_agg(jsonb_build_object(${what}) order by ${alias}.statement_id, ${alias}.position, ${alias}.id)
    from ${table} where ${ofThis(alias)} and ${alias}.status <> 'rejected'), '[]')`);

/** What a sheet says now, in the shape that versions keep. */
const FIELDS = sql`jsonb_build_object('title', i.title, 'need', i.need, 'description', i.description, 'impacts', i.impacts,
  'since', i.since_year,
  'domains', coalesce((select jsonb_agg(d.key order by d.position) from initiative_domains j
    join domains d on d.network_id = j.network_id and d.id = j.domain_id where ${sql.raw(ofThis("j"))}), '[]'),
  'audience', ${list("'text', x.label, 'status', x.status", "audiences x", "x")},
  'actors', ${list(
    "'words', coalesce(nullif(x.words, ''), c.name), 'does', x.does, 'roles', x.roles, 'status', x.status",
    "initiative_actors x join actors c on c.network_id = x.network_id and c.id = x.actor_id",
    "x",
  )},
  'figures', ${list("'text', x.text, 'status', x.status", "figures x", "x")},
  'prospects', ${list("'text', x.text, 'status', x.status", "prospects x", "x")})`;

const PLACE = sql.raw(
  `jsonb_build_object(${[
    ...["place_words", "place_status", "place_label", "scale", "regions", "departments", "epci", "communes"],
    ...["parent_regions", "parent_departments", "parent_epci", "in_regions", "in_departments", "radius_km"],
    ...["place_confidence", "longitude", "latitude", "point_departement", "point_exact"],
  ]
    .map((column) => `'${column}', i.${column}`)
    .join(", ")})`,
);

const LAST = sql`left join lateral (select v.number, v.fields, v.place from sheet_versions v
  where v.network_id = i.network_id and v.initiative_id = i.id order by v.number desc limit 1) last on true`;
const NOW = sql`cross join lateral (select ${FIELDS} as fields, ${PLACE} as place) now`;

/**
 * Keeps what sheets say before something changes them, where it is not kept yet, and holds them until the transaction ends:
 * so the state that a form began from can always be found again.
 */
export async function keepBefore(db: Database, networkId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await holdIndex(db, networkId);
  // Rows that only point to these sheets wait for nothing.
  await sql`select id from initiatives where network_id = ${networkId} and id = any(${ids}) order by id
    for no key update`.execute(db);
  await sql`insert into sheet_versions (network_id, initiative_id, number, revision, cause, fields, place, made_at)
    select i.network_id, i.id, coalesce(last.number, 0) + 1, i.revision,
      case when last.number is null then 'start' else 'meanwhile' end, now.fields, now.place, i.updated_at
    from initiatives i ${LAST} ${NOW}
    where i.network_id = ${networkId} and i.id = any(${ids})
      and (last.number is null or last.fields <> now.fields or last.place <> now.place)`.execute(db);
}

/** Who makes a version, when, why. */
export type VersionMark = {
  cause: VersionCause;
  word?: string;
  /** Kept even when the sheet says the same as before: what happened to it is not in its words. */
  always?: boolean;
} & Pick<Doors, "person" | "now" | "request">;

/** Keeps what sheets say after something changed them; answers those that now say something else. */
export async function keepAfter(
  db: Database,
  networkId: string,
  ids: readonly string[],
  { cause, word = "", always = false, person, now, request }: VersionMark,
): Promise<string[]> {
  if (ids.length === 0) return [];
  const kept = await sql<{ initiative_id: string }>`
    insert into sheet_versions (network_id, initiative_id, number, revision, cause, word, fields, place, made_by, made_at, request)
    select i.network_id, i.id, coalesce(last.number, 0) + 1, i.revision, ${cause}, ${word}, now.fields, now.place,
      ${person.id}, ${now()}, ${request}
    from initiatives i ${LAST} ${NOW}
    where i.network_id = ${networkId} and i.id = any(${ids})
      and (${always} or last.number is null or last.fields <> now.fields or last.place <> now.place)
    returning initiative_id`.execute(db);
  return kept.rows.map(({ initiative_id }) => initiative_id);
}

export type SheetState = {
  revision: number;
  fields: SheetFields;
  kept: KeptFields;
  place: KeptPlace;
};

type StateRow = { revision: number; fields: KeptFields; place: KeptPlace };
const toState = ({ revision, fields, place }: StateRow): SheetState => ({
  revision,
  fields: fieldsOf(fields, place.place_words),
  kept: fields,
  place,
});

/** What a sheet says now. */
export async function readState(db: Database, networkId: string, id: string): Promise<SheetState | undefined> {
  const found = await sql<StateRow>`select i.revision, ${FIELDS} as fields, ${PLACE} as place
    from initiatives i where i.network_id = ${networkId} and i.id = ${id}`.execute(db);
  return found.rows[0] && toState(found.rows[0]);
}

/**
 * What a sheet said at a revision: its state now when it has not moved, else the last version kept until then, for a revision
 * that changed no word keeps none. Undefined for a revision that it never reached, or of which nothing is kept.
 */
export async function readStateAt(
  db: Database,
  networkId: string,
  id: string,
  revision: number,
): Promise<SheetState | undefined> {
  const now = await readState(db, networkId, id);
  if (!now || revision > now.revision) return undefined;
  if (revision === now.revision) return now;
  const found = await sql<StateRow>`select revision, fields, place from sheet_versions
    where network_id = ${networkId} and initiative_id = ${id} and revision <= ${revision} order by number desc limit 1`.execute(
    db,
  );
  return found.rows[0] && toState(found.rows[0]);
}

export type KeptVersion = SheetState & {
  number: number;
  cause: VersionCause | "start" | "meanwhile";
  word: string;
  madeBy: string | null;
  madeAt: Date;
  request: string | null;
};

const VERSION = sql`number, revision, cause, word, fields, place, made_by as "madeBy", made_at as "madeAt", request`;
type VersionRow = StateRow & Omit<KeptVersion, keyof SheetState>;
const toVersion = ({ number, cause, word, madeBy, madeAt, request, ...state }: VersionRow): KeptVersion => ({
  ...toState(state),
  number,
  cause,
  word,
  madeBy,
  madeAt,
  request,
});

/** The versions of a sheet, latest first, and how many there are. */
export async function listVersions(
  db: Database,
  networkId: string,
  id: string,
  page: { limit: number; offset: number },
): Promise<{ total: number; versions: KeptVersion[] }> {
  const [counted, found] = await Promise.all([
    sql<{
      total: number;
    }>`select count(*)::int as total from sheet_versions where network_id = ${networkId} and initiative_id = ${id}`.execute(
      db,
    ),
    sql<VersionRow>`select ${VERSION} from sheet_versions where network_id = ${networkId} and initiative_id = ${id}
      order by number desc limit ${page.limit} offset ${page.offset}`.execute(db),
  ]);
  return { total: counted.rows[0]!.total, versions: found.rows.map(toVersion) };
}

/** One version of a sheet. */
export async function readVersion(
  db: Database,
  networkId: string,
  id: string,
  number: number,
): Promise<KeptVersion | undefined> {
  const found = await sql<VersionRow>`select ${VERSION} from sheet_versions
    where network_id = ${networkId} and initiative_id = ${id} and number = ${number}`.execute(db);
  return found.rows[0] && toVersion(found.rows[0]);
}
