import { readFile } from "node:fs/promises";
import { LOCAL_PERSON } from "../platform/person.ts";
import { verifyReport } from "../reports/actions/verify-report.ts";
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
    if (io.json) io.answer(JSON.stringify({ ok: same, ...verified.value }));
    io.say(genuine ? io.words.fileGenuine : io.words.fileAltered);
    if (!recordIntact) io.say(io.words.recordAltered);
    io.say(io.words.differences(differences.length));
    for (const { path: where, before, after } of differences)
      io.say(`  ${where} : ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
    return same
      ? DONE
      : refused({ kind: "conflict", code: "report_differs", params: { differences: differences.length } });
  },
};
