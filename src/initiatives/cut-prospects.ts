import { CONDITION, GOES_ON, LASTS, MORE, OTHER_PLACE, RENEWS, SPREADS, WIDENS } from "./prospect-cues.ts";

type Span = { from: number; to: number };

/** One thing planned: where it stands, its words with conditions masked, and the condition that goes with it. */
export type Clause = Span & { masked: string; condition: Span | null; sentence: number };

const MASK = "\ue000";
const SENTENCE_END = /\n|[;!?•·|▪●►→]|\.(?=\s|$)| \/ | [-*] (?=\S)|\.\.\.|…/g;
const ABBREVIATION = /(?:^|[\s(])(?:ex|st|ste|cf|env|nb|dept|dep|resp|mme|dr|min|max|av|bd)$/;

/** Cuts folded text into clauses that each plan one thing (`isName`: a capital starts here); one without words carries a condition. */
export function cutClauses(text: string, isName: (at: number) => boolean): Clause[] {
  const clauses: Clause[] = [];
  let sentence = 0;
  let from = 0;
  const close = (to: number) => {
    if (to > from && /[\p{L}\p{N}]/u.test(text.slice(from, to)))
      clauses.push(...cutSentence(text, from, to, sentence++, isName));
  };
  for (const match of text.matchAll(SENTENCE_END)) {
    if (match[0] === "." && ABBREVIATION.test(text.slice(Math.max(0, match.index - 6), match.index))) continue;
    close(match.index);
    from = match.index + match[0].length;
  }
  close(text.length);
  return clauses;
}

function cutSentence(
  text: string,
  from: number,
  to: number,
  sentence: number,
  isName: (at: number) => boolean,
): Clause[] {
  const words = text.slice(from, to);
  const named = (at: number) => isName(from + at);
  const conditions = findConditions(words, named);
  const masked = mask(words, conditions);
  const cuts = findBreaks(masked, named);
  const clauses: Clause[] = [];
  const opening = conditions[0] && !/[\p{L}\p{N}]/u.test(words.slice(0, conditions[0].from)) ? conditions[0] : null;
  let next = opening ? 1 : 0;
  let start = 0;
  const shift = (span: Span): Span => ({ from: from + span.from, to: from + span.to });
  for (const cut of [...cuts, { from: masked.length, to: masked.length, shares: false }]) {
    const span = trim(masked, start, cut.from);
    let own: Span | null = null;
    // Of several, the one that says most: "si possible, sous réserve d'un financement".
    for (; next < conditions.length && conditions[next]!.from < cut.from; next++) own = longer(own, conditions[next]!);
    const condition = own ?? (span ? opening : null);
    if (span) {
      clauses.push({
        from: from + span.from,
        to: from + span.to,
        masked: masked.slice(span.from, span.to),
        condition: condition && shift(condition),
        sentence,
      });
    } else if (own && clauses.length > 0) clauses.at(-1)!.condition ??= shift(own);
    if (own && span) shareBack(clauses, cuts, shift(own));
    start = cut.to;
  }
  const alone = opening ?? conditions[0];
  if (clauses.length === 0 && alone) return [{ from, to: from, masked: "", condition: shift(alone), sentence }];
  return clauses;
}

const longer = (one: Span | null, other: Span): Span =>
  one === null || other.to - other.from > one.to - one.from ? other : one;

/** "Pérenniser et étendre si…": the condition holds for all that is joined without a comma. */
function shareBack(clauses: Clause[], cuts: { shares: boolean }[], condition: Span) {
  for (let i = clauses.length - 2; i >= 0 && cuts[i]?.shares && clauses[i]!.condition === null; i--)
    clauses[i]!.condition = condition;
}

function trim(text: string, from: number, to: number): Span | null {
  const kept = (at: number) => /[\p{L}\p{N}()"«»%€]/u.test(text[at]!);
  while (from < to && !(kept(from) && text[from] !== ")")) from++;
  while (to > from && !(kept(to - 1) && text[to - 1] !== "(")) to--;
  const words = text.slice(from, to);
  // A number before a full stop is that of a list.
  if (!/\p{L}/u.test(words)) return null;
  const lead = /^(?:\d{1,2} ?[)°.] ?|(?:et|puis|mais|ensuite|enfin|,) )+/.exec(words.slice(0, 40));
  const started = from + (lead && lead[0].length < to - from ? lead[0].length : 0);
  return { from: started, to };
}

const BRIEF = /^si (?:possible|besoin|necessaire)\b|^if possible\b/;

function findConditions(words: string, isName: (at: number) => boolean): Span[] {
  const found: Span[] = [];
  let last = 0;
  for (const match of words.matchAll(CONDITION)) {
    if (match.index < last) continue;
    const opens =
      !/[\p{L}\p{N}]/u.test(words.slice(found.length ? last : 0, match.index).slice(-200)) && found.length === 0;
    let to = words.length;
    const brief = BRIEF.exec(words.slice(match.index, match.index + 30));
    if (brief) to = match.index + brief[0].length;
    else if (opens) {
      const comma = words.indexOf(",", match.index);
      if (comma > 0) to = comma;
    } else {
      const end = nextEnd(words, match.index + match[0].length, isName);
      if (end !== null) to = end;
    }
    found.push({ from: match.index, to });
    last = to;
  }
  return found;
}

/** Where a condition ends inside a sentence: a closing bracket, or another thing planned. */
function nextEnd(words: string, from: number, isName: (at: number) => boolean): number | null {
  BREAK_OR_BRACKET.lastIndex = from;
  for (let match = BREAK_OR_BRACKET.exec(words); match; match = BREAK_OR_BRACKET.exec(words)) {
    if (match[0] === ")") return match.index;
    if (/,|puis|mais/.test(match[0]) && opensClause(words, match.index + match[0].length, isName)) return match.index;
  }
  return null;
}

function mask(words: string, spans: readonly Span[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to } of spans) {
    parts.push(words.slice(at, from), MASK.repeat(to - from));
    at = to;
  }
  parts.push(words.slice(at));
  return parts.join("");
}

const BREAK =
  /(?:, ?(?:et |puis |mais |ou |voire |ainsi que |and |then )?| (?:et|puis|mais|voire|ou|and|then|ainsi que|avec) )/g;
const BREAK_OR_BRACKET = new RegExp(`\\)|${BREAK.source}`, "g");

function findBreaks(masked: string, isName: (at: number) => boolean): (Span & { shares: boolean })[] {
  const found: (Span & { shares: boolean })[] = [];
  let start = 0;
  for (const match of masked.matchAll(BREAK)) {
    const to = match.index + match[0].length;
    if (match.index <= start || !opensClause(masked, to, isName)) continue;
    // "pour sensibiliser et informer": verbs of a purpose plan nothing of their own.
    const before = masked.slice(Math.max(start, match.index - 80), match.index);
    const purpose = before.slice(before.lastIndexOf(",") + 1);
    if (!startsCue(masked, to) && /\b(?:pour|afin d|permet\w*|permettant|visant)\b/.test(purpose)) continue;
    if (
      start === 0 &&
      CIRCUMSTANCE.test(masked.slice(0, 60)) &&
      match[0].startsWith(",") &&
      !hasCue(masked.slice(0, match.index))
    )
      continue;
    found.push({ from: match.index, to, shares: !match[0].includes(",") });
    start = to;
  }
  return found;
}

/** "Devant la demande, …", "À moyen terme, …": not a thing planned but how it comes. */
const CIRCUMSTANCE =
  /^[^\p{L}]*(?:devant|a|au|aux|pour|apres|vu|vue|face|avec|grace|dans|en|des|d'ici|malgre|depuis|compte tenu|suite|l'an|l'annee|cette|forts?|after|in|to|by|with|next)(?!\p{L})/u;
const CUES = [SPREADS, LASTS, RENEWS, WIDENS, GOES_ON, OTHER_PLACE, MORE];
const hasCue = (words: string) => CUES.some((cue) => cue.test(words.slice(0, 400)));

const LEAD =
  /(?:(?:de|a|en|la|le|les|une?|se|y|sa|son|ses|leur|leurs|notre|the|to|aussi|meme|mieux|encore|davantage|peut-etre|bien|ensuite|pourquoi pas) |[dlsn]'){0,4}/y;
const INFINITIVE =
  /\p{L}*(?:\p{L}{2}(?:er|ir|oir)|[enro]ndre|rdre|oudre|indre|clure|ttre|aitre|ivre|[dcrlu]ire|faire)\b/uy;
/** Nouns and adjectives that end as infinitives do. */
const NOT_INFINITIVE =
  /^(?:premier|dernier|quartier|cahier|atelier|metier|sentier|chantier|courrier|dossier|calendrier|papier|particulier|regulier|financier|hospitalier|hiver|avenir|plaisir|lettre|hier|fier|leader|manager|cancer|foyer|loyer|danger|loisir|soir|espoir|pouvoir|devoir|savoir|livre|ivre|cuir|jardinier|policier|infirmier|janvier|fevrier|janv|tir|desir|souvenir|super|hyper|poster|flyer|leadership|container|partir)$/u;

const isInfinitive = (word: string) => !NOT_INFINITIVE.test(word);

/** A second action told by its noun: "et un rapprochement avec…". */
const ACTION =
  /(?:une?|a|an) (?!departement|etablissement|agglomeration|federation|association|delegation|arrondissement|population|village|quinzaine)\p{L}{3,}(?:tion|ment|age)\b/uy;

const ENGLISH_VERB =
  /(?:make|open|extend|replicate|renew|expand|widen|keep|continue|bring|create|add|reach|repeat|run|invite|train)\b/y;

/** Whether another thing planned starts here: a verb, or a word that tells a kind. */
function opensClause(text: string, at: number, isName: (at: number) => boolean): boolean {
  LEAD.lastIndex = at;
  const verb = at + (LEAD.exec(text)?.[0].length ?? 0);
  INFINITIVE.lastIndex = verb;
  const word = INFINITIVE.exec(text)?.[0];
  if (word && !isName(verb) && isInfinitive(word)) return true;
  ENGLISH_VERB.lastIndex = verb;
  ACTION.lastIndex = at;
  return ENGLISH_VERB.test(text) || ACTION.test(text) || startsCue(text, at);
}

const STARTS = CUES.map((cue) => new RegExp(`^(?:${cue.source})`));
const NOUNS =
  /^(?:ouverte?s?|elargie?s?|etendue?s?|extension|elargissement|ouverture|creation|integration|inscription|mise en place|developpement)\b/;

function startsCue(text: string, at: number): boolean {
  LEAD.lastIndex = at;
  const lead = at + (LEAD.exec(text)?.[0].length ?? 0);
  const after = text.slice(lead, lead + 80);
  const whole = text.slice(at, at + 80);
  if (NOUNS.test(after)) return true;
  // "d'autres villes et d'autres publics": a second object goes with the first unless it tells of another kind.
  return STARTS.some((cue) => cue.test(after) || cue.test(whole));
}
