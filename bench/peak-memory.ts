/** Loaded before the product's own code: writes, when the process ends, the most resident memory it held, in bytes. */
import { readFileSync, writeFileSync } from "node:fs";

// getrusage counts what the parent held before exec; VmHWM is this program's own.
function peakBytes(): number {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    if (found) return Number(found[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

const file = process.env.BENCH_PEAK_FILE;
delete process.env.BENCH_PEAK_FILE;
if (file) process.on("exit", () => writeFileSync(file, String(peakBytes())));
