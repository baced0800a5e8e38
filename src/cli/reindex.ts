import { listNetworks } from "../networks/networks.sql.ts";
import { announceChange } from "../platform/database/database.ts";
import { refreshStatistics } from "../platform/database/refresh-statistics.ts";
import { notFound } from "../platform/result.ts";
import { reindexNetwork } from "../search/index-initiatives.sql.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "reindex",
  usage: "[--network SLUG] [--data DIR] [--json]",
  options: { network: { type: "string" } },
  words: [0, 0],
  needs: "database",
  run: async (io, _args, { network }, { db }) => {
    const all = await listNetworks(db, false);
    const asked = network === undefined ? all : all.filter(({ slug }) => slug === network);
    if (network !== undefined && asked.length === 0)
      return refused(notFound("network", { network: String(network) }).failure);
    const done: { network: string; initiatives: number }[] = [];
    for (const { id, slug } of asked) {
      const initiatives = await db.transaction().execute(async (trx) => {
        const count = await reindexNetwork(trx, id);
        await announceChange(trx, id);
        return count;
      });
      done.push({ network: slug, initiatives });
    }
    await refreshStatistics(db);
    io.answer(
      io.json ? JSON.stringify(done) : done.map((one) => io.words.reindexed(one.network, one.initiatives)).join("\n"),
    );
    return DONE;
  },
};
