import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { type ParseResult, parseSync } from "oxc-parser";

/** One thing that is not as it should be: where, what, and the reason of the rule. */
export type Finding = { where: string; what: string; why: string };

export type Import = {
  /** Path from the root for one of our files, else the name of the package. */
  to: string;
  names: string[];
  typeOnly: boolean;
};

export type Source = {
  path: string;
  text: string;
  program: ParseResult["program"];
  imports: Import[];
  passesOn: boolean;
};

export const ROOT = join(import.meta.dirname, "../..");

/** Paths, from the root, of the files kept or about to be kept in the history, that begin with one of these prefixes. */
export function listFiles(...prefixes: string[]): string[] {
  const listed = execFileSync(
    "git",
    ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate"],
    {
      cwd: ROOT,
      encoding: "utf8",
    },
  );
  const gone = new Set(
    execFileSync("git", ["-c", "safe.directory=*", "ls-files", "--deleted"], { cwd: ROOT, encoding: "utf8" }).split(
      "\n",
    ),
  );
  const kept = listed.split("\n").filter((path) => path !== "" && !gone.has(path));
  return kept.filter((path) => prefixes.some((prefix) => path.startsWith(prefix))).sort();
}

/** Reads the TypeScript files under these prefixes. */
export function readSources(...prefixes: string[]): Source[] {
  return listFiles(...prefixes)
    .filter((path) => path.endsWith(".ts"))
    .map((path) => parseSource(path, readFileSync(join(ROOT, path), "utf8")));
}

/** Parses one file; throws when it is not TypeScript. */
export function parseSource(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const imports: Import[] = module.staticImports.map(({ moduleRequest, entries }) => ({
    to: resolveFrom(path, moduleRequest.value),
    names: entries.filter((entry) => !entry.isType).map((entry) => entry.importName.name ?? "*"),
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  for (const { moduleRequest } of module.dynamicImports) {
    const name = /^(["'`])(.*)\1$/s.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[2];
    if (name) imports.push({ to: resolveFrom(path, name), names: ["*"], typeOnly: false });
  }
  const passed = module.staticExports.flatMap(({ entries }) => entries.filter((entry) => entry.moduleRequest));
  for (const entry of passed) {
    imports.push({ to: resolveFrom(path, entry.moduleRequest!.value), names: ["*"], typeOnly: entry.isType });
  }
  const passesOn = passed.some((entry) => entry.moduleRequest!.value.startsWith("."));
  return { path, text, program, imports, passesOn };
}

function resolveFrom(path: string, request: string): string {
  return request.startsWith(".") ? posix.normalize(posix.join(dirname(path), request)) : request;
}

/** Whether a file only serves tests. */
export const isTest = (path: string): boolean =>
  path.startsWith("tests/") || /\.test\.ts$|(^|\/)testing\/|[./-]?fixture\.ts$/.test(path);
