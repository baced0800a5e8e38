import { type AuditEntry, type AuditHead, GENESIS, hashEntry } from "./audit.ts";
import type { Anchor } from "./audit-anchors.ts";

/** An entry as the database holds it, whoever wrote it. */
export type StoredEntry = {
  chain: string;
  position: number;
  at: unknown;
  /** Whether its moment has no part smaller than the millisecond, which no action writes. */
  whole: boolean;
  actor: string;
  action: string;
  /** The text of its subjects, where numbers keep the digits that JavaScript would round. */
  subjects: string;
  request: string;
  previous_hash: string;
  hash: string;
};

/** The anchor that proves an alteration: it happened after. */
export type Since = { at: string | null; reason: Anchor["reason"]; position: number };

/** One thing that is not as it was written; without an anchor, nobody can say since when. */
export type AuditFault =
  /** The fields of an entry are not those its hash was made from. */
  | { kind: "altered"; position: number; since: Since | null }
  /** An entry does not follow the one before: one was put in, taken out or moved. */
  | { kind: "unlinked"; position: number; since: Since | null }
  /** Entries are no longer there. */
  | { kind: "missing"; from: number; to: number; since: Since | null }
  /** An entry stands where none can. */
  | { kind: "stray"; position: number; since: null }
  /** The chain agrees with itself and not with the anchor: it was written again. */
  | { kind: "rewritten"; from: number; to: number; since: Since }
  /** The chain ends before the anchor. */
  | { kind: "cut"; from: number; to: number; since: Since }
  /** The head is not the last entry. */
  | { kind: "head"; position: number | null; to: number; since: null };

export type ChainReport = {
  chain: string;
  entries: number;
  /** The last entry, as a head; null for a chain without any. */
  last: { position: number; hash: string } | null;
  /** How many different anchors it was compared with. */
  anchors: number;
  /** Up to where an anchor agrees, and the first that does: nothing before was altered since. */
  anchored: Since | null;
  /** The first faults, in the order of positions. */
  faults: AuditFault[];
  faultCount: number;
};

/** Faults told one by one for each chain; all are counted. */
const TOLD = 100;

/**
 * Follows one chain entry by entry. Each entry is judged by its own fields and by the one before as they are stored, so
 * that one alteration is one fault, and everything an anchor covers is compared with it.
 */
export function openCheck(chain: string, given: readonly Anchor[]) {
  const anchors = tellApart(given);
  const state = { entries: 0, last: 0, hash: GENESIS, next: 0, agreed: 0, contradicted: false, count: 0 };
  let anchored: Since | null = null;
  const faults: AuditFault[] = [];
  const add = (fault: AuditFault) => {
    state.count += 1;
    if (faults.length < TOLD) faults.push(fault);
  };
  const since = (position: number): Since | null => earliest(anchors.filter((anchor) => anchor.position >= position));

  const compare = (upTo: number, hash: string | null) => {
    for (; state.next < anchors.length && anchors[state.next]!.position <= upTo; state.next += 1) {
      const anchor = anchors[state.next]!;
      // What fell in a gap is told by the gap.
      if (anchor.position < upTo || hash === null) continue;
      if (anchor.hash === hash) {
        state.agreed = anchor.position;
        anchored = toSince(anchor);
      } else if (!state.contradicted) {
        // Anchors that come after say the same again.
        state.contradicted = true;
        add({ kind: "rewritten", from: state.agreed + 1, to: anchor.position, since: toSince(anchor) });
      }
    }
  };

  return {
    take: (entry: StoredEntry): void => {
      state.entries += 1;
      const { position } = entry;
      if (position < 1) {
        add({ kind: "stray", position, since: null });
        return;
      }
      const gap = position > state.last + 1;
      if (gap) add({ kind: "missing", from: state.last + 1, to: position - 1, since: since(state.last + 1) });
      if (!isIntact(entry)) add({ kind: "altered", position, since: since(position) });
      else if (!gap && entry.previous_hash !== state.hash) add({ kind: "unlinked", position, since: since(position) });
      compare(position, entry.hash);
      state.last = position;
      state.hash = entry.hash;
    },
    end: (head: AuditHead | undefined): ChainReport => {
      const beyond = anchors.filter((anchor) => anchor.position > state.last);
      const first = earliest(beyond);
      if (first) add({ kind: "cut", from: state.last + 1, to: beyond.at(-1)!.position, since: first });
      const begun = state.last > 0 || (head?.position ?? 0) > 0;
      if (begun && (head?.position !== state.last || head.hash !== state.hash))
        add({ kind: "head", position: head?.position ?? null, to: state.last, since: null });
      return {
        chain,
        entries: state.entries,
        last: state.last > 0 ? { position: state.last, hash: state.hash } : null,
        anchors: anchors.length,
        anchored,
        faults,
        faultCount: state.count,
      };
    },
  };
}

/** Whether the fields of an entry are, to the letter, those its hash was made from. */
function isIntact(entry: StoredEntry): boolean {
  const { at, chain, position, actor, action, request, previous_hash, hash } = entry;
  if (!entry.whole || !(at instanceof Date) || Number.isNaN(at.getTime())) return false;
  const subjects: unknown = JSON.parse(entry.subjects);
  if (typeof subjects !== "object" || subjects === null || Array.isArray(subjects)) return false;
  if (!numbersAreExact(entry.subjects)) return false;
  const read = { at, actor, action, subjects: subjects as AuditEntry["subjects"], request };
  return hashEntry(chain, position, previous_hash, read) === hash;
}

const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Whether every number of a JSON text is one that JavaScript can write: PostgreSQL keeps more digits than are hashed. */
function numbersAreExact(text: string): boolean {
  const numbers = (text.match(STRING_OR_NUMBER) ?? []).filter((token) => !token.startsWith('"'));
  return numbers.every((token) => digitsOf(token) === digitsOf(JSON.stringify(Number(token))));
}

const digitsOf = (number: string): string =>
  number
    .replace(/[eE].*$/, "")
    .replace(/[.-]/g, "")
    .replace(/^0+|0+$/g, "");

/** Different anchors by position: the same head seen on several days counts from the first. */
function tellApart(anchors: readonly Anchor[]): Anchor[] {
  const known = new Map<string, Anchor>();
  for (const anchor of anchors) {
    const key = `${anchor.position} ${anchor.hash}`;
    const before = known.get(key);
    if (!before || isEarlier(anchor, before)) known.set(key, anchor);
  }
  return [...known.values()].sort((a, b) => a.position - b.position);
}

const isEarlier = (a: Anchor, b: Anchor): boolean => a.at !== null && (b.at === null || a.at < b.at);

const toSince = ({ at, reason, position }: Anchor): Since => ({ at, reason, position });

function earliest(anchors: readonly Anchor[]): Since | null {
  const [first, ...others] = anchors;
  if (!first) return null;
  return toSince(others.reduce((found, anchor) => (isEarlier(anchor, found) ? anchor : found), first));
}
