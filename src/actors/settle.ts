import { addDoes, type Draft } from "./draft.ts";
import { ACTOR_ROLES, type ActorRole } from "./kinds.ts";
import { normaliseName } from "./match.ts";

/** A role that the words about one actor give to another. */
export interface Passive {
  role: ActorRole;
  name: string;
}

/** One actor for each name, with its roles decided: leading excludes supporting, saying nothing means taking part. */
export function settle(read: readonly Draft[], passives: readonly Passive[]): Draft[] {
  const drafts = merge(read);
  applyPassives(passives, drafts);
  settleRoles(drafts);
  for (const draft of drafts) draft.roles.sort((one, other) => ACTOR_ROLES.indexOf(one) - ACTOR_ROLES.indexOf(other));
  return drafts;
}

function settleRoles(drafts: Draft[]): void {
  for (const draft of drafts) {
    if (draft.roles.length === 0 && draft.scope.role) draft.roles.push(draft.scope.role);
  }
  const takenOver = drafts.some((draft) => draft.takesOver);
  const leads = drafts.some((draft) => draft.roles.includes("carrier") && !draft.mixed);
  for (const draft of drafts) {
    if (takenOver && draft.origin && !draft.takesOver) draft.roles = draft.roles.filter((role) => role !== "carrier");
    if (leads && draft.mixed && draft.roles.includes("carrier")) {
      draft.roles = draft.roles.filter((role) => role !== "carrier");
      draft.doubts.push("role-mixed");
    }
    if (draft.roles.includes("carrier")) draft.roles = draft.roles.filter((role) => role !== "partner");
    if (draft.roles.length === 0) draft.roles = ["partner"];
  }
}

function merge(drafts: readonly Draft[]): Draft[] {
  const byKey = new Map<string, Draft>();
  for (const draft of drafts) {
    const key = draft.doubts.includes("person")
      ? `person ${draft.start}`
      : `${normaliseName(draft.name)} ${draft.attachedTo?.code ?? ""}`;
    const first = byKey.get(key);
    if (!first) {
      byKey.set(key, draft);
      continue;
    }
    for (const role of draft.roles) if (!first.roles.includes(role)) first.roles.push(role);
    if (draft.does && !first.does?.includes(draft.does)) addDoes(first, draft.does);
    for (const example of draft.examples) if (!first.examples.includes(example)) first.examples.push(example);
    for (const doubt of draft.doubts) if (!first.doubts.includes(doubt)) first.doubts.push(doubt);
    first.scope.role ??= draft.scope.role;
  }
  return [...byKey.values()];
}

function applyPassives(passives: readonly Passive[], drafts: readonly Draft[]): void {
  if (passives.length === 0) return;
  const byName = new Map(drafts.map((draft) => [normaliseName(draft.name), draft]));
  for (const { role, name } of passives) {
    const draft = byName.get(name);
    if (!draft || draft.roles.includes(role)) continue;
    if (draft.roles.length === 0 && draft.scope.role === null && role !== "carrier") draft.roles.push("partner");
    draft.roles.push(role);
  }
}
