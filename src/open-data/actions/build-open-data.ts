import { z } from "zod";
import { canManageNetwork } from "../../networks/policies.ts";
import { action, findNetwork } from "../../platform/action.ts";
import { ok } from "../../platform/result.ts";
import { buildDataset } from "../build-dataset.ts";
import { datasetOf } from "../datasets.ts";

const BuildOpenDataInput = z.object({
  network: z.string(),
  /** The public address of the installation. */
  base: z.url(),
});

/**
 * Makes ready the files of everything a network publishes, or takes them away when it does not. It only derives what is
 * there already: it leaves no trace and does not raise the revision that the files are made from.
 */
export const buildOpenData = action({
  name: "build_open_data",
  input: BuildOpenDataInput,
  allow: canManageNetwork,
  reads: true,
  run: async ({ db, dataDir, now, network }, { base }) =>
    ok(
      await buildDataset({ db, dataDir, now, base }, network.id, async (at) =>
        datasetOf(await findNetwork(at, network.slug)),
      ),
    ),
});
