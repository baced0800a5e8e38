import { z } from "zod";
import { canComment, canManageNetwork } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { forbidden, notFound, ok } from "../../platform/result.ts";
import { findComment } from "../comments.sql.ts";

const Input = z.object({ network: z.string(), comment: z.uuid() });

/** Takes a comment back: its words are gone, its place in the thread stays. Whoever administers the network may as well. */
export const deleteComment = action({
  name: "delete_comment",
  input: Input,
  allow: canComment,
  run: async ({ db, network, person, now, vault }, { comment: id }) => {
    const comment = await findComment(db, vault, network.id, id);
    if (!comment) return notFound("comment");
    if (comment.author_id !== person.id && !canManageNetwork(person, network)) return forbidden("out_of_reach");
    await db
      .updateTable("comments")
      .set({ body: null, deleted_at: now() })
      .where("network_id", "=", network.id)
      .where("id", "=", id)
      .execute();
    await db.deleteFrom("comment_mentions").where("network_id", "=", network.id).where("comment_id", "=", id).execute();
    await db.deleteFrom("news").where("network_id", "=", network.id).where("comment_id", "=", id).execute();
    return ok({ comment: id, initiative: comment.initiative_id, key: comment.key });
  },
  // The history of a sheet is public: that members speak of it is not.
  subjects: (_, { comment }) => ({ comment }),
});
