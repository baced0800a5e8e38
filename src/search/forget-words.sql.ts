import { sql } from "kysely";
import type { Database } from "../platform/database/database.ts";

/**
 * Forgets words that no text of a network says any more, in the caller's transaction and after its index: they otherwise
 * stay in the vocabulary until it is made again, which is one way too many to read a name that was erased.
 */
export async function forgetWords(db: Database, networkId: string, words: readonly string[]): Promise<void> {
  await sql`delete from search_bits b using search_values v where v.network_id = ${networkId} and v.initiatives <= 0
    and b.network_id = ${networkId} and b.network_id = v.network_id and b.facet = v.facet and b.value = v.value`.execute(
    db,
  );
  await sql`delete from search_values where network_id = ${networkId} and initiatives <= 0`.execute(db);
  await sql`delete from search_words w where w.network_id = ${networkId} and w.word = any(${words}::text[]) and not exists (
    select 1 from search_texts t where t.network_id = ${networkId} and t.network_id = w.network_id
      and t.words @@ plainto_tsquery('ancrage_french', w.word))`.execute(db);
}
