import { catalogue } from "../i18n/catalogue.ts";
import type { Role } from "../platform/person.ts";

/** The name of a role in a sentence ("responsable régional·e"), in the language given. */
export const roleName = (lang: "fr" | "en", role: Role): string => catalogue(lang).people.roles[role];
