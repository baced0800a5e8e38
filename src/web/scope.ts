import type { Network } from "../platform/action.ts";

/** Whose initiatives a page explores: one network's, or, in the common space, those of all that share. */
export type Scope = { networks: readonly Network[]; common: boolean };
