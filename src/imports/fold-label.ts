/** A label reduced to its words: no case, accent, ligature, punctuation or elision ("N° de l'Œuvre" → "n de l oeuvre"). */
export function foldLabel(label: string): string {
  return label
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
