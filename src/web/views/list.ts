import { mergeActors } from "../../initiatives/list-item.ts";
import type { InitiativeRecord } from "../../initiatives/records.sql.ts";
import type { Database } from "../../platform/database/database.ts";
import { countFacets, countTopPartners, countWithin, namePartner } from "../../search/facets.sql.ts";
import { NO_FILTER } from "../../search/filter.ts";
import { readReasons } from "../../search/highlight.sql.ts";
import { apartFrom, countByNetwork, type Facet, findHits, type Hits } from "../../search/hits.sql.ts";
import { pageOf } from "../../search/search.sql.ts";
import { listDimensions, listDomains } from "../../studies/studies.sql.ts";
import { openReference, type Reference } from "../../territories/reference.ts";
import type { FacetName } from "../pages/filter-names.ts";
import type { FacetOptionView, ListRow, ListView, NearView } from "../pages/list.ts";
import type { ListQuery } from "../pages/list-address.ts";
import type { Scope } from "../scope.ts";
import { toDomainView, toMention, toProspectViews } from "./initiative.ts";
import { chosenNetworks, drawAll, mentionOf, NONE, nearOf, readHits, STATUS, sortOf, toFilter } from "./list-search.ts";

export const PAGE_SIZE = 25;
const SHOWN_PARTNERS = 4;
const TOP_PARTNERS = 15;
const TOP_AREAS = 60;
const LOCAL: ReadonlySet<string | null> = new Set(["commune", "epci"]);

const FACET_OF = {
  domaine: "domains",
  region: "regions",
  departement: "departments",
  partenaire: "kinds",
  perspective: "prospects",
  dimension: "dimensions",
  audience: "audiences",
  annee: "years",
  statut: "statuses",
} as const satisfies Partial<Record<FacetName, Facet>>;
type Counted = keyof typeof FACET_OF;

/** The list in the state its address asks for, of one network or of several together. */
export async function readList(db: Database, scope: Scope, query: ListQuery): Promise<ListView> {
  const filter = toFilter(query);
  const ids = scope.networks.map(({ id }) => id);
  const hits = await findHits(db, chosenNetworks(scope, query), filter);
  const page = { sort: sortOf(query), limit: PAGE_SIZE, offset: (query.page - 1) * PAGE_SIZE };
  const [found, counts, map, domains, dimensions, small, partners, networks] = await Promise.all([
    pageOf(db, hits, filter, page),
    countFacets(db, hits),
    drawAll(db, scope, hits),
    Promise.all(ids.map((id) => listDomains(db, id))).then((lists) => lists.flat()),
    Promise.all(ids.map((id) => listDimensions(db, id))).then((lists) => lists.flat()),
    readSmallAreas(db, hits, query),
    readPartners(db, scope, hits, query),
    scope.common ? networkOptions(db, scope, query) : null,
  ]);
  const records = await readHits(db, scope, found);
  const reasons = hits.question.query
    ? await readReasons(
        db,
        hits.scope,
        found.map(({ id }) => id),
        hits.question.query,
      )
    : null;
  const labels = labelsOf(domains, dimensions);
  const distances = new Map(found.map(({ id, distanceKm }) => [id, distanceKm]));
  const counted = (name: Counted) => options(query, name, counts[FACET_OF[name]], labels, domains);
  return {
    query,
    total: hits.scope.length === ids.length ? hits.all : (await findHits(db, ids, NO_FILTER)).all,
    results: hits.total,
    pages: Math.max(1, Math.ceil(hits.total / PAGE_SIZE)),
    facets: [
      ...(networks ? [{ name: "reseau" as const, options: networks }] : []),
      { name: "domaine", options: counted("domaine") },
      { name: "region", options: counted("region") },
      { name: "departement", options: counted("departement") },
      ...small,
      { name: "partenaire", options: counted("partenaire") },
      { name: "acteur", options: partners },
      { name: "audience", options: counted("audience") },
      { name: "perspective", options: counted("perspective") },
      { name: "dimension", options: counted("dimension") },
      { name: "annee", options: counted("annee") },
      { name: "statut", options: counted("statut") },
    ],
    rows: records.map((one) => ({
      ...toRow(one.record, query.partenaire),
      ...mentionOf(one, scope),
      reason: reasons?.get(one.record.id) ?? null,
      // The middle of a département or a region tells nothing of how far what covers it is.
      distanceKm: filter.near && LOCAL.has(one.record.place.scale) ? (distances.get(one.record.id) ?? null) : null,
    })),
    map,
    mended: hits.question.mended,
    near: nearView(query),
  };
}

function nearView(query: ListQuery): NearView | null {
  const place = nearOf(query);
  const reference = openReference();
  if (!place) return null;
  if (place.status === "found")
    return { status: "found", label: place.near.label, radiusKm: place.radiusKm, others: place.others.map(named) };
  if (place.status === "ambiguous") return { status: "ambiguous", candidates: place.candidates.map(named) };
  return { status: "unknown", reason: place.reason };

  function named({ code, label, departments }: { code: string; label: string; departments: string[] }) {
    const around = departments.flatMap((departement) => reference.get("departement", departement)?.name ?? []);
    return { code, label: around.length === 1 && !label.endsWith(")") ? `${label} (${around[0]})` : label };
  }
}

type Labels = (name: Counted, value: string) => string | null;

function labelsOf(domains: { key: string; name: string }[], dimensions: { key: string; name: string }[]): Labels {
  const reference = openReference();
  const known: Partial<Record<Counted, (value: string) => string | null>> = {
    domaine: (value) => domains.find((domain) => domain.key === value)?.name ?? null,
    dimension: (value) => dimensions.find((dimension) => dimension.key === value)?.name ?? null,
    region: (value) => reference.get("region", value)?.name ?? value,
    departement: (value) => reference.get("departement", value)?.name ?? value,
    annee: (value) => (value === "none" ? null : value),
  };
  return (name, value) => known[name]?.(value) ?? null;
}

function options(
  query: ListQuery,
  name: Counted,
  counts: Map<string, number>,
  labels: Labels,
  domains: Awaited<ReturnType<typeof listDomains>>,
): FacetOptionView[] {
  const asked = query[name];
  const chosen = toFilter(query)[FACET_OF[name]].filter((value) => !counts.has(value));
  const rows = [...counts, ...chosen.map((value): [string, number] => [value, 0])].map(
    ([value, count]): FacetOptionView => {
      const shown =
        value === "none" && (name === "domaine" || name === "annee")
          ? NONE[name]
          : name === "statut"
            ? (STATUS[value as keyof typeof STATUS] ?? value)
            : value;
      const domain = name === "domaine" ? domains.find((candidate) => candidate.key === value) : undefined;
      return {
        value: shown,
        label: labels(name, value),
        ...(domain && { mark: toDomainView(domain).mark }),
        count,
        selected: Array.isArray(asked) ? asked.includes(shown) : asked === shown,
      };
    },
  );
  const order = new Map(domains.map((domain, index) => [domain.key, index]));
  return rows.sort((a, b) => {
    if (name === "domaine") return (order.get(a.value) ?? 99) - (order.get(b.value) ?? 99);
    if (name === "annee") return b.value.localeCompare(a.value);
    return byCount(a, b);
  });
}

const byCount = (a: FacetOptionView, b: FacetOptionView) =>
  b.count - a.count || (a.label ?? a.value).localeCompare(b.label ?? b.value, "fr");

/** Intercommunalities of the département chosen, communes of the intercommunality: there are too many to offer them at once. */
async function readSmallAreas(db: Database, hits: Hits, query: ListQuery): Promise<ListView["facets"]> {
  const reference = openReference();
  const areas: ListView["facets"] = [];
  if (query.departement || query.epci)
    areas.push({
      name: "epci",
      options: await areaOptions(db, hits, "epci", query.epci, reference, query.departement),
    });
  if (query.epci || query.commune)
    areas.push({
      name: "commune",
      options: await areaOptions(db, hits, "commune", query.commune, reference, query.epci),
    });
  return areas;
}

async function areaOptions(
  db: Database,
  hits: Hits,
  level: "epci" | "commune",
  asked: string,
  reference: Reference,
  inside: string,
): Promise<FacetOptionView[]> {
  const members = new Set(
    level === "commune"
      ? reference.communesOf("epci", inside)
      : reference.communesOf("departement", inside).flatMap((code) => reference.parentsOf("commune", code).epci),
  );
  // With nothing around it to choose among, all the others of the country would be gone through.
  const among = members.size === 0 ? hits : apartFrom(hits, level === "epci" ? "epci" : "communes");
  const counted = (await countWithin(db, among, level, 400)).filter(
    ({ value }) => members.size === 0 || members.has(value) || value === asked,
  );
  const top = counted.slice(0, TOP_AREAS);
  // All the hits lie in the one chosen.
  if (asked && !top.some(({ value }) => value === asked)) top.push({ value: asked, count: hits.total });
  return top
    .map(({ value, count }) => ({
      value,
      count,
      label: reference.get(level, value)?.name ?? value,
      selected: value === asked,
    }))
    .sort(byCount);
}

async function readPartners(db: Database, scope: Scope, hits: Hits, query: ListQuery): Promise<FacetOptionView[]> {
  const top = await countTopPartners(db, apartFrom(hits, "partners"), TOP_PARTNERS);
  const options = top.map(({ id, name, count }) => ({ value: id, label: name, count, selected: id === query.acteur }));
  if (!query.acteur || options.some(({ selected }) => selected)) return options;
  const name = await namePartner(
    db,
    scope.networks.map(({ id }) => id),
    query.acteur,
  );
  return [{ value: query.acteur, label: name ?? null, count: hits.total, selected: true }, ...options];
}

/** How many initiatives each network would show, the choice of networks set apart. */
async function networkOptions(db: Database, scope: Scope, query: ListQuery): Promise<FacetOptionView[]> {
  const ids = scope.networks.map(({ id }) => id);
  const counts = countByNetwork(await findHits(db, ids, toFilter(query)));
  return scope.networks.map(({ id, slug, name }) => ({
    value: slug,
    label: name,
    count: counts.get(id) ?? 0,
    selected: query.reseau.includes(slug),
  }));
}

function toRow(record: InitiativeRecord, kinds: string[]): Omit<ListRow, "reason" | "distanceKm"> {
  const actors = mergeActors(record.actors);
  const names = [
    ...actors.filter((actor) => kinds.includes(actor.kind)),
    ...actors.filter((actor) => !kinds.includes(actor.kind)),
  ].map((actor) => actor.name);
  return {
    ...toMention(record),
    need: record.need,
    since: record.sinceYear,
    partners: names.slice(0, SHOWN_PARTNERS),
    morePartners: Math.max(0, names.length - SHOWN_PARTNERS),
    prospects: toProspectViews(record),
    toReview: record.openDoubts,
  };
}
