import type { C } from "./scene.ts";

/** The fields of a small form; what is absent or is a file reads as empty. */
export type SentForm = { text: (name: string) => string; all: (name: string) => string[]; names: string[] };

/** Reads the fields of a posted form; a body that is no form reads as an empty one. */
export async function readForm(c: C): Promise<SentForm> {
  const fields: Record<string, unknown> = await c.req.parseBody({ all: true }).catch((error) => {
    // What the site refuses for its size is told as such.
    if (error instanceof TypeError) return {};
    throw error;
  });
  const all = (name: string): string[] => {
    const value = Object.hasOwn(fields, name) ? fields[name] : [];
    return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
  };
  return { text: (name) => all(name)[0] ?? "", all, names: Object.keys(fields) };
}

/** What a form held, and the address that it was sent to. */
export type TypedForm = { action: string; fields: readonly [name: string, value: string][] };

/** More than any form of the site sends: what would make a page far heavier than what was sent is not given back. */
const MOST_FIELDS = 1000;

/** What was typed in a form that cannot be taken now; secrets are never written back into a page. */
export async function typedIn(c: C): Promise<TypedForm | null> {
  if (c.req.method !== "POST" || !/^application\/x-www-form-urlencoded/.test(c.req.header("content-type") ?? ""))
    return null;
  if (/^(\/en)?\/(connexion|invitation|compte|deconnexion)(\/|$)/.test(c.req.path)) return null;
  const form = await readForm(c).catch(() => null);
  const fields = form?.names.flatMap((name) => form.all(name).map((value) => [name, value] as [string, string])) ?? [];
  const { pathname, search } = new URL(c.req.url);
  return fields.length > MOST_FIELDS ? null : { action: pathname + search, fields };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a part of an address can be the identifier of something. */
export const isId = (text: string | undefined): text is string => UUID.test(text ?? "");
