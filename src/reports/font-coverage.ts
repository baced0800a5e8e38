/**
 * The characters a TrueType or OpenType font can draw, read in its `cmap` table (formats 4 and 12).
 * https://learn.microsoft.com/en-us/typography/opentype/spec/cmap
 */
export function coveredBy(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const covered = new Set<number>();
  const cmap = tableOffset(view, "cmap");
  if (cmap === null) return covered;
  const count = view.getUint16(cmap + 2);
  for (let i = 0; i < count; i++) {
    const at = cmap + view.getUint32(cmap + 4 + i * 8 + 4);
    const format = view.getUint16(at);
    if (format === 4) readFormat4(view, at, covered);
    else if (format === 12) readFormat12(view, at, covered);
  }
  return covered;
}

function tableOffset(view: DataView, wanted: string): number | null {
  for (let i = 0; i < view.getUint16(4); i++) {
    const record = 12 + i * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => view.getUint8(record + k)));
    if (tag === wanted) return view.getUint32(record + 8);
  }
  return null;
}

function readFormat4(view: DataView, at: number, covered: Set<number>): void {
  const segments = view.getUint16(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + segments * 2 + 2;
  for (let i = 0; i < segments; i++) {
    const [start, end] = [view.getUint16(starts + i * 2), view.getUint16(ends + i * 2)];
    const delta = view.getUint16(starts + (segments + i) * 2);
    const rangeAt = starts + (2 * segments + i) * 2;
    const range = view.getUint16(rangeAt);
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const stored = range === 0 ? code : view.getUint16(rangeAt + range + (code - start) * 2);
      if (stored !== 0 && ((stored + delta) & 0xffff) !== 0) covered.add(code);
    }
  }
}

function readFormat12(view: DataView, at: number, covered: Set<number>): void {
  for (let i = 0; i < view.getUint32(at + 12); i++) {
    const group = at + 16 + i * 12;
    const [start, end, glyph] = [view.getUint32(group), view.getUint32(group + 4), view.getUint32(group + 8)];
    for (let code = start; code <= end; code++) if (glyph + code - start !== 0) covered.add(code);
  }
}
