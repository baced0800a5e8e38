import { type Folded, original } from "./fold.ts";
import type { Quantity } from "./quantities.ts";
import { isCommonNoun } from "./units.ts";

const REACH = 160;
const CUT = /[;\n,:•|()]| \/ |[.!?](?= |\n|$)/;
const LEADING = /^(?:[ .:*/'+-]|(?:de la|de l'|des|du|de|d'|et|ou|puis|soit|dont)(?![a-z])|d')+/;
const TRAILING =
  /(?:(?:^|(?<=[ ']))(?:et|ou|puis|dont|soit|a|de|d'|des|du|pour|avec|sur|en|par|depuis|pendant|durant|deja|existe|la|le|les|il y a|au|aux|plus|un|une)|[ :=*/+-])$/;

type Words = [from: number, to: number];
type Described = Quantity & { skip: Words | null; label: Words | null };

/** What a quantity counts, in the source's words: its noun with its complements, else what surrounds it in its clause. */
export function describe(folded: Folded, quantity: Described, around: { before: number; after: number }): string {
  if (quantity.label) return join(folded, [quantity.label], null);
  const { text } = folded;
  const after = afterWords(text, quantity, around.after);
  if (quantity.kind === "count" || quantity.kind === "money") {
    const noun: Words = quantity.kind === "count" ? [quantity.noun, quantity.nounEnd] : [quantity.end, quantity.end];
    const told = join(folded, [noun, after], quantity.skip);
    if (told !== "" && quantity.kind === "count") return told;
    return told || join(folded, [beforeWords(text, quantity, around.before)], quantity.skip);
  }
  if (quantity.kind === "share") {
    const named: Words = [quantity.noun, Math.min(quantity.nounEnd, quantity.end)];
    const share = join(
      folded,
      quantity.unit === "proportion" && quantity.nounEnd < quantity.end ? [named, after] : [after],
      quantity.skip,
    );
    return share || join(folded, [beforeWords(text, quantity, around.before)], quantity.skip);
  }
  return join(folded, [beforeWords(text, quantity, around.before), after], quantity.skip);
}

function afterWords(text: string, quantity: Quantity, limit: number): Words {
  const window = text.slice(quantity.end, Math.min(quantity.end + REACH, Math.max(limit, quantity.end)));
  const cut = window.search(CUT);
  // Up to the next quantity, "et" begins the words of that one: "300 adhérents et un budget de 45 000 €".
  const own =
    cut < 0 && limit <= quantity.end + REACH && limit < text.length
      ? window.replace(/ (?:et|ou|puis) [^;]*$/, " ")
      : window;
  return [quantity.end, quantity.end + (cut < 0 ? own.length : cut)];
}

function beforeWords(text: string, quantity: Quantity, floor: number): Words {
  const from = Math.max(floor, quantity.start - REACH, 0);
  if (from >= quantity.start) return [quantity.start, quantity.start];
  const window = text.slice(from, quantity.start).replace(/[ :=]+$/, "");
  let begin = 0;
  for (const match of window.matchAll(new RegExp(CUT, "g"))) begin = match.index + 1;
  return [from + begin, from + window.length];
}

function join(folded: Folded, parts: Words[], skip: Words | null): string {
  const [first, second] = parts;
  const whole: Words[] = first && second && first[1] === second[0] ? [[first[0], second[1]]] : parts;
  const kept = whole.flatMap((part) => without(part, skip));
  return kept
    .map((part) => trimmed(folded, part))
    .filter((words) => words !== "")
    .join(" ");
}

function without([from, to]: Words, skip: Words | null): Words[] {
  if (!skip || skip[1] <= from || skip[0] >= to) return [[from, to]];
  return [
    [from, Math.max(from, skip[0])],
    [Math.min(to, skip[1]), to],
  ];
}

function trimmed(folded: Folded, [first, last]: Words): string {
  let from = first + (LEADING.exec(folded.text.slice(first, last))?.[0].length ?? 0);
  let to = last;
  for (let end = 1; end > 0 && to > from; to -= end) {
    end = TRAILING.exec(folded.text.slice(Math.max(from, to - 12), to))?.[0].length ?? 0;
  }
  from = Math.min(from, to);
  return original(folded, from, to).replace(/\s+/g, " ").trim();
}

const LABEL =
  /(?:^|[;\n,.()•|*]|- )[ -]*((?:(?:nombre|total|nbre|nbr|nb|effectif)s?\.? ?(?:total )?(?:de |d'|des )?)?([a-z][a-z0-9 '/-]{0,48})?)(?: ?\((?:19|20)\d\d\))? ?[:=] ?$/;
const NOT_LABEL =
  /(?:tel|telephone|fax|siret|siren|code|article|note|annee|date|horaire|numero|ref|reference|age|ages|cp)(?![a-z])/;
const BARE_LABEL = /(?:^|[;\n,•|])[ *-]*((?:nombre (?:de |d')|nb\.? (?:de |d')?|nbre (?:de |d')?)?([a-z]{3,30})) $/;

const COUNT_OF = /((?:nombre|effectif) (?:de |d'|des )([a-z-]{3,30}))(?: [a-z]{1,15}){0,4} $/;

type Label = { start: number; noun: number; end: number };

/** Finds the words that say what a bare number counts: "Bénévoles : 45", "nb participants = 120", "Participants 120". */
export function labelBefore(text: string, start: number, end: number, floor: number): Label | null {
  const from = Math.max(floor, start - 80);
  const window = text.slice(from, start);
  const match = LABEL.exec(window);
  if (match && !NOT_LABEL.test(match[1]!)) return labelOf(match, from);
  const counted = COUNT_OF.exec(window);
  if (counted) return labelOf(counted, from);
  const bare = BARE_LABEL.exec(window);
  const last = !/[a-z]/.test(text.slice(end, end + 2));
  if (!bare || !last || !((isCommonNoun(bare[2]!) && /[sx]$/.test(bare[2]!)) || bare[1] !== bare[2])) return null;
  return labelOf(bare, from);
}

function labelOf(match: RegExpExecArray, from: number): Label | null {
  const start = from + match.index + match[0].indexOf(match[1]!);
  const typed = match[2] ?? "";
  const noun = /^[a-z-]+/.exec(typed)?.[0] ?? "";
  const at = start + match[1]!.length - typed.length;
  return { start, noun: at, end: at + noun.length };
}

/** True when nothing but spaces and punctuation stands around a quantity in its segment: a cell that only says "850". */
export function readsAlone(text: string, from: number, to: number): boolean {
  const before = text.slice(Math.max(0, from - 4), from);
  const after = text.slice(to, to + 12);
  return /(?:^|[;\n•|])[ *-]{0,3}$/.test(before) && /^ ?(?:[;\n•|.!]|$|au total|en tout|\()/.test(after);
}
