import { listNetworks } from "../networks/networks.sql.ts";
import { refreshStatistics } from "../platform/database/refresh-statistics.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { notFound } from "../platform/result.ts";
import { reindex } from "../search/actions/reindex-network.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "reindex",
  usage: "[--network SLUG] [--data DIR] [--json]",
  options: { network: { type: "string" } },
  words: [0, 0],
  needs: "database",
  run: async (io, _args, { network }, runtime) => {
    const all = await listNetworks(runtime.db, false);
    const asked = network === undefined ? all : all.filter(({ slug }) => slug === network);
    if (network !== undefined && asked.length === 0)
      return refused(notFound("network", { network: String(network) }).failure);
    const done: { network: string; initiatives: number }[] = [];
    for (const { slug } of asked) {
      const made = await reindex(runtime.doors(LOCAL_PERSON), { network: slug });
      if (!made.ok) return refused(made.failure);
      done.push({ network: slug, initiatives: made.value.initiatives });
    }
    await refreshStatistics(runtime.db);
    if (io.json) io.answer(JSON.stringify(done));
    else for (const one of done) io.answer(io.words.reindexed(one.network, one.initiatives));
    return DONE;
  },
};
