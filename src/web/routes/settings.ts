import type { Hono } from "hono";
import { settleNetwork } from "../../networks/actions/settle-network.ts";
import type { Failure } from "../../platform/result.ts";
import { inNetwork } from "../context.ts";
import { readForm } from "../form.ts";
import { type SettingsErrors, type SettingsNews, type SettingsView, settingsPage } from "../pages/settings.ts";
import { allowing, type Env, type Lang, type NetworkScene, type Site, STATUS, sayFailureIn, show } from "../scene.ts";

const LIMITS = { name: 200, description: 2000 };

/** What a network says of itself and to whom it shows itself, for whoever administers it. */
export function settingsRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const managing = allowing(site, lang, "manage");
  app.get(
    "/:network/reglages",
    managing(async (scene) =>
      tell(
        scene,
        scene.network,
        new URL(scene.c.req.url).searchParams.get("fait") === "saved" ? { done: "saved" } : undefined,
      ),
    ),
  );
  app.post("/:network/reglages", managing(save));
}

function tell(
  scene: NetworkScene,
  view: SettingsView,
  news?: SettingsNews,
  failure?: Failure,
  errors?: SettingsErrors,
): Response {
  return show(scene.c, settingsPage(scene.ctx, view, news, errors), failure ? STATUS[failure.kind] : 200);
}

async function save(scene: NetworkScene): Promise<Response> {
  const form = await readForm(scene.c);
  const words = scene.ctx.t.settings;
  const typed: SettingsView = {
    name: form.text("nom").trim(),
    description: form.text("description").replaceAll("\r\n", "\n").trim(),
    published: form.text("publie") === "oui",
    shared: form.text("partage") === "oui",
    licence: form.text("licence") || null,
    open_to_proposals: form.text("propositions") === "oui",
  };
  const errors: SettingsErrors = {
    ...(typed.name === "" && { name: words.nameMissing }),
    ...(typed.name.length > LIMITS.name && { name: words.nameLong }),
    ...(typed.description.length > LIMITS.description && { description: words.aboutLong }),
  };
  if (Object.keys(errors).length > 0) return tell(scene, typed, undefined, { kind: "invalid", code: "input" }, errors);
  const settled = await settleNetwork(scene.doors, { network: scene.network.slug, ...typed });
  if (settled.ok) return scene.c.redirect(`${inNetwork(scene.ctx, "/reglages")}?fait=saved`, 303);
  return tell(scene, typed, { problem: sayFailureIn(scene.lang, settled.failure) }, settled.failure);
}
