import { once } from "node:events";
import { createServer } from "node:net";

/** Below those that systems give by themselves: one that is let go and taken again is nobody else's meanwhile. */
const FIRST = 20_000;
const EACH = 200;
let given = 0;

/** A port of the loopback that stays free until whoever asked listens on it, however late. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < EACH; tries += 1) {
    // Each process of tests has its own.
    const port = FIRST + (Number(process.env.VITEST_POOL_ID ?? 0) % 50) * EACH + (given++ % EACH);
    const server = createServer();
    try {
      await once(server.listen(port, "127.0.0.1"), "listening");
      await new Promise((done) => server.close(done));
      return port;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    }
  }
  throw new Error(`No port is free among ${EACH}`);
}
