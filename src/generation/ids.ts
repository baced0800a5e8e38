import { v5 as uuidOf } from "uuid";
import type { MadeActor } from "./partners.ts";
import { openRandom } from "./random.ts";

/** Raised when the same seed no longer makes the same initiatives: a network begun before is then not gone on with. */
export const GENERATION = 1;
const NAMESPACE = "5b1d0f5c-3f0f-5c37-9a55-6c9a2f1c7e21";

/** The id of the network that a seed makes under a slug; no network made otherwise has it. */
export const networkIdOf = (slug: string, seed: number): string => uuidOf(`${GENERATION}/${seed}/${slug}`, NAMESPACE);

/** The id of one thing of a network, by its name. */
export const idOf = (networkId: string, name: string): string => uuidOf(name, networkId);

/** The id of an organisation, which its name and its territory tell apart. */
export const actorIdOf = (networkId: string, nameKey: string, place: MadeActor["place"]): string =>
  idOf(networkId, `actor/${nameKey}/${place?.scale ?? ""}/${place?.code ?? ""}`);

const FIRST_MOMENT = Date.UTC(2025, 0, 6, 8);

/** When the answer of that number came in: one after the other, a second apart. */
export const receivedAt = (ordinal: number): Date => new Date(FIRST_MOMENT + ordinal * 1000);

/**
 * Gives the ids of what hangs on one initiative, always the same. They are ordered as those of version 7 are, so that rows
 * written together lie together in the indexes.
 */
export function idsFor(networkId: string, ordinal: number): () => string {
  const random = openRandom(Number.parseInt(networkId.replaceAll("-", "").slice(0, 13), 16), ordinal);
  const moment = receivedAt(ordinal).getTime().toString(16).padStart(12, "0");
  const head = `${moment.slice(0, 8)}-${moment.slice(8)}-7`;
  return () => {
    const [a, b] = [random.bits(), random.bits()];
    const [c, d] = [hex(a), hex(b)];
    const variant = "89ab"[random.bits() & 3]!;
    return `${head}${c.slice(0, 3)}-${variant}${c.slice(3, 6)}-${c.slice(6)}${d}${hex(random.bits()).slice(0, 2)}`;
  };
}

const hex = (bits: number) => bits.toString(16).padStart(8, "0");
