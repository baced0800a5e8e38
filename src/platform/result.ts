/** What a caller must be ready for; anything else is a defect and is thrown. */
export type Failure =
  | { kind: "not_found"; code: string; params?: Params }
  | { kind: "forbidden"; code: string; params?: Params }
  | { kind: "invalid"; code: string; params?: Params; issues?: Issue[] }
  | { kind: "conflict"; code: string; params?: Params }
  | { kind: "unavailable"; code: string; params?: Params };

export type Params = Record<string, string | number | boolean | null>;
type Issue = { path: string; message: string };

export type Result<T, F = Failure> = { ok: true; value: T } | { ok: false; failure: F };

/** Wraps an expected success. */
export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** Wraps an expected failure. */
export const fail = <F>(failure: F): { ok: false; failure: F } => ({ ok: false, failure });

/** The thing asked for does not exist, or is not for this person to know of. */
export const notFound = (code: string, params?: Params) =>
  fail({ kind: "not_found" as const, code, ...(params && { params }) });

/** The person may not do this. */
export const forbidden = (code: string, params?: Params) =>
  fail({ kind: "forbidden" as const, code, ...(params && { params }) });

/** What was given cannot be accepted; the code and parameters say where and why. */
export const invalid = (code: string, params?: Params, issues?: Issue[]) =>
  fail({ kind: "invalid" as const, code, ...(params && { params }), ...(issues && { issues }) });

/** Somebody else changed it first, or it is in a state that excludes this. */
export const conflict = (code: string, params?: Params) =>
  fail({ kind: "conflict" as const, code, ...(params && { params }) });

/** Something needed is away for now; trying again later may work. */
export const unavailable = (code: string, params?: Params) =>
  fail({ kind: "unavailable" as const, code, ...(params && { params }) });
