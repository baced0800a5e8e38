import { validate as isUuid } from "uuid";
import { holdPunctuation } from "../../i18n/format.ts";
import { sayProblem } from "../../i18n/fr/reading.ts";
import { choiceGroup } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { csrfField, fieldLang, type PageContext } from "../context.ts";

/** What JavaScript adds to a page of the workspace, none of which carries it. */
export const enhanced = (ctx: PageContext): Html =>
  html`<script type="module" src="${ctx.assets("enhance.js")}"></script>`;

/** A form that changes something: it posts, with what its routes need to trust it. */
export const postForm = (
  ctx: PageContext,
  action: string,
  body: HtmlValue,
  options: { className?: string; upload?: boolean; id?: string; drop?: boolean; label?: string } = {},
): Html =>
  html`<form method="post" action="${action}"${options.id && html` id="${options.id}"`}${options.className && html` class="${options.className}"`}${
    options.upload && html` enctype="multipart/form-data"`
  }${options.drop && html` data-drop`}${options.label && html` aria-label="${options.label}"`}>${csrfField(ctx)}${body}</form>`;

/** Which of the two languages letters are written in. */
export const languageChoice = (legend: string, chosen: "fr" | "en"): Html =>
  choiceGroup({
    name: "langue",
    kind: "radio",
    legend,
    inline: true,
    choices: [
      { value: "fr", label: html`<span lang="fr">Français</span>`, checked: chosen === "fr" },
      { value: "en", label: html`<span lang="en">English</span>`, checked: chosen === "en" },
    ],
  });

/** Words of the field between quotation marks, in the type of what the field wrote; long ones are cut. */
export const written = (ctx: PageContext, words: string, most = 400): Html =>
  html`<p class="written"${fieldLang(ctx)}>${ctx.t.common.quote(holdPunctuation(cutWords(words, most)))}</p>`;

/** The beginning of a text, cut between two words when it is long. */
export const cutWords = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const start = text.slice(0, most);
  const space = start.lastIndexOf(" ");
  return `${(space > most / 2 ? start.slice(0, space) : start).trimEnd()}…`;
};

/** Why a value is doubtful, as one or two sentences. */
export const sayDoubt = (ctx: PageContext, code: string, params: Record<string, string | number>): string => {
  const sentence = ctx.t.common.capital(sayProblem(ctx.t.reading, code, params));
  const why = String(params.reasons ?? "")
    .split(" ")
    // "Several places bear this name" is already said.
    .filter((reason) => !(code === "place_ambiguous" && reason === "homonym"))
    .flatMap((reason) => (Object.hasOwn(ctx.t.placing, reason) ? ctx.t.placing[reason]! : []));
  return why.length > 0 ? `${sentence} ${ctx.t.common.capital(why.join(ctx.t.common.also))}.` : sentence;
};

/** Who did something, as a reader knows them: a member is of the network's team, and her name stays inside. */
export const whoDid = (ctx: PageContext, by: string): string => ctx.t.common.actors[isUuid(by) ? "local" : by] ?? by;
