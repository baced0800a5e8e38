import { validate as isUuid } from "uuid";
import { z } from "zod";
import { findStanding } from "../../initiatives/initiatives.sql.ts";
import { isReached } from "../../initiatives/within.sql.ts";
import { canComment, partsOf } from "../../networks/policies.ts";
import { action } from "../../platform/action.ts";
import { forbidden, invalid, notFound, ok } from "../../platform/result.ts";
import { listMentionable, placeOfComment } from "../comments.sql.ts";
import { keepMentions } from "../mentions.ts";
import { tellComment } from "../tell.ts";

/** How long a comment may be, in characters. */
export const LONGEST_COMMENT = 5000;

/** What a comment says, or why it cannot be kept. */
export const whyNotSaid = (text: string) => {
  if (text.trim() === "") return invalid("comment_empty");
  return text.length > LONGEST_COMMENT ? invalid("comment_long", { most: LONGEST_COMMENT }) : null;
};

const Input = z.object({ network: z.string(), key: z.string(), text: z.string().max(100_000) });

/** Says something under a sheet, to the members of the network; those whom it mentions and those who follow it are told. */
export const commentSheet = action({
  name: "comment_sheet",
  input: Input,
  allow: canComment,
  run: async (scene, { key, text }) => {
    const { db, network, person, newId, now, vault } = scene;
    const initiative = await findStanding(db, network.id, key);
    if (initiative?.status !== "active") return notFound("initiative", { key });
    const parts = partsOf(canComment, person, network);
    if (!(await isReached(db, network.id, parts, initiative.id))) return forbidden("out_of_reach");
    // A comment has somebody to answer to: the command line has no account.
    if (!isUuid(person.id)) return forbidden("out_of_reach");
    const refused = whyNotSaid(text);
    if (refused) return refused;
    const { body, mentioned } = keepMentions(text.trim(), await listMentionable(db, network.id, now()));
    const id = newId();
    await db
      .insertInto("comments")
      .values({
        network_id: network.id,
        id,
        initiative_id: initiative.id,
        author_id: person.id,
        body: vault.seal(placeOfComment(network.id, id), body),
        created_at: now(),
      })
      .execute();
    for (const user_id of mentioned)
      await db.insertInto("comment_mentions").values({ network_id: network.id, comment_id: id, user_id }).execute();
    const told = await tellComment(scene, { comment: id, initiative, body, mentioned, all: true });
    return ok({ comment: id, initiative: initiative.id, told });
  },
  // The history of a sheet is public: that members speak of it is not.
  subjects: (_, { comment }) => ({ comment }),
});
