import { z } from "zod";
import { isReached } from "../../initiatives/within.sql.ts";
import { canComment, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { forbidden, notFound, ok } from "../../platform/result.ts";
import { findComment, findSheetOf, listMentionable, placeOfComment } from "../comments.sql.ts";
import { keepMentions } from "../mentions.ts";
import { tellComment } from "../tell.ts";
import { whyNotSaid } from "./comment-sheet.ts";

const Input = z.object({ network: z.string(), comment: z.uuid(), text: z.string().max(100_000) });

/** Changes what one said; only those whom it mentions for the first time are told. */
export const editComment = action({
  name: "edit_comment",
  input: Input,
  allow: canComment,
  run: async (scene, { comment: id, text }) => {
    const { db, network, person, now, vault } = scene;
    const comment = await findComment(db, vault, network.id, id);
    if (!comment) return notFound("comment");
    if (comment.author_id !== person.id) return forbidden("out_of_reach");
    const sheet = await findSheetOf(db, network.id, id);
    if (!sheet) return notFound("initiative", { key: comment.key });
    const parts = partsOf(canComment, person, network);
    if (!(await isReached(db, network.id, parts, sheet.id))) return forbidden("out_of_reach");
    const refused = whyNotSaid(text);
    if (refused) return refused;
    const { body, mentioned } = keepMentions(text.trim(), await listMentionable(db, network.id, now()));
    await db
      .updateTable("comments")
      .set({ body: vault.seal(placeOfComment(network.id, id), body), edited_at: now() })
      .where("network_id", "=", network.id)
      .where("id", "=", id)
      .execute();
    await db.deleteFrom("comment_mentions").where("network_id", "=", network.id).where("comment_id", "=", id).execute();
    for (const user_id of mentioned)
      await db.insertInto("comment_mentions").values({ network_id: network.id, comment_id: id, user_id }).execute();
    await tellComment(scene, { comment: id, initiative: sheet, body, mentioned, all: false });
    return ok({ comment: id, initiative: sheet.id, key: sheet.key });
  },
  // The history of a sheet is public: that members speak of it is not.
  subjects: (_, { comment }) => ({ comment }),
});
