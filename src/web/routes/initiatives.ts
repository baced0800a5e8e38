import type { Hono } from "hono";
import { wasDeleted } from "../../initiatives/deletions.sql.ts";
import { findNamed, isKey } from "../../initiatives/initiatives.sql.ts";
import { sheetName } from "../../initiatives/title-slug.ts";
import { isReached } from "../../initiatives/within.sql.ts";
import { canEnter, canSeeWorkspace, partsOf } from "../../networks/policies.ts";
import { sheetAddress, statementAddress } from "../context.ts";
import { addExploring, askedOf } from "../exploring.ts";
import { keepPage } from "../keep.ts";
import { gonePage } from "../pages/basket.ts";
import { listPage } from "../pages/list.ts";
import { ownSheetsPage } from "../pages/own-sheets.ts";
import { sheetPage } from "../pages/sheet.ts";
import { statementPage } from "../pages/statement.ts";
import { type Env, failWith, inside, type Lang, type NetworkScene, type Site, seesSheet, show } from "../scene.ts";
import { readThread } from "../views/comments.ts";
import { readSheetRights } from "../views/editing.ts";
import { readSheet, readStatement } from "../views/initiatives.ts";
import { readList } from "../views/list.ts";
import { readOwnSheets } from "../views/own-sheets.ts";

/** The list of initiatives, their sheets, and the answers they come from. */
export function initiativeRoutes(app: Hono<Env>, site: Site, lang: Lang): void {
  const { db } = site.runtime;
  addExploring(
    app,
    site,
    lang,
    "/initiatives",
    (scene) =>
      keepPage(scene, async () =>
        scene.ctx.can.read
          ? listPage(scene.ctx, await readList(db, scene.scope, askedOf(scene)))
          : ownSheetsPage(scene.ctx, await readOwnSheets(db, scene.network, scene.person)),
      ),
    canEnter,
  );
  app.get(
    "/:network/initiatives/:name",
    inside(
      site,
      lang,
      async (scene) => {
        const name = scene.c.req.param("name") ?? "";
        const moment = site.cache.moment();
        const standing = await findShown(scene, name);
        if (!standing) return goneOrUnknown(scene, name);
        if (name !== sheetName(standing)) {
          // Where the title would make another sheet's key of the address, the key alone is the sheet's own.
          const taken = await isKey(db, scene.network.id, sheetName(standing));
          const today = taken ? { key: standing.key } : standing;
          if (name !== sheetName(today)) return lead(scene, sheetAddress(scene.ctx, today));
        }
        const told = scene.member && (scene.c.req.query("fait") ?? "");
        const page = async () => {
          const [sheet, rights, thread] = await Promise.all([
            readSheet(db, scene.network, standing.id),
            readSheetRights(db, scene.network, scene.person, standing.id),
            readThread(scene, standing),
          ]);
          // Others of a network that she does not read are none of hers.
          const shown = scene.ctx.can.read ? sheet : { ...sheet, neighbours: [], twins: [], findings: [] };
          return sheetPage(scene.ctx, shown, rights, told, thread);
        };
        return keepPage(scene, page, moment);
      },
      canEnter,
    ),
  );
  app.get(
    "/:network/initiatives/:name/reponses/:number",
    inside(
      site,
      lang,
      async (scene) => {
        const [name, number] = [scene.c.req.param("name") ?? "", scene.c.req.param("number") ?? ""];
        const moment = site.cache.moment();
        const standing = await findShown(scene, name);
        if (!standing) return goneOrUnknown(scene, name);
        if (standing.key !== name) return lead(scene, statementAddress(scene.ctx, standing.key, number));
        const view = await readStatement(
          scene.doors,
          scene.network,
          standing.id,
          number,
          await seesAll(scene, standing.id),
        );
        return view ? keepPage(scene, async () => statementPage(scene.ctx, view), moment) : unknown(scene, name);
      },
      canEnter,
    ),
  );
}

/** Whether somebody reads all that was answered of an initiative: where her part of the workspace reaches it. */
const seesAll = async ({ doors, ctx, person, network }: NetworkScene, initiative: string): Promise<boolean> =>
  ctx.can.seeWorkspace &&
  (await isReached(doors.db, network.id, partsOf(canSeeWorkspace, person, network), initiative));

/** The initiative of a name; one that was archived is for the workspace only. */
async function findShown(scene: NetworkScene, name: string) {
  const { site, network, ctx } = scene;
  const standing = await findNamed(site.runtime.db, network.id, name);
  if (!(await seesSheet(scene, standing?.id))) return undefined;
  return standing?.status === "active" || ctx.can.seeWorkspace ? standing : undefined;
}

/**
 * Leads to the address of today, for good as search engines understand it. Titles change and merges are undone, so that
 * nobody may remember it without asking again.
 */
function lead({ c }: NetworkScene, address: string): Response {
  c.header("cache-control", "no-cache");
  return c.redirect(address + new URL(c.req.url).search, 301);
}

/** A sheet that was deleted is gone, and its address says so; one that never was is unknown. */
async function goneOrUnknown(scene: NetworkScene, name: string): Promise<Response> {
  const gone = scene.ctx.can.read && (await wasDeleted(scene.site.runtime.db, scene.network.id, name));
  return gone ? show(scene.c, gonePage(scene.ctx), 410) : unknown(scene, name);
}

const unknown = (scene: NetworkScene, key: string) =>
  failWith(scene, scene.network, { kind: "not_found", code: "initiative", params: { key } });
