import type { SheetFields } from "../../initiatives/sheet-fields.ts";
import type { Failure } from "../../platform/result.ts";
import { saveDraft } from "../../proposals/actions/save-draft.ts";
import { inNetwork } from "../context.ts";
import { failWith, type NetworkScene } from "../scene.ts";
import type { OnSheet } from "./on-sheet.ts";

/** Keeps a form as a draft, and leads to it; `back` shows the form again where something else was made of it meanwhile. */
export async function keep(
  scene: NetworkScene,
  on: Pick<OnSheet, "asked"> | null,
  { id, base, fields, word }: { id: string; base: number; fields: SheetFields; word: string },
  back?: (failure: Failure) => Promise<Response>,
): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const kept = await saveDraft(doors, {
    network: network.slug,
    id,
    key: on?.asked ?? null,
    base,
    fields,
    word,
    lang,
  });
  if (kept.ok) return c.redirect(`${inNetwork(ctx, `/brouillons/${id}`)}?fait=garde`, 303);
  return back && kept.failure.kind === "conflict" ? back(kept.failure) : failWith(scene, network, kept.failure);
}
