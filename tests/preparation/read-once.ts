import { globSync } from "node:fs";
import { join } from "node:path";

// A process of its own that reads all of the product, so that what it compiled is kept for those that follow.
const commands = join(import.meta.dirname, "../../src/cli/*.ts");
for (const path of globSync(commands)) if (!path.endsWith(".test.ts")) await import(path);
