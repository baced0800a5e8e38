import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Hono } from "hono";
import { chooseColumns } from "../../imports/actions/choose-columns.ts";
import { receiveFile } from "../../imports/actions/receive-file.ts";
import { startImport } from "../../imports/actions/start-import.ts";
import { FIELDS, type Field, SINGLE_FIELDS } from "../../imports/fields.ts";
import { findWhereabouts } from "../../jobs/jobs.sql.ts";
import type { Failure } from "../../platform/result.ts";
import { inNetwork } from "../context.ts";
import { isId, readForm } from "../form.ts";
import type { TypedColumns } from "../pages/import-columns.ts";
import { importDonePage, importFailedPage, importProgressPage } from "../pages/import-outcome.ts";
import { type ImportPreviewView, type ImportProblem, importPreviewPage } from "../pages/import-preview.ts";
import { importsPage } from "../pages/imports.ts";
import { sayPlace } from "../pages/job-place.ts";
import { receiveUpload } from "../receive-upload.ts";
import {
  allowing,
  type Env,
  failWith,
  type Lang,
  type NetworkScene,
  type Site,
  STATUS,
  sayFailureIn,
  show,
} from "../scene.ts";
import { type ImportView, readEarlier, readImport } from "../views/imports.ts";
import { countWaiting } from "../views/waiting.ts";

const UNKNOWN: Failure = { kind: "not_found", code: "import" };

/** Files received: chosen, checked, imported, and what became of them. */
export function importRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const allowed = allowing(site, lang, "import");
  app.get(
    "/:network/importer",
    allowed((scene) => chooseFile(scene)),
  );
  app.post("/:network/importer", allowed(takeFile));
  app.get(
    "/:network/importer/:id",
    allowed((scene) => withImport(scene, (view) => tell(scene, view))),
  );
  app.post(
    "/:network/importer/:id/colonnes",
    allowed((scene) => withImport(scene, (view) => correctColumns(scene, view))),
  );
  app.post(
    "/:network/importer/:id/lancer",
    allowed((scene) => withImport(scene, (view) => launch(scene, view))),
  );
}

const here = (scene: NetworkScene, id: string) => inNetwork(scene.ctx, `/importer/${id}`);

async function withImport(scene: NetworkScene, page: (view: ImportView) => Promise<Response>): Promise<Response> {
  const id = scene.c.req.param("id");
  const view = isId(id) ? await readImport(scene.doors, scene.network, id) : undefined;
  return view ? page(view) : failWith(scene, scene.network, UNKNOWN);
}

async function chooseFile(scene: NetworkScene, failure?: Failure): Promise<Response> {
  const { ctx, doors, network, site } = scene;
  const error = failure && sayUpload(scene, failure);
  const view = { earlier: await readEarlier(doors, network), uploadBytes: site.runtime.config.uploadBytes, error };
  return show(scene.c, importsPage(ctx, view), failure ? STATUS[failure.kind] : 200);
}

function sayUpload({ ctx, lang }: NetworkScene, failure: Failure): string {
  if (failure.code === "upload_missing") return ctx.t.imports.chooseFile;
  if (failure.code === "upload_cut") return ctx.t.imports.uploadCut;
  return sayFailureIn(lang, failure);
}

async function takeFile(scene: NetworkScene): Promise<Response> {
  const { c, doors, network, site } = scene;
  const { uploadBytes, inflatedBytes, dataDir } = site.runtime.config;
  const upload = await receiveUpload(
    { body: c.req.raw.body, contentType: c.req.header("content-type") ?? "", field: "file" },
    { folder: join(dataDir, "files"), newId: doors.newId, limit: uploadBytes },
  );
  if (!upload.ok) return chooseFile(scene, upload.failure);
  const { path, fileName } = upload.value;
  try {
    const received = await receiveFile(doors, {
      network: network.slug,
      fileName,
      path,
      limits: { uploadBytes, inflatedBytes },
    });
    if (received.ok) return c.redirect(here(scene, received.value.id), 303);
    return await chooseFile(scene, received.failure);
  } finally {
    // Once taken, the file has another name; otherwise nothing must stay of it.
    await rm(path, { force: true });
  }
}

async function tell(
  scene: NetworkScene,
  view: ImportView,
  problem?: ImportProblem & { failure: Failure },
): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const status = problem ? STATUS[problem.failure.kind] : 200;
  if (view.status === "preview" && view.preview)
    return show(c, importPreviewPage(ctx, view as ImportPreviewView, problem), status);
  // What was asked of an import that went on meanwhile is answered by where it is now.
  if (problem) return failWith(scene, network, problem.failure);
  if (view.status === "queued" || view.status === "running") {
    const place = await findWhereabouts(doors.db, "import", view.id);
    return show(c, importProgressPage(ctx, view, place && sayPlace(ctx, place, (one) => sayFailureIn(lang, one))));
  }
  if (view.status === "done") return show(c, importDonePage(ctx, view, await countWaiting(doors.db, network.id)));
  return show(
    c,
    importFailedPage(ctx, view, sayFailureIn(lang, view.failure ?? { kind: "unavailable", code: "unknown" })),
  );
}

async function correctColumns(scene: NetworkScene, view: ImportView): Promise<Response> {
  const { c, ctx, doors, network, site } = scene;
  const { uploadBytes, inflatedBytes } = site.runtime.config;
  const words = ctx.t.imports;
  const form = await readForm(c);
  const typed: TypedColumns = {};
  for (const [column, before] of view.mapping.entries()) {
    if (!form.names.includes(`c${column}`)) continue;
    const chosen = form.text(`c${column}`);
    const field = FIELDS.includes(chosen as Field) ? (chosen as Field) : null;
    if (field !== before) typed[column] = field;
  }
  if (Object.keys(typed).length === 0) return c.redirect(`${here(scene, view.id)}#lecture`, 303);
  const twice = [...SINGLE_FIELDS].find(
    (field) => Object.values(typed).filter((chosen) => chosen === field).length > 1,
  );
  const refuse = (failure: Failure, message: string) =>
    tell(scene, view, { title: words.mappingFailed, message, typed, failure });
  if (twice)
    return refuse({ kind: "invalid", code: "columns_twice" }, words.singleTwice(words.theField[twice] ?? twice));
  const chosen = await chooseColumns(doors, {
    network: network.slug,
    id: view.id,
    choices: typed,
    limits: { uploadBytes, inflatedBytes },
  });
  return chosen.ok
    ? c.redirect(`${here(scene, view.id)}#lecture`, 303)
    : refuse(chosen.failure, sayFailureIn(scene.lang, chosen.failure));
}

async function launch(scene: NetworkScene, view: ImportView): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const started = await startImport(doors, { network: network.slug, id: view.id });
  // Sent twice, the button leads to the import that the first time began.
  if (started.ok || started.failure.code === "import_not_ready") return c.redirect(here(scene, view.id), 303);
  return tell(scene, view, {
    title: ctx.t.imports.notStarted,
    message: sayFailureIn(lang, started.failure),
    failure: started.failure,
  });
}
