import type { Hono } from "hono";
import { decideDuplicate } from "../../duplicates/actions/decide-duplicate.ts";
import { mergeInitiatives } from "../../duplicates/actions/merge-initiatives.ts";
import { undoMerge } from "../../duplicates/actions/undo-merge.ts";
import type { MergeChoices } from "../../duplicates/merge-rules.ts";
import { type SettledField, type Settling, toSettle } from "../../duplicates/settling.ts";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import type { Failure } from "../../platform/result.ts";
import { inNetwork, sheetAddress } from "../context.ts";
import { readForm, type SentForm } from "../form.ts";
import { type DuplicatesNews, duplicatesPage, type PickView, pairAddress } from "../pages/duplicates.ts";
import { type MergeTyped, mergePage } from "../pages/merge.ts";
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
import { type ComparedPair, readDuplicates, readPair } from "../views/merge.ts";

const TITLE_LIMIT = 500;
const DONE = ["merged", "undone", "distinct", "later", "open"] as const;

/** Initiatives that may be one: compared, merged, parted again. */
export function mergeRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const allowed = allowing(site, lang, "merge");
  app.get("/:network/doublons", allowed(list));
  app.post("/:network/doublons/fusions/:id/defaire", allowed(undo));
  app.get(
    "/:network/doublons/:a/:b",
    allowed((scene) => withPair(scene, async (pair) => show(scene.c, mergePage(scene.ctx, pair)))),
  );
  app.post(
    "/:network/doublons/:a/:b",
    allowed((scene) => withPair(scene, (pair) => merge(scene, pair))),
  );
  app.post("/:network/doublons/:a/:b/decision", allowed(decide));
}

const keysOf = ({ c }: NetworkScene) => ({ kept: c.req.param("a") ?? "", merged: c.req.param("b") ?? "" });

async function tell(
  scene: NetworkScene,
  news?: DuplicatesNews,
  failure?: Failure,
  typed?: PickView,
): Promise<Response> {
  const view = await readDuplicates(scene.doors.db, scene.network);
  return show(
    scene.c,
    duplicatesPage(scene.ctx, view, news, typed),
    failure ? STATUS[failure.kind] : typed ? 422 : 200,
  );
}

const refuse = (scene: NetworkScene, failure: Failure) =>
  tell(scene, { problem: sayFailureIn(scene.lang, failure) }, failure);

async function list(scene: NetworkScene): Promise<Response> {
  const params = new URL(scene.c.req.url).searchParams;
  if (params.has("a") || params.has("b"))
    return pick(scene, (params.get("a") ?? "").trim(), (params.get("b") ?? "").trim());
  const done = DONE.find((one) => one === params.get("fait"));
  if (!done) return tell(scene);
  const key = params.get("fiche");
  const initiative = key ? await findStanding(scene.doors.db, scene.network.id, key) : undefined;
  return tell(scene, { done, ...(initiative && { initiative }) });
}

async function pick(scene: NetworkScene, a: string, b: string): Promise<Response> {
  const words = scene.ctx.t.duplicates;
  const found = await Promise.all([a, b].map((key) => findStanding(scene.doors.db, scene.network.id, key)));
  const errors: PickView["errors"] = {};
  if (!found[0]) errors.a = words.pickUnknown(a);
  if (!found[1]) errors.b = words.pickUnknown(b);
  else if (found[0]?.id === found[1].id) errors.b = words.pickSame;
  if (errors.a || errors.b) return tell(scene, undefined, undefined, { a, b, errors });
  return scene.c.redirect(pairAddress(scene.ctx, found[0]!.key, found[1]!.key), 303);
}

async function withPair(scene: NetworkScene, page: (pair: ComparedPair) => Promise<Response>): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  const found = await readPair(doors.db, network, keysOf(scene));
  if ("pair" in found) return page(found.pair);
  if ("gone" in found)
    return failWith(scene, network, { kind: "not_found", code: "initiative", params: { key: found.gone } });
  if (found.asked) return failWith(scene, network, { kind: "invalid", code: "same_initiative" });
  // Already merged, by the same button or by somebody else: what was asked for is there.
  return c.redirect(sheetAddress(ctx, { key: found.one }), 303);
}

async function merge(scene: NetworkScene, pair: ComparedPair): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const form = await readForm(c);
  const { open } = toSettle(pair.kept, pair.merged);
  const { typed, choices } = readChoices(scene, form, open, pair);
  if (typed.errors.length > 0) return show(c, mergePage(ctx, pair, typed), 422);
  const merged = await mergeInitiatives(doors, {
    network: network.slug,
    ...keysOf(scene),
    revisions: { kept: revision(form.text("kept-revision")), merged: revision(form.text("merged-revision")) },
    choices,
  });
  if (merged.ok)
    return c.redirect(inNetwork(ctx, `/doublons?fait=merged&fiche=${encodeURIComponent(merged.value.key)}`), 303);
  // Merged by somebody else since the pair was read.
  if (merged.failure.code === "same_initiative") return c.redirect(sheetAddress(ctx, pair.kept), 303);
  if (merged.failure.kind === "not_found" || merged.failure.kind === "forbidden")
    return failWith(scene, network, merged.failure);
  return show(
    c,
    mergePage(ctx, pair, { ...typed, problem: sayFailureIn(lang, merged.failure) }),
    STATUS[merged.failure.kind],
  );
}

// What is no revision is none that ever was: the pages are to be read again.
const revision = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : -1);

function readChoices(
  { ctx }: NetworkScene,
  form: SentForm,
  open: readonly Settling[],
  pair: ComparedPair,
): { typed: MergeTyped; choices: Partial<MergeChoices> } {
  const words = ctx.t.duplicates;
  const title = form.text("other-title").trim();
  const typed: MergeTyped = { choices: {}, title, errors: [] };
  const choices: Record<string, unknown> = {};
  const wrong = (field: SettledField, message: string) => typed.errors.push({ field, message });
  for (const { field, choices: allowed } of open) {
    const chosen = allowed.find((one) => one === form.text(field));
    typed.choices[field] = chosen;
    if (!chosen) wrong(field, words.undecidedField(words.theFields[field]!));
    else if (field === "domains") choices.domains = domainsOf(chosen, pair);
    else if (field === "title" && chosen === "other") choices.title = { text: title };
    else choices[field] = chosen;
  }
  if (typed.choices.title === "other" && title === "") wrong("title", words.titleMissing);
  else if (title.length > TITLE_LIMIT) wrong("title", words.titleLong(TITLE_LIMIT));
  else if (title !== "" && typed.choices.title !== undefined && typed.choices.title !== "other")
    wrong("title", words.titleUnchosen);
  return { typed, choices: choices as Partial<MergeChoices> };
}

function domainsOf(chosen: string, { kept, merged }: ComparedPair): string[] {
  const sides = chosen === "both" ? [kept, merged] : [chosen === "kept" ? kept : merged];
  return [...new Set(sides.flatMap((record) => record.domains.map((domain) => domain.key)))];
}

async function decide(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  const { kept, merged } = keysOf(scene);
  const form = await readForm(c);
  const decision = (["distinct", "later", "open"] as const).find((one) => one === form.text("decision"));
  const decided = await decideDuplicate(doors, { network: network.slug, a: kept, b: merged, decision });
  return decided.ok ? c.redirect(inNetwork(ctx, `/doublons?fait=${decision}`), 303) : refuse(scene, decided.failure);
}

async function undo(scene: NetworkScene): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  const id = c.req.param("id") ?? "";
  const undone = await undoMerge(doors, { network: network.slug, merge: id });
  // An identifier that is none names no merge.
  if (!undone.ok)
    return refuse(scene, undone.failure.code === "input" ? { kind: "not_found", code: "merge" } : undone.failure);
  return c.redirect(
    inNetwork(ctx, `/doublons?fait=undone&fiche=${encodeURIComponent(undone.value.keys[0] ?? "")}`),
    303,
  );
}
