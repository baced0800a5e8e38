import { opensActor } from "./capitals.ts";
import type { Piece } from "./cut.ts";
import { headOf, singular, THEME_WORDS } from "./kinds.ts";
import { findKnown } from "./lookup.ts";
import { type Token, tokensOf } from "./source.ts";

/** A piece that stands for one name, after the conjunctions that belong to names were taken back. */
export interface Unit extends Piece {
  /** Words after the name that say what it does. */
  details: [number, number][];
  /** The noun that this unit leaves out ("établissements scolaires et hospitaliers"). */
  impliedHead: string | null;
}

const OPENS_WITH_LINK = /^\s*(?:de |du |d'|a |au |aux |en |sur |par |pour )/;
const OPENS_WITH_DES = /^\s*des /;
const OF_LINK = /^\s*(?:de la |de l'|du |des |de |d')/;
const POSSESSIVE = /^\s*(?:ses|leurs?|son|sa) /;
const VERB =
  /^\s*(?:(?:a|ont|est|sont) [a-z]+e?s?\b|(?:co-?)?(?:finance|porte|pilote|coordonne|organise|accueille|heberge|prete|anime|realise|appuie|participe|accompagne|subventionne|assure|soutien|fournisse|met|intervien|interviennen|concoi|concoive)(?:nt|t)?(?: |$))/;
const ADJECTIVE = /(?:aires?|elles?|els|ifs|ives?|aux|ales?|iers?|ieres?|iques?|eux|euses)$/;
const ORGANISATION_OF_PEOPLE = /\b(?:des|de|d'|pour)\s*[a-z]+\s*$/;

const article = /^\s*(?:les |la |le |l'|un |une |des |plusieurs )/;

type Verdict = "separate" | "join" | "detail" | "drop" | { impliedHead: string };

function words(flat: string): Token[] {
  return tokensOf(flat.trim(), 200);
}

function judgeAdjective(a: Token[], b: Token[]): Verdict {
  const head = headOf(a.map(({ word }) => word));
  const noun = a[0]?.word ?? "";
  if (head?.at !== 0) return "join";
  const other = headOf([noun, ...b.map(({ word }) => word)]);
  return other && other.at === 0 && other.kind !== head.kind ? { impliedHead: noun } : "join";
}

function pairsThemes(a: Token[], b: Token[], flatB: string): boolean {
  if (article.test(flatB) || b.length === 0 || b.length > 2 || a.length === 0) return false;
  const first = a[0]!.word;
  if (singular(first) !== first && headOf([first])) return false;
  return THEME_WORDS.has(singular(a.at(-1)!.word)) && b.every(({ word }) => THEME_WORDS.has(singular(word)));
}

function pairsPeople(a: Token[], b: Token[], flatA: string, flatB: string): boolean {
  const first = a[0];
  const last = a.at(-1);
  if (!first || !last || a.length < 2 || b.length === 0 || article.test(flatB) || singular(first.word) !== first.word)
    return false;
  if (!ORGANISATION_OF_PEOPLE.test(flatA)) return false;
  const one = headOf([last.word])?.kind;
  const other = headOf([b[0]!.word])?.kind;
  const people = ["citoyens", "professionnels"];
  return one !== undefined && other !== undefined && people.includes(one) && people.includes(other);
}

/** Whether what stands after a conjunction or a comma is another name, the rest of the one before, or what it does. */
function judge(a: string, flatA: string, b: string, flatB: string, type: "and" | "comma", of: boolean): Verdict {
  const tokensA = words(flatA);
  const tokensB = words(flatB);
  if (tokensA.length === 0 || tokensB.length === 0) return "separate";
  if (POSSESSIVE.test(flatB)) {
    const rest = b.replace(/^\s*\p{L}+\s/u, "");
    return /\p{Lu}/u.test(rest) && rest !== b.toUpperCase() ? "separate" : "drop";
  }
  const des = OPENS_WITH_DES.test(flatB) && / des /.test(flatA) && type === "and";
  if (OPENS_WITH_LINK.test(flatB) || des) {
    if (OF_LINK.test(flatB)) {
      const rest = b.slice(flatB.match(OF_LINK)![0].length);
      return of && opensActor(rest) !== null ? "separate" : "join";
    }
    return type === "and" ? "join" : "detail";
  }
  if (VERB.test(flatB) && /^\s*\p{Ll}/u.test(b)) return "detail";
  if (type === "comma") return "separate";
  const opens = opensActor(b);
  if (opens === "known") return "separate";
  if (pairsThemes(tokensA, tokensB, flatB) || pairsPeople(tokensA, tokensB, flatA, flatB)) return "join";
  if (opens !== null || article.test(flatB)) return "separate";
  if (tokensB.length <= 2 && ADJECTIVE.test(tokensB[0]!.word)) return judgeAdjective(tokensA, tokensB);
  const known = findKnown(tokensA, 0, a.trim());
  const plural = /[sx]$/.test(tokensB[0]!.word) && singular(tokensA[0]!.word) !== tokensA[0]!.word;
  return plural || (known && known.length === tokensA.length) ? "separate" : "join";
}

/** Takes back the cuts that fell inside a name, and sets aside the clauses that only say what a name does. */
export function join(pieces: readonly Piece[], text: string, flat: string): Unit[] {
  const units: Unit[] = [];
  let of = false;
  for (const piece of pieces) {
    const { type } = piece.before;
    const last = units.at(-1);
    if (type === "connector") of = piece.before.of;
    else if (type !== "and" && type !== "comma" && type !== "inherit") of = false;
    const unit: Unit = { ...piece, asides: [...piece.asides], details: [], impliedHead: null };
    if (!last || (type !== "and" && type !== "comma")) {
      units.push(unit);
      continue;
    }
    const tooLong = last.end - last.start > 300;
    const [a, b] = [text.slice(last.start, nameEnd(last)), text.slice(piece.start, nameEnd(piece))];
    const closed =
      last.asides.length > 0 && type === "and" && !OPENS_WITH_LINK.test(flat.slice(piece.start, piece.start + 20));
    const verdict =
      tooLong || closed
        ? "separate"
        : judge(a, flat.slice(last.start, nameEnd(last)), b, flat.slice(piece.start, nameEnd(piece)), type, of);
    if (verdict === "separate") units.push(unit);
    else if (typeof verdict === "object") units.push({ ...unit, impliedHead: verdict.impliedHead });
    else {
      last.asides.push(...piece.asides);
      if (verdict === "join") last.end = piece.end;
      else if (verdict === "detail") last.details.push([piece.start, piece.end]);
    }
  }
  return units;
}

function nameEnd(piece: Piece): number {
  return Math.min(piece.end, piece.asides[0]?.start ?? piece.end, piece.start + 300);
}
