/** How a place name is compared: the spellings people use for one name all give one key. */

const ABBREVIATIONS = new Map(
  Object.entries({
    st: "saint",
    ste: "sainte",
    sts: "saints",
    stes: "saintes",
    hts: "hauts",
    ht: "haut",
    hte: "haute",
    htes: "hautes",
    pyr: "pyrenees",
    atl: "atlantiques",
    gd: "grand",
    gde: "grande",
    mt: "mont",
    nd: "notre dame",
    agglos: "agglomeration",
    agglo: "agglomeration",
    agglomerations: "agglomeration",
    dpt: "departement",
    dpts: "departement",
    dept: "departement",
    depts: "departement",
    dep: "departement",
    departements: "departement",
    reg: "region",
    regions: "region",
    acad: "academie",
    academies: "academie",
    metropoles: "metropole",
    ctre: "centre",
  }),
);

const LINKING = new Set("a au aux d de des du en et l la le les lez los sous sur sus s ses son sa dans par".split(" "));

/** Lower case, without accents, ligatures opened, every apostrophe and dash turned into a space. */
export function fold(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range, which most names stay in
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae");
}

/** Splits a name into folded words, abbreviations opened ("St-Dié s/ Meurthe" gives saint, die, sur, meurthe). */
export function words(text: string): string[] {
  const folded = fold(text);
  const opened = folded.includes("/")
    ? folded.replace(/\bs\/\s?s\b\/?/g, " sous ").replace(/\bs\s?\/\s?/g, " sur ")
    : folded;
  const found: string[] = [];
  for (const word of opened.split(/[^a-z0-9]+/)) {
    if (word) found.push(...(ABBREVIATIONS.get(word)?.split(" ") ?? [word]));
  }
  return found;
}

/** Key of a name with neither spaces nor punctuation, so that hyphens, spaces and apostrophes never matter. */
export function compactKey(text: string): string {
  return words(text).join("");
}

/** Key that also forgets articles and prepositions; empty when fewer than two words remain, which would say too little. */
export function skeletonKey(parts: readonly string[]): string {
  const kept = parts.filter((word) => !LINKING.has(word));
  return kept.length > 1 ? kept.join("") : "";
}

/** Whether a folded word only links others ("de", "la", "sur"). */
export function isLinking(word: string): boolean {
  return LINKING.has(word);
}
