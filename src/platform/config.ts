import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { isLoopback } from "./loopback.ts";

const whole = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

const POSTGRES = /^postgres(ql)?:\/\//;
/** Tells whether a text is the address of map tiles whose origin can be written in a content security policy. */
function isTemplate(text: string): boolean {
  if (!URL.canParse(text) || !["{z}", "{x}", "{y}"].every((part) => text.includes(part)) || /[\s;,'"]/.test(text))
    return false;
  const { protocol, username, password, hostname } = new URL(text);
  const plain = protocol === "http:" && isLoopback(hostname);
  return (protocol === "https:" || plain) && username === "" && password === "" && !/[{}]/.test(decodeURI(hostname));
}

/** Every setting of the product, read from the environment; each description is its documentation. */
export const settings = z.object({
  ANCRAGE_DATA: z.string().min(1).default("var").describe("Folder of the embedded database and of received files."),
  ANCRAGE_ANCHORS: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Folder where the heads of the journal are written each day, at each report and backup; `anchors/` of the data folder by default. Best on a disk of another machine, or one that takes no changes.",
    ),
  DATABASE_URL: z
    .string()
    .regex(POSTGRES, "must begin with postgres:// or postgresql://")
    .optional()
    .describe(
      "Address of one's own PostgreSQL (15 or later), under a role that owns nothing, member of ancrage_app; replaces the embedded one.",
    ),
  DATABASE_OWNER_URL: z
    .string()
    .regex(POSTGRES, "must begin with postgres:// or postgresql://")
    .optional()
    .describe(
      "Address of the owner of that database: migrations, backup, restore. Without it, DATABASE_URL is the owner's, and pages and jobs take the role ancrage_app as they connect.",
    ),
  DATABASE_SESSION_URL: z
    .string()
    .regex(POSTGRES, "must begin with postgres:// or postgresql://")
    .optional()
    .describe(
      "Where DATABASE_URL leads to a pool by transactions, the address that keeps a session: jobs, news; migrations too where there is no DATABASE_OWNER_URL.",
    ),
  DATABASE_REPLICA_URLS: z
    .string()
    .transform((text) => [...new Set(text.split(",").map((url) => url.trim()))].filter((url) => url !== ""))
    .refine(
      (urls) => urls.every((url) => POSTGRES.test(url) && URL.canParse(url)),
      "each address must begin with postgres:// or postgresql://",
    )
    .optional()
    .describe("Addresses of hot standbys of DATABASE_URL, separated by commas; pages are read from them."),
  ANCRAGE_REPLICA_LAG_SECONDS: whole(10, 2, 3600).describe(
    "How far behind a standby may be and still be read from, in seconds.",
  ),
  HOST: z
    .string()
    .min(1)
    .default("127.0.0.1")
    .describe("Address the server listens on; the demonstration lets anybody in on loopback only."),
  PORT: whole(4173, 0, 65535).describe("Port the server listens on; 0 takes a free one."),
  ANCRAGE_PUBLIC_URL: z
    .url()
    .optional()
    .describe(
      "Address under which readers know this installation, http://localhost and the port by default; exports make their identifiers from it.",
    ),
  LOG_LEVEL: z
    .enum(["silent", "error", "warn", "info", "debug"])
    .default("info")
    .describe("How much is written to the log."),
  ANCRAGE_LANG: z.enum(["fr", "en"]).default("fr").describe("Language of the command line."),
  ANCRAGE_UPLOAD_MB: whole(200, 1, 2048).describe("Largest file accepted for import, in megabytes."),
  ANCRAGE_INFLATED_MB: whole(1024, 1, 8192).describe("Most an XLSX may inflate to, in megabytes."),
  ANCRAGE_PAGE_CACHE_MB: whole(32, 0, 1024).describe(
    "Memory given to public pages ready to be sent, in megabytes; 0 keeps none.",
  ),
  ANCRAGE_API_RATE: whole(300, 0, 1_000_000).describe(
    "Requests a minute that one address may make to the API and the files of open data; 0 counts none.",
  ),
  ANCRAGE_TRUSTED_PROXIES: whole(0, 0, 10).describe(
    "Proxies of yours before the server; as many last addresses of X-Forwarded-For are believed.",
  ),
  ANCRAGE_MAP_TILES: z
    .string()
    .refine(isTemplate, "must be an https address of images with {z}, {x} and {y}, without user or password")
    .optional()
    .describe("Address of the images behind the interactive map, with {z}, {x} and {y}; none by default."),
  ANCRAGE_MAP_ATTRIBUTION: z
    .string()
    .max(300)
    .optional()
    .describe("What the map says of the source of these images; needed with them."),
  ANCRAGE_SECRETS: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine((all) => all.every((one) => one.length >= 32), "each secret must have 32 characters or more")
    .optional()
    .describe(
      "Secrets that sign cookies and links, separated by commas, the one in use first; several servers must have the same. One is made in the data folder when empty.",
    ),
  ANCRAGE_KEYS: z
    .string()
    .transform((text) => text.split(",").map((one) => one.trim()))
    .refine(
      (all) => all.every((one) => /^[a-z0-9]{1,40}:.{32,}$/.test(one)),
      "each key must be name:secret, 32 characters or more",
    )
    .refine(
      (all) => new Set(all.map((one) => one.split(":")[0])).size === all.length,
      "each key must have its own name",
    )
    .optional()
    .describe(
      "Keys that seal confidential fields, as name:secret, separated by commas, the one in use first; servers that share no data folder must have the same. Kept in `keys.json` of the data folder when empty.",
    ),
  ANCRAGE_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://")
    .refine((url) => URL.canParse(url), "must be an address")
    .optional()
    .describe("Server that mail leaves by: smtps://user:password@host:465, or smtp:// with STARTTLS; none, no mail."),
  ANCRAGE_MAIL_FROM: z
    .string()
    .min(3)
    .max(320)
    .default("Ancrage <ancrage@localhost>")
    .describe("Whom mail comes from."),
  ANCRAGE_DIRECTORIES: z
    .string()
    .min(1)
    .optional()
    .describe("File of the OpenID Connect directories that people may sign in by: see the guide."),
  ANCRAGE_BACKUPS: z
    .string()
    .min(1)
    .optional()
    .describe("Folder where the worker writes a backup every day, best on another disk; none is made when empty."),
  ANCRAGE_BACKUP_HOUR: whole(3, 0, 23).describe("Hour of this machine at which the backup of the day is made."),
  ANCRAGE_BACKUP_KEEP: z
    .string()
    .regex(/^\d{1,4},\d{1,4},\d{1,4}$/, "must be three numbers: days, weeks, months")
    .default("7,4,12")
    .describe("How many daily, weekly and monthly backups are kept; the others are deleted."),
  ANCRAGE_BACKUP_PASSPHRASE_FILE: z
    .string()
    .min(1)
    .optional()
    .describe("File of the passphrase that encrypts backups; keep a copy elsewhere, nothing opens them without it."),
  ANCRAGE_BACKUP_PASSPHRASE: z
    .string()
    .min(1)
    .optional()
    .describe("The passphrase itself, where a file is impractical; ANCRAGE_BACKUP_PASSPHRASE_FILE comes first."),
  ANCRAGE_POOL: whole(10, 2, 200).describe("Connections to the database, at most, for each process."),
  ANCRAGE_WORKERS: whole(1, 0, 16).describe(
    "Processes that `serve` keeps for jobs (imports, reports, mail); 0 where `ancrage work` runs apart.",
  ),
  ANCRAGE_DRAIN_SECONDS: whole(0, 0, 300).describe(
    "How long a server asked to stop goes on answering while /serving says 503, so that a proxy leaves it; in seconds.",
  ),
  ANCRAGE_METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("What asks for /metrics from another machine must send it as a bearer token; this machine needs none."),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Address of an OpenTelemetry receiver (OTLP over HTTP) that traces are sent to; none by default."),
});

export type Config = {
  dataDir: string;
  anchorsDir: string;
  databaseUrl: string | null;
  sessionUrl: string | null;
  ownerUrl: string | null;
  replicaUrls: string[];
  replicaLagSeconds: number;
  host: string;
  port: number;
  publicUrl: string;
  logLevel: "silent" | "error" | "warn" | "info" | "debug";
  lang: "fr" | "en";
  uploadBytes: number;
  inflatedBytes: number;
  pageCacheBytes: number;
  apiRate: number;
  trustedProxies: number;
  pool: number;
  secrets: string[];
  /** The keys of confidential fields that the configuration gives; none where the data folder keeps them. */
  keys: { id: string; secret: string }[];
  mail: { server: string | null; from: string };
  directoriesFile: string | null;
  workers: number;
  drainSeconds: number;
  metricsToken: string | null;
  tracesTo: string | null;
  backups: {
    folder: string | null;
    hour: number;
    keep: { daily: number; weekly: number; monthly: number };
    passphraseFile: string | null;
    passphrase: string | null;
  };
  /** The images behind the interactive map, when an administrator chose some. */
  mapBackground: { tiles: string; origin: string; attribution: string } | null;
};

const MEGABYTE = 1024 * 1024;

/** Reads and validates the environment once; throws a ConfigError that names each bad setting and what was expected. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = settings.safeParse(withFiles(environment));
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"));
  }
  const s = parsed.data;
  for (const name of ["DATABASE_OWNER_URL", "DATABASE_SESSION_URL", "DATABASE_REPLICA_URLS"] as const)
    if (s[name]?.length && !s.DATABASE_URL)
      throw new ConfigError(`${name}: needs DATABASE_URL, for the embedded database has one address and no standby`);
  if (s.ANCRAGE_MAP_TILES && !s.ANCRAGE_MAP_ATTRIBUTION)
    throw new ConfigError("ANCRAGE_MAP_ATTRIBUTION: must say where the images of ANCRAGE_MAP_TILES come from");
  return {
    dataDir: resolve(s.ANCRAGE_DATA),
    anchorsDir: resolve(s.ANCRAGE_ANCHORS ?? join(s.ANCRAGE_DATA, "anchors")),
    databaseUrl: s.DATABASE_URL ?? null,
    sessionUrl: s.DATABASE_SESSION_URL ?? null,
    ownerUrl: s.DATABASE_OWNER_URL ?? null,
    replicaUrls: s.DATABASE_REPLICA_URLS ?? [],
    replicaLagSeconds: s.ANCRAGE_REPLICA_LAG_SECONDS,
    host: s.HOST,
    port: s.PORT,
    publicUrl: s.ANCRAGE_PUBLIC_URL?.replace(/\/+$/, "") ?? localAddress(s.PORT),
    logLevel: s.LOG_LEVEL,
    lang: s.ANCRAGE_LANG,
    uploadBytes: s.ANCRAGE_UPLOAD_MB * MEGABYTE,
    inflatedBytes: s.ANCRAGE_INFLATED_MB * MEGABYTE,
    pageCacheBytes: s.ANCRAGE_PAGE_CACHE_MB * MEGABYTE,
    apiRate: s.ANCRAGE_API_RATE,
    trustedProxies: s.ANCRAGE_TRUSTED_PROXIES,
    pool: s.ANCRAGE_POOL,
    secrets: s.ANCRAGE_SECRETS ?? [],
    keys: (s.ANCRAGE_KEYS ?? []).map((one) => ({ id: one.split(":")[0]!, secret: one.slice(one.indexOf(":") + 1) })),
    mail: { server: s.ANCRAGE_SMTP_URL ?? null, from: s.ANCRAGE_MAIL_FROM },
    directoriesFile: s.ANCRAGE_DIRECTORIES ?? null,
    workers: s.ANCRAGE_WORKERS,
    drainSeconds: s.ANCRAGE_DRAIN_SECONDS,
    metricsToken: s.ANCRAGE_METRICS_TOKEN ?? null,
    tracesTo: s.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    backups: readBackups(s),
    mapBackground: s.ANCRAGE_MAP_TILES
      ? {
          tiles: s.ANCRAGE_MAP_TILES,
          origin: new URL(s.ANCRAGE_MAP_TILES).origin,
          attribution: s.ANCRAGE_MAP_ATTRIBUTION ?? "",
        }
      : null,
  };
}

// By its name: a passkey belongs to a name, never to an address in numbers.
const localAddress = (port: number): string => `http://localhost:${port || 4173}`;

/** The same settings for another port, which the address that nobody set follows. */
export const atPort = (config: Config, port: number): Config => ({
  ...config,
  port,
  publicUrl: config.publicUrl === localAddress(config.port) ? localAddress(port) : config.publicUrl,
});

/** What is set, and what the files hold that `NAME_FILE` settings lead to: a secret need not stand in the environment. */
function withFiles(environment: Record<string, string | undefined>): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(settings.shape)) {
    // A setting that is itself the name of a file is read by whoever it is for.
    const byFile = Object.hasOwn(settings.shape, `${name}_FILE`) ? undefined : `${name}_FILE`;
    const [value, path] = [environment[name], byFile && environment[byFile]];
    if (value && path) throw new ConfigError(`${name}: is given twice, by itself and by ${name}_FILE`);
    const text = path ? readSetting(name, path) : value;
    if (text) given[name] = text;
  }
  return given;
}

function readSetting(name: string, path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    throw new ConfigError(`${name}_FILE: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** The environment of a child that is given these settings: what said the same by a file is taken away. */
export function childEnvironment(
  environment: Record<string, string | undefined>,
  given: Record<string, string>,
): Record<string, string | undefined> {
  const kept = { ...environment, ...given };
  for (const name of Object.keys(given)) delete kept[`${name}_FILE`];
  return kept;
}

function readBackups(s: z.output<typeof settings>): Config["backups"] {
  const [daily, weekly, monthly] = s.ANCRAGE_BACKUP_KEEP.split(",").map(Number);
  return {
    folder: s.ANCRAGE_BACKUPS ? resolve(s.ANCRAGE_BACKUPS) : null,
    hour: s.ANCRAGE_BACKUP_HOUR,
    keep: { daily: daily!, weekly: weekly!, monthly: monthly! },
    passphraseFile: s.ANCRAGE_BACKUP_PASSPHRASE_FILE ?? null,
    passphrase: s.ANCRAGE_BACKUP_PASSPHRASE ?? null,
  };
}

/** A setting that cannot be used; its message names it and what was expected. */
export class ConfigError extends Error {}
