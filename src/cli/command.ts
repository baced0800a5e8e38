import type { ParseArgsOptionsConfig } from "node:util";
import type { Config } from "../platform/config.ts";
import type { Failure } from "../platform/result.ts";
import type { Runtime } from "../platform/runtime.ts";
import type { CliWords } from "./words.ts";

export type Io = {
  /** What the command answers: standard output. */
  answer: (text: string) => void;
  /** What it says meanwhile: standard error. */
  say: (text: string) => void;
  words: CliWords;
  json: boolean;
};

export type Values = Record<string, string | boolean | undefined>;

/** How a command ends: done, refused with a reason, or wrongly asked. */
export type Ending = { exit: 0 } | { exit: 1; failure: Failure } | { exit: 2; usage: string };

export const DONE: Ending = { exit: 0 };
/** Ends a command with a refusal. */
export const refused = (failure: Failure): Ending => ({ exit: 1, failure });
/** Ends a command that was wrongly asked. */
export const misused = (usage: string): Ending => ({ exit: 2, usage });

export type Command = {
  /** The words that name it, as typed: "import initiatives". */
  name: string;
  usage: string;
  options: ParseArgsOptionsConfig;
  /** How many words follow the name: at least, at most. */
  words: [number, number];
  /** What it reads besides what actions do: the network that --network names, or all; else nothing. */
  reach?: "network" | "everywhere";
} & (
  | { needs: "nothing"; run: (io: Io, args: string[], values: Values, config: Config) => Promise<Ending> }
  | { needs: "database"; run: (io: Io, args: string[], values: Values, runtime: Runtime) => Promise<Ending> }
);
