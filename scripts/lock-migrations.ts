import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readMigrations } from "../src/platform/database/migrate.ts";

// Run at each release: from then on, the gate refuses any change to the migrations listed.
const migrations = await readMigrations();
const locked = Object.fromEntries(migrations.map(({ name, checksum }) => [name, checksum]));
await writeFile(join(import.meta.dirname, "../migrations/checksums.json"), `${JSON.stringify(locked, null, 2)}\n`);
console.log(`${migrations.length} migrations locked.`);
