import { placeNamed } from "./attach.ts";
import { isNamed, isUpper, lowered, startsUpper, tokenize, withoutArticle } from "./capitals.ts";
import { FIRST_NAMES, headOf, misspeltHead, PART_NOUNS, PEOPLE_NOUNS, singular } from "./kinds.ts";
import { type NameContext, type NameReading, readKnown, respelled } from "./known-name.ts";
import { findKnown, findMisspelt, knownByName } from "./lookup.ts";
import { flatten, type Token, tokensOf } from "./source.ts";

const NOISE =
  /^(?:(?:et |ou )?etc|aucune?s?|neant|n\/?a|ras|rien|sans|non|oui|nc|nsp|divers|autres?|d'autres|a (?:definir|preciser|completer|venir)|en cours|inconnus?|idem|test|x{2,}|pas de partenaires?|aucun partenaire|sans partenaires?|sans objet|so|multiples|nombreux)$/;
const NOT_ACTORS =
  /^(?:projets?|actions?|initiatives?|dispositifs?|demarches?|evenements?|programmes?|operations?|ateliers?|journees?|travail|travaux|stands?|il|elle|ils|elles|nous|on|c'est|ce|cela|cette|ceci|tout|tous|toutes|soirees?|seances?|conferences?|mise|mis|partenariats?|soutiens?|appuis?|pas|porte|porteurs?|financements?|presence|participation)(?: |$)/;
const PERSON = /^(?:m\.|mr\.?|mme|mlle|melle|monsieur|madame|mademoiselle|dr\.?|docteur|pr\.|pr|m) +(?=[a-z])/;
const STRIPPED_HEADS =
  /^(?:l')?(?:association|asso|ass|assoc|entreprise|societe|ong|start-?up)\.? +(?:dite |nommee |denommee )?/;
const CLAUSES =
  /[ ,](?:(?:qui|via|lequel|laquelle|lesquels|a travers|en tant que|dans le cadre|afin de|a hauteur de|lors de|sous la forme)(?= )|pour (?=(?:l[ae]s? |l')?(?:financ|logist|anim|communic|pret|mise|locaux|salle|materiel|organis|coordin|[a-z]{2,12}er |[a-z]{2,12}ir )))/;
const VERBS =
  /[ ](?=(?:(?:a|ont) (?:particip|financ|port|pilot|organis|anim|accueilli|conc|pret|soutenu|mis|contribu)|co-?finance|finance|financent|porte|portent|pilotent|coordonne(?:nt)?|organise(?:nt)?|co-?organise(?:nt)?|accueille(?:nt)?|heberge(?:nt)?|prete(?:nt)?|met|mettent|anime(?:nt)?|co-?anime(?:nt)?|realise(?:nt)?|intervient|interviennent|soutient|soutiennent|appuie(?:nt)?|participe(?:nt)?|accompagne(?:nt)?|concoit|concoivent|subventionne(?:nt)?|fournit|fournissent|assure(?:nt)?|est|sont|(?:co-?)?porteu(?:r|se|rs|ses)|pilotes?|partenaires?(?= du| de l'(?:action|initiative)|$)|co-?financeurs?|financeurs?|initiat(?:eur|rice)s?|a l'(?:initiative|origine)|chef de file|mis(?:e|es)? en place)(?: |$))/;

const trimmed = (text: string) =>
  text.replace(/^[\s.,;:!?*+=_~#|/\\–—-]+|[\s,;:!?*+=_~#|/\\–—-]+$/g, "").replace(/(?<!\b\p{L})[.…]{1,40}$/u, "");
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
        does: trimmed(text.slice(0, tokens[at]!.start)).replace(
          / (?:de la|de l['’]|du|des|de|d['’])(?: ?(?:association|asso|mutuelle|section))?$/i,
          "",
        ),
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
  const people =
    exact !== null && exact.at > 0 && (exact.kind === "citoyens" || exact.kind === "professionnels") && named;
  const head = close ? { kind: close, at: 0, length: 1 } : people ? null : exact;
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

function isNoActor(text: string, flat: string, shouting: boolean): boolean {
  if (!NOT_ACTORS.test(flat) || findKnown(tokensOf(flat), 0, text)) return false;
  return shouting || !/\p{Lu}/u.test(text.replace(/^\S+\s*/, ""));
}

function isFullName(text: string): boolean {
  const words = text.split(/[\s-]+/);
  if (words.length < 2 || words.length > 4 || !words.every((word) => /^\p{Lu}[\p{L}'’]*$/u.test(word))) return false;
  const tokens = tokenize(text);
  return (
    FIRST_NAMES.has(tokens[0]!.word) &&
    findKnown(tokens, 0, text) === null &&
    headOf(tokens.map(({ word }) => word)) === null
  );
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
  const glued = text.match(/^(\p{Lu}{2,7})(\d{2,3})$/u);
  if (glued && !knownByName(text) && knownByName(glued[1]!)) text = `${glued[1]} ${glued[2]}`;
  const person = flatten(text).match(PERSON);
  if (person && startsUpper(text.slice(person[0].length)))
    return nothing(text.slice(0, person[0].trim().length), "person");
  if (isFullName(text)) return nothing("?", "person");
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
