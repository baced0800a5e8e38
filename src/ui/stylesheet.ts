import { readFileSync } from "node:fs";
import { transformSync } from "esbuild";

const FILES = ["tokens", "reset", "base", "components", "maps", "utilities"] as const;

/** The two fonts of every page, by file name under `data/fonts/`. */
export const FONT_FILES = ["atkinson-hyperlegible-next.woff2", "source-serif-4.woff2"] as const;

/**
 * The style sheet of the product as one minified text; `fontAddress` gives the address of a font file of `data/fonts/`.
 * Throws when a file cannot be read.
 */
export const stylesheet = (fontAddress: (file: string) => string): string => {
  const source = FILES.map((file) => readFileSync(new URL(`css/${file}.css`, import.meta.url), "utf8")).join("\n");
  const placed = FONT_FILES.reduce(
    (css, file) => css.replaceAll(`url("${file}")`, `url("${fontAddress(file)}")`),
    source + darkOnDemand(source),
  );
  return transformSync(placed, { loader: "css", minify: true, charset: "utf8" }).code;
};

/** The colours of a dark screen again, for the few pages that are told to be dark whatever the screen. */
function darkOnDemand(source: string): string {
  const colours = /prefers-color-scheme: dark\) \{\s*:root[^{]*\{([^}]*)\}/.exec(source)?.[1];
  if (colours === undefined) throw new Error("The style sheet has no colours for dark screens");
  return `\n@layer tokens { @media screen { :root[data-theme="dark"] { color-scheme: dark; ${colours} } } }`;
}
