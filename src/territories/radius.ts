/** Takes a distance out of an answer: "Poitiers et 50 km alentour", "dans un rayon de vingt kilomètres autour de Brest". */

const IN_LETTERS: Record<string, number> = {
  cinq: 5,
  dix: 10,
  quinze: 15,
  vingt: 20,
  "vingt-cinq": 25,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  cent: 100,
  dizaine: 10,
  quinzaine: 15,
  vingtaine: 20,
  trentaine: 30,
  quarantaine: 40,
  cinquantaine: 50,
  centaine: 100,
};

const NUMBER = `\\d{1,3}(?:[.,]\\d{1,2})?|${Object.keys(IN_LETTERS)
  .sort((one, other) => other.length - one.length)
  .join("|")}`;

const DISTANCE = new RegExp(
  `(?<![\\p{L}\\p{N}.,])(${NUMBER}) ?-?(?:de |d['’] ?)?(?:kms?|kilom[eèé]tres?)(?![\\p{L}\\p{N}])\\.?`,
  "iu",
);

const BEFORE =
  /(?:[,+&]|(?<![\p{L}\p{N}])(?:et|dans|sur|un|une|le|son|rayon|jusqu['’]?(?:à|a)?|environ|à|a|de|d['’]|moins|plus|quelques?|périmètre|perimetre|alentours?|autour))\s*$/iu;

const AFTER =
  /^\s*(?:[,)]|(?:à|a) la ronde|(?:aux|les|des|en|d['’]) ?alentours?(?! de)|alentours?|autour(?! (?:de|d['’]|du))|environ|de rayon|(?:autour|aux alentours|alentours?|aux environs|alentour) (?:de la ville|de la commune)?\s*(?:de|du|d['’])|(?:autour|alentours?)|(?:de|du|d['’])(?![\p{L}\p{N}]))/iu;

/** The radius in kilometres and the text without its words, or null when the answer gives no distance. */
export function takeRadius(text: string): { radiusKm: number; rest: string } | null {
  const found = DISTANCE.exec(text);
  if (!found) return null;
  const typed = found[1]!.toLowerCase();
  const radiusKm = IN_LETTERS[typed] ?? Number(typed.replace(",", "."));
  let before = text.slice(0, found.index).trimEnd();
  let after = text.slice(found.index + found[0].length).trimStart();
  for (let turn = 0; turn < 8; turn++) {
    const shorter = before.replace(BEFORE, "").trimEnd();
    if (shorter === before) break;
    before = shorter;
  }
  for (let turn = 0; turn < 4; turn++) {
    const shorter = after.replace(AFTER, "").trimStart();
    if (shorter === after) break;
    after = shorter;
  }
  return { radiusKm, rest: `${before} ${after}`.replace(/\(\s*\)?\s*$/, "").trim() };
}
