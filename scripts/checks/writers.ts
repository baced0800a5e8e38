import { type Finding, isTest, parseSource, type Source } from "./sources.ts";
import { tablesOf } from "./tables.ts";

const OUTSIDE = /^src\/(web|cli|demonstration)\//;
const WHY = "writing goes through actions, which validate, authorise, keep a trace and announce, once for all doors";

/** Functions that write and that the web, the command line or the demonstration calls without an action. */
export function checkWriters(sources: Source[]): Finding[] {
  const writers = new Map(
    sources.filter(({ path }) => path.endsWith(".sql.ts")).map((source) => [source.path, writersOf(source)]),
  );
  return sources
    .filter(({ path }) => OUTSIDE.test(path) && !isTest(path))
    .flatMap(({ path, imports }) =>
      imports.flatMap(({ to, names }) =>
        names
          .filter((name) => writers.get(to)?.has(name))
          .map((name) => ({ where: path, what: `calls ${name} of ${to}, which writes`, why: WHY })),
      ),
    );
}

/** Names declared at the top of a file that write a table, by themselves or by calling one that does. */
function writersOf({ path, text, program }: Source): Set<string> {
  const parts = program.body.map(({ start, end }) => {
    const part = text.slice(start, end);
    const name = /^(?:export )?(?:async )?(?:function\*?|const) (\w+)/.exec(part)?.[1];
    return { name, part };
  });
  const named = parts.filter((one): one is { name: string; part: string } => one.name !== undefined);
  const writers = new Set(named.filter(({ part }) => writes(path, part)).map(({ name }) => name));
  for (let before = -1; before !== writers.size; ) {
    before = writers.size;
    const callsOne = ({ part }: { part: string }) => [...writers].some((writer) => part.includes(`${writer}(`));
    for (const one of named) if (callsOne(one)) writers.add(one.name);
  }
  return writers;
}

function writes(path: string, part: string): boolean {
  return tablesOf(parseSource(path, `import { sql } from "kysely";\n${part}`)).some((naming) => naming.writes);
}
