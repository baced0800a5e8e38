import { findNamed } from "../../initiatives/initiatives.sql.ts";
import type { Failure } from "../../platform/result.ts";
import { failWith, type NetworkScene } from "../scene.ts";
import { readSheetRights, type SheetRights } from "../views/editing.ts";

/** The sheet that an address is about, and what the person may do with it. */
export type OnSheet = {
  sheet: { id: string; key: string; title: string };
  rights: SheetRights;
  /** The address is of a sheet merged into this one: what a form about it says was never said of this one. */
  merged: boolean;
};

/** Why nothing that a form says of a sheet merged meanwhile is done to the one it became. */
export const mergedMeanwhile = (key: string): Failure => ({ kind: "conflict", code: "sheet_merged", params: { key } });

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
    return run(scene, { sheet, rights, merged: sheet.asked !== sheet.key });
  };
