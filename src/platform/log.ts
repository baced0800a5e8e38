import pino from "pino";
import { withoutPersonal } from "./without-personal.ts";

export type Log = pino.Logger;

/**
 * Structured log on standard error, so that standard output stays for what a command answers. It tells of no person:
 * whatever is given to it loses what may name somebody, however deep it is.
 */
export function makeLog(level: string, to: pino.DestinationStream = pino.destination({ dest: 2, sync: true })): Log {
  return pino(
    {
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors are told by what follows, whatever they are called.
      serializers: { err: (error: unknown) => error },
      formatters: { log: (fields) => cleaned(fields, 0) as Record<string, unknown> },
      hooks: {
        logMethod(given, method) {
          const [first, ...rest] = given as unknown[];
          const told = first instanceof Error ? { err: first } : first;
          const clean = [told, ...(rest.length > 0 ? rest : saying(told))].map((one) =>
            typeof one === "string" ? withoutPersonal(one) : one,
          );
          method.apply(this, clean as Parameters<typeof method>);
        },
      },
    },
    to,
  );
}

/** Without words of its own, a line would repeat those of its error. */
const saying = (told: unknown): string[] =>
  typeof told === "object" && told !== null && "err" in told ? ["error"] : [];

const SECRET = /^(pass(word|phrase)?|secret|token|cookie|authorization|url|recipient|email|name|params)$/i;
const DEEPEST = 5;

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === "string") return withoutPersonal(value);
  if (value instanceof Error) return tellError(value, depth);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= DEEPEST) return "[…]";
  if (Array.isArray(value)) return value.slice(0, 100).map((one) => cleaned(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      SECRET.test(key) && typeof one !== "object" ? "[…]" : cleaned(one, depth + 1),
    ]),
  );
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

/** What went wrong and where. PostgreSQL repeats the values of rows in its words: its code and what it names are enough. */
function tellError(error: Error, depth: number): Record<string, unknown> {
  const { code, table, column, constraint, routine, cause } = error as Error & Record<string, unknown>;
  const ofServer = typeof code === "string" && SQLSTATE.test(code);
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(ofServer ? { table, column, constraint, routine } : { message: withoutPersonal(error.message) }),
    at: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(cause instanceof Error && depth < DEEPEST && { cause: tellError(cause, depth + 1) }),
  };
}
