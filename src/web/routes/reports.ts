import { createHash } from "node:crypto";
import type { Hono } from "hono";
import type { Failure } from "../../platform/result.ts";
import { restartReport } from "../../reports/actions/restart-report.ts";
import { saveReportDraft } from "../../reports/actions/save-report-draft.ts";
import { sealReport } from "../../reports/actions/seal-report.ts";
import { reportCss } from "../../reports/compose-html.ts";
import { findReport } from "../../reports/reports.sql.ts";
import { inNetwork } from "../context.ts";
import { readForm } from "../form.ts";
import { keepPage } from "../keep.ts";
import { reportPage } from "../pages/report.ts";
import { type DraftErrors, type ReportsNews, reportsPage } from "../pages/reports.ts";
import {
  allowing,
  type Env,
  failWith,
  inside,
  type Lang,
  type NetworkScene,
  type Site,
  STATUS,
  sayFailureIn,
  show,
} from "../scene.ts";
import { readReports } from "../views/reports.ts";

const YEAR = 31_536_000;
const CSS_VERSION = createHash("sha256").update(reportCss).digest("hex").slice(0, 12);

// The sealed file holds its own styles and fonts, and nothing else: it is served as it was sealed.
const SEALED_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

// A PDF runs nothing of the site; the readers built in browsers need their own styles to show it.
const PDF_POLICY = "frame-ancestors 'none'; base-uri 'none'";

const LIMITS = { title: 200, subtitle: 300, foreword: 20_000 };

/** Reports: read, written, sealed. */
export function reportRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const publishing = allowing(site, lang, "publishReport");
  app.get(
    "/:network/rapports",
    inside(site, lang, (scene) => tell(scene, newsOf(new URL(scene.c.req.url).searchParams))),
  );
  app.post("/:network/rapports/brouillon", publishing(save));
  app.post("/:network/rapports/sceller", publishing(seal));
  app.post("/:network/rapports/:number/recomposer", publishing(composeAgain));
  app.get("/:network/rapports/rapport.css", (c) => {
    c.header("cache-control", c.req.query("v") === CSS_VERSION ? `public, max-age=${YEAR}, immutable` : "no-cache");
    c.header("content-type", "text/css; charset=utf-8");
    return c.body(reportCss);
  });
  app.get("/:network/rapports/:number", inside(site, lang, read));
  app.get("/:network/rapports/:number/rapport.pdf", inside(site, lang, sendPdf));
  app.get("/:network/rapports/:number/rapport.html", inside(site, lang, sendHtml));
}

function newsOf(params: URLSearchParams): ReportsNews | undefined {
  const sealed = params.get("scelle");
  if (sealed !== null && /^[1-9]\d{0,6}$/.test(sealed)) return { done: "sealed", number: Number(sealed) };
  const done = (["saved", "busy"] as const).find((one) => one === params.get("fait"));
  return done && { done };
}

type Typed = { title: string; subtitle: string; foreword: string };

async function tell(
  scene: NetworkScene,
  news?: ReportsNews,
  failure?: Failure,
  typed?: Typed,
  errors?: DraftErrors,
): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const view = await readReports(doors.db, network, { lang, publishes: ctx.can.publishReport, now: doors.now() });
  const shown = view.draft && typed ? { ...view, draft: { ...view.draft, ...typed } } : view;
  // Only who may publish sees news: they come from the address, which anybody may write.
  const page = reportsPage(
    ctx,
    shown,
    (one) => sayFailureIn(lang, one),
    ctx.can.publishReport ? news : undefined,
    errors,
  );
  return show(c, page, failure ? STATUS[failure.kind] : 200);
}

async function readTyped(scene: NetworkScene): Promise<{ typed: Typed; errors: DraftErrors }> {
  const form = await readForm(scene.c);
  const words = scene.ctx.t.reports;
  const typed = {
    title: form.text("titre").trim(),
    subtitle: form.text("sous-titre").trim(),
    foreword: form.text("avant-propos").replaceAll("\r\n", "\n").trim(),
  };
  const errors: DraftErrors = {
    ...(typed.title.length > LIMITS.title && { title: words.titleLong }),
    ...(typed.subtitle.length > LIMITS.subtitle && { subtitle: words.subtitleLong }),
    ...(typed.foreword.length > LIMITS.foreword && { foreword: words.forewordLong }),
  };
  return { typed, errors };
}

/** Keeps what was typed; answers the page that says why when it could not be. */
async function keepDraft(scene: NetworkScene): Promise<Response | Typed> {
  const { doors, network, lang } = scene;
  const { typed, errors } = await readTyped(scene);
  if (Object.keys(errors).length > 0) return tell(scene, undefined, { kind: "invalid", code: "input" }, typed, errors);
  const saved = await saveReportDraft(doors, { network: network.slug, lang, ...typed });
  return saved.ok ? typed : tell(scene, { problem: sayFailureIn(lang, saved.failure) }, saved.failure, typed);
}

async function save(scene: NetworkScene): Promise<Response> {
  const kept = await keepDraft(scene);
  return kept instanceof Response ? kept : scene.c.redirect(`${inNetwork(scene.ctx, "/rapports")}?fait=saved`, 303);
}

async function composeAgain(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const number = c.req.param("number") ?? "";
  const found = /^[1-9]\d{0,6}$/.test(number) ? await findReport(doors.db, network.id, Number(number)) : undefined;
  if (!found) return failWith(scene, network, { kind: "not_found", code: "report", params: { number } });
  const asked = await restartReport(doors, { network: network.slug, id: found.id });
  // Sent twice, the button leads to the composition that the first time began.
  if (asked.ok || asked.failure.kind === "conflict") return c.redirect(inNetwork(ctx, "/rapports"), 303);
  return tell(scene, { problem: sayFailureIn(lang, asked.failure) }, asked.failure);
}

async function seal(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const typed = await keepDraft(scene);
  if (typed instanceof Response) return typed;
  // The button sent twice makes one report: the second finds the first under way.
  const { composing } = await readReports(doors.db, network, { lang, publishes: true, now: doors.now() });
  if (composing.some((one) => one.lang === lang)) return c.redirect(`${inNetwork(ctx, "/rapports")}?fait=busy`, 303);
  const sealed = await sealReport(doors, { network: network.slug, lang });
  if (sealed.ok) return c.redirect(`${inNetwork(ctx, "/rapports")}?scelle=${sealed.value.number}`, 303);
  if (sealed.failure.code === "report_busy") return c.redirect(`${inNetwork(ctx, "/rapports")}?fait=busy`, 303);
  return tell(scene, { problem: sayFailureIn(lang, sealed.failure) }, sealed.failure, typed);
}

type Sealed = NonNullable<Awaited<ReturnType<typeof findReport>>>;

async function withReport(scene: NetworkScene, page: (report: Sealed) => Promise<Response>): Promise<Response> {
  const number = scene.c.req.param("number") ?? "";
  const report = /^[1-9]\d{0,6}$/.test(number)
    ? await findReport(scene.doors.db, scene.network.id, Number(number))
    : undefined;
  if (report?.status === "sealed") return page(report);
  return failWith(scene, scene.network, { kind: "not_found", code: "report", params: { number } });
}

function read(scene: NetworkScene): Promise<Response> {
  const moment = scene.site.cache.moment();
  return withReport(scene, (report) => {
    const view = {
      number: report.number,
      title: report.title,
      lang: report.lang,
      sealedAt: new Date(report.sealed_at!).toISOString(),
      hash: report.data_hash ?? "",
      model: report.model!,
      pdfHash: report.pdf_sha256 ?? "",
      htmlHash: report.html_sha256 ?? "",
    };
    const css = `${inNetwork(scene.ctx, "/rapports/rapport.css")}?v=${CSS_VERSION}`;
    return keepPage(scene, async () => reportPage(scene.ctx, view, css), moment);
  });
}

/** What every sealed file is sent with: it never changes, but who may read it may. */
function headFile(
  { c, network }: NetworkScene,
  report: Sealed,
  hash: string | null,
  type: string,
  ending: string,
): void {
  c.header("content-type", type);
  c.header("cache-control", "private, no-cache");
  c.header("etag", `"${hash}"`);
  c.header("content-disposition", `inline; filename="${network.slug}-rapport-${report.number}.${ending}"`);
}

function sendPdf(scene: NetworkScene): Promise<Response> {
  return withReport(scene, async (report) => {
    headFile(scene, report, report.pdf_sha256, "application/pdf", "pdf");
    scene.c.header("content-security-policy", PDF_POLICY);
    return scene.c.body(new Uint8Array(report.pdf!));
  });
}

function sendHtml(scene: NetworkScene): Promise<Response> {
  return withReport(scene, async (report) => {
    headFile(scene, report, report.html_sha256, "text/html; charset=utf-8", "html");
    scene.c.header("content-security-policy", SEALED_POLICY);
    return scene.c.body(report.html!);
  });
}
