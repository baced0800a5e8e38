/** How many initiatives one bitmap tells of. */
export const CHUNK = 8192;
const BYTES = CHUNK / 8;

/** A bitmap of a chunk, as PostgreSQL writes bit(8192): the first initiative is the highest bit of the first byte. */
export type Bits = Uint8Array;

export const emptyBits = (): Bits => new Uint8Array(BYTES);

/** Sets the bit of an ordinal in the bitmap of its chunk. */
export function setBit(bits: Bits, ordinal: number): void {
  const at = ordinal % CHUNK;
  bits[at >> 3]! |= 0x80 >> (at & 7);
}

/** What PostgreSQL reads as `('x' || …)::bit(8192)`. */
export const toHex = (bits: Bits): string => Buffer.from(bits.buffer, bits.byteOffset, BYTES).toString("hex");

export const fromHex = (hex: string): Bits => new Uint8Array(Buffer.from(hex, "hex"));

/** A bitmap written as words of 64 bits, each led by its rank: two, then sixteen hexadecimal digits. */
export function fromWords(packed: string): Bits {
  const bits = emptyBits();
  for (let at = 0; at < packed.length; at += 18) {
    const start = Number.parseInt(packed.slice(at, at + 2), 16) * 8;
    bits.set(Buffer.from(packed.slice(at + 2, at + 18), "hex"), start);
  }
  return bits;
}

/** What two bitmaps share. */
export function bothOf(one: Bits, other: Bits): Bits {
  const both = emptyBits();
  for (let i = 0; i < BYTES; i++) both[i] = one[i]! & other[i]!;
  return both;
}

/** What either of two bitmaps holds. */
export function eitherOf(one: Bits, other: Bits): Bits {
  const either = emptyBits();
  for (let i = 0; i < BYTES; i++) either[i] = one[i]! | other[i]!;
  return either;
}

/** What a bitmap holds and another does not. */
export function withoutOf(one: Bits, other: Bits): Bits {
  const rest = emptyBits();
  for (let i = 0; i < BYTES; i++) rest[i] = one[i]! & ~other[i]!;
  return rest;
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll("0", "").length);

/** How many initiatives a bitmap holds. */
export function countOf(bits: Bits): number {
  let count = 0;
  for (let i = 0; i < BYTES; i++) count += ONES[bits[i]!]!;
  return count;
}

/** The ordinals that a bitmap of a chunk holds, in order. */
export function ordinalsOf(bits: Bits, chunk: number): number[] {
  const ordinals: number[] = [];
  for (let i = 0; i < BYTES; i++) {
    const byte = bits[i]!;
    if (byte === 0) continue;
    for (let bit = 0; bit < 8; bit++) if (byte & (0x80 >> bit)) ordinals.push(chunk * CHUNK + i * 8 + bit);
  }
  return ordinals;
}
