import { type Html, type HtmlValue, html } from "./html.ts";

interface Common {
  /** The id of the control, also its name unless one is given. */
  id: string;
  name?: string;
  label: HtmlValue;
  hint?: HtmlValue;
  /** What is wrong and how to mend it; what was typed stays in `value`. */
  error?: HtmlValue;
  required?: boolean;
  /** The id of the form it belongs to, when it stands outside of it. */
  form?: string;
}

export interface FieldOptions extends Common {
  value?: string | number | null;
  type?: "text" | "search" | "number" | "email" | "url" | "date" | "file" | "password";
  accept?: string;
  autocomplete?: string;
  /** The keyboard that a telephone shows. */
  inputmode?: "numeric";
  rows?: number;
  /** To be copied, not changed. */
  readonly?: boolean;
}

const described = (field: { id: string; hint?: HtmlValue; error?: HtmlValue }): HtmlValue => {
  const ids = [field.hint && `${field.id}-hint`, field.error && `${field.id}-error`].filter(Boolean).join(" ");
  return ids && html` aria-describedby="${ids}"`;
};

const state = (field: Common): HtmlValue => [
  described(field),
  field.error ? html` aria-invalid="true"` : "",
  field.required ? html` required` : "",
  field.form ? html` form="${field.form}"` : "",
];

const around = (field: Common, control: Html): Html =>
  html`<div class="field${field.error ? " faulty" : ""}"><label for="${field.id}">${field.label}</label>${
    field.hint && html`<p class="hint" id="${field.id}-hint">${field.hint}</p>`
  }${field.error && html`<p class="error" id="${field.id}-error">${field.error}</p>`}${control}</div>`;

/** A one-line field with its label, hint and error tied to it. */
export const field = (options: FieldOptions): Html => {
  const type = options.type ?? "text";
  const look = type === "file" ? "" : html` class="input"`;
  return around(
    options,
    html`<input type="${type}"${look} id="${options.id}" name="${options.name ?? options.id}"${
      options.value === undefined || options.value === null ? "" : html` value="${options.value}"`
    }${options.accept ? html` accept="${options.accept}"` : ""}${
      options.autocomplete ? html` autocomplete="${options.autocomplete}"` : ""
    }${options.inputmode && html` inputmode="${options.inputmode}"`}${options.readonly && html` readonly`}${state(options)}>`,
  );
};

/** A field of several lines. */
export const textArea = (options: FieldOptions): Html =>
  around(
    options,
    html`<textarea class="input" id="${options.id}" name="${options.name ?? options.id}" rows="${options.rows ?? 4}"${options.readonly && html` readonly`}${state(options)}>${
      options.value ?? ""
    }</textarea>`,
  );

export interface Option {
  value: string;
  label: string;
  selected?: boolean;
}

/** The `<option>` elements of a list to choose from. */
export const optionTags = (options: readonly Option[]): Html[] =>
  options.map(
    (option) => html`<option value="${option.value}"${option.selected ? html` selected` : ""}>${option.label}</option>`,
  );

/** A list to choose one value from. */
export const select = (options: Common & { options: readonly Option[] }): Html =>
  around(
    options,
    html`<select id="${options.id}" name="${options.name ?? options.id}"${state(options)}>${optionTags(options.options)}</select>`,
  );

export interface Choice {
  value: string;
  label: HtmlValue;
  /** A few words under the label. */
  help?: HtmlValue;
  checked?: boolean;
  disabled?: boolean;
}

interface ChoiceOptions {
  name: string;
  legend: HtmlValue;
  kind: "radio" | "checkbox";
  choices: readonly Choice[];
  hint?: HtmlValue;
  error?: HtmlValue;
  /** Choices on one line, for short labels. */
  inline?: boolean;
  /** The legend is there for those who hear the page only. */
  hideLegend?: boolean;
}

/** One radio button or box with its label. */
export const choice = (name: string, kind: "radio" | "checkbox", one: Choice): Html =>
  html`<label class="choice"><input type="${kind}" name="${name}" value="${one.value}"${one.checked ? html` checked` : ""}${
    one.disabled ? html` disabled` : ""
  }><span>${one.label}${one.help && html` <small>${one.help}</small>`}</span></label>`;

/** Radio buttons or boxes under a legend. */
export const choiceGroup = (options: ChoiceOptions): Html =>
  html`<fieldset class="group${options.error ? " faulty" : ""}"${described({ id: options.name, hint: options.hint, error: options.error })}><legend${
    options.hideLegend ? html` class="vh"` : ""
  }>${options.legend}</legend>${options.hint && html`<p class="hint" id="${options.name}-hint">${options.hint}</p>`}${
    options.error && html`<p class="error" id="${options.name}-error">${options.error}</p>`
  }<div class="choices${options.inline ? " inline" : ""}">${options.choices.map((one) => choice(options.name, options.kind, one))}</div></fieldset>`;

interface SearchOptions {
  action?: string;
  label: string;
  hideLabel?: boolean;
  verb: string;
  value?: string;
  hint?: string;
  /** When the field belongs to a form elsewhere on the page, that form's id. */
  form?: string;
}

/** A search field with its button: a form of its own, or a part of the form named. */
export const searchField = (options: SearchOptions): Html => {
  const part = options.form ? html` form="${options.form}"` : "";
  const inside = html`<label for="q"${options.hideLabel ? html` class="vh"` : ""}>${options.label}</label><div><input type="search" id="q" name="q" value="${
    options.value ?? ""
  }"${options.hint ? html` aria-describedby="q-hint"` : ""}${part}><button class="button" type="submit"${part}>${options.verb}</button></div>${
    options.hint && html`<p id="q-hint">${options.hint}</p>`
  }`;
  return options.form
    ? html`<div class="search">${inside}</div>`
    : html`<form class="search" role="search" action="${options.action ?? ""}">${inside}</form>`;
};
