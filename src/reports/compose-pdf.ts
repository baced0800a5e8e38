import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { coveredBy } from "./font-coverage.ts";
import type { ReportLang, ReportModel } from "./model.ts";
import { mapTexts, printableWith } from "./pdf-text.ts";
import { type ReportView, reportView } from "./view-report.ts";
import { words } from "./words.ts";

const templates = fileURLToPath(new URL("./typst/", import.meta.url));
const packages = createRequire(import.meta.url);

// Named one by one: each face adds to the time of every compilation.
const faces: Record<string, string[]> = {
  "source-serif-4": ["300Light", "400Regular", "400Regular_Italic", "600SemiBold"],
  "atkinson-hyperlegible-next": ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic"],
};

function fontFiles(): Buffer[] {
  return Object.entries(faces).flatMap(([family, names]) => {
    const root = path.dirname(packages.resolve(`@expo-google-fonts/${family}/package.json`));
    return names.map((name) => {
      const file = readdirSync(path.join(root, name)).find((entry) => entry.endsWith(".ttf"));
      if (!file) throw new Error(`the typeface ${family} ${name} is not installed`);
      return readFileSync(path.join(root, name, file));
    });
  });
}

export type PdfOptions = { lang: ReportLang; onStage?: (stage: "arranging" | "composing" | "exporting") => void };

/**
 * Composes a report as a tagged PDF (PDF/UA-1): the same model and language give the same bytes. Throws, with the
 * compiler's words, when the standard refuses the document. Runs Typst in this very process: call it from a child.
 */
export function composePdf(model: ReportModel, options: PdfOptions): Uint8Array {
  options.onStage?.("arranging");
  const fonts = fontFiles();
  const view = printed(reportView(model, options.lang), fonts, options.lang);
  options.onStage?.("composing");
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: fonts }] });
  const compiled = compiler.compile({
    mainFilePath: path.join(templates, "report.typ"),
    inputs: { view: JSON.stringify(view) },
  });
  if (compiled.hasError() || !compiled.result) throw new Error(said(compiled.takeDiagnostics()?.shortDiagnostics));
  options.onStage?.("exporting");
  try {
    return compiler.pdf(compiled.result, { pdfStandard: "ua-1" });
  } catch (error) {
    throw new Error(said(compiler.fetchDiagnostics(error as never)));
  }
}

/** The view with only characters the typefaces have, and a line of the colophon that names the others. */
function printed(view: ReportView, fonts: Buffer[], lang: ReportLang): ReportView {
  // A face of one family completes the same face of the other: what either regular face has can be printed.
  const covered = new Set([...coveredBy(fonts[1]!), ...coveredBy(fonts[4]!)]);
  const unprinted = new Set<string>();
  const { colophon } = words(lang);
  const set = mapTexts(view, printableWith(covered, unprinted));
  if (unprinted.size === 0) return set;
  const codes = [...unprinted].sort().slice(0, 40).join(", ") + (unprinted.size > 40 ? "…" : "");
  set.colophon.rows.push({ label: colophon.glyphs, text: colophon.glyphsText(codes), code: "" });
  return set;
}

// One fault can be repeated on each page: the first ones are enough to understand.
const said = (diagnostics: unknown) => JSON.stringify(diagnostics ?? "no diagnostic").slice(0, 2000);
