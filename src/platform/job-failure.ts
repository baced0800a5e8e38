import type { Failure, Params } from "./result.ts";

/** Thrown by the handler of a job that should be tried again: its failure is all that is kept of it. */
export class JobFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

const AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|53300)$|Connection terminated|Database not opened/;
const LONGEST = 200;

/**
 * What may be kept of an error, and shown to an administrator: a code with parameters, never the rows, addresses or
 * passwords that the words of errors carry. What PostgreSQL says is reduced to its code and the constraint's name.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof JobFailed) return withoutSecrets(error.failure);
  const { name, message, code, severity, constraint } = error as Error & Record<string, unknown>;
  if (AWAY.test(String(code ?? "")) || AWAY.test(String(message ?? "")))
    return { kind: "unavailable", code: "job_database_away" };
  if (typeof code === "string" && typeof severity === "string")
    return {
      kind: "unavailable",
      code: "job_database",
      params: { code, constraint: typeof constraint === "string" ? constraint : null },
    };
  const params = { error: typeof name === "string" ? name : "Error", message: redact(String(message ?? error)) };
  return { kind: "unavailable", code: "job_crashed", params };
}

function withoutSecrets(failure: Failure): Failure {
  const entries = Object.entries(failure.params ?? {});
  const params: Params = Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "string" ? redact(value) : value]),
  );
  const { kind, code } = failure;
  return entries.length > 0 ? { kind, code, params } : { kind, code };
}

/** The beginning of a text without what it may hold of people and secrets: addresses, quoted values, long tokens. */
export function redact(text: string): string {
  return text
    .slice(0, 4 * LONGEST)
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, "[address]")
    .replace(/[^\s@,;:<>"'()]+@[^\s@,;:<>"'()]+/g, "[mail]")
    .replace(/"[^"]*"|“[^”]*”|« [^»]* »|=\([^)]*\)/g, "[value]")
    .replace(/\b(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{24,}\b/g, "[token]")
    .slice(0, LONGEST);
}

// What pg-boss itself writes of a job that no handler ended.
const ITS_WORDS: [RegExp, string][] = [
  [/heartbeat timeout|shut down while active/, "job_lost"],
  [/timed out|execution exceeded/, "job_late"],
];

/** The failure that a job keeps; one of pg-boss, whose words are few, becomes one of ours. */
export function keptFailure(output: unknown): Failure {
  const { failure, message, value } = (output ?? {}) as {
    failure?: Failure;
    message?: string;
    value?: { message?: string } | string;
  };
  if (failure && typeof failure.code === "string") return failure;
  const words = message ?? (typeof value === "string" ? value : value?.message) ?? "";
  const code = ITS_WORDS.find(([pattern]) => pattern.test(words))?.[1];
  if (code) return { kind: "unavailable", code };
  return { kind: "unavailable", code: "job_crashed", params: { error: "Error", message: redact(words) } };
}
