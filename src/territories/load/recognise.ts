/** Which territory a feature is, from its properties as their publishers name them. */
import { fold } from "../names.ts";
import type { Reference } from "../reference.ts";
import type { Level } from "../types.ts";

/** What is kept of the properties of a feature: its possible codes by kind of name, its name, its publisher. */
export type Label = {
  own: Partial<Record<Level, string>>;
  generic: string | null;
  name: string | null;
  isIgn: boolean;
};

/** Names of properties, folded; each level has those that its own features bear. */
const OWN: Record<Level, string[]> = {
  commune: ["insee_com", "code_commune", "com_code", "code_com", "depcom", "com", "insee_commune"],
  epci: ["code_siren", "siren_epci", "code_epci", "epci_code", "siren", "epci"],
  departement: ["insee_dep", "code_dept", "code_dep", "dep_code", "code_departement", "num_dep", "dep"],
  region: ["insee_reg", "code_reg", "reg_code", "code_region", "reg"],
};
const GENERIC = ["code_insee", "codgeo", "code", "code_geo", "codegeo", "insee", "ref:insee"];
const NAMES = [
  "nom_officiel",
  "nom",
  "libgeo",
  "libelle",
  "name",
  "nom_m",
  "com_name",
  "epci_name",
  "dep_name",
  "reg_name",
];
const LEVELS = ["commune", "epci", "departement", "region"] as const;

/** How IGN identifies what it draws: "COMMUNE_0000000009754033", "DEPARTEM_FXX_00000000001". */
const IGN_ID = /^(?:COMMUNE|DEPARTEM|EPCI|REGION|CHFLIEU|SURFCOMM)[A-Z_]*\d{6,}$/;

const WIDTH = { commune: 5, epci: 9, departement: 2, region: 2 } as const;

/** A code as text: a list of one is its only member, and a number has lost its first zeros. */
function codeOf(value: unknown, level: Level | null): string | null {
  const one = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
  if (typeof one === "number" && Number.isSafeInteger(one) && one >= 0)
    return level ? String(one).padStart(WIDTH[level], "0") : String(one);
  return typeof one === "string" && one.length <= 40 ? one.trim().toUpperCase() : null;
}

/** Reads what the properties of a feature say of which territory it is. */
export function readLabel(properties: unknown, id: unknown): Label {
  const given = properties && typeof properties === "object" ? Object.entries(properties) : [];
  const byName = new Map(given.map(([key, value]) => [fold(key), value]));
  const first = (keys: string[], level: Level | null): string | null => {
    for (const key of keys) {
      const code = byName.has(key) ? codeOf(byName.get(key), level) : null;
      if (code) return code;
    }
    return null;
  };
  const own = Object.fromEntries(LEVELS.map((level) => [level, first(OWN[level], level) ?? undefined]));
  const name = NAMES.map((key) => byName.get(key)).find((value) => typeof value === "string" || Array.isArray(value));
  return {
    own,
    // Converters number features from 0: an identifier is a code only when nothing else is.
    generic: first(GENERIC, null) ?? (Object.values(own).some(Boolean) ? null : codeOf(id, null)),
    name: typeof name === "string" ? name : Array.isArray(name) ? String(name[0]) : null,
    isIgn: [byName.get("cleabs"), byName.get("id")].some((value) => typeof value === "string" && IGN_ID.test(value)),
  };
}

/** The code of a feature when its level is known. */
export const codeAt = (label: Label, level: Level): string | null =>
  label.own[level] ??
  (label.generic && /^\d+$/.test(label.generic) ? label.generic.padStart(WIDTH[level], "0") : label.generic);

/**
 * The level of the features of a file, or null when it cannot be told. A commune bears the codes of all that contains
 * it, so the finest level wins; a code without the name of its level is told by its form, and "84" by the names.
 */
export function recogniseLevel(labels: readonly Label[], reference: Reference): Level | null {
  const share = (isSo: (label: Label) => boolean): boolean =>
    labels.length > 0 && labels.filter(isSo).length > labels.length * 0.8;
  if (share(({ own }) => own.commune !== undefined)) return "commune";
  if (share(({ generic }) => generic !== null)) {
    if (share(({ generic }) => /^\d{9}$/.test(generic!))) return "epci";
    if (share(({ generic }) => /^(?:\d{4,5}|2[AB]\d{3})$/.test(generic!))) return "commune";
    if (share(({ generic }) => /^(?:\d{1,3}|2[AB])$/.test(generic!))) return byNames(labels, reference);
  }
  return (
    (["epci", "departement", "region"] as const).find((level) => share(({ own }) => own[level] !== undefined)) ?? null
  );
}

/** Departements and regions share their codes: only their names tell them apart. */
function byNames(labels: readonly Label[], reference: Reference): Level | null {
  const plain = (text: string) => fold(text).replace(/[^a-z]/g, "");
  const agreeing = (level: Level) =>
    labels.filter((label) => {
      const known = reference.get(level, codeAt(label, level) ?? "");
      return known && label.name && plain(known.name) === plain(label.name);
    }).length;
  const [departements, regions] = [agreeing("departement"), agreeing("region")];
  if (departements > regions) return "departement";
  if (regions > departements) return "region";
  return labels.some(({ generic }) => !reference.get("region", generic!)) ? "departement" : null;
}
