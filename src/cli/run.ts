import { constants } from "node:os";
import { parseArgs } from "node:util";
import { withinNetwork } from "../platform/action.ts";
import { type Config, ConfigError, readConfig } from "../platform/config.ts";
import { everywhere } from "../platform/database/reach.ts";
import { makeLog } from "../platform/log.ts";
import { LOCAL_PERSON } from "../platform/person.ts";
import { leaveEmbedded } from "../platform/postgres/embedded.ts";
import { openRuntime } from "../platform/runtime.ts";
import { useTerritories } from "../territories/official.ts";
import type { Command, Ending, Io, Values } from "./command.ts";
import { cliWords, sayFailure } from "./words.ts";

/** Every command, loaded only when called so that a short command starts fast. */
const COMMANDS: Record<string, () => Promise<{ command: Command }>> = {
  serve: () => import("./serve.ts"),
  work: () => import("./work.ts"),
  demo: () => import("./demo.ts"),
  migrate: () => import("./migrate.ts"),
  doctor: () => import("./doctor.ts"),
  "jobs list": () => import("./jobs-list.ts"),
  "jobs retry": () => import("./jobs-retry.ts"),
  "keys list": () => import("./keys-list.ts"),
  "keys rotate": () => import("./keys-rotate.ts"),
  backup: () => import("./backup.ts"),
  restore: () => import("./restore.ts"),
  "import initiatives": () => import("./import-initiatives.ts"),
  "network set": () => import("./network-set.ts"),
  "people first-link": () => import("./people-first-link.ts"),
  "people link": () => import("./people-link.ts"),
  "initiatives list": () => import("./initiatives-list.ts"),
  "duplicates list": () => import("./duplicates-list.ts"),
  "territories load": () => import("./territories-load.ts"),
  "territories show": () => import("./territories-show.ts"),
  "territories resolve": () => import("./territories-resolve.ts"),
  "figures parse": () => import("./figures-parse.ts"),
  "report build": () => import("./report-build.ts"),
  "report verify": () => import("./report-verify.ts"),
  "audit verify": () => import("./audit-verify.ts"),
  "audit anchor": () => import("./audit-anchor.ts"),
  "open-data build": () => import("./open-data-build.ts"),
  export: () => import("./export.ts"),
  search: () => import("./search.ts"),
  reindex: () => import("./reindex.ts"),
  generate: () => import("./generate.ts"),
};

const COMMON = { data: { type: "string" }, json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** Runs one command line; answers the exit code: 0 done, 1 refused, 2 wrongly asked. */
export async function runCommandLine(argv: string[]): Promise<number> {
  const json = argv.includes("--json");
  let answered = false;
  const io: Io = {
    answer: (text) => {
      answered = true;
      process.stdout.write(`${text}\n`);
    },
    say: (text) => void process.stderr.write(`${text}\n`),
    words: cliWords(process.env.ANCRAGE_LANG === "en" ? "en" : "fr"),
    json,
  };
  // A reader that stops early (head, less) is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  const name = [argv.slice(0, 2).join(" "), argv[0] ?? ""].find((candidate) => Object.hasOwn(COMMANDS, candidate));
  if (!name) return sayUsage(io, argv);
  endInOrder();
  const { command } = await COMMANDS[name]!();
  const ending = await runCommand(io, command, argv.slice(name.split(" ").length));
  if (ending.exit === 1) {
    // A command that answered before it refused (a report that differs, a doctor who found) has said it in its own shape.
    if (json && !answered) io.answer(JSON.stringify({ error: ending.failure }));
    io.say(sayFailure(io.words, ending.failure));
  }
  if (ending.exit === 2) io.say(`${ending.usage}\n\n${io.words.usage} : ancrage ${command.name} ${command.usage}`);
  return ending.exit;
}

/** A command that is interrupted ends as any program does, but leaves no database running that nobody uses. */
function endInOrder(): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    let asked = false;
    process.on(signal, async () => {
      // Those that stay until they are told to stop listen for themselves.
      if (process.listenerCount(signal) > 1) return;
      if (!asked) {
        asked = true;
        // What the command had under way fails as its database goes: it was told to end, and need not explain.
        process.on("uncaughtException", () => {});
        await leaveEmbedded();
      }
      process.exit(128 + constants.signals[signal]);
    });
  }
}

async function runCommand(io: Io, command: Command, argv: string[]): Promise<Ending> {
  let parsed: { values: Values; positionals: string[] };
  try {
    parsed = parseArgs({
      args: protectDash(argv),
      options: { ...COMMON, ...command.options },
      allowPositionals: true,
    }) as typeof parsed;
  } catch (error) {
    return { exit: 2, usage: (error as Error).message };
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.answer(`${io.words.usage} : ancrage ${command.name} ${command.usage}`);
    return { exit: 0 };
  }
  if (positionals.length < command.words[0] || positionals.length > command.words[1])
    return { exit: 2, usage: io.words.wrongCount };
  try {
    const config = readConfig({
      ...process.env,
      ...(values.data ? { ANCRAGE_DATA: String(values.data) } : {}),
      ...quiet(command),
    });
    return await runWith(io, command, positionals, values, config);
  } catch (error) {
    // Some settings lead to files, which are read when they are first needed.
    if (error instanceof ConfigError) return { exit: 2, usage: error.message };
    throw error;
  }
}

async function runWith(
  io: Io,
  command: Command,
  positionals: string[],
  values: Values,
  config: Config,
): Promise<Ending> {
  useTerritories(config.dataDir);
  if (command.needs === "nothing") return command.run(io, positionals, values, config);
  const opened = await openRuntime(config, makeLog(config.logLevel));
  if (!opened.ok) return { exit: 1, failure: opened.failure };
  if (opened.value.elsewhere) io.say(io.words.elsewhere(opened.value.elsewhere));
  try {
    const runtime = opened.value;
    const { indexAgain } = await import("../search/actions/index-again.ts");
    await indexAgain(runtime.doors(LOCAL_PERSON), (networks) => io.say(io.words.indexingAgain(networks)));
    const run = () => command.run(io, positionals, values, runtime);
    if (command.reach === "everywhere") return await everywhere("command", run);
    const { network } = values;
    if (command.reach === "network" && typeof network === "string")
      return await withinNetwork(runtime.db, network, run);
    return await run();
  } finally {
    await opened.value.close();
  }
}

// A command's own messages say enough; the log of what it did would drown them.
function quiet(command: Command): Record<string, string> {
  const daemon = command.name === "serve" || command.name === "work";
  return daemon || process.env.LOG_LEVEL ? {} : { LOG_LEVEL: "error" };
}

// parseArgs takes "-" for an option without a name; here it is standard input, unless an option takes it for its value.
function protectDash(argv: string[]): string[] {
  const at = argv.findIndex((word, index) => word === "-" && !argv[index - 1]?.startsWith("--"));
  return at === -1 ? argv : [...argv.slice(0, at), ...argv.slice(at + 1), "--", "-"];
}

function sayUsage(io: Io, argv: string[]): number {
  const asked = argv.length === 0 || ["help", "--help", "-h"].includes(argv[0]!);
  const list = [
    io.words.commands,
    ...Object.keys(COMMANDS)
      .filter((name) => name !== "work")
      .map((name) => `  ancrage ${name}`),
  ].join("\n");
  if (asked && argv.length > 0) {
    io.answer(list);
    return 0;
  }
  if (argv.length > 0) io.say(io.words.unknownCommand(argv.slice(0, 2).join(" ")));
  io.say(list);
  return 2;
}
