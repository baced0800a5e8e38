import { raw, html as template } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** A piece of escaped HTML, ready to be put in another one. */
export type Html = HtmlEscapedString;

/** What a template may receive: text is escaped, `false`, `null` and `undefined` print nothing. */
export type HtmlValue = string | number | boolean | null | undefined | Html | readonly HtmlValue[];

/** Builds escaped HTML from a template; nothing asynchronous is accepted, so that a page is made in one go. */
export const html = template as (strings: TemplateStringsArray, ...values: HtmlValue[]) => Html;

export { raw };
