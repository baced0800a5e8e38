const list = new Intl.ListFormat("fr");

/** Why two initiatives are brought together. */
export const reasons = {
  titleSame: "Même intitulé",
  titleNear: (share: number) => `Intitulés proches (${Math.round(share * 100)}\u202f% en commun)`,
  placeSame: (place: string) => `Même lieu\u202f: ${place}`,
  placeWithin: (inner: string, outer: string) => `${inner} est dans ${outer}`,
  placeApart: (a: string, b: string) => `Lieux différents\u202f: ${a} et ${b}`,
  partners: (names: string[]) =>
    `${names.length === 1 ? "Un partenaire commun" : `${names.length} partenaires communs`}\u202f: ${list.format(names)}`,
  audience: (words: string[]) => `Même public\u202f: ${list.format(words)}`,
  wording: (words: string[]) => `Mêmes mots dans le texte\u202f: ${list.format(words)}`,
};
