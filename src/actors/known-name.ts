import type { KnownName } from "./acronyms.ts";
import { type AttachContext, type Attachment, bodyOfPlace, placeNamed } from "./attach.ts";
import { isUpper, lowered, startsUpper, tokenize } from "./capitals.ts";
import { type ActorKind, COMMON_WORDS, headOf, singular } from "./kinds.ts";
import { type KnownMatch, knownByName } from "./lookup.ts";
import type { Token } from "./source.ts";

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

/** Reads a name of the dictionary with the words after it, which may say where it is. */
export function readKnown(
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

/** Reads a name of the dictionary typed with one letter wrong: its spelling is mended and doubted. */
export function respelled(
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
