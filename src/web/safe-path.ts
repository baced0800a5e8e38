/** An address of this site to go to next, or the one given when what was asked for leads elsewhere. */
export function safePath(asked: string | undefined, otherwise: string): string {
  if (!asked || asked.length > 2000 || !/^\/(?![/\\])[^\\\s]*$/.test(asked)) return otherwise;
  const url = new URL(asked, "http://here.invalid");
  return url.host === "here.invalid" ? url.pathname + url.search + url.hash : otherwise;
}
