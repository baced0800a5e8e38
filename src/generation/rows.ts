import { normaliseName } from "../actors/match.ts";
import { fingerprint } from "../imports/fingerprint.ts";
import { COLUMNS } from "../initiatives/answer.ts";
import { identityKey } from "../initiatives/decide-statement.ts";
import { placeColumns } from "../initiatives/place-columns.ts";
import type { Reference } from "../territories/reference.ts";
import { actorIdOf, idsFor, receivedAt } from "./ids.ts";
import type { MadeInitiative } from "./make-initiative.ts";
import type { MadeActor } from "./partners.ts";

type Row = Record<string, unknown>;

/** The rows of a batch, table by table, in the order in which they can be written. */
export type Rows = Record<(typeof TABLES)[number], Row[]>;

export const TABLES = [
  "actors",
  "initiatives",
  "statements",
  "initiative_domains",
  "initiative_actors",
  "figures",
  "audiences",
  "prospects",
  "codings",
  "review_items",
] as const;

/** Where a batch goes. */
export type Destination = {
  networkId: string;
  campaignId: string;
  importId: string;
  domains: ReadonlyMap<string, string>;
  person: string;
  reference: Reference;
};

const DAY = 86_400_000;
// Of an organisation that many initiatives name, any batch may come first: its moment must not tell which.
const BEFORE_ALL = receivedAt(0).toISOString();

/** Turns made initiatives into rows, as an import followed by people's decisions leaves them. */
export function rowsOf(batch: readonly MadeInitiative[], to: Destination): Rows {
  const rows = Object.fromEntries(TABLES.map((table) => [table, [] as Row[]])) as Rows;
  const actors = new Map<string, Row>();
  for (const made of batch) addInitiative(rows, actors, made, to);
  // Two transactions that meet the same organisations wait for one another only in one order.
  rows.actors = [...actors.keys()].sort().map((id) => actors.get(id)!);
  return rows;
}

function addInitiative(rows: Rows, actors: Map<string, Row>, made: MadeInitiative, to: Destination): void {
  const newId = idsFor(to.networkId, made.ordinal);
  const network_id = to.networkId;
  const own = { network_id, initiative_id: newId() };
  const told = { ...own, statement_id: newId() };
  const moment = receivedAt(made.ordinal);
  const received = moment.toISOString();
  const settled = new Date(moment.getTime() + (made.accepted ? made.settledAfter * DAY : 0)).toISOString();
  const status = made.accepted ? "accepted" : "proposed";
  rows.initiatives.push(initiativeRow(made, to, own.initiative_id, received, settled));
  rows.statements.push(statementRow(made, to, own.initiative_id, told.statement_id, received));
  for (const key of made.domains)
    rows.initiative_domains.push({
      ...own,
      domain_id: to.domains.get(key),
      decided_by: to.person,
      decided_at: settled,
    });
  for (const [position, { actor, roles, words }] of made.parts.entries()) {
    const actor_id = addActor(actors, actor, network_id);
    const rest = { actor_id, position, roles, does: null, words, doubts: [], status };
    rows.initiative_actors.push({ ...told, id: newId(), ...rest });
  }
  for (const [position, { column, ...figure }] of made.figures.entries())
    rows.figures.push({
      ...told,
      id: newId(),
      column_name: column,
      position,
      ...figure,
      status: column === "figures" ? "stated" : status,
    });
  for (const [position, audience] of made.audiences.entries())
    rows.audiences.push({ ...told, id: newId(), position, ...audience, status });
  for (const [position, prospect] of made.prospects.entries())
    rows.prospects.push({ ...told, id: newId(), position, ...prospect, status });
  for (const { dimension, ...coding } of made.codings)
    rows.codings.push({
      network_id,
      statement_id: told.statement_id,
      dimension_key: dimension,
      ...coding,
      manual_version: 1,
    });
  for (const doubt of made.doubts)
    rows.review_items.push({
      ...told,
      id: newId(),
      line: made.ordinal + 1,
      ...doubt,
      status: "open",
      created_at: received,
    });
}

function initiativeRow(made: MadeInitiative, to: Destination, id: string, created_at: string, updated_at: string): Row {
  const { title, need = "", description = "", impacts = "", place = "" } = made.columns;
  const read = placeColumns(place, made.place.resolution, to.reference);
  return {
    network_id: to.networkId,
    id,
    key: String(made.ordinal),
    key_number: made.ordinal,
    title,
    need,
    description,
    impacts,
    since_year: made.sinceYear,
    ...read,
    place_status: made.accepted && read.place_status === "proposed" ? "accepted" : read.place_status,
    status: "active",
    decided: [],
    revision: made.accepted ? 2 : 1,
    created_at,
    updated_at,
  };
}

function statementRow(made: MadeInitiative, to: Destination, initiative_id: string, id: string, at: string): Row {
  const number = String(made.ordinal);
  const line = made.ordinal + 1;
  const texts = Object.fromEntries(COLUMNS.map((column) => [column, made.columns[column] ?? ""]));
  const raw = { line, number, sinceYear: made.sinceYear, extra: {}, ...texts };
  return {
    network_id: to.networkId,
    id,
    campaign_id: to.campaignId,
    initiative_id,
    origin_id: initiative_id,
    import_id: to.importId,
    identity: `number:${number}`,
    number,
    line,
    title_key: identityKey(made.columns.title),
    place_key: identityKey(made.columns.place),
    columns: made.columns,
    extra: {},
    fingerprint: fingerprint(raw as Parameters<typeof fingerprint>[0]),
    received_at: at,
    updated_at: at,
  };
}

type Known = { id: string; name_key: string };

const KNOWN = new Map<string, Known>();
const MOST_KNOWN = 20_000;

// Working out the key of a name costs more than the rest of its row, and most names come back.
function knownOf(actor: MadeActor, networkId: string): Known {
  const key = `${networkId}/${actor.name}/${actor.place?.code ?? ""}`;
  let known = KNOWN.get(key);
  if (!known) {
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    const name_key = normaliseName(actor.name);
    known = { name_key, id: actorIdOf(networkId, name_key, actor.place) };
    KNOWN.set(key, known);
  }
  return known;
}

function addActor(actors: Map<string, Row>, actor: MadeActor, network_id: string): string {
  const { id, name_key } = knownOf(actor, network_id);
  if (!actors.has(id))
    actors.set(id, {
      network_id,
      id,
      name: actor.name,
      name_key,
      kind: actor.kind,
      generic: actor.generic,
      acronym: actor.acronym,
      aliases: actor.expansion ? [actor.expansion] : [],
      place_scale: actor.place?.scale ?? "",
      place_code: actor.place?.code ?? "",
      place_name: actor.place?.name ?? null,
      created_at: BEFORE_ALL,
    });
  return id;
}
