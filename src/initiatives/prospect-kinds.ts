import { lookUpNoun } from "./audience-words.ts";
import {
  GOES_ON,
  LASTS,
  MORE,
  MOVES,
  NEGATED,
  NEXT_TIME,
  NOTHING_PLANNED,
  OTHER_PLACE,
  PLACES_LISTED,
  PUBLIC_POLICY,
  REACHES,
  RENEWS,
  SETS_UP,
  SPREADS,
  TAKEN_OVER,
  TAKES_IN,
  TAKES_OVER,
  WIDENS,
} from "./prospect-cues.ts";
import type { ProspectKind } from "./prospects.ts";

type Span = { from: number; to: number };
type Recognised = { kind: ProspectKind; towards: Span | null };

const CLAUSE_LIMIT = 2000;

/** Tells what a folded clause plans, and towards what; null when it says that nothing is planned. */
export function recogniseKind(whole: string, original: (from: number, to: number) => string): Recognised | null {
  const clause = whole.slice(0, CLAUSE_LIMIT);
  if (NOTHING_PLANNED.test(clause)) return null;
  if (NEGATED.test(clause)) return { kind: "autre", towards: null };
  return (
    readPolicy(clause) ??
    readSpread(clause, original) ??
    readSameKind(clause, original) ?? { kind: "autre", towards: null }
  );
}

function readPolicy(clause: string): Recognised | null {
  const taken = TAKEN_OVER.exec(clause);
  if (taken) {
    const to = taken.index + taken[0].length;
    return { kind: "integration-politique-publique", towards: { from: to - taken[1]!.length, to } };
  }
  const taker = TAKES_OVER.exec(clause);
  if (taker)
    return {
      kind: "integration-politique-publique",
      towards: { from: taker.index, to: taker.index + taker[1]!.length },
    };
  const policy = PUBLIC_POLICY.exec(clause);
  if (!policy || !TAKES_IN.test(clause)) return null;
  return { kind: "integration-politique-publique", towards: phrase(clause, policy.index, policy[0].length) };
}

function readSpread(clause: string, original: (from: number, to: number) => string): Recognised | null {
  const listed = PLACES_LISTED.exec(clause);
  if (listed) return { kind: "essaimage", towards: phrase(clause, listed[0].length, 0) };
  const place = OTHER_PLACE.exec(clause);
  const more = MORE.exec(clause);
  const spreads = SPREADS.exec(clause);
  if (more && (!place || more.index < place.index) && !(spreads && place))
    return precedes(clause, more.index)
      ? null
      : { kind: "elargissement", towards: phrase(clause, more.index, more[0].length) };
  if (place) return { kind: "essaimage", towards: phrase(clause, place.index, place[0].length) };
  if (spreads) {
    const after = spreads.index + spreads[0].length;
    return { kind: "essaimage", towards: readScale(clause, after) ?? afterPreposition(clause, after) };
  }
  const setsUp = SETS_UP.exec(clause);
  if (setsUp && !precedes(clause, clause.length)) {
    const from = setsUp.index + setsUp[0].length - setsUp[1]!.length;
    return { kind: "elargissement", towards: phrase(clause, from, setsUp[1]!.length) };
  }
  const reaches = REACHES.exec(clause);
  const moves = reaches ?? MOVES.exec(clause);
  if (!moves || precedes(clause, moves.index)) return null;
  const towards = reaches
    ? phrase(clause, reaches.index + reaches[0].length + 1, 0)
    : afterPreposition(clause, moves.index + moves[0].length);
  if (towards) {
    if (startsPublic(clause, towards)) return { kind: "elargissement", towards };
    if (namesPlace(original(towards.from, towards.to), clause.slice(towards.from, towards.to)))
      return { kind: "essaimage", towards };
  }
  return null;
}

/** A word before says another kind: "nouvelle édition, davantage tournée vers les jeunes". */
function precedes(clause: string, index: number): boolean {
  const before = clause.slice(0, index);
  return RENEWS.test(before) || LASTS.test(before);
}

function readSameKind(clause: string, original: (from: number, to: number) => string): Recognised | null {
  const at = (cue: RegExp) => {
    const match = cue.exec(clause);
    return match ? match.index : Number.POSITIVE_INFINITY;
  };
  const [lasts, renews, widens] = [at(LASTS), at(RENEWS), at(WIDENS)];
  const first = Math.min(lasts, renews, widens);
  if (first < Number.POSITIVE_INFINITY) {
    if (first === lasts) return { kind: "perennisation", towards: null };
    if (first === renews) return { kind: "reconduction", towards: null };
    return { kind: "elargissement", towards: readObject(clause, WIDENS.exec(clause)!, original) };
  }
  const extension = /\bextension\b|\betendre\b|\bextend\b/.exec(clause);
  if (extension)
    return { kind: "elargissement", towards: afterPreposition(clause, extension.index + extension[0].length) };
  if (NEXT_TIME.test(clause) && (GOES_ON.test(clause) || clause.split(" ").length <= 8))
    return { kind: "reconduction", towards: null };
  return GOES_ON.test(clause) ? { kind: "perennisation", towards: null } : null;
}

const STOP =
  /\ue000|\)|[.;]|, ?(?=(?:ce|qui|que|en|grace|avec|sous|malgre|afin|pour|mais|car|puisque|dans|des|l'an|il|elle|ils|elles|on|nous|cela|puis|la prochaine|voire)\b)|(?<= )(?:sont|est|seront|sera|seraient|serait|peut|peuvent|pourra|pourraient|pourrait|pourront|vont|va|ont|auront|devraient|devrait|veulent|attendent|commencent|suivront|souhaite(?:nt|raient)?|demandent|rejoin\w+|s'\p{L}+|\p{L}+(?:eront|iront|eraient|iraient|erait|irait)|aussi|interesse\w*|ensuite|egalement|d'ici|en 20\d\d|en (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)|en \p{L}{3,}ant|en cours|des (?:20\d\d|septembre|janvier|la rentree|l'an|le mois)|a partir|l'an prochain|l'annee prochaine|cette annee|chaque annee|prochainement|progressivement|bientot|a (?:moyen|court|long|terme)|a (?:la rentree|l'avenir|l'automne)|au (?:printemps|cours)|pour|afin|grace|malgre|via|qui|are|will|would|next year|in 20\d\d)(?!\p{L})/u;

/** The words of a target, up to a verb, a date, a purpose or a condition. */
function phrase(clause: string, from: number, atLeast: number): Span | null {
  const rest = clause.slice(from + atLeast);
  const stop = STOP.exec(rest.startsWith(" ") ? rest : ` ${rest}`);
  const offset = rest.startsWith(" ") ? 0 : 1;
  const to = stop ? Math.max(from + atLeast, from + atLeast + stop.index - offset) : clause.length;
  let end = to;
  while (end > from && /[\s,;:.(]/.test(clause[end - 1]!)) end--;
  if (clause[end] === ")" && clause.slice(from, end).includes("(")) end++;
  return end > from ? { from, to: end } : null;
}

const SCALE = /^.{0,40}?\b(nationale?|regionale?|departementale?|europeenne?|internationale?)\b/;

function readScale(clause: string, after: number): Span | null {
  const match = SCALE.exec(clause.slice(after, after + 80));
  if (!match || /\b(?:a|au|aux|dans|vers|sur)\b/.test(match[0])) return null;
  const to = after + match[0].length;
  return { from: to - match[1]!.length, to };
}

const PREPOSITION =
  /(?:^| )(?:(?:a|au|aux|vers|dans|ds|sur|chez|en|aupres d(?:e|es|u)|in|into|to|towards) |a l'|jusqu'a )/g;
const NOT_TARGET =
  /^(?:\d|be |(?:l'(?:annee|avenir|an|automne|ete)|la (?:duree|rentree|mesure|foulee|suite)|le (?:temps|cadre|futur|but)|les (?:annees|mois|semaines)|moyen|court|long|terme|avenir|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|cours|ligne|place|lien|partenariat|vue|plus|un an|deux ans|printemps|moins|particulier|effet|ete|hiver|interne|the next)(?!\p{L}))/u;

/** What follows the first preposition that does not speak of time. */
function afterPreposition(clause: string, after: number): Span | null {
  PREPOSITION.lastIndex = 0;
  const rest = clause.slice(after);
  for (const match of rest.matchAll(PREPOSITION)) {
    const elided = match[0].endsWith("a l'") ? 2 : 0;
    const from = after + match.index + match[0].length - elided;
    if (!NOT_TARGET.test(clause.slice(from, from + 30))) return phrase(clause, from, 0);
  }
  return null;
}

function startsPublic(clause: string, span: Span): boolean {
  const words = clause
    .slice(span.from, span.to)
    .split(/ |(?<=')/)
    .slice(0, 4);
  return words.some((word) => {
    const noun = lookUpNoun(word);
    return noun !== null && noun.category !== "organisations";
  });
}

const PLACE_WORD =
  /\b(?:ville|commune|departement|region|territoire|quartier|canton|pays|agglo\w*|metropole|ecole|college|lycee|ehpad|hopital|universite|academie|france|centre|etablissement|etablissements|communes|ecoles|colleges|lycees|hopitaux|sites?)\b/;

function namesPlace(words: string, folded: string): boolean {
  return /^(?:\p{L}{1,3}[ '’])?\p{Lu}/u.test(words) || PLACE_WORD.test(folded);
}

function readObject(
  clause: string,
  verb: RegExpExecArray,
  original: (from: number, to: number) => string,
): Span | null {
  const after = verb.index + verb[0].length;
  const target = /^(?:elarg|widen|expand)/.test(verb[0]) ? afterPreposition(clause, after) : null;
  if (target) return target;
  const rest = clause.slice(after);
  const object = /^ (?:(?:du|de|des) |d'|de l'|de la )?(?=\p{L})/u.exec(rest);
  if (!object) return null;
  const span = phrase(clause, after + object[0].length, 0);
  return span && original(span.from, span.to).length > 2 ? span : null;
}
