import type { Doors } from "../platform/action.ts";
import type { Vault } from "../platform/vault.ts";
import type { ActorShelf } from "./actor-shelf.sql.ts";
import type { Answer } from "./answer.ts";
import type { Reading, ReadingAids } from "./read-answer.ts";

/** Where answers are being stored, and what many batches share. */
export type Storing = {
  networkId: string;
  campaignId: string;
  importId: string;
  fileName: string;
  /** Who imports, and from which request. */
  by: Pick<Doors, "person" | "now" | "request">;
  aids: ReadingAids;
  shelf: ActorShelf;
  vault: Vault;
  now: Date;
  newId: () => string;
};

/** An answer with what was read in it, and where both are kept. */
export type Stored = { answer: Answer; statementId: string; initiativeId: string; reading: Reading };
