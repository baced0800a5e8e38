import type { Place } from "./place.ts";
import { withClient } from "./place.ts";
import { runProduct } from "./product.ts";

export const slugOf = (size: number): string => `explore-${size}`;

/** Makes a network of so many invented initiatives with the product's own command, once; its identifier. */
export async function ensureNetwork(place: Place, size: number): Promise<string> {
  const idOf = async (): Promise<string | undefined> =>
    withClient(
      place.url,
      async (client) => (await client.query("select id from networks where slug = $1", [slugOf(size)])).rows[0]?.id,
    );
  // A database that holds nothing yet has no tables either.
  await runProduct(place, ["migrate"]);
  const there = await idOf();
  if (there) return there;
  await runProduct(place, ["generate", "--network", slugOf(size), "--count", String(size), "--seed", "1"]);
  await withClient(place.url, (client) => client.query("analyze"));
  return (await idOf())!;
}

/** Numbers of sheets spread over a network. */
export const sheetKeys = (place: Place, network: string, count: number): Promise<string[]> =>
  withClient(place.url, async (client) => {
    const { rows } = await client.query<{ key: string }>(
      "select key from search_documents where network_id = $1 order by md5(key), key limit $2",
      [network, count],
    );
    return rows.map(({ key }) => key);
  });
