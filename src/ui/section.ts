import { type Html, type HtmlValue, html } from "./html.ts";

interface SectionOptions {
  id: string;
  title: HtmlValue;
  /** A few words under the title, in the margin. */
  aside?: HtmlValue;
  body: HtmlValue;
  /** Where it comes from and how to read it, in the right margin. */
  note?: HtmlValue;
}

/** A part of a page: its title in the margin, its text, its notes. */
export const section = (options: SectionOptions): Html =>
  html`<section class="section${options.note ? " three" : ""}" aria-labelledby="${options.id}"><header><h2 id="${options.id}">${
    options.title
  }</h2>${options.aside && html`<p>${options.aside}</p>`}</header><div class="text">${options.body}</div>${
    options.note && html`<div class="note">${options.note}</div>`
  }</section>`;

/** Names and what is said of each. */
export const pairs = (items: readonly { name: HtmlValue; text: HtmlValue }[]): Html =>
  html`<ul class="pairs">${items.map((item) => html`<li><span>${item.name}</span><p>${item.text}</p></li>`)}</ul>`;

/** A short list of terms and values, one under the other. */
export const definitions = (items: readonly { term: HtmlValue; value: HtmlValue }[]): Html =>
  html`<dl class="brief">${items.map((item) => html`<div><dt>${item.term}</dt><dd>${item.value}</dd></div>`)}</dl>`;

/** A few counts side by side, each over what it counts. */
export const balance = (items: readonly { term: HtmlValue; value: HtmlValue }[]): Html =>
  html`<dl class="balance">${items.map((item) => html`<div><dt>${item.term}</dt><dd>${item.value}</dd></div>`)}</dl>`;

export interface JournalEntry {
  /** The moment in ISO 8601, for machines. */
  at: string;
  when: string;
  what: HtmlValue;
  who: HtmlValue;
}

/** What happened, latest first. */
export const journal = (entries: readonly JournalEntry[]): Html =>
  html`<ol class="journal">${entries.map(
    (entry) =>
      html`<li><time datetime="${entry.at}">${entry.when}</time><p>${entry.what}</p><span class="who">${entry.who}</span></li>`,
  )}</ol>`;

/** Words nobody has confirmed yet, marked as such. */
export const doubt = (words: HtmlValue): Html => html`<span class="doubt">${words}</span>`;

export interface QuantityOptions {
  /** The words as they were written, with their quotation marks. */
  said: HtmlValue;
  /** What was read in them, term by term. */
  reading?: readonly { term: string; value: HtmlValue }[];
  /** Where they stand. */
  source?: HtmlValue;
  /** The language of the words, when it is not that of the page. */
  lang?: string;
}

const quantityBody = (options: QuantityOptions): Html =>
  html`<p class="said"${options.lang ? html` lang="${options.lang}"` : ""}>${options.said}</p>${
    options.reading &&
    options.reading.length > 0 &&
    html`<dl>${options.reading.map((one) => html`<div><dt>${one.term}</dt><dd>${one.value}</dd></div>`)}</dl>`
  }${options.source && html`<p class="small quiet">${options.source}</p>`}`;

/** A figure as it was written, then what was read in it. */
export const quantity = (options: QuantityOptions): Html => html`<li class="quantity">${quantityBody(options)}</li>`;

/** Figures that say different things of the same fact, side by side. */
export const divergence = (title: HtmlValue, figures: readonly QuantityOptions[]): Html =>
  html`<li><div class="diverging"><p class="small"><strong>${title}</strong></p>${figures.map(
    (figure) => html`<div class="quantity">${quantityBody(figure)}</div>`,
  )}</div></li>`;
