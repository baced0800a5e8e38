import { holdPunctuation } from "../../i18n/format.ts";
import { button } from "../../ui/actions.ts";
import { choice } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { initiativeLink } from "./mentions.ts";
import type { DoubtView, ReviewView } from "./review.ts";
import { cutWords, postForm, sayDoubt, written } from "./workspace.ts";

/** What was chosen and typed for one value, and why it was refused. */
export type TypedDoubt = {
  id: string;
  decision: string;
  place: string;
  year: string;
  domains: string[];
  message: string;
};

const asideVerb = (ctx: PageContext, doubt: DoubtView): string => {
  const { aside } = ctx.t.review;
  return aside[doubt.code] ?? aside[doubt.field] ?? aside.other!;
};

const short = (doubt: DoubtView): string => holdPunctuation(cutWords(doubt.value, 60));

const placeChoices = (ctx: PageContext, doubt: DoubtView, typed: TypedDoubt | undefined): Html => {
  const { review: words, common } = ctx.t;
  const label = String(doubt.params.label ?? "");
  const proposed = doubt.code === "place_doubtful" && label !== "";
  const chosen = typed?.decision ?? (proposed ? "read" : "");
  const about = (option: DoubtView["options"][number]): string =>
    [common.scales[option.scale] ?? option.scale, ...option.within].join(", ");
  const read = doubt.options.find((option) => option.label === label);
  const one = (value: string, text: HtmlValue, help?: string): Html =>
    choice("decision", "radio", { value, label: text, help, checked: value === chosen });
  return html`${proposed && one("read", html`${label} <span class="quiet">${common.proposed}</span>`, read && about(read))}${doubt.options.map(
    (option, index) => (proposed && option.label === label ? "" : one(`c${index}`, option.label, about(option))),
  )}${doubt.code === "place_changed" && one("read", words.newWords)}<label class="choice"><input type="radio" id="p-${doubt.id}" name="decision" value="place"${
    chosen === "place" && html` checked`
  }><span>${words.otherPlace}</span></label><input class="input" type="text" name="place" data-chooses="p-${doubt.id}" maxlength="300" value="${typed?.place ?? ""}" aria-label="${words.otherPlaceLabel}">${one(
    "aside",
    asideVerb(ctx, doubt),
  )}`;
};

const yearChoices = (ctx: PageContext, doubt: DoubtView, typed: TypedDoubt | undefined): Html => {
  const words = ctx.t.review;
  const chosen = typed?.decision ?? "";
  return html`<label class="choice"><input type="radio" id="y-${doubt.id}" name="decision" value="year"${
    chosen === "year" && html` checked`
  }><span>${words.year}</span></label><input class="input short" type="text" inputmode="numeric" name="year" data-chooses="y-${doubt.id}" maxlength="4" value="${
    typed?.year ?? ""
  }" aria-label="${words.yearLabel}">${choice("decision", "radio", { value: "aside", label: asideVerb(ctx, doubt), checked: chosen === "aside" })}`;
};

const domainChoices = (ctx: PageContext, doubt: DoubtView, view: ReviewView, typed: TypedDoubt | undefined): Html => {
  const words = ctx.t.review;
  const chosen = typed?.domains ?? doubt.domains;
  const names = view.domains.filter((domain) => doubt.domains.includes(domain.key)).map((domain) => domain.name);
  return html`<input type="hidden" name="cle" value="${doubt.key}"><p class="quiet">${view.domains.length > 0 ? words.placedIn(names) : words.noDomains}</p>${view.domains.map(
    (domain) =>
      choice("domain", "checkbox", { value: domain.key, label: domain.name, checked: chosen.includes(domain.key) }),
  )}`;
};

const choices = (ctx: PageContext, doubt: DoubtView, view: ReviewView, typed: TypedDoubt | undefined): Html => {
  const words = ctx.t.review;
  const error = typed && html`<p class="error" id="e-${doubt.id}">${typed.message}</p>`;
  const group = (legend: string, inside: Html): Html =>
    html`<fieldset class="group small${typed ? " faulty" : ""}"${typed && html` aria-describedby="e-${doubt.id}"`}><legend class="vh">${legend}</legend>${error}<div class="choices pile-2">${inside}</div></fieldset>`;
  const settle = html`<p class="actions"><button class="button second small" type="submit" aria-label="${words.settleOf(short(doubt))}">${words.settle}</button></p>`;
  if (doubt.field === "place") return html`${group(words.choose, placeChoices(ctx, doubt, typed))}${settle}`;
  if (doubt.field === "since") return html`${group(words.choose, yearChoices(ctx, doubt, typed))}${settle}`;
  const verb = asideVerb(ctx, doubt);
  const aside = html`<button class="button second small" type="submit" name="decision" value="aside" aria-label="${words.asideOf(verb, short(doubt))}">${verb}</button>`;
  if (doubt.code === "domain_stated" && ctx.can.classify && view.domains.length > 0)
    return html`${group(words.domains, domainChoices(ctx, doubt, view, typed))}<p class="actions">${button(
      words.place,
      {
        second: true,
        small: true,
        name: "decision",
        value: "domains",
      },
    )} ${aside}</p>`;
  const other = doubt.code === "number_reused" ? String(doubt.params.number ?? "") : "";
  return html`${error}<p class="actions">${aside}${
    other !== "" &&
    ctx.can.merge &&
    html` <a class="small" href="${inNetwork(ctx, `/doublons/${encodeURIComponent(other)}/${encodeURIComponent(doubt.key)}`)}">${words.compare(other, doubt.key)}</a>`
  }</p>`;
};

/** One doubtful value: where it stands, its words, why it is doubtful, and the form that settles it. */
export const reviewItem = (ctx: PageContext, doubt: DoubtView, view: ReviewView, typed?: TypedDoubt): Html => {
  const words = ctx.t.review;
  const body = html`<input type="hidden" name="champ" value="${view.field ?? ""}"><input type="hidden" name="page" value="${view.page}">${choices(
    ctx,
    doubt,
    view,
    typed,
  )}`;
  return html`<li id="v-${doubt.id}"><p class="small quiet">${words.source(doubt.key, doubt.line)}</p><div>${written(ctx, doubt.value)}<p class="why">${initiativeLink(
    ctx,
    doubt,
  )}</p><p class="why above-3">${sayDoubt(ctx, doubt.code, doubt.params)}</p></div>${postForm(ctx, inNetwork(ctx, `/verifier/${doubt.id}`), body, { className: "pile" })}</li>`;
};
