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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a part of an address can be the identifier of something. */
export const isId = (text: string | undefined): text is string => UUID.test(text ?? "");
