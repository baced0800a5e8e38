import { createInterface } from "node:readline";

/** The texts a command is given: its words, or one per line of standard input where the word is "-". */
export async function* textsOf(args: string[]): AsyncGenerator<string> {
  if (args[0] !== "-") {
    yield args.join(" ");
    return;
  }
  yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}
