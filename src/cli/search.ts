import { invalid } from "../platform/result.ts";
import { countFacets } from "../search/facets.sql.ts";
import { type Filter, NO_FILTER } from "../search/filter.ts";
import { FACETS, findHits } from "../search/hits.sql.ts";
import { pageOf } from "../search/search.sql.ts";
import { listTitles } from "../search/titles.sql.ts";
import { openReference, type Reference } from "../territories/reference.ts";
import { resolveNear } from "../territories/resolve-near.ts";
import type { Level } from "../territories/types.ts";
import { type Command, DONE, misused, refused, type Values } from "./command.ts";
import { readNetwork } from "./network-option.ts";

const LIMIT = 20;
const MOST = 1000;

export const command: Command = {
  name: "search",
  usage:
    "TEXT --network SLUG [--domain KEY …] [--territory CODE] [--near CODE|LAT,LON [--radius KM]] [--limit N] [--data DIR] [--json]",
  options: {
    network: { type: "string" },
    domain: { type: "string", multiple: true },
    territory: { type: "string" },
    near: { type: "string" },
    radius: { type: "string" },
    limit: { type: "string" },
  },
  words: [0, 1],
  reach: "network",
  needs: "database",
  run: async (io, [text = ""], values, runtime) => {
    const found = await readNetwork(runtime, values);
    if ("ending" in found) return found.ending;
    const limit = values.limit === undefined ? LIMIT : Number(values.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > MOST) return misused("--limit");
    const filter = toFilter(text, values, openReference());
    if ("wrong" in filter) return refused(invalid("search_place", { value: filter.wrong }).failure);
    const { db } = runtime;
    const hits = await findHits(db, [found.network.id], filter);
    const [page, counts] = await Promise.all([
      pageOf(db, hits, filter, { sort: "relevance", limit, offset: 0 }),
      countFacets(db, hits),
    ]);
    const titles = await listTitles(
      db,
      found.network.id,
      page.map(({ id }) => id),
    );
    const shown = page.map(({ id, key, score, distanceKm }) => ({
      key,
      title: titles.get(id) ?? "",
      score: Math.round(score * 10_000) / 10_000,
      ...(filter.near && { distanceKm: distanceKm === null ? null : Math.round(distanceKm * 10) / 10 }),
    }));
    if (!io.json) {
      for (const { typed, read } of hits.question.mended) io.say(io.words.searchMended(typed, read));
      io.say(io.words.searchFound(hits.total));
      for (const { key, title } of shown) io.answer(`${key}\t${title}`);
      return DONE;
    }
    const facets = Object.fromEntries(FACETS.map((facet) => [facet, Object.fromEntries(counts[facet])]));
    io.answer(JSON.stringify({ total: hits.total, hits: shown, facets, mended: hits.question.mended }));
    return DONE;
  },
};

function toFilter(q: string, values: Values, reference: Reference): Filter | { wrong: string } {
  const filter: Filter = {
    ...NO_FILTER,
    q,
    domains: values.domain === undefined ? [] : [values.domain].flat().map(String),
  };
  if (typeof values.territory === "string") {
    const territory = territoryOf(values.territory, reference);
    if (!territory) return { wrong: values.territory };
    filter[LIST[territory.level]] = [territory.code];
  }
  if (typeof values.near === "string") {
    const radiusKm = values.radius === undefined ? undefined : Number(values.radius);
    const place = resolveNear({ code: values.near, ...(radiusKm !== undefined && { radiusKm }) }, reference);
    if (place.status !== "found") return { wrong: values.near };
    filter.near = place.near;
  }
  return filter;
}

const LIST = { region: "regions", departement: "departments", epci: "epci", commune: "communes" } as const;

/** A code with its level ("region:53"), or alone: two or three characters are a département, five a commune, nine an EPCI. */
function territoryOf(given: string, reference: Reference): { level: Level; code: string } | null {
  const [, named, code = ""] = /^(?:(region|departement|epci|commune):)?(\w+)$/i.exec(given.trim()) ?? [];
  const level = (named?.toLowerCase() ??
    (code.length === 9 ? "epci" : code.length === 5 ? "commune" : "departement")) as Level;
  const proper = code.toUpperCase();
  return reference.get(level, proper) ? { level, code: proper } : null;
}
