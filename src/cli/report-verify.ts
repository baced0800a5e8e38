import { readFile } from "node:fs/promises";
import { LOCAL_PERSON } from "../platform/person.ts";
import { verifyReport } from "../reports/actions/verify-report.ts";
import { sayDifference } from "../reports/say-difference.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "report verify",
  usage: "FILE [--data DIR] [--json]",
  options: {},
  words: [1, 1],
  needs: "database",
  run: async (io, [path], _values, runtime) => {
    const file = await readFile(path!).catch(() => null);
    if (!file) return refused({ kind: "not_found", code: "file_missing", params: { path: path! } });
    const verified = await verifyReport(runtime.doors(LOCAL_PERSON), file);
    if (!verified.ok) return refused(verified.failure);
    const { genuine, recordIntact, differences } = verified.value;
    const same = genuine && recordIntact && differences.length === 0;
    const lang = io.words.lang;
    const says = differences.map((difference) => sayDifference(difference, lang));
    if (io.json) io.answer(JSON.stringify({ ok: same, ...verified.value, says }));
    io.say(genuine ? io.words.fileGenuine : io.words.fileAltered);
    if (!recordIntact) io.say(io.words.recordAltered);
    io.say(io.words.differences(differences.length));
    for (const said of says) io.say(`  ${said}`);
    return same
      ? DONE
      : refused({ kind: "conflict", code: "report_differs", params: { differences: differences.length } });
  },
};
