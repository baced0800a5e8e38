import type { Context } from "hono";
import { catalogue } from "../../i18n/catalogue.ts";
import { askedLanguage } from "./language.ts";

export type ProblemStatus = 400 | 404 | 405 | 429 | 500 | 503;
export type ProblemCode =
  | "parameters"
  | "cursor"
  | "network"
  | "initiative"
  | "actor"
  | "territory"
  | "address"
  | "method"
  | "quota"
  | "failed"
  | "away";

const STATUS: Record<ProblemCode, ProblemStatus> = {
  parameters: 400,
  cursor: 400,
  network: 404,
  initiative: 404,
  actor: 404,
  territory: 404,
  address: 404,
  method: 405,
  quota: 429,
  failed: 500,
  away: 503,
};
// The draft on RateLimit header fields registers this one.
const TYPES: Partial<Record<ProblemCode, string>> = {
  quota: "https://iana.org/assignments/http-problem-types#quota-exceeded",
};

type Params = Record<string, string | number>;
/** What is wrong with one parameter. */
export type Fault = { parameter: string; detail: string };

/** An error as RFC 9457 describes it, in the language the reader asks for; `detail` says how to mend. */
export function problem(
  c: Context,
  code: ProblemCode,
  params: Params = {},
  more: { errors?: Fault[]; reference?: string; "violated-policies"?: string[] } = {},
): Response {
  const lang = askedLanguage(c.req.header("accept-language"));
  const words = catalogue(lang).api.problems[code];
  const status = STATUS[code];
  const url = new URL(c.req.url);
  c.header("cache-control", "no-store");
  c.header("content-language", lang);
  c.header("vary", "accept-language", { append: true });
  return c.body(
    JSON.stringify({
      type: TYPES[code] ?? "about:blank",
      title: words.title,
      status,
      detail: words.detail(params),
      instance: url.pathname + url.search,
      code,
      ...more,
    }),
    status,
    { "content-type": "application/problem+json; charset=utf-8" },
  );
}
