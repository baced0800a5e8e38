import {
  ADJECTIVE,
  AGENT,
  ARTICLES,
  ATTACHED,
  DATIVES,
  FILLERS,
  OPPOSED,
  PARTITIVES,
  PRENOMINAL,
  SCHOOL_LEVEL,
  SHARING,
  STATES,
  STRONG,
  WEAK,
} from "./audience-cues.ts";
import type { Token } from "./audience-tokens.ts";
import { lookUpNoun, type Noun } from "./audience-words.ts";

/** A public: its tokens from `from` to `to`; `shared` is the noun it takes from the one before ("âgées ou handicapées"). */
export type Piece = { from: number; to: number; shared: number | null };

type Break = "strong" | "weak";
type Part = { from: number; to: number; break: Break; joined: boolean };

/** Cuts a text into its publics, complements left with the noun they complete. */
export function cutAudiences(tokens: readonly Token[]): Piece[] {
  const pieces: Piece[] = [];
  let opening = new Set<string>();
  for (const part of splitParts(tokens)) {
    const lead = readLead(tokens, part, opening);
    const prior = pieces.at(-1);
    if (lead.at >= part.to) {
      // "60 ans et plus"
      if (prior && /^(?:plus|moins|more|over)$/.test(tokens[part.from]!.word)) prior.to = part.to;
      continue;
    }
    if (!prior) {
      opening = lead.prepositions;
      pieces.push({ from: lead.at, to: part.to, shared: null });
      continue;
    }
    const decision = opens(tokens, prior, part, lead);
    if (decision === "attach") prior.to = part.to;
    else
      pieces.push({
        from: lead.at,
        to: part.to,
        shared: decision === "share" ? (prior.shared ?? prior.from) : null,
      });
  }
  return pieces;
}

type Lead = { at: number; article: boolean; prepositions: Set<string> };

const OF_NOTE = /^(?:premier|particulier|priorite)$/;

/** Skips what comes before a public: "le projet s'adresse aux", "environ 300", "tous les", "ainsi qu'à leurs". */
function readLead(tokens: readonly Token[], part: Part, opening: Set<string>): Lead {
  const prepositions = new Set<string>();
  let article = false;
  let at = afterIntroduction(tokens, part);
  for (; at < part.to; at++) {
    const { word } = tokens[at]!;
    const next = tokens[at + 1]?.word ?? "";
    if ((word === "tout" || word === "tous" || word === "toute" || word === "toutes") && keepsAll(tokens, at, part.to))
      break;
    if (ARTICLES.has(word)) {
      if (word === "un" || word === "une") {
        const counted = afterCount(tokens, at, part.to);
        if (counted > at) {
          at = counted - 1;
          continue;
        }
      }
      article = true;
    } else if (PARTITIVES.has(word) || DATIVES.has(word)) {
      if (!(opening.has(word) || startsNoun(tokens, at + 1, part.to)) || /^\d/.test(next)) break;
      const kind = PARTITIVES.has(word) ? "de" : "a";
      if (opening.size > 0 && !opening.has(word) && !part.joined && kind === "de") break;
      if (opening.size === 0 && part.from > 0 && kind === "de" && !part.joined) break;
      for (const one of kind === "de" ? PARTITIVES : DATIVES) prepositions.add(one);
    } else if (/^\d[\d.]*$/.test(word)) {
      const counted = afterCount(tokens, at, part.to);
      if (counted === at) break;
      at = counted - 1;
    } else if (word === "plus" && next === "de") break;
    else if (word === "en" && OF_NOTE.test(next)) at++;
    else if (!FILLERS.has(word) && /[\p{L}\p{N}+]/u.test(word)) break;
    else if (word === "+" && /^\d/.test(next)) break;
  }
  return { at, article, prepositions };
}

const INTRODUCING =
  /^(?:adressent?|adresse[er]?|destinee?s?|destination|dedie(?:e|s|es)?|ouverte?s?|reservee?s?|benefice|beneficie(?:nt)?|attention|concerne(?:nt)?|touche(?:nt)?|cible(?:nt)?|cibles|vise(?:nt)?|aimed|designed|intended|open|direction|propose(?:e|s|es)?)$/;

/** Where the public starts after "s'adresse aux…", or after a heading such as "Public :". */
function afterIntroduction(tokens: readonly Token[], part: Part): number {
  const limit = Math.min(part.to, part.from + 12);
  let at = part.from;
  for (let i = part.from; i < limit; i++) {
    if (!INTRODUCING.test(tokens[i]!.word)) continue;
    const next = tokens[i + 1]?.word ?? "";
    const after = tokens[i + 2]?.word ?? "";
    if (next === "a" && (after === "tous" || after === "toutes") && i === part.from) continue;
    if (
      DATIVES.has(next) ||
      PARTITIVES.has(next) ||
      ARTICLES.has(next) ||
      next === "at" ||
      next === "for" ||
      next === "to"
    )
      at = next === "at" || next === "for" || next === "to" ? i + 2 : i + 1;
  }
  return at;
}

/** Whether "tous" belongs to the name of the public ("tous publics", "tout le monde", "toute la population"). */
function keepsAll(tokens: readonly Token[], at: number, to: number): boolean {
  let next = at + 1;
  while (next < to && ARTICLES.has(tokens[next]!.word)) next++;
  const word = next < to ? tokens[next]!.word : "";
  return word === "" || /^(?:publics?|monde|population|ages?|generations?|niveaux|et|a|milieux|confondus)$/.test(word);
}

const COUNT_WORD =
  /^(?:dizaines?|douzaines?|quinzaines?|vingtaines?|trentaines?|quarantaines?|cinquantaines?|soixantaines?|centaines?|milliers?|millions?|000|\d{3})$/;

/** Passes a count of people ("8 000", "une cinquantaine de"), unless it is an age. */
function afterCount(tokens: readonly Token[], at: number, to: number): number {
  let next = at + 1;
  const named = !/^\d/.test(tokens[at]!.word);
  if (named && !COUNT_WORD.test(tokens[next]?.word ?? "")) return at;
  while (next < to && COUNT_WORD.test(tokens[next]!.word)) next++;
  if (next >= to) return at;
  const { word } = tokens[next]!;
  if (/^(?:ans?|mois|years?|a|et|\d.*|%)$/.test(word)) return at;
  return PARTITIVES.has(word) && next > at + 1 ? next + 1 : next;
}

/** Whether a public's noun stands here, after articles and adjectives that come first. */
function startsNoun(tokens: readonly Token[], at: number, to: number): boolean {
  return nounAt(tokens, at, to) !== null;
}

/** The noun that names the public starting here, when it is known. */
export function nounAt(tokens: readonly Token[], at: number, to: number): Noun | null {
  let first: Noun | null = null;
  for (let i = at, skipped = 0; i < to && skipped < 4; i++, skipped++) {
    const { word } = tokens[i]!;
    const noun = lookUpNoun(word);
    if (noun && !PRENOMINAL.has(word)) return noun;
    first ??= noun;
    if (!ARTICLES.has(word) && !PRENOMINAL.has(word) && !FILLERS.has(word) && !/^\d+$/.test(word)) return first;
  }
  return first;
}

/** Cuts at every sign and word that may separate two publics, brackets kept whole unless they list publics. */
function splitParts(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let kind: Break = "strong";
  let joined = false;
  const close = (to: number) => {
    if (to > from) parts.push({ from, to, break: kind, joined });
  };
  const closings = findClosings(tokens);
  let i = 0;
  while (i < tokens.length) {
    const { word } = tokens[i]!;
    const closing = word === "(" ? closings.get(i) : undefined;
    if (closing !== undefined && !listsPublics(tokens, i + 1, closing)) {
      i = closing + 1;
      continue;
    }
    const separates = word === "(" || word === ")" || separator(tokens, i) !== null;
    if (!separates) {
      i++;
      continue;
    }
    if (word === ":" && isHeading(tokens, from, i)) {
      from = i + 1;
      kind = "strong";
      i++;
      continue;
    }
    close(i);
    // Between two publics the strongest of the signs met counts: "; et" cuts as ";" does.
    const empty = from === i && parts.length > 0;
    const here = word === "(" || word === ")" ? "weak" : separator(tokens, i)!;
    kind = empty && kind === "strong" ? "strong" : here;
    joined = (empty && joined) || joins(tokens, i);
    i++;
    from = i;
  }
  close(tokens.length);
  return parts;
}

function findClosings(tokens: readonly Token[]): Map<number, number> {
  const closings = new Map<number, number>();
  let open: number | null = null;
  for (const [i, { word }] of tokens.entries()) {
    if (word === "(") open ??= i;
    else if (word === ")" && open !== null) {
      closings.set(open, i);
      open = null;
    }
  }
  return closings;
}

function listsPublics(tokens: readonly Token[], from: number, to: number): boolean {
  let at = from;
  while (
    at < to &&
    (FILLERS.has(tokens[at]!.word) || ARTICLES.has(tokens[at]!.word) || PARTITIVES.has(tokens[at]!.word))
  )
    at++;
  return startsNoun(tokens, at, to);
}

const HEADING =
  /^(?:publics?|cibles?|beneficiaires?|destinataires?|usagers|audiences?|target|beneficiaries|age|pour|qui|types?|profils?)$/;

function isHeading(tokens: readonly Token[], from: number, colon: number): boolean {
  return colon - from <= 4 && HEADING.test(tokens[from]?.word ?? "");
}

function separator(tokens: readonly Token[], i: number): Break | null {
  const { word, spaced } = tokens[i]!;
  const next = tokens[i + 1];
  if (word === "+" && /^\d/.test(next?.word ?? "")) return null;
  if (word === "-" && !(spaced || i === 0 || next?.spaced)) return null;
  if (STRONG.has(word)) return "strong";
  if (/^\d$/.test(word) && (next?.word === ")" || next?.word === ".")) return "strong";
  if (WEAK.has(word) || joins(tokens, i)) return "weak";
  return null;
}

/** "ainsi que", "mais aussi", "en premier lieu", "y compris": one public more, whatever preposition follows. */
function joins(tokens: readonly Token[], i: number): boolean {
  const next = tokens[i + 1]?.word ?? "";
  switch (tokens[i]!.word) {
    case "ainsi":
      return next === "que" || next === "qu'";
    case "mais":
      return true;
    case "as":
      return next === "well";
    case "en":
      return OF_NOTE.test(next);
    case "y":
      return next === "compris";
    default:
      return false;
  }
}

function opens(tokens: readonly Token[], prior: Piece, part: Part, lead: Lead): "cut" | "attach" | "share" {
  const first = tokens[lead.at]!.word;
  if (first === "compris" || first === "well" || first === "lieu") return "attach";
  if (PARTITIVES.has(first) || ATTACHED.has(first) || DATIVES.has(first)) return "attach";
  if (/^(?:\+|\d)/.test(first) || first === "plus" || (first === "moins" && tokens[lead.at + 1]?.word === "de"))
    return lead.article ? "cut" : "attach";
  if (/^tou(?:t|s|te|tes)$/.test(first) && !/^(?:publics?|monde|la)$/.test(tokens[lead.at + 1]?.word ?? ""))
    return "attach";
  const head = tokens[prior.from]!.word;
  if (!lead.article && completes(tokens, prior, part)) {
    if (STATES.has(first) && (SHARING.has(head) || prior.shared !== null)) return "share";
  }
  if (isOpposite(tokens, prior, first)) return "attach";
  const noun = nounAt(tokens, lead.at, part.to);
  if (noun) return isSamePublic(tokens, prior, lead, noun) ? "attach" : "cut";
  if (lead.article) return "cut";
  if (SCHOOL_LEVEL.test(first)) return "attach";
  if (part.break === "strong") return "cut";
  const complemented = hasComplement(tokens, prior);
  if (AGENT.test(first)) return complemented && ADJECTIVE.test(first) ? "attach" : "cut";
  if (ADJECTIVE.test(first)) return "attach";
  return complemented ? "attach" : "cut";
}

/** Whether the public before is one noun and one state ("personnes âgées"), and this part one state alone. */
function completes(tokens: readonly Token[], prior: Piece, part: Part): boolean {
  const last = tokens[prior.to - 1]!.word;
  return STATES.has(last) && prior.to - prior.from <= 2 && part.to - part.from <= 2;
}

function hasComplement(tokens: readonly Token[], prior: Piece): boolean {
  for (let i = Math.max(prior.from + 1, prior.to - 40); i < prior.to; i++) {
    const { word } = tokens[i]!;
    if (PARTITIVES.has(word) || DATIVES.has(word) || ATTACHED.has(word)) return true;
  }
  return false;
}

/** "hommes et femmes", "petits et grands": two halves of one public. */
function isOpposite(tokens: readonly Token[], prior: Piece, first: string): boolean {
  const last = tokens[prior.to - 1]!.word;
  if (prior.to - prior.from !== 1) return false;
  return OPPOSED.some(([one, other]) => (one === last && other === first) || (other === last && one === first));
}

/** "étudiantes et étudiants" are one public, and so are the places behind "élèves des écoles et collèges". */
function isSamePublic(tokens: readonly Token[], prior: Piece, lead: Lead, noun: Noun): boolean {
  const first = tokens[lead.at]!.word;
  const last = tokens[prior.to - 1]!.word;
  if (prior.to - prior.from === 1) {
    const bare = (word: string) =>
      word.replace(/(?:ennes|iennes|iens|trices|teurs|ieres|iers|euses|eurs|nes|es|s)$/, "");
    if (first !== last && bare(first).length > 3 && bare(first) === bare(last)) return true;
  }
  if (noun.category !== "organisations" || lead.article) return false;
  return hasComplement(tokens, prior) && (SCHOOL_LEVEL.test(last) || lookUpNoun(last)?.category === "organisations");
}
