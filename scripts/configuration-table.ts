import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { settings } from "../src/platform/config.ts";

export const CONFIGURATION_PAGE = join(import.meta.dirname, "../docs/configuration.md");

type Property = {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  minimum?: number;
  maximum?: number;
};

/** The page that documents every setting, made from the schema that reads them. */
export function configurationPage(): string {
  const { properties } = z.toJSONSchema(settings, { io: "input", unrepresentable: "any" });
  const rows = Object.entries(properties ?? {}).map(([name, property]) => row(name, property as Property));
  return `# Configuration

Settings are read from the environment, once, when a command starts; a bad one stops it with exit code 2 and says what
was expected. Any of them may be given as a file instead: \`NAME_FILE\` holds the path of a file whose content is the
value, which keeps secrets out of the environment (Docker and systemd both make such files). Giving both is an error.
This page is written by \`npm run build:configuration\` from \`src/platform/config.ts\`.

| Setting | Default | Values | What it does |
|---|---|---|---|
${rows.join("\n")}
`;
}

function row(name: string, property: Property): string {
  const fallback = property.default === undefined ? "none" : `\`${property.default}\``;
  const values =
    property.enum?.map((value) => `\`${value}\``).join(", ") ??
    (property.minimum !== undefined && property.maximum !== undefined
      ? `${property.minimum} to ${property.maximum}`
      : "text");
  return `| \`${name}\` | ${fallback} | ${values} | ${property.description ?? ""} |`;
}

if (import.meta.main && process.argv.includes("--write")) await writeFile(CONFIGURATION_PAGE, configurationPage());
