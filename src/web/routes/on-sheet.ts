import { findNamed } from "../../initiatives/initiatives.sql.ts";
import { failWith, type NetworkScene } from "../scene.ts";
import { readSheetRights, type SheetRights } from "../views/editing.ts";

/** The sheet that an address is about, and what the person may do with it. */
export type OnSheet = { sheet: { id: string; key: string; title: string }; rights: SheetRights };

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
    return run(scene, { sheet, rights });
  };
