import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { FORMATS, type Format, scopeOf } from "../exports/formats.ts";
import { streamFile } from "../exports/write.ts";
import { listStandingIds } from "../initiatives/initiatives.sql.ts";
import { eachEntry } from "../initiatives/records.sql.ts";
import { type Command, DONE, misused, refused } from "./command.ts";
import { readNetwork } from "./network-option.ts";

export const command: Command = {
  name: "export",
  usage: `--network SLUG --format ${FORMATS.join("|")} --out FILE|-`,
  options: { network: { type: "string" }, format: { type: "string" }, out: { type: "string" } },
  words: [0, 0],
  reach: "network",
  needs: "database",
  run: async (io, _args, values, runtime) => {
    const { format, out } = values;
    if (!FORMATS.includes(format as Format)) return misused(`--format ${FORMATS.join("|")}`);
    if (typeof out !== "string") return misused("--out");
    const found = await readNetwork(runtime, values);
    if ("ending" in found) return found.ending;
    const { network } = found;
    const ids = await listStandingIds(runtime.db, network.id);
    const scope = scopeOf(network, {
      lang: runtime.config.lang,
      base: runtime.config.publicUrl,
      generatedAt: new Date(),
    });
    const bytes = Readable.from(streamFile(format as Format, eachEntry(runtime.db, network, ids), scope));
    if (out === "-") {
      await pipeline(bytes, process.stdout, { end: false });
      return DONE;
    }
    const file = createWriteStream(out);
    try {
      await pipeline(bytes, file);
    } catch (error) {
      return refused({
        kind: "unavailable",
        code: "cannot_write",
        params: { path: out, detail: (error as Error).message },
      });
    }
    if (io.json) io.answer(JSON.stringify({ out, format, initiatives: ids.length, bytes: file.bytesWritten }));
    io.say(io.words.written(out));
    return DONE;
  },
};
