import { KNOWN_NAMES, UNBREAKABLE } from "./acronyms.ts";
import type { ActorRole } from "./kinds.ts";
import { CONNECTORS } from "./roles.ts";
import { type Aside, asidesOf, flatten } from "./source.ts";

export interface Boundary {
  type: "start" | "strong" | "line" | "comma" | "and" | "colon" | "dash" | "connector" | "inherit" | "example";
  role: ActorRole | null;
  /** The connector ends on "de": after it, "et de" opens another name. */
  of: boolean;
}

/** Words between two separators, with the parentheses that stand among them. */
export interface Piece {
  start: number;
  end: number;
  before: Boundary;
  asides: Aside[];
}

const ABBREVIATIONS =
  "m|mr|mme|mmes|mlle|dr|drs|pr|st|ste|ex|resp|dept|dpt|asso|assoc|ass|univ|ets|cie|fed|dir|reg|com|cf|p|s|l|d|j";
const SEPARATORS = [
  {
    type: "strong",
    source: `[;•·|▪●►➢✓■]|(?<=^| |\\n)\\d{1,2}\\)(?= )|(?<=^|\\n)\\d{1,2}\\.(?= )|(?<!\\b(?:${ABBREVIATIONS}))[.!?…](?= |\\n|$)`,
  },
  { type: "line", source: "\\n" },
  { type: "comma", source: ",|(?<!\\d)/(?!/)(?!\\d)" },
  { type: "dash", source: "(?<= |^|\\n)-+(?= )" },
  { type: "colon", source: ":(?!//)" },
  { type: "and", source: "(?<= |^)(?:et(?:/| )ou|et|&|\\+|puis)(?= |$)|&(?=[a-z]{3})" },
] as const;

const SEPARATOR = new RegExp(
  [
    ...CONNECTORS.map(({ source }) => `((?<![a-z0-9'-])(?:${source})(?![a-z0-9-]))`),
    ...SEPARATORS.map(({ source }) => `(${source})`),
  ].join("|"),
  "g",
);

const WITH_SEPARATOR = / et | & |,|\/| avec | comme | pour /;
const PROTECTED = new RegExp(
  [...UNBREAKABLE, ...KNOWN_NAMES.flatMap(({ name, expansion, aliases }) => [name, expansion ?? "", ...aliases])]
    .map(flatten)
    .filter((name) => WITH_SEPARATOR.test(name))
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"))
    .join("|"),
  "g",
);
const QUOTED = /[«“„][^«»“”„\n]{1,120}[»”]|"[^"\n]{1,120}"/g;

const ADDRESS = /\b(?:https?:\/\/|www\.)\S{1,300}|[^\s@,;()]{1,64}@[^\s@,;()]{2,100}/g;

const hide = (found: string) => "x".repeat(found.length);

/** Cuts a text into pieces at its separators, conjunctions and the phrases that announce a role; quotations, parentheses and known names stay whole. */
export function cut(flat: string): Piece[] {
  const asides = asidesOf(flat);
  const visible: string[] = [];
  let from = 0;
  for (const aside of asides) {
    visible.push(flat.slice(from, aside.start), " ".repeat(aside.end - aside.start));
    from = aside.end;
  }
  visible.push(flat.slice(from));
  const masked = visible.join("").replace(ADDRESS, hide).replace(QUOTED, hide).replace(PROTECTED, hide);

  const pieces: Piece[] = [];
  let start = 0;
  let before: Boundary = { type: "start", role: null, of: false };
  let nextAside = 0;
  const close = (end: number) => {
    const own: Aside[] = [];
    while (nextAside < asides.length && asides[nextAside]!.start < end) own.push(asides[nextAside++]!);
    pieces.push({ start, end, before, asides: own });
  };
  for (const match of masked.matchAll(SEPARATOR)) {
    close(match.index);
    const group = match.slice(1).findIndex((found) => found !== undefined);
    const connector = CONNECTORS[group];
    before = connector
      ? {
          type: connector.role === "inherit" || connector.role === "example" ? connector.role : "connector",
          role: connector.role === "inherit" || connector.role === "example" ? null : connector.role,
          of: /(?:de|d'|du|des|par|avec)$/.test(match[0]),
        }
      : { type: SEPARATORS[group - CONNECTORS.length]!.type, role: null, of: false };
    start = match.index + match[0].length;
  }
  close(flat.length);
  return pieces;
}
