import { differences as english } from "../i18n/en/differences.ts";
import { capital, formatNumber, type Lang } from "../i18n/format.ts";
import { differences as french } from "../i18n/fr/differences.ts";
import type { ReportDifference } from "./diff.ts";

type Words = typeof french;
type Step = { name: string; label: string; key: string | null };

/** Says one difference between two reports as a sentence: "Fiche 1, intitulé : « A » → « B »". */
export function sayDifference({ path, label, before, after }: ReportDifference, lang: Lang): string {
  const w = lang === "en" ? english : french;
  // A list in another order has the list's own path; a field named "order" ends its path with that name.
  const moved = label.endsWith(".order") && !/(?:^|\.)order$/.test(path);
  const steps = stepsOf(path, (moved ? label.slice(0, -".order".length) : label).split("."));
  const where = capital(steps.map((step) => place(step, w)).join(", "));
  if (moved) return w.moved(where);
  const whole = steps.at(-1)?.key !== null;
  if (whole && before === null) return w.added(where, nameOf(after, w, lang));
  if (whole && after === null) return w.removed(where, nameOf(before, w, lang));
  return w.changed(where, valueWords(before, w, lang), valueWords(after, w, lang));
}

/** Cuts a path at the names of its label: a key may hold brackets and dots, a name may not. */
function stepsOf(path: string, names: string[]): Step[] {
  const steps: Step[] = [];
  let rest = path;
  for (const [i, name] of names.entries()) {
    rest = rest.slice(name.length);
    let key: string | null = null;
    if (rest.startsWith("[")) {
      const next = names[i + 1];
      const end = next === undefined ? rest.length - 1 : endOfKey(rest, `].${next}`);
      key = rest.slice(1, end);
      rest = rest.slice(end + 1);
    }
    steps.push({ name, label: names.slice(0, i + 1).join("."), key });
    rest = rest.slice(1);
  }
  return steps;
}

/** Where a key ends: before the next name, itself followed by its own key, another name or nothing. */
function endOfKey(rest: string, then: string): number {
  let end = rest.indexOf(then);
  while (end >= 0 && !["", ".", "["].includes(rest.charAt(end + then.length))) end = rest.indexOf(then, end + 1);
  return end < 0 ? rest.length - 1 : end;
}

/** Names an entry by what identifies it, or by its place counted from 1. */
function place({ name, label, key }: Step, w: Words): string {
  const field = w.fields[name] ?? name;
  if (key === null) return field;
  return w.entries[label]?.(key) ?? `${field} ${w.position(Number(key) + 1)}`;
}

/** What an added or removed entry is called, empty when it has no name of its own. */
function nameOf(entry: unknown, w: Words, lang: Lang): string {
  if (typeof entry !== "object" || entry === null) return valueWords(entry, w, lang);
  const { title, name, label, text, quote } = entry as Record<string, unknown>;
  const own = [title, name, label, text, quote].find((words) => typeof words === "string" && words !== "");
  return own === undefined ? "" : valueWords(own, w, lang);
}

const longest = 200;

function valueWords(value: unknown, w: Words, lang: Lang): string {
  if (value === null || value === "") return w.nothing;
  if (typeof value === "boolean") return value ? w.yes : w.no;
  // Years are not grouped by thousands, and nothing here tells a year from a count.
  if (typeof value === "number")
    return Math.abs(value) < 10_000 && Number.isInteger(value) ? String(value) : formatNumber(value, lang);
  if (Array.isArray(value)) return w.many(value.length);
  if (typeof value === "object") return nameOf(value, w, lang) || w.entry;
  const words = w.values[String(value)] ?? String(value);
  const signs = [...words];
  return w.quoted(signs.length > longest ? `${signs.slice(0, longest).join("")}…` : words);
}
