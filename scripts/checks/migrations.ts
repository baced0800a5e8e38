import type { Migration } from "../../src/platform/database/migrate.ts";
import type { Finding } from "./sources.ts";

const WHY =
  "databases in use have already run it: they would refuse to start, or differ from new ones; write a new migration";

/**
 * Migrations that were released and are gone or have changed since. `released` is migrations/checksums.json (name to SHA-256),
 * written by scripts/lock-migrations.ts at each release; until then a migration may still change.
 */
export function checkMigrations(
  migrations: Migration[],
  released: Record<string, string>,
  changelog: string,
): Finding[] {
  const now = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  const found: Finding[] = [];
  for (const [name, checksum] of Object.entries(released)) {
    if (!now.has(name)) found.push({ where: `migrations/${name}`, what: "was released and is gone", why: WHY });
    else if (now.get(name) !== checksum) {
      found.push({ where: `migrations/${name}`, what: "was released and has changed", why: WHY });
    }
  }
  const anyRelease = /^## \[\d/m.test(changelog);
  if (anyRelease && Object.keys(released).length === 0) {
    const why = "a version was released: run scripts/lock-migrations.ts so that its migrations stay as they are";
    found.push({ where: "migrations/checksums.json", what: "locks nothing", why });
  }
  return [...found, ...checkAdditive(migrations, released)];
}

const ADDITIVE =
  "while a new version starts, the one before still answers on the same database: add now, take away in a later version, whose migration begins with “-- contract:” and says since when nothing uses it (CONTRIBUTING.md)";

/** What the version before would miss or trip over, in a table that it knows. */
const BREAKING: [RegExp, string][] = [
  [/^drop table (?:if exists )?([a-z_]+)/, "drops a table"],
  [/^alter table (?:if exists )?(?:only )?([a-z_]+)\b.*\bdrop column/, "drops a column"],
  [/^alter table (?:if exists )?(?:only )?([a-z_]+)\b.*\brename\b/, "renames"],
  [/^alter table (?:if exists )?(?:only )?([a-z_]+)\b.*\balter column \w+ (?:set data )?type\b/, "changes a type"],
  [/^alter table (?:if exists )?(?:only )?([a-z_]+)\b.*\bset not null\b/, "asks for a value that was not asked for"],
  [
    /^alter table (?:if exists )?(?:only )?([a-z_]+)\b.*\badd column (?:if not exists )?\w+ (?:(?!\bdefault\b)[^,])*\bnot null\b(?![^,]*\bdefault\b)/,
    "adds a column that must be given",
  ],
];

function checkAdditive(migrations: Migration[], released: Record<string, string>): Finding[] {
  const isOld = ({ name }: Migration) => Object.hasOwn(released, name);
  const old = new Set(
    migrations
      .filter(isOld)
      .flatMap(({ sql }) => [...sql.matchAll(/create table (?:if not exists )?([a-z_]+)/g)].map((match) => match[1]!)),
  );
  return migrations
    .filter((migration) => !isOld(migration) && !/^-- contract:/m.test(migration.sql))
    .flatMap(({ name, sql }) =>
      statementsOf(sql).flatMap((statement) =>
        BREAKING.flatMap(([pattern, what]) => {
          const table = pattern.exec(statement)?.[1];
          return table && old.has(table)
            ? [{ where: `migrations/${name}`, what: `${what}: ${table}`, why: ADDITIVE }]
            : [];
        }),
      ),
    );
}

const statementsOf = (sql: string): string[] =>
  sql
    .replace(/--.*$/gm, "")
    .split(";")
    .map((statement) => statement.replace(/\s+/g, " ").trim().toLowerCase());
