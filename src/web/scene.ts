import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context, MiddlewareHandler } from "hono";
import { catalogue } from "../i18n/catalogue.ts";
import { sayRefusal } from "../i18n/fr/reading.ts";
import { isReached } from "../initiatives/within.sql.ts";
import {
  canClassify,
  canComment,
  canCreate,
  canDelete,
  canDraft,
  canEdit,
  canEnter,
  canImport,
  canManageNetwork,
  canManagePeople,
  canManagePersonalData,
  canMerge,
  canPropose,
  canPublishReport,
  canRead,
  canReadOwnSheets,
  canReview,
  canSeeAudit,
  canSeeHistory,
  canSeeWorkspace,
  type Policy,
  partsOf,
} from "../networks/policies.ts";
import { type Member, STRANGER, type Visitor } from "../people/visitor.ts";
import { type Doors, findNetwork, type Network } from "../platform/action.ts";
import { within } from "../platform/database/reach.ts";
import type { Person } from "../platform/person.ts";
import type { Failure } from "../platform/result.ts";
import type { Runtime } from "../platform/runtime.ts";
import type { Html } from "../ui/html.ts";
import type { Assets } from "./assets.ts";
import { type Capabilities, type PageContext, READ_ONLY } from "./context.ts";
import { typedIn } from "./form.ts";
import type { Identity } from "./identity.ts";
import type { RequestTimes } from "./metrics/request-times.ts";
import type { PageCache } from "./page-cache.ts";
import { type ErrorStatus, errorPage } from "./pages/error.ts";

/** Whether the server was asked to stop, and only answers until its proxies have left. */
export type Life = { draining: boolean };

export type Site = {
  runtime: Runtime;
  assets: Assets;
  cache: PageCache;
  identity: Identity;
  /** Whether anybody may enter as one of the demonstration's people: a server that only this machine reaches. */
  demonstration: boolean;
  times: RequestTimes;
  life: Life;
  /** What goes before the addresses that programs of any origin may read. */
  openly: MiddlewareHandler<Env>[];
};
export type Lang = "fr" | "en";
export type Env = {
  Variables: { visitor: Visitor; request: string };
  Bindings: { incoming: IncomingMessage; outgoing?: ServerResponse };
};
export type C = Context<Env>;

/** What a page route works with: the person, the doors of actions, and the context of pages. */
export type PageScene = { c: C; site: Site; person: Person; member: Member | null; doors: Doors; lang: Lang };

/** A page route inside a network that the person may read. */
export type NetworkScene = PageScene & {
  network: Network;
  ctx: PageContext;
  /** A moment before the network was read: what it allowed may have changed since. */
  moment: number;
};

/** Opens what every page needs, before any network is known. */
export function openScene(c: C, site: Site, lang: Lang): PageScene {
  const { person, member } = c.get("visitor") ?? STRANGER;
  return { c, site, person, member, lang, doors: site.runtime.doors(person, c.get("request")) };
}

function capabilities(person: Person, network: Network): Capabilities {
  return {
    read: canRead(person, network),
    seeWorkspace: canSeeWorkspace(person, network),
    import: canImport(person, network),
    review: canReview(person, network),
    classify: canClassify(person, network),
    edit: canEdit(person, network),
    create: canCreate(person, network),
    remove: canDelete(person, network),
    seeHistory: canSeeHistory(person, network),
    propose: canPropose(person, network),
    draft: canDraft(person, network),
    merge: canMerge(person, network),
    publishReport: canPublishReport(person, network),
    manage: canManageNetwork(person, network),
    managePeople: canManagePeople(person, network),
    seeAudit: canSeeAudit(person, network),
    comment: canComment(person, network),
    managePersonalData: canManagePersonalData(person, network),
  };
}

/** The context of a page, inside a network or not. */
export function contextOf({ c, site, person, member, lang }: PageScene, network: Network | null): PageContext {
  const t = catalogue(lang);
  const url = new URL(c.req.url);
  const path = lang === "en" ? url.pathname.replace(/^\/en(?=\/|$)/, "") || "/" : url.pathname;
  return {
    lang,
    t,
    network,
    path: path + url.search,
    base: site.runtime.config.publicUrl,
    can: network ? capabilities(person, network) : READ_ONLY,
    member: member && { name: member.name, asleep: member.asleep, news: member.news ?? 0 },
    assets: site.assets.address,
  };
}

/**
 * Runs a page inside the network of the address; a network the person may not read does not exist for her. A page that says
 * so itself is opened by whoever holds anything of the network: it then asks what she may see.
 */
export function inside(
  site: Site,
  lang: Lang,
  page: (scene: NetworkScene) => Promise<Response>,
  opens: Policy = canRead,
) {
  return async (c: C): Promise<Response> => {
    const scene = openScene(c, site, lang);
    const moment = site.cache.moment();
    const network = await findNetwork(site.runtime.db, c.req.param("network") ?? "");
    if (!network || !opens(scene.person, network))
      return failWith(scene, null, {
        kind: "not_found",
        code: "network",
        params: { network: c.req.param("network") ?? "" },
      });
    return within([network.id], () => page({ ...scene, network, moment, ctx: contextOf(scene, network) }));
  };
}

/** Runs a page inside the network for whoever has the capability; others are told that they may not. */
export const allowing =
  (site: Site, lang: Lang, capability: keyof Capabilities) => (page: (scene: NetworkScene) => Promise<Response>) =>
    inside(
      site,
      lang,
      async (scene) =>
        scene.ctx.can[capability]
          ? page(scene)
          : failWith(scene, scene.network, { kind: "forbidden", code: "forbidden" }),
      canEnter,
    );

/** Whether somebody reads a sheet: it is of a network that she reads, or her own. */
export async function seesSheet(
  { doors, person, network, ctx }: NetworkScene,
  initiative: string | undefined,
): Promise<boolean> {
  if (ctx.can.read || initiative === undefined) return ctx.can.read;
  const parts = partsOf(canReadOwnSheets, person, network);
  return isReached(doors.db, network.id, parts, initiative);
}

/** Runs a page that is of no network. */
export const outside = (site: Site, lang: Lang) => (page: (scene: PageScene) => Promise<Response>) => (c: C) =>
  page(openScene(c, site, lang));

/** The status of an answer that tells of a failure. */
export const STATUS: Record<Failure["kind"], ErrorStatus> = {
  not_found: 404,
  forbidden: 403,
  invalid: 422,
  conflict: 409,
  unavailable: 503,
};

/** The sentence of a failure in the language of the page. */
export function sayFailureIn(lang: Lang, failure: Failure): string {
  const words = catalogue(lang);
  const params = failure.params ?? {};
  const refusal = sayRefusal(words.reading, failure.code, params);
  if (refusal !== null) return refusal;
  const known = Object.hasOwn(words.failures, failure.code)
    ? words.failures[failure.code as keyof typeof words.failures]
    : null;
  return known ? known(params) : words.failures.unknown({ ...params, code: failure.code });
}

/** The page of a failure: what happened, how to mend it, and what was typed in the form that was refused. */
export async function failWith(scene: PageScene, network: Network | null, failure: Failure): Promise<Response> {
  const status = STATUS[failure.kind];
  // Pages refuse before any action is asked: the log tells of it as actions do.
  if (failure.kind === "forbidden") {
    const { c, site, person } = scene;
    site.runtime.log.warn({ path: c.req.path, person: person.id, request: c.get("request") }, "forbidden");
  }
  const typed = await typedIn(scene.c);
  const detail = sayFailureIn(scene.lang, failure);
  return show(
    scene.c,
    errorPage(contextOf(scene, network), { status, detail, ...(typed && typed.fields.length > 0 && { typed }) }),
    status,
  );
}

/** Sends a page that is not kept. */
export function show(c: C, page: Html, status: ErrorStatus | 200 | 410 | 429 = 200): Response {
  c.header("cache-control", "no-store");
  return c.html(String(page), status);
}
