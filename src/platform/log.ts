import pino from "pino";

export type Log = pino.Logger;

/** Structured log on standard error, so that standard output stays for what a command answers. */
export function makeLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ["password", "url", "passphrase", "*.password", "*.url", "*.passphrase"],
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
