import type { InitiativeRecord, RecordActor } from "./records.sql.ts";

/** An initiative as the command line and the exports give it. */
export type ListItem = {
  key: string;
  title: string;
  need: string;
  description: string;
  impacts: string;
  domains: string[];
  territory: {
    label: string | null;
    words: string;
    status: string;
    scale: string | null;
    regions: string[];
    departments: string[];
    epci: string[];
    communes: string[];
    parents: { regions: string[]; departments: string[]; epci: string[] };
    radiusKm: number | null;
  };
  since: { year: number } | null;
  audiences: string[];
  carriers: string[];
  partners: { name: string; kind: string; generic: boolean; roles: string[] }[];
  figures: {
    text: string;
    what: string;
    min: number | null;
    max: number | null;
    qualifier: string;
    unit: string | null;
    period: string | null;
  }[];
  prospects: { kind: string; towards: string | null; condition: string | null }[];
  statements: { number: string | null; campaign: string }[];
};

/** The same organisation told by two statements is one actor, with the roles of both. */
export function mergeActors<A extends Pick<RecordActor, "id" | "roles" | "does" | "status">>(actors: A[]): A[] {
  const byId = new Map<string, A>();
  for (const actor of actors) {
    const before = byId.get(actor.id);
    const roles = before ? [...new Set([...before.roles, ...actor.roles])] : actor.roles;
    const does = before
      ? [...new Set([before.does, actor.does].filter((text) => text))].join(" ; ") || null
      : actor.does;
    byId.set(actor.id, {
      ...(before ?? actor),
      roles,
      does,
      status: before?.status === "accepted" ? "accepted" : actor.status,
    });
  }
  return [...byId.values()];
}

/** Figures that count: those stated in their own column or accepted by a person; proposals are for the review. */
export const countedFigures = (record: Pick<InitiativeRecord, "figures">) =>
  record.figures.filter((figure) => figure.status !== "proposed");

/** What a record says, in the shape of the command line and of the exports. */
export function toListItem(record: InitiativeRecord): ListItem {
  const { place } = record;
  const actors = mergeActors(record.actors);
  const once = <T>(items: T[]): T[] => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
  return {
    key: record.key,
    title: record.title,
    need: record.need,
    description: record.description,
    impacts: record.impacts,
    domains: record.domains.map((domain) => domain.key),
    territory: {
      label: place.label,
      words: place.words,
      status: place.status,
      scale: place.scale,
      regions: place.regions,
      departments: place.departments,
      epci: place.epci,
      communes: place.communes,
      parents: place.parents,
      radiusKm: place.radiusKm,
    },
    since: record.sinceYear === null ? null : { year: record.sinceYear },
    audiences: once(record.audiences.map((audience) => audience.label)),
    carriers: actors.filter((actor) => actor.roles.includes("carrier")).map((actor) => actor.name),
    partners: actors
      .filter((actor) => !actor.roles.includes("carrier"))
      .map(({ name, kind, generic, roles }) => ({ name, kind, generic, roles })),
    figures: once(
      countedFigures(record).map(({ text, what, min, max, qualifier, unit, period }) => ({
        text,
        what,
        min,
        max,
        qualifier,
        unit,
        period,
      })),
    ),
    prospects: once(record.prospects.map(({ kind, towards, condition }) => ({ kind, towards, condition }))),
    statements: record.statements.map(({ number, campaign }) => ({ number, campaign })),
  };
}
