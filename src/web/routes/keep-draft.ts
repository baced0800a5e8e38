import type { SheetFields } from "../../initiatives/sheet-fields.ts";
import { saveDraft } from "../../proposals/actions/save-draft.ts";
import { inNetwork } from "../context.ts";
import { failWith, type NetworkScene } from "../scene.ts";

/** Keeps a form as a draft, and leads to it. */
export async function keep(
  scene: NetworkScene,
  on: { sheet: { key: string } } | null,
  { id, base, fields, word }: { id: string; base: number; fields: SheetFields; word: string },
): Promise<Response> {
  const { c, ctx, doors, network, lang } = scene;
  const kept = await saveDraft(doors, {
    network: network.slug,
    id,
    key: on?.sheet.key ?? null,
    base,
    fields,
    word,
    lang,
  });
  if (kept.ok) return c.redirect(`${inNetwork(ctx, `/brouillons/${id}`)}?fait=garde`, 303);
  return failWith(scene, network, kept.failure);
}
