import type { Failure, Params, Result } from "../platform/result.ts";
import { fail, unavailable } from "../platform/result.ts";

/** Carries an expected failure out of nested streams; `orRefused` turns it back into a returned result. */
export class Refused extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** What an archive holds that it cannot hold: it is damaged, cut short, or was made to harm. */
export const damaged = (where: string, params: Params = {}): Refused =>
  new Refused({ kind: "invalid", code: "archive_damaged", params: { where, ...params } });

/** Runs work, and returns the failure that it threw. */
export async function orRefused<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) return fail(error.failure);
    if (isAway(error)) return unavailable("database_unreachable", { detail: (error as Error).message });
    throw error;
  }
}

/** Whether the database could not be reached or entered, or ended the conversation. */
function isAway(error: unknown): boolean {
  const { code, syscall, message } = error as { code?: string; syscall?: string; message?: string };
  return (
    syscall === "connect" ||
    syscall === "getaddrinfo" ||
    /^(08|28|3D|57P|ECONNRESET|EPIPE)/.test(code ?? "") ||
    /^(timeout expired|Connection terminated)/.test(message ?? "")
  );
}
