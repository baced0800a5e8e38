import { OpenAPIHono } from "@hono/zod-openapi";
import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { catalogue as wordsOf } from "../../i18n/catalogue.ts";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { readRecords } from "../../initiatives/records.sql.ts";
import { readNetworks } from "../../networks/networks.sql.ts";
import { describeCatalogue } from "../../open-data/catalogue.ts";
import { findNetwork, type Network } from "../../platform/action.ts";
import { within } from "../../platform/database/reach.ts";
import { NO_FILTER } from "../../search/filter.ts";
import { countByNetwork, findHits } from "../../search/hits.sql.ts";
import { listDomains } from "../../studies/studies.sql.ts";
import { loadedFiles } from "../../territories/official.ts";
import { openReference } from "../../territories/reference.ts";
import type { Level } from "../../territories/types.ts";
import { isDatabaseAway } from "../database-away.ts";
import type { C, Env, Site } from "../scene.ts";
import { describeAll } from "../views/open-data.ts";
import { domainAnswer, initiativeAnswer, networkAnswer, resource, territoryAnswer } from "./answers.ts";
import { unlessKnown } from "./conditional.ts";
import { API_VERSION, apiDocument } from "./document.ts";
import { faultsOf } from "./faults.ts";
import { askedLanguage } from "./language.ts";
import { OPERATIONS, type OperationName } from "./operations.ts";
import { problem } from "./problems.ts";
import { listActorPage, listInitiatives, type Paged, readFacets } from "./read.ts";
import { LEVELS } from "./schemas.ts";

const idsOf = (networks: readonly Network[]) => networks.map(({ id }) => id);

type Valid = { query: never; param: never };
type Handler = (c: C) => Promise<Response> | Response;

const stateOf = (networks: readonly Network[]) => networks.map(({ id, revision }) => `${id}:${revision}`).join();

/** The public API, for reading only and the same for everybody: whoever asks, it knows only what networks publish. */
export function apiRoutes(app: Hono<Env>, site: Site): void {
  const { db, config, log } = site.runtime;
  const base = config.publicUrl;
  const api = new OpenAPIHono<Env>({
    defaultHook: (result, c) => {
      if (result.success) return;
      const lang = askedLanguage(c.req.header("accept-language"));
      const errors = faultsOf(result.error.issues, lang);
      return problem(c, "parameters", { list: errors.map(({ detail }) => detail).join(" ") }, { errors });
    },
  });
  const serve = (name: OperationName, handle: Handler) => api.openapi(OPERATIONS[name], handle as never);
  const asked = <T>(c: C, part: "query" | "param") =>
    (c.req as unknown as { valid: (p: keyof Valid) => T }).valid(part);
  const inNetwork = (handle: (c: C, network: Network) => Promise<Response>): Handler => {
    return async (c) => {
      const slug = c.req.param("slug") ?? "";
      const network = await findNetwork(db, slug);
      // One that does not publish is answered as one that does not exist.
      if (!network?.published) return problem(c, "network", { network: slug });
      return unlessKnown(c, stateOf([network]), () => within([network.id], () => handle(c, network)));
    };
  };
  const inCommon = (handle: (c: C, networks: Network[]) => Promise<Response>): Handler => {
    return async (c) => {
      const networks = (await readNetworks(db, true)).filter(({ shared }) => shared);
      return unlessKnown(c, stateOf(networks), () => within(idsOf(networks), () => handle(c, networks)));
    };
  };
  const inAll = (handle: (c: C, networks: Network[]) => Promise<Response>): Handler => {
    return async (c) => {
      const networks = await readNetworks(db, true);
      return unlessKnown(c, stateOf(networks), () => within(idsOf(networks), () => handle(c, networks)));
    };
  };

  api.use("/api/v1", ...site.openly);
  api.use("/api/v1/*", ...site.openly);
  serve("index", (c) =>
    c.json({
      name: "Ancrage",
      version: API_VERSION,
      documentation: `${base}/api`,
      openapi: resource(base, "/openapi.json"),
      catalogue: resource(base, "/catalogue.jsonld"),
      networks: resource(base, "/networks"),
      initiatives: resource(base, "/initiatives"),
      facets: resource(base, "/facets"),
    }),
  );
  serve("openapi", (c) => {
    const lang = askedLanguage(c.req.header("accept-language"));
    c.header("vary", "accept-language", { append: true });
    c.header("content-language", lang);
    c.header("cache-control", "public, max-age=3600");
    return c.json(apiDocument(lang, base, config.apiRate));
  });
  serve("catalogue", async (c) => {
    const lang = askedLanguage(c.req.header("accept-language"));
    const words = wordsOf(lang).openData.catalogue;
    const told = describeCatalogue(resource(base, "/catalogue.jsonld"), await describeAll(db), { base, lang, words });
    c.header("vary", "accept-language", { append: true });
    c.header("cache-control", "public, max-age=60, must-revalidate");
    return c.body(JSON.stringify(told), 200, { "content-type": "application/ld+json; charset=utf-8" });
  });
  serve(
    "networks",
    inAll(async (c, networks) => {
      const ids = idsOf(networks);
      const counts = countByNetwork(await findHits(db, ids, NO_FILTER));
      const items = networks.map((network) => networkAnswer(network, counts.get(network.id) ?? 0, base));
      return c.json({ total: items.length, items });
    }),
  );
  serve(
    "network",
    inNetwork(async (c, network) =>
      c.json(networkAnswer(network, (await findHits(db, [network.id], NO_FILTER)).total, base)),
    ),
  );
  serve(
    "networkInitiatives",
    inNetwork(async (c, network) => page(c, await listInitiatives(db, [network], asked(c, "query"), base))),
  );
  serve(
    "initiative",
    inNetwork(async (c, network) => {
      const { key } = asked<{ key: string }>(c, "param");
      const standing = await findStanding(db, network.id, key);
      if (standing?.status !== "active") return problem(c, "initiative", { key });
      if (standing.key !== key) {
        // Merges are undone: nobody may remember it without asking again.
        c.header("cache-control", "no-cache");
        return c.redirect(
          resource(base, `/networks/${network.slug}/initiatives/${encodeURIComponent(standing.key)}`),
          301,
        );
      }
      const [record] = await readRecords(db, network.id, [standing.id]);
      return record ? c.json(initiativeAnswer(record, network, base)) : problem(c, "initiative", { key });
    }),
  );
  serve(
    "actors",
    inNetwork(async (c, network) => page(c, await listActorPage(db, network, asked(c, "query"), base))),
  );
  serve(
    "domains",
    inNetwork(async (c, network) => {
      const items = (await listDomains(db, network.id)).map((domain) => domainAnswer(domain, network, base));
      return c.json({ total: items.length, items });
    }),
  );
  serve(
    "networkFacets",
    inNetwork(async (c, network) => c.json(await readFacets(db, [network], asked(c, "query")))),
  );
  serve(
    "initiatives",
    inCommon(async (c, networks) => page(c, await listInitiatives(db, networks, asked(c, "query"), base))),
  );
  serve(
    "facets",
    inCommon(async (c, networks) => c.json(await readFacets(db, networks, asked(c, "query")))),
  );
  serve("territory", (c) => {
    const { level, code } = asked<{ level: string; code: string }>(c, "param");
    const reference = openReference();
    const known = LEVELS.includes(level as Level) ? territoryAnswer(reference, level as Level, code, base) : undefined;
    return unlessKnown(c, `${reference.edition} ${loadedFiles()}`, async () =>
      known ? c.json(known) : problem(c, "territory", { level, code }),
    );
  });
  for (const path of ["/api/v1", "/api/v1/*"])
    api.all(path, (c) => {
      if (c.req.method === "GET" || c.req.method === "HEAD") return problem(c, "address");
      c.header("allow", "GET, HEAD, OPTIONS");
      return problem(c, "method", { method: c.req.method });
    });
  api.onError((error, c) => {
    if (error instanceof HTTPException && error.status < 500) return problem(c, "parameters", { list: "" });
    const reference = c.get("request");
    log.error({ err: error, request: reference, path: c.req.path }, "failed");
    return problem(c, isDatabaseAway(error) ? "away" : "failed", { reference }, { reference });
  });
  app.route("/", api);

  /** A page of a list, with the address of the next one in the answer and in its Link header (RFC 8288). */
  function page<T>(c: C, found: Paged<T>): Response {
    if (found === "cursor") return problem(c, "cursor");
    const { cursor, ...rest } = found;
    const { pathname, searchParams } = new URL(c.req.url);
    const first = new URLSearchParams(searchParams);
    first.delete("cursor");
    const at = (params: URLSearchParams) => `${base}${pathname}${params.size > 0 ? `?${params}` : ""}`;
    const next = new URLSearchParams(first);
    if (cursor) next.set("cursor", cursor);
    c.header("link", [...(cursor ? [`<${at(next)}>; rel="next"`] : []), `<${at(first)}>; rel="first"`].join(", "));
    return c.json({ total: rest.total, count: rest.count, next: cursor ? at(next) : null, items: rest.items });
  }
}
