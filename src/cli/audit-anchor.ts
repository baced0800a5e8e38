import { open } from "node:fs/promises";
import { anchorLines, currentAnchors, printAnchor } from "../platform/audit-anchors.ts";
import { type Command, DONE, refused } from "./command.ts";

export const command: Command = {
  name: "audit anchor",
  usage: "[--out FILE.jsonl] [--data DIR] [--json]",
  options: { out: { type: "string" } },
  words: [0, 0],
  needs: "database",
  run: async (io, _args, values, runtime) => {
    const anchors = await currentAnchors(runtime.db, new Date(), "asked");
    if (anchors.length === 0) io.say(io.words.audit.noHead);
    if (typeof values.out === "string") {
      try {
        await writeDurably(values.out, anchorLines(anchors));
      } catch (error) {
        const detail = (error as Error).message;
        return refused({ kind: "unavailable", code: "cannot_write", params: { path: values.out, detail } });
      }
      io.say(io.words.written(values.out));
    }
    if (io.json) io.answer(JSON.stringify(anchors));
    else if (typeof values.out !== "string") for (const anchor of anchors) io.answer(printAnchor(anchor));
    return DONE;
  },
};

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, "w");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
