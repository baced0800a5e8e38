import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";

/**
 * A thread that ends its whole process when it holds more memory than allowed: the compiler is native code that runs
 * in one go, so that neither the heap limit of V8 nor a timer of the main thread could stop it.
 */
const { maxBytes } = workerData as { maxBytes: number };
setInterval(() => {
  if (process.memoryUsage.rss() <= maxBytes) return;
  writeSync(2, "memory\n");
  process.kill(process.pid, "SIGKILL");
}, 100);
