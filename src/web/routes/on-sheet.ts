import { findNamed } from "../../initiatives/initiatives.sql.ts";
import type { SentForm } from "../form.ts";
import { failWith, type NetworkScene } from "../scene.ts";
import { readRevision } from "../sheet-form.ts";
import { readSheetRights, type SheetRights } from "../views/editing.ts";

/** The sheet that an address is about, and what the person may do with it. */
export type OnSheet = {
  sheet: { id: string; key: string; title: string };
  rights: SheetRights;
  /** The key that the address bears, of a sheet that may have been merged into this one: what is done is asked of that key. */
  asked: string;
};

/** A revision that no sheet reaches: what began from another sheet has no start in this one. */
export const NO_REVISION = 999_999_999;

/** The revision that a form began from: none of this sheet, where the form was about one merged into it meanwhile. */
export const baseOf = ({ sheet, asked }: OnSheet, form: SentForm): number =>
  asked === sheet.key ? readRevision(form.text("base")) : NO_REVISION;

/** Runs a page about a sheet for whoever may do that with it; others are told that they may not. */
export const onSheet =
  (right: keyof SheetRights, run: (scene: NetworkScene, on: OnSheet) => Promise<Response>) =>
  async (scene: NetworkScene): Promise<Response> => {
    const { doors, network, person, c } = scene;
    const name = c.req.param("name") ?? "";
    const sheet = await findNamed(doors.db, network.id, name);
    if (sheet?.status !== "active")
      return failWith(scene, network, { kind: "not_found", code: "initiative", params: { key: name } });
    const rights = await readSheetRights(doors.db, network, person, sheet.id);
    if (!rights[right]) return failWith(scene, network, { kind: "forbidden", code: "out_of_reach" });
    return run(scene, { sheet, rights, asked: sheet.asked });
  };
