import type { Hono } from "hono";
import { commentSheet } from "../../comments/actions/comment-sheet.ts";
import { deleteComment } from "../../comments/actions/delete-comment.ts";
import { editComment } from "../../comments/actions/edit-comment.ts";
import { findComment, findSheetOf } from "../../comments/comments.sql.ts";
import { readable } from "../../comments/mentions.ts";
import { findNamed } from "../../initiatives/initiatives.sql.ts";
import { namesOf } from "../../people/people.sql.ts";
import type { Failure } from "../../platform/result.ts";
import { inNetwork, sheetAddress } from "../context.ts";
import { isId, readForm } from "../form.ts";
import { editCommentPage, lostCommentPage } from "../pages/comments.ts";
import { allowing, type Env, failWith, type Lang, type NetworkScene, type Site, sayFailureIn, show } from "../scene.ts";
import { readMembers } from "../views/comments.ts";

/** What members say under sheets. */
export function commentRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const commenting = allowing(site, lang, "comment");
  app.post("/:network/initiatives/:name/commentaires", commenting(add));
  app.get("/:network/commentaires/:id", commenting(edit));
  app.post("/:network/commentaires/:id", commenting(save));
  app.post("/:network/commentaires/:id/supprimer", commenting(remove));
}

type Sheet = { key: string; title: string };

/** Back to the thread, at what was said. */
const back = ({ c, ctx }: NetworkScene, sheet: { key: string; title?: string }, told: string, comment?: string) =>
  c.redirect(
    `${sheetAddress(ctx, sheet)}?commentaire=${told}#${comment ? `commentaire-${comment}` : "commentaires"}`,
    303,
  );

async function refuse(
  scene: NetworkScene,
  sheet: Sheet,
  action: string,
  typed: string,
  failure: Failure,
  fresh: boolean,
) {
  if (failure.kind === "not_found") return lost(scene, typed);
  if (failure.kind === "forbidden") return failWith(scene, scene.network, failure);
  const members = await readMembers(scene);
  const error = sayFailureIn(scene.lang, failure);
  return show(scene.c, editCommentPage(scene.ctx, { sheet, action, typed, error, members, fresh }), 422);
}

/** What was typed, given back where the sheet or the comment is gone. */
const lost = (scene: NetworkScene, typed: string) => show(scene.c, lostCommentPage(scene.ctx, typed), 404);

async function add(scene: NetworkScene): Promise<Response> {
  const { c, doors, network, ctx } = scene;
  const name = c.req.param("name") ?? "";
  const sheet = await findNamed(doors.db, network.id, name);
  const text = (await readForm(c)).text("commentaire");
  if (sheet?.status !== "active") return lost(scene, text);
  const said = await commentSheet(doors, { network: network.slug, key: sheet.key, text });
  const action = inNetwork(ctx, `/initiatives/${encodeURIComponent(sheet.key)}/commentaires`);
  return said.ok
    ? back(scene, sheet, "envoye", said.value.comment)
    : refuse(scene, sheet, action, text, said.failure, true);
}

const missing = (scene: NetworkScene) => failWith(scene, scene.network, { kind: "not_found", code: "comment" });

/** One's own comment with the sheet it is read under today, or nothing. */
async function ownComment({ c, doors, network, person }: NetworkScene) {
  const id = c.req.param("id");
  const found = isId(id) ? await findComment(doors.db, doors.vault, network.id, id) : undefined;
  return found?.author_id === person.id
    ? { ...found, sheet: await findSheetOf(doors.db, network.id, found.id) }
    : undefined;
}

async function edit(scene: NetworkScene): Promise<Response> {
  const { c, doors, ctx } = scene;
  const found = await ownComment(scene);
  if (!found?.sheet) return missing(scene);
  const mentioned = [...found.body.matchAll(/@\{([0-9a-f-]{36})\}/g)].map((match) => match[1]!);
  const typed = readable(found.body, await namesOf(doors.db, mentioned), ctx.t.comments.somebody);
  const action = inNetwork(ctx, `/commentaires/${found.id}`);
  return show(
    c,
    editCommentPage(ctx, { sheet: found.sheet, action, typed, members: await readMembers(scene), fresh: false }),
  );
}

async function save(scene: NetworkScene): Promise<Response> {
  const { c, doors, network, ctx } = scene;
  const found = await ownComment(scene);
  const text = (await readForm(c)).text("commentaire");
  if (!found?.sheet) return lost(scene, text);
  const saved = await editComment(doors, { network: network.slug, comment: found.id, text });
  return saved.ok
    ? back(scene, found.sheet, "modifie", found.id)
    : refuse(scene, found.sheet, inNetwork(ctx, `/commentaires/${found.id}`), text, saved.failure, false);
}

async function remove(scene: NetworkScene): Promise<Response> {
  const { c, doors, network } = scene;
  const id = c.req.param("id");
  if (!isId(id)) return missing(scene);
  const gone = await deleteComment(doors, { network: network.slug, comment: id });
  return gone.ok ? back(scene, { key: gone.value.key }, "supprime") : failWith(scene, network, gone.failure);
}
