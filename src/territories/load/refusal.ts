import type { Params } from "../../platform/result.ts";

/** Stops the reading of a file with the reason a person is told; caught where loading is asked for. */
export class Refusal extends Error {
  readonly code: string;
  readonly params: Params;
  constructor(code: string, params: Params = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** The first few of a list, for a sentence. */
export const firstFew = (items: readonly string[]): string =>
  items.length > 8 ? `${items.slice(0, 8).join(", ")}… (${items.length})` : items.join(", ");
