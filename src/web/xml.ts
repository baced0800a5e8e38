// What XML 1.0 lets no document hold, even escaped: most control characters, halves of pairs, two non-characters.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\r": "&#13;",
};

/** A text as an XML document may hold it, between tags or in an attribute; what XML cannot hold is left out. */
export const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, "")
    .replace(/[&<>"'\r]/g, (sign) => ESCAPES[sign]!);

/** An element with its attributes (those without a value are left out) and what it holds, already escaped. */
export function xmlElement(
  name: string,
  attributes: Record<string, string | undefined>,
  content: readonly string[] | string = "",
): string {
  const said = Object.entries(attributes)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(value)}"`)
    .join("");
  const inner = typeof content === "string" ? content : content.join("\n");
  return inner === "" ? `<${name}${said}/>` : `<${name}${said}>${inner}</${name}>`;
}

export const XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';
