import { writeFile } from "node:fs/promises";
import { LOCAL_PERSON } from "../platform/person.ts";
import { composeReport } from "../reports/actions/compose-report.ts";
import { sealReport } from "../reports/actions/seal-report.ts";
import { type Command, DONE, misused, refused } from "./command.ts";
import { readNetwork } from "./network-option.ts";

export const command: Command = {
  name: "report build",
  usage: "--network SLUG --out FILE.pdf|FILE.html [--lang fr|en] [--data DIR] [--json]",
  options: { network: { type: "string" }, out: { type: "string" }, lang: { type: "string" } },
  words: [0, 0],
  needs: "database",
  run: async (io, _args, values, runtime) => {
    const { out } = values;
    if (typeof out !== "string" || !/\.(pdf|html?)$/i.test(out)) return misused("--out FILE.pdf|FILE.html");
    const lang = values.lang ?? runtime.config.lang;
    if (lang !== "fr" && lang !== "en") return misused("--lang fr|en");
    const found = await readNetwork(runtime, values);
    if ("ending" in found) return found.ending;
    const network = found.network.slug;
    // Composed here and now: no job to wait for.
    const doors = { ...runtime.doors(LOCAL_PERSON), enqueue: async () => {} };
    const sealed = await sealReport(doors, { network, lang });
    if (!sealed.ok) return refused(sealed.failure);
    const watched = process.stderr.isTTY;
    const onProgress = (share: number) =>
      void (watched && process.stderr.write(`\r${io.words.composing(Math.round(share * 100))} `));
    const composed = await composeReport(doors, { network, id: sealed.value.id, onProgress });
    if (watched) process.stderr.write("\r\u001b[K");
    if (!composed.ok) return refused(composed.failure);
    const bytes = /\.pdf$/i.test(out) ? composed.value.pdf : Buffer.from(composed.value.html);
    try {
      await writeFile(out, bytes);
    } catch (error) {
      return refused({
        kind: "unavailable",
        code: "cannot_write",
        params: { path: out, detail: (error as Error).message },
      });
    }
    if (io.json) io.answer(JSON.stringify({ out, network, number: sealed.value.number, bytes: bytes.length }));
    io.say(io.words.written(out));
    return DONE;
  },
};
