/** How many rows some bytes of COPY end: each row ends by a line feed, and one inside a value is written otherwise. */
export function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines += 1;
  return lines;
}
