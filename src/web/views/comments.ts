import { listComments, listMentionable, seesComments } from "../../comments/comments.sql.ts";
import { piecesOf } from "../../comments/mentions.ts";
import { isReached } from "../../initiatives/within.sql.ts";
import { canComment, canManageNetwork, partsOf } from "../../networks/policies.ts";
import { namesOf } from "../../people/people.sql.ts";
import { holds } from "../../platform/person.ts";
import type { HtmlValue } from "../../ui/html.ts";
import { commentThread, type ThreadView } from "../pages/comments.ts";
import type { NetworkScene } from "../scene.ts";

/** Whether somebody may say something under a sheet. */
const mayComment = async ({ doors, person, network }: NetworkScene, initiative: string): Promise<boolean> =>
  holds(person, network, canComment.roles) &&
  isReached(doors.db, network.id, partsOf(canComment, person, network), initiative);

/** Who may be mentioned, by name, for whoever may comment. */
export const readMembers = async ({ doors, network }: NetworkScene): Promise<string[]> => [
  ...new Set((await listMentionable(doors.db, network.id, doors.now())).slice(0, 200).map(({ name }) => name)),
];

/** What is said under a sheet, for those who may read it; nothing for anybody else. */
export async function readThread(scene: NetworkScene, { id, key }: { id: string; key: string }): Promise<HtmlValue> {
  const { c, doors, person, network, ctx, member } = scene;
  if (member === null || !(await seesComments(doors.db, person, network, id))) return "";
  const [rows, may] = await Promise.all([listComments(doors.db, doors.vault, network.id, id), mayComment(scene, id)]);
  const pieces = rows.map(({ body }) => piecesOf(body ?? ""));
  const people = pieces.flat().flatMap((piece) => ("person" in piece ? piece.person : []));
  const names = await namesOf(doors.db, [...rows.map(({ author_id }) => author_id), ...people]);
  const nameOf = (one: string) => names.get(one) ?? ctx.t.comments.somebody;
  const told = ctx.t.comments.told[(c.req.query("commentaire") ?? "") as keyof typeof ctx.t.comments.told];
  const view: ThreadView = {
    key,
    comments: rows.map((row, at) => ({
      id: row.id,
      by: nameOf(row.author_id),
      at: row.created_at.toISOString(),
      edited: row.edited_at?.toISOString() ?? null,
      under: row.under,
      said:
        row.deleted_at !== null
          ? null
          : row.body === null
            ? "locked"
            : pieces[at]!.map((piece) => ("text" in piece ? piece : { mention: nameOf(piece.person) })),
      mine: may && row.author_id === person.id,
      removable: may && (row.author_id === person.id || canManageNetwork(person, network)),
    })),
    canComment: may,
    members: may ? await readMembers(scene) : [],
    typed: "",
    ...(told && { told }),
  };
  return commentThread(ctx, view);
}
