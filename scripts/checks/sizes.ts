import { type Finding, isTest, type Source } from "./sources.ts";

const LONG = 300;

/** Files longer than 300 lines that are neither tests nor lists of words: a warning, since what is missing is an idea, not a cut. */
export function listLongFiles(sources: Source[]): Finding[] {
  return sources
    .filter(
      ({ path }) =>
        !isTest(path) && !/\/(acronyms|kinds|vocabulary|words|words-en|schema|register)\.ts$|\/i18n\//.test(path),
    )
    .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
    .filter(({ lines }) => lines > LONG)
    .map(({ path, lines }) => ({ where: path, what: `has ${lines} lines`, why: "look for the missing idea" }));
}
