import type { Hono } from "hono";
import { editInitiative } from "../../initiatives/actions/edit-initiative.ts";
import { restoreVersion } from "../../initiatives/actions/restore-version.ts";
import type { SheetField, SheetFields } from "../../initiatives/sheet-fields.ts";
import { TEXT_FIELDS, type TextField } from "../../initiatives/sheet-fields.ts";
import { readState, readStateAt } from "../../initiatives/versions.sql.ts";
import type { Failure } from "../../platform/result.ts";
import { discardDraft } from "../../proposals/actions/discard-draft.ts";
import { sheetAddress } from "../context.ts";
import { isId, readForm, type SentForm } from "../form.ts";
import { type ConflictView, conflictPage, editPage } from "../pages/edit.ts";
import { historyPage, versionPage } from "../pages/history.ts";
import type { FieldError } from "../pages/sheet-form.ts";
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
import { FORM_NAMES, readFields, readPlaceChoice, readRevision } from "../sheet-form.ts";
import {
  readCandidates,
  readComparison,
  readDomainChoices,
  readMerging,
  readVersions,
  type SheetRights,
} from "../views/editing.ts";
import { fieldErrors } from "./field-errors.ts";
import { keep } from "./keep-draft.ts";
import { baseOf, NO_REVISION, type OnSheet, onSheet } from "./on-sheet.ts";

/** Writing a sheet, and reading what it said before. */
export function editingRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const editing = allowing(site, lang, "edit");
  const history = allowing(site, lang, "seeHistory");
  app.get("/:network/initiatives/:name/modifier", editing(onSheet("edit", showForm)));
  app.post("/:network/initiatives/:name/modifier", editing(onSheet("edit", save)));
  app.get("/:network/initiatives/:name/historique", history(onSheet("history", showVersions)));
  app.get("/:network/initiatives/:name/historique/:number", history(onSheet("history", showVersion)));
  app.post("/:network/initiatives/:name/historique/:number/retablir", editing(onSheet("edit", restore)));
}

type Typed = {
  fields: SheetFields;
  base: number;
  word: string;
  /** The draft that the form goes on with. */
  draft?: string;
  told?: string;
  resumed?: string;
  errors?: FieldError[];
  problem?: string;
};

/** The form of a sheet in some state: opened, gone on with, or come back with what to mend. */
export async function editFormOf(
  scene: NetworkScene,
  { sheet, rights }: Omit<OnSheet, "asked">,
  typed: Typed,
  status: 200 | 409 | 422 = 200,
) {
  const { doors, network, ctx, c } = scene;
  const errors = typed.errors ?? [];
  const now = await readState(doors.db, network.id, sheet.id);
  const sameWords = now?.place.place_words === typed.fields.place;
  return show(
    c,
    editPage(ctx, {
      sheet,
      domains: rights.classify ? await readDomainChoices(doors.db, network) : [],
      placeLabel: sameWords ? (now?.place.place_label ?? null) : null,
      candidates: errors.some(({ field }) => field === "place") ? readCandidates(typed.fields.place) : [],
      draft: scene.doors.newId(),
      ...typed,
      errors,
    }),
    status,
  );
}

async function showForm(scene: NetworkScene, on: OnSheet): Promise<Response> {
  const state = await readState(scene.doors.db, scene.network.id, on.sheet.id);
  if (!state)
    return failWith(scene, scene.network, { kind: "not_found", code: "initiative", params: { key: on.sheet.key } });
  return editFormOf(scene, on, { fields: state.fields, base: state.revision, word: "" });
}

async function save(scene: NetworkScene, on: OnSheet): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const form = await readForm(c);
  const base = baseOf(on, form);
  const word = form.text("mot").trim().slice(0, 500);
  const draft = form.text("brouillon");
  if (form.text("geste") === "brouillon") return keepTyped(scene, on, { form, base, word });
  const decided = await readChoices(scene, on, form, base);
  const fields = keptDomains(on.rights, decided.fields, await readStateAt(doors.db, network.id, on.sheet.id, base));
  // Until all is chosen, every text stays as it was typed.
  if (decided.unchosen.length > 0)
    return conflictOf(scene, on, {
      form,
      base,
      word,
      ...decided,
      fields: { ...readFields(form), domains: fields.domains },
    });
  const saved = await editInitiative(doors, {
    network: network.slug,
    key: on.asked,
    base,
    fields,
    placeChoice: readPlaceChoice(form),
    word,
  });
  if (saved.ok) {
    if (isId(draft)) await discardDraft(doors, { network: network.slug, id: draft });
    const done = saved.value.theirs.length > 0 || decided.conflicts > 0 ? "reunie" : "modifiee";
    return c.redirect(`${sheetAddress(ctx, { key: saved.value.key, title: fields.title })}?fait=${done}`, 303);
  }
  const { failure } = saved;
  if (failure.code === "edit_conflict" || isElsewhere(failure, on))
    return conflictOf(scene, on, { form, base, word, fields, chosen: {}, unchosen: [] });
  if (failure.kind === "not_found" || failure.kind === "forbidden") return failWith(scene, network, failure);
  const errors = fieldErrors(failure);
  return editFormOf(
    scene,
    on,
    {
      fields,
      base,
      word,
      errors,
      ...(isId(draft) && { draft }),
      ...(errors.length === 0 && { problem: sayFailureIn(lang, failure) }),
    },
    STATUS[failure.kind] === 409 ? 409 : 422,
  );
}

/** Whether what was asked of a sheet is refused because it was merged into the one that stands in its place. */
const isElsewhere = (failure: Failure, { asked, sheet }: OnSheet): boolean =>
  failure.code === "sheet_merged" && asked !== sheet.key;

async function keepTyped(
  scene: NetworkScene,
  on: OnSheet,
  { form, base, word }: Pick<Conflicting, "form" | "base" | "word">,
): Promise<Response> {
  const { doors, network, lang } = scene;
  const start = await readStateAt(doors.db, network.id, on.sheet.id, base);
  const fields = keptDomains(on.rights, readFields(form), start);
  const draft = form.text("brouillon");
  return keep(scene, on, { id: isId(draft) ? draft : doors.newId(), base, fields, word }, (failure) =>
    isElsewhere(failure, on)
      ? conflictOf(scene, on, { form, base, word, fields, chosen: {}, unchosen: [] })
      : // What its identifier names is no draft any more: this one goes on under another.
        editFormOf(scene, on, { fields, base, word, problem: sayFailureIn(lang, failure) }, 409),
  );
}

/** Who may not place a sheet in domains sends none: they stay as they were. */
const keptDomains = (
  rights: SheetRights,
  fields: SheetFields,
  start: { fields: SheetFields } | undefined,
): SheetFields => (rights.classify ? fields : { ...fields, domains: start?.fields.domains ?? [] });

type Decided = {
  fields: SheetFields;
  conflicts: number;
  chosen: ConflictView["chosen"];
  unchosen: SheetField[];
};

/** What was chosen of two versions, where the form comes from the page that shows both. */
async function readChoices(scene: NetworkScene, { sheet }: OnSheet, form: SentForm, base: number): Promise<Decided> {
  const fields = readFields(form);
  const conflicts = TEXT_FIELDS.filter((field) => form.text("conflit").split(" ").includes(field));
  const decided: Decided = { fields, conflicts: conflicts.length, chosen: {}, unchosen: [] };
  if (conflicts.length === 0) return decided;
  const theirs = await readStateAt(scene.doors.db, scene.network.id, sheet.id, base);
  for (const field of conflicts) {
    const choice = form.text(`choix-${FORM_NAMES[field]}`);
    decided.chosen[field] = choice;
    if (choice === "leur" && theirs) fields[field] = theirs.fields[field];
    else if (choice !== "mien") decided.unchosen.push(field);
  }
  return decided;
}

type Conflicting = { form: SentForm; base: number; word: string; fields: SheetFields } & Pick<
  Decided,
  "chosen" | "unchosen"
>;

async function conflictOf(scene: NetworkScene, { sheet }: OnSheet, at: Conflicting): Promise<Response> {
  const { doors, network, ctx, c } = scene;
  // Where nothing moved again, the page comes back with the start that it showed before.
  const start = at.unchosen.length > 0 ? readRevision(at.form.text("depart")) : at.base;
  const merging = await readMerging(doors.db, network, sheet.id, start, at.fields);
  if (!merging) return failWith(scene, network, { kind: "not_found", code: "initiative", params: { key: sheet.key } });
  const asked = new Set<TextField>(merging.conflicts.map(({ field }) => field));
  return show(
    c,
    conflictPage(ctx, {
      sheet,
      fromOther: start === NO_REVISION,
      start,
      base: merging.now.revision,
      merged: merging.merged,
      conflicts: merging.conflicts,
      theirs: merging.theirs,
      word: at.word,
      draft: at.form.text("brouillon"),
      chosen: at.chosen,
      errors: [],
      unchosen: at.unchosen.filter((field) => asked.has(field as TextField)),
    }),
    at.unchosen.length > 0 ? 422 : 409,
  );
}

const pageOf = (scene: NetworkScene): number =>
  Math.max(1, Math.min(10_000, Number.parseInt(scene.c.req.query("page") ?? "1", 10) || 1));

async function showVersions(scene: NetworkScene, { sheet }: OnSheet): Promise<Response> {
  const view = await readVersions(scene.doors.db, scene.network, sheet.id, pageOf(scene));
  return show(scene.c, historyPage(scene.ctx, sheet, view));
}

const numberOf = (text: string | undefined): number => (/^[1-9]\d{0,5}$/.test(text ?? "") ? Number(text) : 0);

async function showVersion(scene: NetworkScene, on: OnSheet, problem?: Failure): Promise<Response> {
  const { doors, network, ctx, c, lang } = scene;
  const number = numberOf(c.req.param("number"));
  const asked = c.req.query("avec");
  const other = asked === "fiche" || problem ? "now" : numberOf(asked) || Math.max(0, number - 1);
  const view =
    number > 0 ? await readComparison(doors.db, network, on.sheet.id, number, other === 0 ? number : other) : undefined;
  if (!view) return failWith(scene, network, { kind: "not_found", code: "version", params: { number } });
  return show(
    c,
    versionPage(ctx, on.sheet, view, {
      mayRestore: on.rights.edit,
      ...(problem && { problem: sayFailureIn(lang, problem) }),
    }),
    problem ? STATUS[problem.kind] : 200,
  );
}

async function restore(scene: NetworkScene, on: OnSheet): Promise<Response> {
  const { c, ctx, doors, network } = scene;
  const form = await readForm(c);
  const restored = await restoreVersion(doors, {
    network: network.slug,
    key: on.asked,
    number: numberOf(c.req.param("number")) || 999_999,
    base: readRevision(form.text("base")),
    word: form.text("mot").trim().slice(0, 500),
  });
  if (restored.ok) return c.redirect(`${sheetAddress(ctx, { key: restored.value.key })}?fait=retablie`, 303);
  if (restored.failure.kind !== "conflict") return failWith(scene, network, restored.failure);
  return showVersion(scene, on, restored.failure);
}
