const MUTE = /^(?:[aeiouyàâäéèêëîïôöùûüœæ]|h(?!aies?$|alt|ame|and|arcel|arcèl|auts?\b|aute|ier|ip-|ors|uit))/i;

/** Whether "de" is elided before a word. */
export const elides = (word: string): boolean => MUTE.test(word);

/** "de" before a word: "de lycéens", "d’habitants". */
export const of = (word: string): string => (elides(word) ? `d’${word}` : `de ${word}`);

/** "de" before words that begin with their article: "du sommeil", "des aidants", "de l’eau". */
export function ofThe(words: string): string {
  if (/^le /.test(words)) return `du ${words.slice(3)}`;
  if (/^les /.test(words)) return `des ${words.slice(4)}`;
  return `de ${words}`;
}

/** Words without the article they begin with. */
export const bare = (words: string): string => words.replace(/^(?:les? |la |une? |l’)/, "");

/** The first letter as a capital. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "de" before the name of a commune: "de Lyon", "d’Angers", "du Mans", "des Ulis". */
export function ofPlace(name: string): string {
  if (/^Le /.test(name)) return `du ${name.slice(3)}`;
  if (/^Les /.test(name)) return `des ${name.slice(4)}`;
  return of(name);
}

/** "à" before the name of a commune: "à Lyon", "au Mans", "aux Ulis". */
export function atPlace(name: string): string {
  if (/^Le /.test(name)) return `au ${name.slice(3)}`;
  if (/^Les /.test(name)) return `aux ${name.slice(4)}`;
  return `à ${name}`;
}

const codes = (text: string) => new Set(text.split(" "));
const DU = codes("14 15 18 25 29 30 32 39 41 45 46 47 49 56 59 62 63 67 68 69 81 82 83 84 90 94 95");
const DES = codes("04 05 06 08 13 22 40 64 65 66 78 79 88 92 984");
const PLAIN = codes("75 974 976 975 977 978 986");

/** "de" before the name of a departement, which its code tells: "du Rhône", "de la Somme", "des Landes", "d’Eure-et-Loir". */
export function ofDepartement(code: string, name: string): string {
  if (PLAIN.has(code)) return of(name);
  if (DU.has(code)) return `du ${name}`;
  if (DES.has(code)) return `des ${name}`;
  if (name.includes("-")) return of(name);
  return elides(name) ? `de l’${name}` : `de la ${name}`;
}
