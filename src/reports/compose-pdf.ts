import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { ReportLang, ReportModel } from "./model.ts";
import { reportView } from "./view-report.ts";

const templates = fileURLToPath(new URL("./typst/", import.meta.url));
const packages = createRequire(import.meta.url);

// Named one by one: each face adds to the time of every compilation.
const faces: Record<string, string[]> = {
  "source-serif-4": ["300Light", "400Regular", "400Regular_Italic", "600SemiBold"],
  "atkinson-hyperlegible-next": ["400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic"],
};

function fonts(): Buffer[] {
  return Object.entries(faces).flatMap(([family, names]) => {
    const root = path.dirname(packages.resolve(`@expo-google-fonts/${family}/package.json`));
    return names.map((name) => {
      const file = readdirSync(path.join(root, name)).find((entry) => entry.endsWith(".ttf"))!;
      return readFileSync(path.join(root, name, file));
    });
  });
}

/**
 * Composes a report as a tagged PDF (PDF/UA-1): the same model and language give the same bytes. Throws, with the
 * compiler's words, when the standard refuses the document. Runs Typst in this very process: call it from a child.
 */
export function composePdf(model: ReportModel, options: { lang: ReportLang }): Uint8Array {
  const view = reportView(model, options.lang);
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: fonts() }] });
  const compiled = compiler.compile({
    mainFilePath: path.join(templates, "report.typ"),
    inputs: { view: JSON.stringify(view) },
  });
  if (compiled.hasError() || !compiled.result) throw new Error(words(compiled.takeDiagnostics()?.shortDiagnostics));
  try {
    return compiler.pdf(compiled.result, { pdfStandard: "ua-1" });
  } catch (error) {
    throw new Error(words(compiler.fetchDiagnostics(error as never)) || String(error));
  }
}

const words = (diagnostics: unknown) => JSON.stringify(diagnostics ?? "no diagnostic");
