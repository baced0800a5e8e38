import { isListField, type SheetField, type SheetFields } from "../../initiatives/sheet-fields.ts";
import { errorSummary } from "../../ui/feedback.ts";
import { choice, choiceGroup, field, textArea } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import type { PageContext } from "../context.ts";
import { FORM_NAMES } from "../sheet-form.ts";
import type { DomainView } from "./views.ts";

/** What is wrong with a field, as the actions tell it. */
export type FieldError = { field: SheetField; code: string; value: string };

export interface SheetFormView {
  fields: SheetFields;
  /** The domains to choose among; none where the person may not decide of them. */
  domains: DomainView[];
  /** What the place was read as. */
  placeLabel: string | null;
  /** The readings of a place that may be several. */
  candidates: { label: string; about: string }[];
  errors: FieldError[];
}

/** The sentence of an error of a field. */
export const sayFieldError = (ctx: PageContext, { code, value }: FieldError): string =>
  (ctx.t.editing.problems[code] ?? (() => ctx.t.failures.input()))(value);

/** All the errors of the form, each leading to its field. */
export const sheetErrors = (ctx: PageContext, errors: readonly FieldError[]): HtmlValue =>
  errorSummary(
    ctx.t.editing.notSaved,
    errors.map((error) => ({ field: FORM_NAMES[error.field], message: sayFieldError(ctx, error) })),
  );

const ROWS: Partial<Record<SheetField, number>> = { need: 5, description: 9, impacts: 6, partners: 6 };

const place = (ctx: PageContext, view: SheetFormView): Html => {
  const words = ctx.t.editing;
  if (view.candidates.length === 0) return html``;
  return html`<input type="hidden" name="lieu-lu" value="${view.fields.place}">${choiceGroup({
    name: "lieu-choix",
    kind: "radio",
    legend: words.placeChoice,
    choices: [
      ...view.candidates.map(({ label, about }, index) => ({ value: `c${index}`, label, help: about })),
      { value: "mots", label: words.placeAsWords },
    ],
  })}`;
};

const control = (ctx: PageContext, view: SheetFormView, name: SheetField): Html => {
  const words = ctx.t.editing;
  const error = view.errors.find((one) => one.field === name);
  const hint =
    name === "place" && view.placeLabel !== null && !error
      ? `${words.hints.place} ${words.placeRead(view.placeLabel)}`
      : words.hints[name];
  const options = {
    id: FORM_NAMES[name],
    label:
      name === "title"
        ? html`${words.labels[name]} <span class="quiet">(${words.required})</span>`
        : words.labels[name],
    ...(hint && { hint }),
    ...(error && { error: sayFieldError(ctx, error) }),
  };
  if (name === "domains")
    return html`<fieldset class="group${error ? " faulty" : ""}" id="${FORM_NAMES.domains}"><legend>${words.labels.domains}</legend>${
      error && html`<p class="error">${sayFieldError(ctx, error)}</p>`
    }<div class="choices">${view.domains.map((domain) =>
      choice(FORM_NAMES.domains, "checkbox", {
        value: domain.key,
        label: domain.name,
        checked: view.fields.domains.includes(domain.key),
      }),
    )}</div></fieldset>`;
  if (isListField(name)) return textArea({ ...options, value: view.fields[name].join("\n"), rows: ROWS[name] ?? 3 });
  if (ROWS[name]) return textArea({ ...options, value: view.fields[name], rows: ROWS[name] });
  return field({
    ...options,
    value: view.fields[name],
    ...(name === "title" && { required: true }),
    ...(name === "since" && { inputmode: "numeric" as const }),
  });
};

/** The fields of a sheet, in the order in which it is told. */
export const sheetFields = (ctx: PageContext, view: SheetFormView): Html => {
  const { groups } = ctx.t.editing;
  const part = (id: string, title: string, aside: string, names: SheetField[]): Html =>
    section({
      id,
      title,
      aside,
      body: html`${names.map((name) => html`${control(ctx, view, name)}${name === "place" && place(ctx, view)}`)}`,
    });
  return html`${part("f-identite", groups.identity, groups.identityAside, [
    "title",
    "place",
    "since",
    ...(view.domains.length > 0 ? (["domains"] as const) : []),
  ])}${part("f-mots", groups.words, groups.wordsAside, ["need", "description"])}${part(
    "f-gens",
    groups.people,
    groups.peopleAside,
    ["audience", "carriers", "partners", "funders"],
  )}${part("f-effets", groups.results, groups.resultsAside, ["impacts", "figures", "prospects"])}`;
};

/** Fields that are sent on without being shown. */
export const hiddenFields = (fields: SheetFields, but: readonly SheetField[] = []): Html[] =>
  (Object.keys(FORM_NAMES) as SheetField[])
    .filter((name) => !but.includes(name))
    .map(
      (name) =>
        html`<input type="hidden" name="${FORM_NAMES[name]}" value="${isListField(name) ? fields[name].join("\n") : fields[name]}">`,
    );
