import type { Attachment } from "./attach.ts";
import type { Boundary } from "./cut.ts";
import type { ActorKind, ActorRole } from "./kinds.ts";
import type { RoleReading } from "./roles.ts";

export interface ParsedActor {
  name: string;
  text: string;
  start: number;
  end: number;
  kind: ActorKind;
  kindConfidence: number;
  generic: boolean;
  roles: ActorRole[];
  does: string | null;
  acronym: string | null;
  expansion: string | null;
  examples: string[];
  attachedTo: Attachment | null;
  doubts: string[];
}

/** An actor while the text around it may still change its roles. */
export interface Draft extends ParsedActor {
  scope: { role: ActorRole | null };
  before: Boundary;
  aside: boolean;
  origin: boolean;
  takesOver: boolean;
  mixed: boolean;
}

/** Adds the roles that words give to an actor. */
export function addRoles(draft: Draft, reading: RoleReading): void {
  for (const role of reading.roles) if (!draft.roles.includes(role)) draft.roles.push(role);
  draft.origin ||= reading.origin;
  draft.takesOver ||= reading.takesOver;
  draft.mixed ||= reading.mixed;
}

/** Adds words of what an actor does, when there are any. */
export function addDoes(draft: Draft, phrase: string | null): void {
  const words = phrase?.replace(/\s+/g, " ").trim();
  if (words) draft.does = draft.does ? `${draft.does} ; ${words}` : words;
}

/** The names of the same kind just before, when commas alone join what a plural speaks of ("A, B (co-porteuses)"). */
function likeRun(drafts: Draft[], last: Draft): Draft[] {
  const found: Draft[] = [];
  for (let at = drafts.indexOf(last) - 1; at >= 0 && found.length < 50; at--) {
    const draft = drafts[at]!;
    if (draft.aside || (draft.kind !== last.kind && found.length > 0)) break;
    found.push(draft);
    if (draft.before.type !== "and" && draft.before.type !== "comma") break;
  }
  if (found.length > 0) last.doubts.push("parentheses-scope");
  return found;
}

/** The names before this one that its parentheses also speak of ("A, B et C (porteurs)"). */
export function sharers(drafts: Draft[], last: Draft, reading: RoleReading, groupName: boolean): Draft[] {
  if (reading.number === "singular" || reading.roles.length === 0) return [];
  if (last.before.type === "comma" && reading.number === "plural" && reading.roles.includes("carrier"))
    return likeRun(drafts, last);
  if (last.before.type !== "and") return [];
  const found: Draft[] = [];
  let at = drafts.indexOf(last) - 1;
  for (; at >= 0 && !drafts[at]!.aside; at--) {
    found.push(drafts[at]!);
    if (drafts[at]!.before.type !== "and" && drafts[at]!.before.type !== "comma") break;
  }
  if (reading.number === "plural" || groupName) return found.slice(0, 50);
  const alike = found.length <= 1 || found.every(({ kind, generic }) => kind === last.kind && generic === last.generic);
  last.doubts.push("parentheses-scope");
  return alike ? found.slice(0, 50) : [];
}
