import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";
import { CHUNK, emptyBits, setBit, toHex } from "./bits.ts";

type Change = { facet: string; value: string; chunk: number; bits: Uint8Array };

/** The bits to set and to clear, gathered by value and chunk. */
export class BitChanges {
  readonly #sets = new Map<string, Change>();
  readonly #clears = new Map<string, Change>();

  /** Sets or clears the bit of an ordinal for a value, named "facet:value". */
  add(name: string, ordinal: number, on: boolean): void {
    const changes = on ? this.#sets : this.#clears;
    const chunk = Math.floor(ordinal / CHUNK);
    const key = `${chunk} ${name}`;
    let change = changes.get(key);
    if (!change) {
      const colon = name.indexOf(":");
      change = { facet: name.slice(0, colon), value: name.slice(colon + 1), chunk, bits: emptyBits() };
      changes.set(key, change);
    }
    setBit(change.bits, ordinal);
  }

  /** Writes what was gathered. */
  async store(db: Database, networkId: string): Promise<void> {
    const given = (changes: Map<string, Change>) =>
      sql`jsonb_to_recordset(${JSON.stringify([...changes.values()].map(({ bits, ...at }) => ({ ...at, bits: toHex(bits) })))}::jsonb)
        as g(facet text, value text, chunk int, bits text)`;
    if (this.#sets.size > 0)
      await sql`insert into search_bits (network_id, facet, value, chunk, bits)
        select ${networkId}, g.facet, g.value, g.chunk, ('x' || g.bits)::bit(8192) from ${given(this.#sets)}
        on conflict (network_id, facet, value, chunk) do update set bits = search_bits.bits | excluded.bits`.execute(
        db,
      );
    if (this.#clears.size > 0)
      await sql`update search_bits b set bits = b.bits & ~('x' || g.bits)::bit(8192) from ${given(this.#clears)}
        where b.network_id = ${networkId} and b.facet = g.facet and b.value = g.value and b.chunk = g.chunk`.execute(
        db,
      );
  }
}
