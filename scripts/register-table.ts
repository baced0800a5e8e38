import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { catalogue } from "../src/i18n/catalogue.ts";
import { PERSONAL, PROCESSINGS, type Processing } from "../src/personal-data/register.ts";

/** The register in both languages: the French one is what an inspector asks for. */
export const REGISTER_PAGES = {
  en: join(import.meta.dirname, "../docs/personal-data.md"),
  fr: join(import.meta.dirname, "../docs/registre.md"),
};

/** The register of processings, in the form that the CNIL proposes, made from what the code declares of each column. */
export function registerPage(lang: "fr" | "en"): string {
  const words = catalogue(lang).register;
  const written = {
    fr: "Cette page est écrite par `npm run build:register` à partir de `src/personal-data/register.ts`.",
    en: "This page is written by `npm run build:register` from `src/personal-data/register.ts`.",
  }[lang];
  const sections = (Object.keys(PROCESSINGS) as Processing[]).map((name) => processing(lang, name));
  const security = words.security.map((line) => `- ${line}`).join("\n");
  return `# ${words.title}\n\n${words.lead} ${written}\n\n${words.controller}\n\n${sections.join("\n\n")}\n\n## ${words.transfersTitle}\n\n${words.transfers}\n\n## ${words.securityTitle}\n\n${security}\n`;
}

function processing(lang: "fr" | "en", name: Processing): string {
  const words = catalogue(lang).register;
  const { heads } = words;
  const said = words.processings[name];
  const columns = PERSONAL.filter((one) => one.processing === name);
  const unique = (all: string[], by: string) => [...new Set(all)].join(by);
  const facts = [
    [heads.purpose, said.purpose],
    [heads.basis, words.bases[PROCESSINGS[name].basis]],
    [heads.people, said.people],
    [
      heads.data,
      unique(
        columns.map(({ data }) => words.data[data]),
        ", ",
      ),
    ],
    [heads.recipients, said.recipients],
    [
      heads.retention,
      unique(
        columns.map(({ retention }) => words.retentions[retention]),
        " ; ",
      ),
    ],
  ].map(([head, text]) => `- **${head}**\u00a0: ${text}`);
  const rows = columns.map(
    ({ table, column, data, retention, erased, confidential }) =>
      `| \`${table}.${column}\` | ${words.data[data]} | ${words.retentions[retention]} | ${words.erased[erased]} | ${words.protections[confidential ?? "none"]} |`,
  );
  return `## ${said.name}\n\n${facts.join("\n")}\n\n| ${heads.column} | ${heads.kind} | ${heads.kept} | ${heads.erased} | ${heads.confidential} |\n|---|---|---|---|---|\n${rows.join("\n")}`;
}

if (import.meta.main && process.argv.includes("--write"))
  for (const lang of ["fr", "en"] as const) await writeFile(REGISTER_PAGES[lang], registerPage(lang));
