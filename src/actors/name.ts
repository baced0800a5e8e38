import type { KnownName } from "./acronyms.ts";
import { type AttachContext, type Attachment, bodyOfPlace, placeNamed } from "./attach.ts";
import {
  type ActorKind,
  COMMON_WORDS,
  headOf,
  misspeltHead,
  PART_NOUNS,
  PEOPLE_NOUNS,
  singular,
  THEME_WORDS,
} from "./kinds.ts";
import { findKnown, findMisspelt, type KnownMatch, knownByName } from "./lookup.ts";
import { flatten, type Token, tokensOf, wordsOf } from "./source.ts";

export interface NameContext extends AttachContext {
  networkOrganisation?: string | undefined;
  /** The whole text is in capitals, which then say nothing. */
  shouting: boolean;
}

export interface NameReading {
  name: string;
  kind: ActorKind;
  kindConfidence: number;
  generic: boolean;
  known: KnownName | null;
  attachedTo: Attachment | null;
  does: string | null;
  doubts: string[];
}

const NOISE =
  /^(?:(?:et |ou )?etc|aucune?s?|neant|n\/?a|ras|rien|sans|non|oui|nc|nsp|divers|autres?|d'autres|a (?:definir|preciser|completer|venir)|en cours|inconnus?|idem|test|x{2,}|pas de partenaires?|aucun partenaire|sans partenaires?|sans objet|so|multiples|nombreux)$/;
const NOT_ACTORS =
  /^(?:projets?|actions?|initiatives?|dispositifs?|demarches?|evenements?|programmes?|operations?|ateliers?|journees?|travail|travaux|stands?|il|elle|ils|elles|nous|on|c'est|ce|cela|cette|ceci|tout|tous|toutes|soirees?|seances?|conferences?|mise|mis|partenariats?|soutiens?|appuis?|pas|porte|porteurs?|financements?|presence|participation)(?: |$)/;
const PERSON = /^(?:m\.|mr\.?|mme|mlle|melle|monsieur|madame|mademoiselle|dr\.?|docteur|pr\.|pr|m) +(?=[a-z])/;
const MANY =
  /^(?:(?:les|des|plusieurs|quelques|divers|diverses|differents|differentes|certains|certaines|de nombreux|de nombreuses|nombreux|nombreuses|nos|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|une dizaine de|une quinzaine de|une vingtaine de|d'autres|autres|tous les|toutes les|l'ensemble des|ensemble des|\d{1,3}(?= [a-z]{3}))(?: |$)|d'autres )/;
const ONE =
  /^(?:(?:le|la|un|une|ses|leurs?|son|sa|du|de la|de|notre|votre|ce|cette|au|aux|a la|a|chez|par|avec|egalement|aussi|puis|enfin|et|ou)(?: |$)|de l'|l'|d'|a l')/;
const NAMED_BY_THEME = new Set(
  "association asso club collectif fondation compagnie federation reseau ligue ong cooperative".split(" "),
);
const STRIPPED_HEADS =
  /^(?:l')?(?:association|asso|ass|assoc|entreprise|societe|ong|start-?up)\.? +(?:dite |nommee |denommee )?/;
const CLAUSES =
  /[ ,](?:(?:qui|via|lequel|laquelle|lesquels|a travers|en tant que|dans le cadre|afin de|a hauteur de|lors de|sous la forme)(?= )|pour (?=(?:l[ae]s? |l')?(?:financ|logist|anim|communic|pret|mise|locaux|salle|materiel|organis|coordin|[a-z]{2,12}er |[a-z]{2,12}ir )))/;
const VERBS =
  /[ ](?=(?:(?:a|ont) (?:particip|financ|port|pilot|organis|anim|accueilli|conc|pret|soutenu|mis|contribu)|co-?finance|finance|financent|porte|portent|pilotent|coordonne(?:nt)?|organise(?:nt)?|co-?organise(?:nt)?|accueille(?:nt)?|heberge(?:nt)?|prete(?:nt)?|met|mettent|anime(?:nt)?|co-?anime(?:nt)?|realise(?:nt)?|intervient|interviennent|soutient|soutiennent|appuie(?:nt)?|participe(?:nt)?|accompagne(?:nt)?|concoit|concoivent|subventionne(?:nt)?|fournit|fournissent|assure(?:nt)?|est|sont|(?:co-?)?porteu(?:r|se|rs|ses)|pilotes?|partenaires?(?= du| de l'(?:action|initiative)|$)|co-?financeurs?|financeurs?|initiat(?:eur|rice)s?|a l'(?:initiative|origine)|chef de file|mis(?:e|es)? en place)(?: |$))/;

const trimmed = (text: string) =>
  text.replace(/^[\s.,;:!?*+=_~#|/\\–—-]+|[\s,;:!?*+=_~#|/\\–—-]+$/g, "").replace(/(?<!\b\p{L})[.…]+$/u, "");
const isUpper = (text: string) => text !== text.toLowerCase() && text === text.toUpperCase();
const startsUpper = (text: string) => /^\p{Lu}/u.test(text);

function tokenize(text: string): Token[] {
  return tokensOf(flatten(text));
}

/** Takes articles and quantities off the front of a name and says whether they were plural. */
export function withoutArticle(text: string): { text: string; plural: boolean } {
  let rest = text.trim();
  let plural = false;
  for (let turn = 0; turn < 4; turn++) {
    const flat = flatten(rest);
    const many = flat.match(MANY)?.[0];
    const lead = many ?? flat.match(ONE)?.[0];
    if (!lead || lead.length >= rest.length) break;
    const next = rest.slice(lead.length).trimStart();
    const tokens = tokenize(next);
    const ordinary = findKnown(tokens, 0, next) !== null || headOf(tokens.slice(0, 1).map(({ word }) => word)) !== null;
    const wholeKnown = knownByName(rest);
    if (wholeKnown && wordsOf(wholeKnown.name).length > 1 && startsUpper(wholeKnown.name) && /^L/.test(wholeKnown.name))
      break;
    if (startsUpper(rest) && startsUpper(next) && !ordinary && !isUpper(rest.slice(0, 12))) break;
    plural ||= many !== undefined;
    rest = next;
  }
  return { text: rest, plural };
}

/** "Association Sport et Santé": a theme with a capital, right after what the body is, is its name. */
function opensWithTheme(text: string, tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (!first || !second || !NAMED_BY_THEME.has(first.word)) return false;
  if (!startsUpper(text.slice(second.start))) return false;
  return THEME_WORDS.has(singular(second.word)) || /^\d+$/.test(tokens[2]?.word ?? "");
}

function isNamed(text: string, shouting: boolean): boolean {
  if (/[«“"]/.test(text)) return true;
  const tokens = tokenize(text);
  if (!shouting && opensWithTheme(text, tokens)) return true;
  for (const [at, token] of tokens.entries()) {
    const written = text.slice(token.start, token.end);
    const word = singular(token.word);
    const common = COMMON_WORDS.has(token.word) || COMMON_WORDS.has(word) || headOf([token.word]) !== null;
    if (/\d/.test(written) && /[a-z]/.test(token.word) && at > 0) return true;
    if (!startsUpper(written) || common) continue;
    if (!shouting) return true;
    if (at > 0 && !/(?:aux|ales?|ives?|ifs?|iques?|elles?|aires?|iers?)s?$/.test(token.word)) return true;
    if (tokens.length === 1) return !/[sx]$/.test(token.word);
  }
  return false;
}

/** Words of a text in capitals, in the case a person would give them. */
function lowered(text: string, generic: boolean): string {
  const low = text.toLowerCase();
  if (generic) return low;
  return low.replace(/\p{L}+/gu, (word, at: number) =>
    at > 0 && /^(?:de|du|des|la|le|les|et|en|d|l|sur|sous|pour|aux?)$/.test(word)
      ? word
      : word[0]!.toUpperCase() + word.slice(1),
  );
}

function spelled(match: KnownMatch, written: string): string {
  const plain = written === written.toLowerCase() || (isUpper(written) && written.length > 5 && !match.isAcronym);
  if (match.plural)
    return isUpper(written) && !match.isAcronym ? written.toLowerCase() : match.isAcronym ? match.known.name : written;
  if (match.isAcronym) return plain ? match.spelled : written;
  if (!plain) return written;
  const common = match.spelled === match.known.expansion && match.known.level !== "national" && !isUpper(written);
  return common ? match.spelled[0]!.toLowerCase() + match.spelled.slice(1) : match.spelled;
}

function tailName(tail: string, at: Attachment | null, shouting: boolean): string {
  if (!at)
    return (shouting || tail === tail.toLowerCase()) && saysWhich(tail) ? lowered(` ${tail}`, false).trim() : tail;
  const link = tail.match(/^\s*(?:de la |de l['’]|du |des |de |d['’])?/i)?.[0] ?? "";
  const rest = tail.slice(link.length);
  return rest === rest.toLowerCase() || isUpper(rest)
    ? `${link.toLowerCase()}${/^\d/.test(rest) ? rest : at.name.replace(/^(?:La|Le|Les) (?=.)/, link.trim() ? "" : "$&")}`
    : tail;
}

/** Whether words after a body's name tell which one it is, rather than describe it ("locale", "du territoire"). */
function saysWhich(tail: string): boolean {
  if (/[«“"]/.test(tail)) return true;
  return tokenize(tail).some(
    ({ word }) =>
      !COMMON_WORDS.has(word) && !COMMON_WORDS.has(singular(word)) && headOf([word]) === null && word.length > 1,
  );
}

function readKnown(
  match: KnownMatch,
  text: string,
  tokens: Token[],
  plural: boolean,
  context: NameContext,
): NameReading {
  const { known } = match;
  const end = tokens[match.length - 1]!.end;
  const tail = text.slice(end).replace(/^\s*[-–:,]?\s*/, "");
  const proper = !match.isAcronym && startsUpper(match.spelled) && match.spelled !== known.expansion;
  const many = match.plural || (plural && !proper && !/^\p{L}+s /u.test(known.expansion ?? ""));
  const explicit = tail ? placeNamed(tail, context) : null;
  const tailNamed = tail !== "" && (explicit !== null || saysWhich(tail));
  const doubts: string[] = known.ambiguous ? ["kind-ambiguous"] : [];
  const { to, several } = tailNamed || many ? { to: null, several: false } : bodyOfPlace(known.level, context.place);
  if (several && known.level !== "national") doubts.push("territory-ambiguous");
  if (tailNamed && !explicit && known.level !== "national" && known.level !== "local")
    doubts.push("territory-unresolved");
  const head = spelled(match, text.slice(tokens[0]!.start, end));
  const network = context.networkOrganisation ? knownByName(context.networkOrganisation)?.kind : undefined;
  return {
    name: tail ? `${head}${/^['’]/.test(tail) ? "" : " "}${tailName(tail, explicit, context.shouting)}` : head,
    kind: known.acronym === "CODEP" && network ? network : known.kind,
    kindConfidence: known.ambiguous ? 0.6 : 0.95,
    generic: known.level !== "national" && !tailNamed && (many || to === null),
    known,
    attachedTo: explicit ?? (known.level === "national" ? null : to),
    does: null,
    doubts,
  };
}

/** Reads "militants MGEN", "équipes de la Croix-Rouge": the organisation whose people or part is named; null for other names. */
function readPart(text: string, tokens: Token[], context: NameContext): NameReading | null {
  const first = tokens[0] && singular(tokens[0].word);
  if (!first || !PART_NOUNS.has(first)) return null;
  for (let at = 1; at < Math.min(tokens.length, 6); at++) {
    const found = findKnown(tokens, at, text);
    if (!found) continue;
    const linked = tokens.slice(1, at).every(({ word }) => !/^(?:pour|sur|contre)$/.test(word));
    if (!linked || headOf([tokens[at]!.word])?.length === found.length) continue;
    const whole = readKnown(
      found,
      text.slice(tokens[at]!.start),
      tokensOf(flatten(text.slice(tokens[at]!.start))),
      false,
      context,
    );
    if (PEOPLE_NOUNS.has(first) && found.known.level === "national") {
      return {
        ...whole,
        does: trimmed(text.slice(0, tokens[at]!.start)).replace(/ (?:de la|de l['’]|du|des|de|d['’])$/i, ""),
      };
    }
    return { ...whole, name: text, known: null };
  }
  const rse = tokens.some(({ word }) => word === "rse" || word === "rriess" || word === "ess");
  const network = context.networkOrganisation ? knownByName(context.networkOrganisation) : null;
  if (!rse || !network) return null;
  return {
    name: text,
    kind: network.kind,
    kindConfidence: 0.6,
    generic: true,
    known: null,
    attachedTo: null,
    does: null,
    doubts: ["kind-ambiguous"],
  };
}

/** A plural common noun stays a group when only a place is added to it ("commerçants de Cahors"). */
function isGroup(text: string, tokens: readonly Token[], head: ReturnType<typeof headOf>): boolean {
  if (head?.at !== 0 || /[«“"]/.test(text) || !/^\p{Ll}/u.test(text)) return false;
  if (singular(tokens[0]!.word) === tokens[0]!.word) return false;
  const next = tokens[head.length];
  return head.kind === "citoyens" || next === undefined || !startsUpper(text.slice(next.start));
}

function readPlain(text: string, plural: boolean, context: NameContext): NameReading {
  const whole = tokenize(text);
  const lead = flatten(text).match(STRIPPED_HEADS)?.[0];
  const rest = lead ? text.slice(lead.length) : "";
  const named = isNamed(text, context.shouting);
  const inner =
    rest &&
    tokenize(rest).length > 0 &&
    (startsUpper(rest) || /^[«“"]/.test(rest)) &&
    !/^(?:De|Du|Des|Pour|D['’]|Loi|Locale?s?)\b/i.test(rest);
  const exact = headOf(whole.map(({ word }) => word));
  const close = exact === null && whole[0] ? misspeltHead(whole[0].word) : null;
  const head = close ? { kind: close, at: 0, length: 1 } : exact;
  const loud = context.shouting || (isUpper(text) && whole.length > 2);
  const kept = (inner && named ? rest : text)
    .replace(/[«»“”„"]/g, "")
    .replace(/\s+/g, " ")
    .trim();
  const shown = loud ? lowered(kept, !named) : kept;
  const lowest = !named && /^\p{Lu}\p{Ll}/u.test(shown) ? shown[0]!.toLowerCase() + shown.slice(1) : shown;
  const atHead = head !== null && head.at === 0;
  const tail = text.match(/^.*\s(?:de la |de l['’]|du |des |de |d['’]|à )(.{2,60})$/iu)?.[1];
  const attachedTo = named && tail ? placeNamed(tail, context) : null;
  const many = plural || (whole[0] !== undefined && singular(whole[0].word) !== whole[0].word);
  const generic = !named || isGroup(text, whole, head);
  const doubts = close
    ? ["spelling"]
    : head === null
      ? [named || many ? "kind-unknown" : "unrecognised"]
      : !atHead
        ? ["kind-unsure"]
        : head.kind === "autre" && !generic
          ? ["kind-unknown"]
          : [];
  return {
    name: lowest,
    kind: head?.kind ?? "autre",
    kindConfidence: head === null ? 0.2 : atHead ? 0.85 : 0.5,
    generic,
    known: null,
    attachedTo,
    does: null,
    doubts,
  };
}

function respelled(
  match: KnownMatch,
  text: string,
  tokens: Token[],
  plural: boolean,
  context: NameContext,
): NameReading {
  const read = readKnown(match, text, tokens, plural, context);
  const tail = text.slice(tokens[match.length - 1]!.end);
  const written = text.slice(0, tokens[match.length - 1]!.end);
  const name = match.plural ? written : match.spelled;
  return { ...read, name: `${name}${tail}`, kindConfidence: 0.7, doubts: [...read.doubts, "spelling"] };
}

const nothing = (name: string, doubt: string): NameReading => ({
  name,
  kind: "autre",
  kindConfidence: 0.2,
  generic: true,
  known: null,
  attachedTo: null,
  does: null,
  doubts: [doubt],
});

/** Whether words open with an organisation or a group that the dictionary or the lexicon knows, or with a proper name. */
export function opensActor(text: string): "known" | "head" | "proper" | null {
  const rest = withoutArticle(text).text;
  const tokens = tokenize(rest);
  if (tokens.length === 0) return null;
  if (findKnown(tokens, 0, rest)) return "known";
  const head = headOf(tokens.map(({ word }) => word));
  if (head?.at === 0) return "head";
  return /^[\s«“"]*\p{Lu}/u.test(rest) ? "proper" : null;
}

function isNoActor(text: string, flat: string, shouting: boolean): boolean {
  if (!NOT_ACTORS.test(flat) || findKnown(tokensOf(flat), 0, text)) return false;
  return shouting || !/\p{Lu}/u.test(text.replace(/^\S+\s*/, ""));
}

function verbIn(text: string, shouting: boolean): RegExpMatchArray | null {
  const found = flatten(text).match(VERBS);
  const letter = found?.index === undefined ? "" : text.charAt(found.index + 1);
  return startsUpper(letter) && !shouting && !isUpper(text) && !/\p{Lu}{3}/u.test(text.slice(found!.index!))
    ? null
    : found;
}

/** Reads one piece of text, parentheses apart, as the name of an actor; null when it names none ("etc.", "néant", "projet"). */
export function readName(source: string, context: NameContext): NameReading | null {
  let text = trimmed(source).replace(/\s+/g, " ");
  if (!/\p{L}{2}/u.test(text) || /@|https?:|www\./i.test(text)) return null;
  const clause = flatten(text).match(CLAUSES) ?? verbIn(text, context.shouting);
  let does: string | null = null;
  if (clause?.index && clause.index > 1) {
    does = text.slice(clause.index + 1).trim();
    text = trimmed(text.slice(0, clause.index));
  }
  const person = flatten(text).match(PERSON);
  if (person && startsUpper(text.slice(person[0].length)))
    return nothing(text.slice(0, person[0].trim().length), "person");
  const unquoted = /^[«“"][^»”"]+[»”"]$/.test(text) ? { text, plural: false } : withoutArticle(text);
  const flat = flatten(unquoted.text);
  if (NOISE.test(flat) || isNoActor(unquoted.text, flat, context.shouting) || !/\p{L}{2}/u.test(flat)) return null;
  if (unquoted.text.length > 160) return { ...nothing(unquoted.text.slice(0, 160), "too-long"), does };
  const tokens = tokensOf(flat);
  const whole = tokenize(text);
  const articled = unquoted.text === text ? null : findKnown(whole, 0, text);
  const found =
    articled && articled.length === whole.length && !articled.isAcronym
      ? articled
      : findKnown(tokens, 0, unquoted.text);
  const head = headOf(tokens.map(({ word }) => word));
  const misspelt = found || head?.at === 0 ? null : findMisspelt(tokens);
  const better = head && head.at === 0 && found && head.length > found.length;
  const read =
    found === articled && articled
      ? readKnown(articled, text, whole, false, context)
      : misspelt
        ? respelled(misspelt, unquoted.text, tokens, unquoted.plural, context)
        : found && !better
          ? readKnown(found, unquoted.text, tokens, unquoted.plural, context)
          : (readPart(unquoted.text, tokens, context) ??
            readStripped(unquoted.text, context) ??
            readPlain(unquoted.text, unquoted.plural, context));
  return { ...read, does: read.does && does ? `${read.does}, ${does}` : (read.does ?? does) };
}

/** Reads "l'association ADOSEN": a known name behind the word that says what it is; null when none stands there. */
function readStripped(text: string, context: NameContext): NameReading | null {
  const lead =
    flatten(text).match(STRIPPED_HEADS)?.[0] ??
    flatten(text).match(/^(?:club|antenne|comite|delegation|section) (?=[a-z])/)?.[0];
  if (!lead) return null;
  const rest = text
    .slice(lead.length)
    .replace(/[«»“”"]/g, "")
    .trim();
  const tokens = tokenize(rest);
  const found = tokens.length > 0 ? findKnown(tokens, 0, rest) : null;
  if (!found || found.plural || headOf([tokens[0]!.word])?.at === 0) return null;
  const read = readKnown(found, rest, tokens, false, context);
  return STRIPPED_HEADS.test(flatten(text)) ? read : { ...read, name: text };
}
