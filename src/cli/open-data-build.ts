import { buildCommon } from "../open-data/actions/build-common.ts";
import { buildOpenData } from "../open-data/actions/build-open-data.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { type Command, DONE, refused } from "./command.ts";
import { readNetwork } from "./network-option.ts";

export const command: Command = {
  name: "open-data build",
  usage: "--network SLUG [--data DIR] [--json]",
  options: { network: { type: "string" } },
  words: [0, 0],
  needs: "database",
  run: async (io, _args, values, runtime) => {
    const found = await readNetwork(runtime, values);
    if ("ending" in found) return found.ending;
    const { slug, published } = found.network;
    const doors = runtime.doors(LOCAL_PERSON);
    const base = runtime.config.publicUrl;
    const built = await buildOpenData(doors, { network: slug, base });
    if (!built.ok) return refused(built.failure);
    const common = await buildCommon(doors, { base });
    if (!common.ok) return refused(common.failure);
    if (!published) return refused({ kind: "conflict", code: "not_published", params: { network: slug } });
    const { outcome, files } = built.value;
    const told = files.map(({ format, bytes, rows, sha256, made_at }) => ({
      format,
      bytes,
      rows,
      sha256,
      madeAt: made_at.toISOString(),
    }));
    if (io.json) io.answer(JSON.stringify({ network: slug, outcome, files: told }));
    else for (const file of told) io.answer(`${file.format}\t${file.rows}\t${file.bytes}\t${file.sha256}`);
    io.say(io.words.openData[outcome](files.length));
    return DONE;
  },
};
