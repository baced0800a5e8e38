import { ACADEMIES } from "../territories/named-areas.ts";
import type { Level } from "./acronyms.ts";
import { wordsOf } from "./source.ts";

export interface Place {
  code: string;
  name: string;
}

/** Where the initiative takes place, each level with all its territories, parents included. */
export interface ActorPlace {
  departments: Place[];
  communes: Place[];
  regions: Place[];
}

export interface Attachment {
  scale: "commune" | "departement" | "region" | "academie";
  code: string;
  name: string;
}

export interface AttachContext {
  place?: ActorPlace | undefined;
  /** Reads a place outside those of the initiative; null when the words are no single place. */
  resolvePlace?: ((text: string) => Attachment | null) | undefined;
}

const LINK = /^(?:de|du|des|d|la|le|les|l|en|a|au|aux|dans|pour|sur)$/;

const only = <T>(items: readonly T[] | undefined): T | null => (items?.length === 1 ? items[0]! : null);

/** The territory that words name ("du Lot", "46", "Saint-Denis"), among those of the initiative first; null when none or several. */
export function placeNamed(text: string, context: AttachContext): Attachment | null {
  const words = wordsOf(text);
  while (words.length > 0 && LINK.test(words[0]!)) words.shift();
  if (words.length === 0 || words.length > 8) return null;
  const key = words.join(" ");
  const bare = (name: string) =>
    wordsOf(name)
      .filter((word, at) => at > 0 || !LINK.test(word))
      .join(" ");
  const { place } = context;
  const levels = [
    ["departement", place?.departments],
    ["commune", place?.communes],
    ["region", place?.regions],
  ] as const;
  for (const [scale, places] of levels) {
    for (const { code, name } of (places ?? []).slice(0, 200)) {
      if (bare(name) === key || (scale === "departement" && code.toLowerCase() === key)) return { scale, code, name };
    }
  }
  return (
    context.resolvePlace?.(words.length > 0 ? text.replace(/^\s*(?:de la|de l['’]|du|des|de|d['’])\s*/i, "") : text) ??
    null
  );
}

function academyOf(departments: readonly Place[]): Attachment | null {
  if (departments.length === 0) return null;
  const codes = departments.map(({ code }) => code);
  const academy = ACADEMIES.find((area) => codes.every((code) => area.departments?.split(" ").includes(code)));
  return academy ? { scale: "academie", code: wordsOf(academy.label).join("-"), name: academy.label } : null;
}

/** The one body of a level for an initiative's place: its territory, or null with whether several were possible. */
export function bodyOfPlace(level: Level, place: ActorPlace | undefined): { to: Attachment | null; several: boolean } {
  if (!place) return { to: null, several: false };
  if (level === "academie") {
    const to = academyOf(place.departments);
    return { to, several: to === null && place.departments.length > 1 };
  }
  const places =
    level === "region"
      ? place.regions
      : level === "departement"
        ? place.departments
        : level === "commune"
          ? place.communes
          : [];
  const one = only(places);
  return { to: one && { scale: level as "region", code: one.code, name: one.name }, several: places.length > 1 };
}
