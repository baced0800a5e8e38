import type { Folded } from "./fold.ts";
import { MONTH } from "./periods.ts";

const DAY = "(?:0?[1-9]|[12]\\d|3[01])(?:er)?";
const WEEKDAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim)\\.?";
const HOUR = "(?:0?[7-9]|1\\d|2[0-4]) ?(?:h|heures?|:)(?: ?[0-5]\\d)?";
const AGE = "(?:\\d{1,3}|[a-z]+(?:-[a-z]+){0,3})";
/** Words that number their bearer: the short number that follows is its name, unless it counts something itself. */
const RANKED =
  "article|annexe|chapitre|pages?|tome|volume|version|niveau|cycle|categorie|phase|etape|axe|lot|ligne|bus|tram|tramway|" +
  "zone|odd|objectif|batiment|salle|type|stade|tranche|edition|arrondissement|secteur|agenda|horizon|bac ?\\+";
/** References that may be long. */
const NUMBERED =
  "n°|nº|numeros?|no\\.?|num\\.|article|articles|art\\.|p\\.|bat\\.?|rn|rd|cs|bp|cedex|iso|cp|code postal|siret|siren|" +
  "rna|finess|uai|loi|loi du|decret|decret du|ordonnance";

/** Shapes that are never quantities, on folded text; each is bounded so that reading stays linear. */
const SHAPES: RegExp[] = [
  /https?:\/\/\S+|www\.\S+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}/g,
  /(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)/g,
  new RegExp(
    `(?<![\\da-z])(?:${WEEKDAY} )?(?:${DAY}(?: ?(?:et|au|a|-|/|,|ou) ?)){0,3}${DAY} (?:${MONTH})(?![a-z])\\.?(?: ?(?:19|20)\\d\\d)?`,
    "g",
  ),
  new RegExp(`(?<![a-z])${WEEKDAY} ${DAY}(?![\\da-z])`, "g"),
  new RegExp(`(?<![a-z])(?:le|du|au) ${DAY}(?= ?(?:$|[,;.)\\n]|au \\d))`, "g"),
  /(?<!\d)(?:0?[1-9]|1[0-2])\/(?:19|20)\d\d(?!\d)/g,
  /(?<!\d)(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d)(?!\d)|(?<!\d)(?:19|20)\d\d[-/]\d\d(?!\d)/g,
  /(?<![a-z])annees? (?:19|20)?\d0(?!\d)/g,
  /(?<![\da-z])24 ?h(?:eures)? ?(?:\/|sur) ?24 ?h?(?:eures)?|(?<![\da-z])(?:7 ?j(?:ours)?|7) ?(?:\/|sur) ?7 ?j?(?:ours)?(?![a-z])|(?<!\d)50 ?\/ ?50(?!\d)|vingt-quatre heures sur vingt-quatre|sept jours sur sept/g,
  new RegExp(`(?<![\\d.,])${HOUR} ?(?:-|/|a|et) ?${HOUR}(?![\\da-z])`, "g"),
  /(?<![a-z])(?:a|des|vers|jusqu'a|avant|apres|partir de) (?:[01]?\d|2[0-4]) ?(?:h|heures?) ?[0-5]\d(?!\d)/g,
  /(?<![a-z])(?:a|des|vers|jusqu'a|avant|apres|partir de) (?:[01]?\d|2[0-4]) ?(?:h|heures?)(?![a-z0-9])(?! (?:de|d'|par|semaine))/g,
  /(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])/g,
  /(?<![\d.,])(?:\+ ?33|0033) ?(?:\(0\) ?)?[1-9](?:[ .-]?\d\d){4}(?!\d)|(?<![\d.,])0[1-9](?:[ .-]?\d\d){4}(?!\d)/g,
  /(?<!\d)0 ?8\d\d ?\d\d\d ?\d\d\d(?!\d)|(?<!\d)\d{14}(?!\d)|(?<!\d)\d{3} \d{3} \d{3} \d{5}(?!\d)/g,
  new RegExp(`(?<![a-z])(?:${NUMBERED}) ?:? ?(?:[a-z]\\.? ?)?\\d[\\d./-]{0,20}`, "g"),
  new RegExp(`(?<![a-z])(?:${RANKED}) ?\\d{1,2}(?![\\d]|[.,]\\d| [a-z]{3,30}[sx](?![a-z])| ?%| ?€)`, "g"),
  /(?<![\d.,])\d{1,2}(?:[.,]\d)? ?\/ ?(?:5|10|20)(?![\d.,]| ?[a-z]{3,30}[sx](?![a-z])| ?(?:des|du|d'))/g,
  /(?<![a-z])(?:tel|telephone|fax|portable|mobile|tph)\.? ?:? ?\d[\d .-]{2,20}/g,
  /(?<!\d)\d{1,4} ?(?:bis|ter|quater)?,? ?(?:rue|avenue|av\.?|boulevard|bd\.?|bld|place|chemin|allee|impasse|quai|square|faubourg|chaussee|ruelle)(?![a-z])/g,
  /(?<![\da-z])\d{1,4} ?(?:emes?|iemes?|ieme|ere?s?|es?|nde?s?)(?![a-z'])/g,
  /(?<![a-z])[a-z]+-\d{1,4}(?!\d)/g,
  /(?<![\d.])\d\.0(?!\d)/g,
  /(?<![a-z])(?:tous les|toutes les) (?:\d{1,2}|deux|trois|quatre|cinq|six|dix|quinze)(?![a-z\d])/g,
  /(?<![\da-z])2 en 1(?!\d)|(?<![a-z])(?:deux par deux|a deux(?= ?[,.;)]| ?$| pour )|a quatre mains|a [a-z]+ voix|tous deux|toutes deux|tous les deux|toutes les deux|en deux temps|des deux cotes)(?![a-z])/g,
  new RegExp(
    `(?<![a-z])(?:ages?e?s? (?:de|entre)|age moyen(?: de)?|moyenne d'age|majorite a|ages? :?)[ :]*(?:plus de |moins de |environ )?${AGE}(?: ?(?:ans|mois))?(?: ?(?:a|et|-|/) ?${AGE})?(?: ans| mois)?`,
    "g",
  ),
  /(?<![\da-z])\d{1,2} mois (?:a|et|-) \d{1,3} ans(?![a-z])/g,
];

const PARENTHESISED_DEPARTMENT = /\((?:\d{2,3}|2[ab])\)/g;
const POSTAL = /(?<![\d.,])\d{5}(?= [a-z])/g;
const YEAR = /(?<![\d.,'])(?:19|20)\d\d(?![\d%€]|[.,]\d)/g;
const COUNTED = /^ ?(?:[a-z]{3,}[sx](?![a-z'])|€|euros?|%|km|m²|fois|kg|h\b|t\b)/;
const MEASURED =
  /(?:(?:plus|moins|pres|autour|loin) (?:de|d')|environ|maximum|minimum|presque|quelque|jusqu'a|[~±><≥≤=+])\s?$/;
const DATING = /(?<![a-z])(?:en|depuis|annee|fin|debut|courant|saison|rentree|jusqu'en)\s?$/;
const NOT_COUNTED =
  /^ ?(?:puis|plus|sans|dans|mais|jamais|toujours|alors|ces|des|les|nos|ses|leurs|trois|deux|dix|six|vers|sous|apres|tous|plusieurs|quelques)(?![a-z])/;
const RANGE_AFTER = /^ ?(?:et|a|ou|-|\/) ?(\d[\d ]{2,8})/;
const RANGE_BEFORE = /(\d[\d ]{2,8}) ?(?:et|a|ou|-|\/) ?$/;
const YEAR_ALONE = /^(?:19|20)\d\d ?$/;

const isCounted = (after: string) => COUNTED.test(after) && !NOT_COUNTED.test(after);

/** Four digits that look like a year are one unless something counted, or the other end of a range, says otherwise. */
function isYear(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 14), at);
  const after = text.slice(at + 4, at + 40);
  if (DATING.test(before)) return true;
  if (isCounted(after) || MEASURED.test(before)) return false;
  const range = RANGE_AFTER.exec(after);
  if (range) return YEAR_ALONE.test(range[1]!) && !isCounted(after.slice(range[0].trimEnd().length));
  const first = RANGE_BEFORE.exec(before)?.[1]?.trim();
  return first === undefined || YEAR_ALONE.test(first);
}

function isCapital(char: string | undefined): boolean {
  return char !== undefined && char !== char.toLowerCase();
}

function sourceAt(folded: Folded, at: number): string | undefined {
  return folded.source[folded.starts[at] ?? folded.source.length];
}

/** Marks the folded characters that belong to dates, times, ages, addresses, phone numbers, laws or names: 1 means so. */
export function excludedCharacters(folded: Folded): Uint8Array {
  const { text, source } = folded;
  const mask = new Uint8Array(text.length);
  const shouted = source === source.toUpperCase();
  for (const shape of SHAPES) {
    for (const match of text.matchAll(shape)) mask.fill(1, match.index, match.index + match[0].length);
  }
  for (const match of text.matchAll(PARENTHESISED_DEPARTMENT)) {
    if (isName(folded, match.index - 1)) mask.fill(1, match.index, match.index + match[0].length);
  }
  for (const match of text.matchAll(POSTAL)) {
    const next = match.index + match[0].length + 1;
    if (!shouted && isCapital(sourceAt(folded, next))) mask.fill(1, match.index, next - 1);
  }
  for (const match of text.matchAll(YEAR)) {
    if (isYear(text, match.index)) mask.fill(1, match.index, match.index + 4);
  }
  return mask;
}

/** True when the word that ends at `at` (or just before it) begins with a capital, as names of places do. */
function isName(folded: Folded, at: number): boolean {
  const word = /([a-z'-]{2,40}) ?$/.exec(folded.text.slice(Math.max(0, at - 40), at + 1));
  if (!word) return false;
  const start = at + 1 - word[0].length;
  return isCapital(sourceAt(folded, start));
}

/** True when a number in letters is part of a name: "Trois-Ponts", "les Deux Alpes". */
export function insideName(folded: Folded, start: number, end: number): boolean {
  const { text, source } = folded;
  if (text[start - 1] === "-" && /[a-z]/.test(text[start - 2] ?? "")) return true;
  if (text[end] === "-" && /[a-z]/.test(text[end + 1] ?? "")) return true;
  const capitals = isCapital(sourceAt(folded, start)) && text[end] === " " && isCapital(sourceAt(folded, end + 1));
  return capitals && source !== source.toUpperCase();
}

/** True when a capitalised word stands just before, as in "Paris 13". */
export function followsName(folded: Folded, start: number): boolean {
  return folded.text[start - 1] === " " && isName(folded, start - 1);
}
