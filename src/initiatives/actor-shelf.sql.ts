import type { ParsedActor } from "../actors/draft.ts";
import type { matchActors } from "../actors/match.ts";
import { normaliseName } from "../actors/match.ts";
import type { Database } from "../platform/database/database.ts";
import { insertRows } from "../platform/database/insert-rows.ts";

/** The organisations of a network, reused rather than repeated; read once for many batches, and again when others add some. */
export type ActorShelf = {
  /** To be called by whoever holds the index of the network, in whose transaction organisations are then taken. */
  take: (db: Database, parsed: ParsedActor[], match: typeof matchActors) => Promise<string[]>;
};

type Known = Parameters<typeof matchActors>[1][number];

/** Opens the shelf of a network's organisations for one import. */
export function openActorShelf(networkId: string, newId: () => string, now: () => Date): ActorShelf {
  let known: Known[] | null = null;
  let byIdentity = new Map<string, string>();
  const readAll = async (db: Database): Promise<Known[]> => {
    const all: Known[] = (await readActors(db, networkId)).map((row) => ({
      id: row.id,
      name: row.name,
      aliases: [...row.aliases, ...(row.acronym ? [row.acronym] : [])],
      kind: row.kind as Known["kind"],
      generic: row.generic,
      attachedTo: row.place_code
        ? ({ scale: row.place_scale, code: row.place_code, name: row.place_name ?? "" } as Known["attachedTo"])
        : null,
    }));
    byIdentity = new Map(all.map((actor) => [identityOf(actor), actor.id]));
    return all;
  };
  return {
    take: async (db, parsed, match) => {
      // None is ever taken away: as many are the same.
      if (known === null || known.length !== (await countActors(db, networkId))) known = await readAll(db);
      const all = known;
      // A close spelling is for a person to confirm: two organisations are never joined in silence.
      const matches = match(parsed, all, { close: false });
      const fresh: { id: string; actor: ParsedActor }[] = [];
      const ids = parsed.map((actor, index) => {
        const found = matches[index]?.id ?? byIdentity.get(identityOf(actor));
        if (found) return found;
        const id = newId();
        byIdentity.set(identityOf(actor), id);
        all.push({
          id,
          name: actor.name,
          aliases: [actor.acronym, actor.expansion].filter((alias) => alias !== null),
          kind: actor.kind,
          generic: actor.generic,
          attachedTo: actor.attachedTo,
        });
        fresh.push({ id, actor });
        return id;
      });
      await insertActors(db, networkId, fresh, now());
      return ids;
    },
  };
}

const identityOf = (actor: { name: string; attachedTo: ParsedActor["attachedTo"] }) =>
  `${normaliseName(actor.name)}|${actor.attachedTo?.scale ?? ""}|${actor.attachedTo?.code ?? ""}`;

async function countActors(db: Database, networkId: string): Promise<number> {
  const { count } = await db
    .selectFrom("actors")
    .select((eb) => eb.fn.countAll<string>().as("count"))
    .where("network_id", "=", networkId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function readActors(db: Database, networkId: string) {
  return db
    .selectFrom("actors")
    .select(["id", "name", "aliases", "acronym", "kind", "generic", "place_scale", "place_code", "place_name"])
    .where("network_id", "=", networkId)
    .execute();
}

async function insertActors(
  db: Database,
  networkId: string,
  fresh: { id: string; actor: ParsedActor }[],
  now: Date,
): Promise<void> {
  await insertRows(
    db,
    "actors",
    fresh.map(({ id, actor }) => ({
      network_id: networkId,
      id,
      name: actor.name,
      name_key: normaliseName(actor.name),
      kind: actor.kind,
      generic: actor.generic,
      acronym: actor.acronym,
      aliases: actor.expansion ? [actor.expansion] : [],
      place_scale: actor.attachedTo?.scale ?? "",
      place_code: actor.attachedTo?.code ?? "",
      place_name: actor.attachedTo?.name ?? null,
      created_at: now,
    })),
  );
}
