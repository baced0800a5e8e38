import { readAside } from "./asides.ts";
import { type AttachContext, placeNamed } from "./attach.ts";
import { opensActor } from "./capitals.ts";
import { type Boundary, cut } from "./cut.ts";
import { addDoes, addRoles, type Draft, type ParsedActor, sharers } from "./draft.ts";
import { join, type Unit } from "./join.ts";
import type { ActorRole } from "./kinds.ts";
import { headOf } from "./kinds.ts";
import type { NameContext, NameReading } from "./known-name.ts";
import { normaliseName } from "./match.ts";
import { readName } from "./name.ts";
import { type RoleReading, readLabel, readRoles } from "./roles.ts";
import { type Passive, settle } from "./settle.ts";
import { type Aside, compose, flatten, tokensOf } from "./source.ts";

export interface PartnersContext extends AttachContext {
  networkOrganisation?: string | undefined;
}

interface State {
  text: string;
  flat: string;
  context: NameContext;
  drafts: Draft[];
  passives: Passive[];
}

/** Role that words before a name gave, and how far it reaches. */
interface Scope {
  role: ActorRole;
  reach: "first" | "run" | "lines";
  used: number;
}

const LEADING_ROLE =
  /^\s*(?:et )?(?:avec )?(?:le |la |un |une |l')?(?:(?:co-?)?(?:portage|pilotage|coordination|financement|cofinancement|subvention|mecenat|soutien|appui|partenariat|participation|partenaire|porteuse?|porteur|pilote|financeur|operateur|animation|hebergement|concours|contribution|intervention|don|relais|aide))s?(?: (?:financiere?|technique|logistique|active?|local|locale))? (?:par |avec |assuree? par )?(?=(?:de la |de l'|du |des |de |d'|la |le |les |l')|[a-z])/;

function draftOf(
  state: State,
  unit: { start: number; end: number; before: Boundary; asides: Aside[] },
  read: NameReading,
): Draft {
  return {
    name: read.name,
    text: state.text.slice(unit.start, unit.end),
    start: unit.start,
    end: unit.end,
    kind: read.kind,
    kindConfidence: read.kindConfidence,
    generic: read.generic,
    roles: [],
    does: read.does,
    acronym: read.known?.acronym ?? null,
    expansion: read.known?.expansion ?? null,
    examples: [],
    attachedTo: read.attachedTo,
    doubts: [...read.doubts],
    scope: { role: null },
    before: unit.before,
    aside: unit.asides.length > 0,
    origin: false,
    takesOver: false,
    mixed: false,
  };
}

function readAsides(state: State, draft: Draft, asides: readonly Aside[]): void {
  for (const aside of asides) {
    if (draft.doubts.includes("person")) {
      addExample(state, draft, ...aside.inner, aside);
      continue;
    }
    const { reading, ...found } = readAside(state.text, state.flat, aside.inner, draft.name);
    if (!aside.closed) draft.doubts.push("parenthesis-unclosed");
    addRoles(draft, reading);
    addDoes(draft, found.does);
    for (const other of sharers(state.drafts, draft, reading, found.groupName)) {
      addRoles(other, reading);
      addDoes(other, found.does);
      other.aside = true;
    }
    if (found.acronym) {
      if (flatten(found.acronym) !== flatten(draft.name)) draft.name = `${draft.name} (${found.acronym})`;
      draft.acronym ??= found.acronym;
      if (draft.kindConfidence < 0.9) bearsAcronym(state, draft);
    }
    draft.expansion = found.expansion ?? draft.expansion;
    if (found.place) placeOf(state, draft, found.place);
    for (const [start, end] of found.examples) addExample(state, draft, start, end, aside);
    for (const passive of found.passives)
      state.passives.push({ role: passive.role, name: normaliseName(state.text.slice(passive.start, passive.end)) });
  }
}

/** A body with an acronym of its own is an organisation, whatever its words. */
function bearsAcronym(state: State, draft: Draft): void {
  draft.generic = false;
  const first = state.text.slice(draft.start, draft.start + 1);
  if (flatten(first) === flatten(draft.name[0]!)) draft.name = first + draft.name.slice(1);
}

function placeOf(state: State, draft: Draft, place: string): void {
  draft.attachedTo = placeNamed(place, state.context) ?? draft.attachedTo;
  draft.generic = false;
  draft.name = `${draft.name} (${place.replace(/^(?:à|a|au|aux|de|du|en)\s/i, "")})`;
  draft.doubts = draft.doubts.filter((doubt) => doubt !== "territory-ambiguous");
  if (!draft.attachedTo) draft.doubts.push("territory-unresolved");
}

function addExample(state: State, draft: Draft, start: number, end: number, aside: Aside): void {
  for (const piece of join(
    cut(state.flat.slice(start, end)),
    state.text.slice(start, end),
    state.flat.slice(start, end),
  )) {
    const words = state.text.slice(start + piece.start, start + piece.end);
    const read = readName(words, state.context);
    if (!read) continue;
    draft.examples.push(read.name);
    if (read.known?.acronym === state.text.slice(...aside.inner).trim())
      draft.name = `${draft.name} (${read.known.acronym})`;
    if (placeNamed(words, state.context) && draft.kind === "collectivite") read.generic = false;
    if (read.generic) continue;
    const [from, to] = trimmedSpan(state.text, start + piece.start, start + piece.end);
    const example = draftOf(
      state,
      { start: from, end: to, before: { type: "example", role: null, of: false }, asides: [aside] },
      read,
    );
    if (example.kind === "autre" && example.doubts.includes("kind-unknown") && draft.kind !== "autre") {
      example.kind = draft.kind;
      example.kindConfidence = 0.7;
      example.doubts = ["kind-from-group"];
    }
    state.drafts.push(example);
  }
}

function trimmedSpan(text: string, start: number, end: number): [number, number] {
  let [from, to] = [start, end];
  while (from < to && /[\s.,;:!?*•-]/.test(text[from]!)) from++;
  while (to > from && /[\s,;:!?*•-]/.test(text[to - 1]!)) to--;
  return [from, to];
}

/** The unit's words without its parentheses. */
function wordsOutside(text: string, unit: Unit): string {
  let from = unit.start;
  let words = "";
  for (const aside of unit.asides) {
    if (aside.start < from || aside.start >= unit.end) continue;
    words += `${text.slice(from, aside.start)} `;
    from = Math.min(aside.end, unit.end);
  }
  return words + text.slice(from, unit.end);
}

/** Whether the words of a unit only say a role or a task of the name before ("MGEN, porteuse du projet"). */
function isDetail(words: string, unit: Unit, reading: RoleReading): boolean {
  if (reading.bare) return true;
  if (unit.before.type === "colon")
    return opensActor(words) === null && (reading.roles.length > 0 || /^\s*\p{Ll}/u.test(words));
  if (reading.roles.length === 0 || !/^\s*\p{Ll}/u.test(words)) return false;
  const first = readRoles(tokensOf(flatten(words))[0]?.word ?? "");
  return (
    first.roles.length > 0 &&
    opensActor(words) === null &&
    !/\p{Lu}/u.test(words) &&
    headOf(tokensOf(flatten(words)).map(({ word }) => word))?.at !== 0
  );
}

/** How far the role of a connector reaches: to the whole enumeration when "et" closes it. */
function reachOf(units: readonly Unit[], at: number, role: ActorRole): Scope["reach"] {
  if (role !== "carrier") return "run";
  for (let next = at + 1; next < Math.min(units.length, at + 12); next++) {
    const { type } = units[next]!.before;
    if (type === "and") return "run";
    if (type !== "comma") return "first";
  }
  return "first";
}

function nextScope(scope: Scope | null, units: readonly Unit[], at: number): Scope | null {
  const { type, role } = units[at]!.before;
  if (type === "connector" && role) return { role, reach: reachOf(units, at, role), used: 0 };
  if (type === "strong") return scope?.reach === "lines" ? scope : null;
  if (type === "line") return scope && (scope.reach === "lines" || scope.used === 0) ? scope : null;
  if (scope && type === "comma" && scope.reach === "first" && scope.used > 0) return null;
  return scope;
}

function readUnit(state: State, unit: Unit, scope: Scope | null): void {
  const { text, flat } = state;
  const outside = wordsOutside(text, unit);
  const previous = state.drafts.findLast(({ before }) => before.type !== "example") ?? null;
  const reading = readRoles(flatten(outside));
  const attachable =
    previous &&
    (unit.before.type === "comma" ||
      unit.before.type === "colon" ||
      unit.before.type === "dash" ||
      unit.before.type === "and" ||
      unit.before.type === "line");
  if (previous && !/\p{L}/u.test(outside)) {
    readAsides(state, previous, unit.asides);
    return;
  }
  const labelled = unit.before.type === "colon" && scope !== null && scope.used === 0;
  if (previous && attachable && !labelled && isDetail(outside, unit, reading)) {
    addRoles(previous, reading);
    if (!reading.bare) addDoes(previous, outside);
    return;
  }
  const lead = flatten(outside).match(LEADING_ROLE)?.[0];
  const rest = lead ? outside.slice(lead.length) : outside;
  const led = lead !== undefined && opensActor(rest) !== null;
  const words = unit.impliedHead ? `${unit.impliedHead} ${outside.trim()}` : led ? rest : outside;
  const read = readName(restoreHead(words, unit, state), state.context);
  if (!read) return;
  const [start, end] = trimmedSpan(text, unit.start, unit.end);
  const draft = draftOf(state, { start, end, before: unit.before, asides: unit.asides }, read);
  if (led) addRoles(draft, readRoles(lead));
  const clause = readRoles(flatten(read.does ?? ""));
  addRoles(draft, clause);
  if (clause.bare) draft.does = null;
  state.drafts.push(draft);
  for (const [from, to] of unit.details) {
    const said = readRoles(flat.slice(from, to));
    addRoles(draft, said);
    if (!said.bare) addDoes(draft, text.slice(from, to));
  }
  if (unit.before.type === "example") exampleOf(state, draft, previous);
  readAsides(state, draft, unit.asides);
  draft.scope.role = scope?.role ?? null;
  if (scope) scope.used++;
}

/** Gives an adjective the noun of the name before, in the spelling of the source. */
function restoreHead(words: string, unit: Unit, state: State): string {
  const head = unit.impliedHead;
  const source = head && state.drafts.at(-1)?.name.split(/\s/)[0];
  return source && flatten(source) === head ? words.replace(head, source) : words;
}

function exampleOf(state: State, draft: Draft, group: Draft | null): void {
  if (!group) return;
  group.examples.push(draft.name);
  if (draft.doubts.includes("kind-unknown") && group.kind !== "autre") {
    draft.kind = group.kind;
    draft.kindConfidence = 0.7;
    draft.doubts = draft.doubts.map((doubt) => (doubt === "kind-unknown" ? "kind-from-group" : doubt));
  }
  if (draft.generic) state.drafts.splice(state.drafts.indexOf(draft), 1);
}

/**
 * Reads a free French text as the organisations and groups it names, in the order of the text, each with its kind, its
 * roles, what it does, the territory it belongs to when only one is possible, and the doubts left to a person; never throws.
 */
export function parsePartners(original: string, context: PartnersContext = {}): ParsedActor[] {
  const { text, origin } = compose(original);
  const flat = flatten(text);
  const shouting = isShouting(text, flat);
  const state: State = { text, flat, context: { ...context, shouting }, drafts: [], passives: [] };
  const units = join(cut(flat), text, flat);
  let scope: Scope | null = null;
  for (let at = 0; at < units.length; at++) {
    const unit = units[at]!;
    scope = nextScope(scope, units, at);
    if (units[at + 1]?.before.type === "colon") {
      const label = readLabel(flat.slice(unit.start, unit.end));
      if (label) {
        const lines = /^\s*$/.test(flat.slice(units[at + 1]!.start, units[at + 1]!.end)) && label.all;
        scope = { role: label.role, reach: lines ? "lines" : label.all ? "run" : "first", used: 0 };
        continue;
      }
      if (isCategory(text, flat, unit, units[at + 1]!)) continue;
    }
    readUnit(state, unit, scope);
  }
  const drafts = settle(state.drafts, state.passives);
  return drafts.map(
    ({
      scope: _scope,
      before: _before,
      aside: _aside,
      origin: _origin,
      takesOver: _takes,
      mixed: _mixed,
      ...actor
    }) => {
      const [start, end] = [origin(actor.start), origin(actor.end)];
      return { ...actor, start, end, text: original.slice(start, end), doubts: [...new Set(actor.doubts)] };
    },
  );
}

/** Whether capitals say nothing: no small letter, and ordinary nouns among the words (a list of acronyms is not shouting). */
function isShouting(text: string, flat: string): boolean {
  const start = text.slice(0, 2000);
  if (start !== start.toUpperCase() || !/\p{L}{5}/u.test(start)) return false;
  return tokensOf(flat).some(({ word }) => word.length > 4 && headOf([word]) !== null);
}

/** Whether a plural common noun before a colon heads a list of names ("Associations : Emmaüs, Secours populaire"). */
function isCategory(text: string, flat: string, unit: Unit, next: Unit): boolean {
  const tokens = tokensOf(flat.slice(unit.start, unit.end));
  const plural = tokens[0] !== undefined && /[sx]$/.test(tokens[0].word) && headOf([tokens[0].word]) !== null;
  const theme = tokens.length === 1 && opensActor(text.slice(unit.start, unit.end)) !== "known";
  const opens = opensActor(text.slice(next.start, next.end));
  return (plural || theme) && (opens === "known" || opens === "proper");
}
