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
  return found;
}
