import { readFileSync } from "node:fs";
import { z } from "zod";
import { ConfigError } from "../platform/config.ts";
import { isLoopback } from "../platform/loopback.ts";

const DirectoryInput = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/),
  name: z.string().trim().min(1).max(100),
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  domains: z
    .array(
      z
        .string()
        .toLowerCase()
        .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/),
    )
    .min(1),
});

/** The OpenID Connect server of a network's own people, and the domains of mail addresses that it answers for. */
export type Directory = z.infer<typeof DirectoryInput>;

/** Reads the directories from their file; throws a ConfigError that says which entry is wrong and what was expected. */
export function readDirectories(path: string): Directory[] {
  const parsed = z.array(DirectoryInput).safeParse(parse(path));
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`).join("\n"));
  const ids = parsed.data.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw new ConfigError("two directories have the same id");
  for (const { id, issuer } of parsed.data) {
    const { protocol, hostname } = new URL(issuer);
    if (protocol !== "https:" && !isLoopback(hostname))
      throw new ConfigError(`${id}: the issuer must be an https address`);
  }
  return parsed.data;
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new ConfigError(`${path}: ${(error as Error).message}`);
  }
}
