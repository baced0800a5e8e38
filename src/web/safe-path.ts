/** The longest address that is gone to, in characters. */
export const LONGEST_PATH = 2000;

/** An address of this site to go to next, or the one given when what was asked for leads elsewhere. */
export function safePath(asked: string | undefined, otherwise: string): string {
  if (!asked || asked.length > LONGEST_PATH || !/^\/(?![/\\])[^\\\s]*$/.test(asked)) return otherwise;
  const url = new URL(asked, "http://here.invalid");
  return url.host === "here.invalid" ? url.pathname + url.search + url.hash : otherwise;
}
