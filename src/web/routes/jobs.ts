import type { Hono } from "hono";
import { retryJob } from "../../jobs/actions/retry-job.ts";
import { setJobAside } from "../../jobs/actions/set-job-aside.ts";
import type { Failure, Result } from "../../platform/result.ts";
import { inNetwork } from "../context.ts";
import { isId } from "../form.ts";
import { type JobsNews, jobsPage } from "../pages/jobs.ts";
import { allowing, type Env, type Lang, type NetworkScene, type Site, STATUS, sayFailureIn, show } from "../scene.ts";
import { readJobs } from "../views/jobs.ts";

/** What is done for a network apart from its pages, for whoever administers it. */
export function jobRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const managing = allowing(site, lang, "manage");
  app.get(
    "/:network/travaux",
    managing(async (scene) => tell(scene, newsOf(new URL(scene.c.req.url).searchParams.get("fait")))),
  );
  app.post(
    "/:network/travaux/:id/relancer",
    managing((scene) => decide(scene, "again", (id) => retryJob(scene.doors, { network: scene.network.slug, id }))),
  );
  app.post(
    "/:network/travaux/:id/ecarter",
    managing((scene) => decide(scene, "aside", (id) => setJobAside(scene.doors, { network: scene.network.slug, id }))),
  );
}

const newsOf = (done: string | null): JobsNews | undefined =>
  done === "again" || done === "aside" ? { done } : undefined;

async function tell(scene: NetworkScene, news?: JobsNews, failure?: Failure): Promise<Response> {
  const { c, ctx, site, network, lang } = scene;
  const view = await readJobs(site.runtime.db, network);
  const page = jobsPage(ctx, view, (one) => sayFailureIn(lang, one), news);
  return show(c, page, failure ? STATUS[failure.kind] : 200);
}

async function decide(
  scene: NetworkScene,
  done: "again" | "aside",
  work: (id: string) => Promise<Result<unknown>>,
): Promise<Response> {
  const id = scene.c.req.param("id");
  const decided: Result<unknown> = isId(id)
    ? await work(id)
    : { ok: false, failure: { kind: "not_found", code: "job" } };
  if (decided.ok) return scene.c.redirect(`${inNetwork(scene.ctx, "/travaux")}?fait=${done}`, 303);
  return tell(scene, { problem: sayFailureIn(scene.lang, decided.failure) }, decided.failure);
}
