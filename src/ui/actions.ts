import { type Html, type HtmlValue, html } from "./html.ts";

interface ButtonOptions {
  /** Only one solid button a view; the others are outlined. */
  second?: boolean;
  small?: boolean;
  disabled?: boolean;
  name?: string;
  value?: string;
  /** The id of the form it sends, when it stands outside of it. */
  form?: string;
  formaction?: string;
  type?: "submit" | "button";
}

const look = (options: { second?: boolean; small?: boolean }): string =>
  `button${options.second ? " second" : ""}${options.small ? " small" : ""}`;

/** A button that sends its form; the label is a verb. */
export const button = (label: HtmlValue, options: ButtonOptions = {}): Html =>
  html`<button class="${look(options)}" type="${options.type ?? "submit"}"${options.name ? html` name="${options.name}"` : ""}${
    options.value === undefined ? "" : html` value="${options.value}"`
  }${options.form ? html` form="${options.form}"` : ""}${
    options.formaction ? html` formaction="${options.formaction}"` : ""
  }${options.disabled ? html` disabled` : ""}>${label}</button>`;

/** A link that looks like a button, for what only leads elsewhere. */
export const buttonLink = (
  label: HtmlValue,
  address: string,
  options: { second?: boolean; small?: boolean } = {},
): Html => html`<a class="${look(options)}" href="${address}">${label}</a>`;

/** A row of buttons and links. */
export const actions = (...items: HtmlValue[]): Html =>
  html`<p class="actions">${items.map((item, index) => [index > 0 ? " " : "", item])}</p>`;
