import { readNetworks } from "../../networks/networks.sql.ts";
import { canCreateNetwork } from "../../networks/policies.ts";
import type { Doors } from "../../platform/action.ts";
import { forbidden, ok, type Result } from "../../platform/result.ts";
import { type Built, buildDataset } from "../build-dataset.ts";
import { COMMON, commonDataset } from "../datasets.ts";

/** Makes ready the files of the common space, or takes them away when no network shares. */
export async function buildCommon(doors: Doors, { base }: { base: string }): Promise<Result<Built>> {
  if (!canCreateNetwork(doors.person)) return forbidden("forbidden", { action: "build_common" });
  const { db, dataDir, now } = doors;
  return ok(
    await buildDataset({ db, dataDir, now, base }, COMMON, async (at) => commonDataset(await readNetworks(at, true))),
  );
}
