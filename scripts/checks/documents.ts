import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CONFIGURATION_PAGE, configurationPage } from "../configuration-table.ts";
import { REGISTER_PAGES, registerPage } from "../register-table.ts";
import { RIGHTS_PAGE, rightsPage } from "../rights-table.ts";
import { type Finding, listFiles, ROOT } from "./sources.ts";

const WHY = "a document that is wrong once is not believed again";
const PATH = /`((?:src|scripts|tests|migrations|data|docs|bench|bin|\.ci)\/[\w./-]*)`/g;
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;

/** What documents say and is not so: dead links, paths, npm scripts, commands and code names that do not exist, a stale table of settings. */
export function checkDocuments(): Finding[] {
  const pages = listFiles("").filter((path) => path.endsWith(".md") && path !== "CHANGELOG.md");
  const scripts = new Set(Object.keys(JSON.parse(read("package.json")).scripts));
  const commands = [...read("src/cli/run.ts").matchAll(/^ {2}"?([a-z][a-z ]*?)"?: \(\) => import/gm)].map((m) => m[1]!);
  return [
    ...pages.flatMap((page) => [...deadPaths(page), ...unknownScripts(page, scripts)]),
    ...["README.md", "README.fr.md"].flatMap((page) => missingCommands(page, commands)),
    ...unknownNames("docs/glossary.md"),
    ...staleConfiguration(),
    ...staleRights(),
    ...staleRegister(),
  ];
}

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

function deadPaths(page: string): Finding[] {
  const text = read(page);
  const links = [...text.matchAll(LINK)].map((match) => join(dirname(page), match[1]!));
  const paths = [...text.matchAll(PATH)].map((match) => match[1]!);
  return [...new Set([...links, ...paths])]
    .filter((path) => !existsSync(join(ROOT, path)))
    .map((path) => ({ where: page, what: `leads to ${path}, which does not exist`, why: WHY }));
}

function unknownScripts(page: string, scripts: Set<string>): Finding[] {
  const named = [...read(page).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1]!);
  return named
    .filter((name) => !scripts.has(name))
    .map((name) => ({ where: page, what: `says npm run ${name}, which does not exist`, why: WHY }));
}

// "work" is what serve starts by itself; nobody types it.
function missingCommands(page: string, commands: string[]): Finding[] {
  const text = read(page);
  return commands
    .filter((name) => name !== "work" && !text.includes(`ancrage ${name}`))
    .map((name) => ({ where: page, what: `does not describe ancrage ${name}`, why: WHY }));
}

/** The last column of the glossary gives names of the code, between backquotes. */
function unknownNames(page: string): Finding[] {
  const code = listFiles("src/", "migrations/")
    .filter((path) => /\.(ts|sql)$/.test(path))
    .map((path) => `${path}\n${read(path)}`)
    .join("\n");
  const rows = read(page)
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[\s-]+\|/.test(line));
  const names = rows.flatMap((row) =>
    [...(row.split("|").at(-2) ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1]!),
  );
  return [...new Set(names)]
    .filter((name) => !new RegExp(`(?<![\\w-])${RegExp.escape(name)}(?![\\w-])`).test(code))
    .map((name) => ({ where: page, what: `names ${name}, which the code does not`, why: WHY }));
}

function staleRights(): Finding[] {
  const same = existsSync(RIGHTS_PAGE) && readFileSync(RIGHTS_PAGE, "utf8") === rightsPage();
  return same ? [] : [{ where: "docs/rights.md", what: "is not up to date: npm run build:rights", why: WHY }];
}

function staleRegister(): Finding[] {
  return (["fr", "en"] as const)
    .filter(
      (lang) => !existsSync(REGISTER_PAGES[lang]) || readFileSync(REGISTER_PAGES[lang], "utf8") !== registerPage(lang),
    )
    .map((lang) => ({ where: REGISTER_PAGES[lang], what: "is not up to date: npm run build:register", why: WHY }));
}

function staleConfiguration(): Finding[] {
  const same = existsSync(CONFIGURATION_PAGE) && readFileSync(CONFIGURATION_PAGE, "utf8") === configurationPage();
  return same
    ? []
    : [{ where: "docs/configuration.md", what: "is not up to date: npm run build:configuration", why: WHY }];
}
