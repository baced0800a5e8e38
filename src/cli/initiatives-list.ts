import { listStandingIds } from "../initiatives/initiatives.sql.ts";
import { toListItem } from "../initiatives/list-item.ts";
import { eachRecord } from "../initiatives/records.sql.ts";
import { type Command, DONE } from "./command.ts";
import { readNetwork } from "./network-option.ts";

export const command: Command = {
  name: "initiatives list",
  usage: "--network SLUG [--json]",
  options: { network: { type: "string" } },
  words: [0, 0],
  reach: "network",
  needs: "database",
  run: async (io, _args, values, runtime) => {
    const found = await readNetwork(runtime, values);
    if ("ending" in found) return found.ending;
    const { network } = found;
    const ids = await listStandingIds(runtime.db, network.id);
    let separator = "[";
    for await (const record of eachRecord(runtime.db, network.id, ids)) {
      if (io.json) io.answer(separator + JSON.stringify(toListItem(record)));
      else
        io.answer(
          `${record.key}\t${record.title}\t${record.place.label ?? record.place.words}\t${record.domains.map((domain) => domain.name).join(", ")}`,
        );
      separator = ",";
    }
    if (io.json) io.answer(separator === "[" ? "[]" : "]");
    return DONE;
  },
};
