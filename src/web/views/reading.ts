import { type RawBuilder, sql } from "kysely";
import { listProposals } from "../../duplicates/comparables.sql.ts";
import { readRecords } from "../../initiatives/records.sql.ts";
import { countDoubts, type Parts } from "../../initiatives/review.sql.ts";
import { countHome } from "../../networks/networks.sql.ts";
import type { Network } from "../../platform/action.ts";
import type { Database } from "../../platform/database/database.ts";
import { countFacets } from "../../search/facets.sql.ts";
import { NO_FILTER } from "../../search/filter.ts";
import { findHits, type Hits } from "../../search/hits.sql.ts";
import { countOutside } from "../../search/placed.sql.ts";
import {
  countAgreement,
  listCodings,
  listDimensions,
  listDomains,
  listFindings,
  readGrid,
} from "../../studies/studies.sql.ts";
import { openReference } from "../../territories/reference.ts";
import type { DomainPageView } from "../pages/domain.ts";
import { EFFECTIVE, type EffectiveCount, type ProfileView } from "../pages/domain-profiles.ts";
import type { DomainsView } from "../pages/domains.ts";
import type { GridView } from "../pages/grid.ts";
import type { CountedPlaces, HomeView, WaitingKind } from "../pages/home.ts";
import { readChanges } from "./changes.ts";
import { toDomainView, toFigureViews, toMap } from "./initiative.ts";
import { DRAWN, drawnOf, drawSome } from "./list-search.ts";
import { countWaiting } from "./proposals.ts";

const isOverseas = (code: string) => /^9[78]/.test(code);

const WAITING: Record<string, WaitingKind> = { place: "places", figures: "figures", partners: "partners" };

/** Where the initiatives of a network are, in numbers; null while each has its mark. */
async function countPlaces(db: Database, hits: Hits): Promise<CountedPlaces | null> {
  if (hits.total <= DRAWN) return null;
  const [counts, outside] = await Promise.all([
    countFacets(db, hits, ["regions", "departments"]),
    countOutside(db, hits.scope[0]!),
  ]);
  return { regions: counts.regions, departements: counts.departments, ...outside };
}

/** What the home of a network shows; what waits, and the names of files, are for those who see its workspace. */
export async function readHome(db: Database, network: Network, waits: { parts: Parts } | null): Promise<HomeView> {
  const hits = await findHits(db, [network.id], NO_FILTER);
  const [counts, map, counted, domains, changes, doubts, duplicates, proposals] = await Promise.all([
    countHome(db, network.id),
    drawnOf(db, hits),
    countPlaces(db, hits),
    listDomains(db, network.id),
    readChanges(db, network.id, { limit: 6, workspace: waits !== null }),
    waits ? countDoubts(db, network.id, waits.parts) : [],
    waits?.parts === null ? listProposals(db, network.id, ["open"], 200) : [],
    waits ? countWaiting(db, network, waits.parts) : 0,
  ]);
  const waiting = new Map<WaitingKind, { count: number; examples: string[] }>();
  for (const { field, count, examples } of doubts) {
    const kind = WAITING[field] ?? "values";
    const before = waiting.get(kind);
    waiting.set(kind, {
      count: (before?.count ?? 0) + count,
      examples: [...(before?.examples ?? []), ...examples].slice(0, 3),
    });
  }
  if (duplicates.length > 0)
    waiting.set("duplicates", {
      count: duplicates.length,
      examples: duplicates.slice(0, 3).map((pair) => pair.a_title),
    });
  if (proposals > 0) waiting.set("proposals", { count: proposals, examples: [] });
  if (waits?.parts === null && counts.undecided > 0 && domains.length > 0)
    waiting.set("domains", { count: counts.undecided, examples: [] });
  return {
    initiatives: counts.initiatives,
    statements: counts.statements,
    campaign: counts.campaign,
    map: map.map(toMap),
    counted,
    domains: domains.map((domain) => ({ ...toDomainView(domain), definition: domain.definition, count: domain.count })),
    duplicates: duplicates.length,
    waiting: [...waiting].map(([kind, about]) => ({ kind, ...about })),
    changes,
  };
}

/** The domains of a network with their findings. */
export async function readDomains(db: Database, network: Network): Promise<DomainsView> {
  const [domains, findings, counts] = await Promise.all([
    listDomains(db, network.id),
    listFindings(db, network.id, null),
    countHome(db, network.id),
  ]);
  return {
    domains: domains.map((domain) => ({
      ...toDomainView(domain),
      definition: domain.definition,
      count: domain.count,
      findings: findings.filter((finding) => finding.domain_id === domain.id).map((finding) => finding.text),
    })),
    undecided: counts.undecided,
  };
}

/** What a domain puts on a small map, one mark for each département where it has many initiatives; how many are overseas. */
async function readPeer(db: Database, network: Network, key: string) {
  const reference = openReference();
  const departments = reference.list("departement").flatMap(({ code }) => (isOverseas(code) ? [code] : []));
  const filter = { ...NO_FILTER, domains: [key] };
  const [hits, overseas] = await Promise.all([
    findHits(db, [network.id], filter),
    findHits(db, [network.id], { ...filter, departments }),
  ]);
  return { ...(await drawSome(db, { networks: [network], common: false }, hits)), overseas: overseas.total };
}

/** One domain with the evidence of its findings; undefined when the network has no such domain. */
export async function readDomain(db: Database, network: Network, key: string): Promise<DomainPageView | undefined> {
  const domains = await listDomains(db, network.id);
  const domain = domains.find((candidate) => candidate.key === key);
  if (!domain) return undefined;
  const [findings, dimensions, drawn] = await Promise.all([
    listFindings(db, network.id, domain.id),
    listDimensions(db, network.id),
    Promise.all(domains.map((peer) => readPeer(db, network, peer.key))),
  ]);
  const [coded, figured] = await Promise.all([
    listInDomain(db, network.id, domain.id, CODED, DRAWN_PROFILES),
    listInDomain(db, network.id, domain.id, FIGURED, MOST_FIGURED),
  ]);
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
  const [records, codings, effective] = await Promise.all([
    readRecords(db, network.id, ids(figured.rows)),
    listCodings(db, network.id, ids(coded.rows)),
    countEffective(db, network.id, domain.id),
  ]);
  const codingsOf = Map.groupBy(codings, ({ initiative }) => initiative);
  const mine = domains.indexOf(domain);
  return {
    domain: {
      ...toDomainView(domain),
      definition: domain.definition,
      findingsTitle: domain.findings_title,
      position: domain.position,
    },
    version: domain.version,
    count: domain.count,
    overseas: drawn[mine]!.overseas,
    peers: domains.map((peer, index) => ({
      ...toDomainView(peer),
      count: peer.count,
      overseas: drawn[index]!.overseas,
      byDepartement: drawn[index]!.byDepartement,
      map: drawn[index]!.map.map((one) => ({ ...one, mark: toDomainView(peer).mark })),
    })),
    findings: findings.map((finding) => ({
      text: finding.text,
      evidence: finding.evidence.map(({ key, title, place, quote, column, statement, status }) => ({
        key,
        title,
        place,
        quote:
          quote !== null && column !== null && statement !== null
            ? { text: quote, statementKey: statement, column }
            : null,
        proposed: status === "proposed",
      })),
    })),
    dimensions,
    coded: coded.total,
    effective,
    profiles: coded.rows.map(({ id, key, title }) => ({
      key,
      title,
      cells: spreadOf(codingsOf.get(id) ?? []),
    })),
    figured: figured.total,
    figures: records.flatMap((record) =>
      toFigureViews(record)
        .filter((figure) => figure.status === "accepted")
        .map((figure) => ({ figure, sheet: { key: record.key, title: record.title, place: record.place.label } })),
    ),
  };
}

/** How many profiles of a domain are drawn, beyond which they are a wall, and how many initiatives are read for their figures. */
const DRAWN_PROFILES = 60;
const MOST_FIGURED = 60;

const CODED = sql`exists (select 1 from statements s join codings c on c.network_id = s.network_id and c.statement_id = s.id
  where s.network_id = i.network_id and s.initiative_id = i.id)`;
const FIGURED = sql`exists (select 1 from figures f where f.network_id = i.network_id and f.initiative_id = i.id and f.status = 'accepted')`;

/** The first initiatives of a domain that have something, by number, and how many have it in all. */
async function listInDomain(
  db: Database,
  networkId: string,
  domainId: string,
  having: RawBuilder<unknown>,
  limit: number,
): Promise<{ rows: { id: string; key: string; title: string }[]; total: number }> {
  const { rows } = await sql<{ id: string; key: string; title: string; total: number }>`
    select i.id, i.key, i.title, count(*) over ()::int as total from initiative_domains j
    join initiatives i on i.network_id = j.network_id and i.id = j.initiative_id and i.status = 'active'
    where j.network_id = ${networkId} and j.domain_id = ${domainId} and ${having}
    order by i.key_number, i.key limit ${limit}`.execute(db);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** In how many initiatives of a domain each dimension is an effective lever, or shows its effect, by all their coders. */
async function countEffective(db: Database, networkId: string, domainId: string): Promise<EffectiveCount[]> {
  const { rows } = await sql<EffectiveCount>`
    select dimension, (count(*) filter (where side = 'lever'))::int as lever, (count(*) filter (where side = 'impact'))::int as impact
    from (select c.dimension_key as dimension, c.side from initiative_domains j
      join initiatives i on i.network_id = j.network_id and i.id = j.initiative_id and i.status = 'active'
      join statements s on s.network_id = i.network_id and s.initiative_id = i.id
      join codings c on c.network_id = s.network_id and c.statement_id = s.id
      where j.network_id = ${networkId} and j.domain_id = ${domainId}
      group by i.id, c.dimension_key, c.side having min(c.score) >= ${EFFECTIVE}) e group by dimension`.execute(db);
  return rows;
}

type Coded = Awaited<ReturnType<typeof listCodings>>;

/** For each cell of the grid, the lowest and the highest score its coders gave. */
function spreadOf(codings: Coded): ProfileView["cells"] {
  const cells: ProfileView["cells"] = {};
  for (const { dimension, side, score } of codings) {
    if (score === null) continue;
    cells[dimension] ??= { lever: null, impact: null };
    const cell = cells[dimension];
    const before = cell[side];
    cell[side] = before ? [Math.min(before[0], score), Math.max(before[1], score)] : [score, score];
  }
  return cells;
}

/** The grid in force and how far two coders agree on it. */
export async function readGridPage(db: Database, network: Network): Promise<GridView> {
  const [grid, counted] = await Promise.all([readGrid(db, network.id), countAgreement(db, network.id)]);
  if (!grid) return { grid: null, agreement: [] };
  const agreed = (dimension: string, side: "lever" | "impact") => {
    const cell = counted.find((one) => one.dimension === dimension && one.side === side);
    return { cells: cell?.cells ?? 0, alike: cell?.alike ?? 0 };
  };
  return {
    grid: {
      version: grid.version,
      dimensions: grid.dimensions.map(({ key, name, lever, impact }) => ({ key, name, lever, impact })),
      scale: grid.scale.map(({ score, label, meaning }) => ({ score, name: label, meaning })),
      manual: grid.manual,
    },
    agreement:
      counted.length === 0
        ? []
        : grid.dimensions.map(({ key }) => ({
            dimension: key,
            lever: agreed(key, "lever"),
            impact: agreed(key, "impact"),
          })),
  };
}
