import { LICENCES, licenceAddress } from "../exports/licences.ts";

/** The short names of the licences, in the order they are offered. */
export const LICENCE_KEYS = Object.keys(LICENCES);

/** The name and address of a licence; null where none was chosen. */
export function licenceOf(key: string | null | undefined): { name: string; url: string } | null {
  const url = licenceAddress(key ?? null);
  return url === undefined ? null : { name: LICENCES[key!]!.name, url };
}
