import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

const SOURCES = join(import.meta.dirname, "../../src");

/** Names that the site reads somewhere from forms and addresses, found in its own code: a new one is tried without being listed. */
function namesRead(): string[] {
  const names = new Set<string>();
  for (const path of globSync("{web,territories,networks}/**/*.ts", { cwd: SOURCES })) {
    const text = readFileSync(join(SOURCES, path), "utf8");
    for (const [, name] of text.matchAll(/\b(?:text|all|query|get|getAll|has|one|many)\(\s*"([a-zA-Z][\w-]{0,30})"/g))
      names.add(name!);
    for (const [, name] of text.matchAll(/\bname="([a-zA-Z][\w-]{0,30})"/g)) names.add(name!);
  }
  return [...names].sort();
}

const NAMES = namesRead();

/** Texts that broke programs before: for the database, the page, the disk, numbers, patterns, protocols. */
const KNOWN = [
  ...[
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\uffff",
    "\ud800",
    "\u202e\u2066",
    "é".normalize("NFD"),
    "👩‍👩‍👧‍👦",
    "ﬁ",
    "İ",
    "ß",
  ],
  ...[
    "' or 1=1--",
    "'; drop table networks; --",
    "\\'",
    "$1",
    "$$",
    "%",
    "_",
    "\\",
    "a & b | !c",
    "<->",
    "':*",
    '"unclosed',
  ],
  ...[
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}}",
    "$\u007b7*7}",
    "#{7*7}",
  ],
  ...[
    "../../../../etc/passwd",
    "..%2f..%2f",
    "%2e%2e%2f",
    "/etc/passwd",
    "C:\\windows\\win.ini",
    "file:///etc/passwd",
    ".",
  ],
  ...[
    "http://169.254.169.254/",
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "https:evil.example",
    "a\r\nset-cookie: b=c",
  ],
  ...[
    "NaN",
    "Infinity",
    "-1",
    "0",
    "-0",
    "1e309",
    "9".repeat(30),
    "2147483648",
    "9223372036854775808",
    "0x10",
    "1.5",
    "1,5",
  ],
  ...["2026-02-30", "0000-00-00", "99999-01-01", "10:99", "-271821-04-20", "1970-01-01T00:00:00Z"],
  ...[
    "null",
    "undefined",
    "true",
    "[]",
    "{}",
    "[object Object]",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
  ],
  ...["0000", "00000000-0000-0000-0000-000000000000", "00000000-0000-7000-8000-000000000000"],
  ...[
    "(".repeat(300),
    "a".repeat(5000),
    "a ".repeat(3000),
    "1 ".repeat(2000),
    "(a+)+$",
    "é".repeat(900),
    "\n".repeat(2000),
    ",".repeat(3000),
  ],
  ...["-180,-85,180,85", "1,2,3", "NaN,NaN,NaN,NaN", "180,85,-180,-85", "48.85,2.35", "75056", "2A", "971"],
];

export type Held = { networks: string[]; ids: string[]; keys: string[]; tokens: string[] };
export type Who = "a stranger" | "a member of another network" | "an administrator";
export type Hostile = {
  who: Who;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Buffer | null;
};

/** Escapes what an address cannot hold as it is, or leaves broken escapes in it. */
const escaped = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);

const BROKEN_ESCAPES = ["%", "%z", "%ff", "%c0%af", "%00", "%u0041", "%e2%80"];
const METHODS = ["GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];

/** Requests that nobody well meant would send, to the routes given. */
export function hostileRequests(
  routes: readonly { method: string; path: string }[],
  held: Held,
): fc.Arbitrary<Hostile> {
  const text = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...KNOWN) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 300 }) },
    { weight: 3, arbitrary: fc.constantFrom(...held.networks, ...held.ids, ...held.keys, ...held.tokens) },
  );
  const part = fc.oneof(
    { weight: 6, arbitrary: text.map(escaped) },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN_ESCAPES) },
  );
  const network = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(held.networks[0]!, held.networks[0]!, ...held.networks) },
    { weight: 1, arbitrary: part },
  );
  const filled = (pattern: string): fc.Arbitrary<string> =>
    fc
      .tuple(
        ...pattern.split("/").map((one): fc.Arbitrary<string> => {
          if (/^:(network|slug)$/.test(one)) return network;
          if (one.startsWith(":"))
            return fc.oneof(part, fc.constantFrom(...held.ids, ...held.keys), fc.nat({ max: 99 }).map(String));
          return one === "*" ? part : fc.constant(one);
        }),
      )
      .map((parts) => parts.join("/") || "/");
  const fields = fc.array(
    fc.tuple(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: text }), text),
    {
      maxLength: 8,
    },
  );
  const encoded = fields.map((all) => all.map(([name, value]) => `${escaped(name)}=${escaped(value)}`).join("&"));
  const query = fc.oneof(
    { weight: 2, arbitrary: fc.constant("") },
    { weight: 5, arbitrary: encoded.map((all) => `?${all}`) },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN_ESCAPES).map((one) => `?q=${one}&${one}`) },
  );
  const multipart = fields.map(
    (all) =>
      `${all.map(([name, value]) => `--X\r\ncontent-disposition: form-data; name="${name.replace(/["\r\n]/g, "_")}"; filename="${value.slice(0, 80).replace(/["\r\n]/g, "_")}"\r\n\r\n${value}\r\n`).join("")}--X--\r\n`,
  );
  const body = fc.oneof(
    { weight: 6, arbitrary: encoded.map((sent) => ["application/x-www-form-urlencoded", sent] as const) },
    { weight: 2, arbitrary: multipart.map((sent) => ["multipart/form-data; boundary=X", sent] as const) },
    { weight: 1, arbitrary: fc.json().map((sent) => ["application/json", sent] as const) },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 400 })
        .map((sent) => ["application/octet-stream", Buffer.from(sent)] as const),
    },
    { weight: 1, arbitrary: fc.constant(["multipart/form-data", "x"] as const) },
  );
  const header = text.map((value) => value.replace(/[^\x20-\x7e]/g, "?").slice(0, 2000));
  const headers = fc.record(
    {
      "accept-language": header,
      "accept-encoding": fc.constantFrom("gzip", "br", "identity;q=0", "x"),
      "if-none-match": header,
      "if-modified-since": header,
      range: fc.oneof(header, fc.constantFrom("bytes=0-", "bytes=-1", "bytes=5-1", "bytes=0-0,2-3")),
      "user-agent": header,
      referer: header,
      "x-http-method-override": fc.constantFrom("DELETE", "POST", "GET"),
      "x-forwarded-host": header,
      "x-forwarded-proto": header,
    },
    { requiredKeys: [] },
  );
  return fc
    .record({
      who: fc.constantFrom<Who>("a stranger", "a member of another network", "an administrator"),
      route: fc.constantFrom(...routes),
      odd: fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...METHODS) }),
      lang: fc.constantFrom("", "", "/en"),
      query,
      body,
      headers,
      from: fc.ipV4(),
    })
    .chain(({ who, route, odd, lang, query: asked, body: [type, sent], headers: more, from }) => {
      const method = odd ?? (route.method === "ALL" ? "POST" : route.method);
      const bodied = !["GET", "HEAD", "OPTIONS"].includes(method);
      return filled(route.path).map(
        (path): Hostile => ({
          who,
          method,
          path: (/^\/(assets|api\/v1|health|ready|metrics|auth)(\/|$)/.test(path) ? path : lang + path) + asked,
          headers: { ...more, "x-forwarded-for": from, ...(bodied && { "content-type": type }) },
          body: bodied ? sent : null,
        }),
      );
    });
}
