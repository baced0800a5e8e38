import { type DifferenceOptions, difference, type Stretch } from "../../duplicates/difference.ts";
import type { SettledField } from "../../duplicates/settling.ts";
import { fold } from "../../duplicates/words.ts";
import { holdPunctuation } from "../../i18n/format.ts";
import { mergeActors } from "../../initiatives/list-item.ts";
import type { InitiativeRecord } from "../../initiatives/records.sql.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import type { PageContext } from "../context.ts";
import { toDomainView } from "../views/initiative.ts";
import type { ComparedPair } from "../views/merge.ts";
import { domainName } from "./mentions.ts";

/** One thing of a list, with what tells it from another, and what is said of it besides. */
type Item = { id: string; detail?: string; shown: (own: boolean, ownDetail: boolean) => HtmlValue };

const marked = (stretches: readonly Stretch[]): Html[] =>
  stretches.map(({ text, own }) =>
    own ? html`<mark>${holdPunctuation(text)}</mark>` : html`${holdPunctuation(text)}`,
  );

/* A stretch may begin or end with the space that parts it from the next: it is kept, the punctuation is held. */
const paragraphs = (stretches: readonly Stretch[]): Html => html`<p class="kept-lines">${marked(stretches)}</p>`;

const texts = (a: string, b: string, options: DifferenceOptions): [Html | null, Html | null] => {
  const found = difference(a, b, options);
  return [a.trim() === "" ? null : paragraphs(found.a), b.trim() === "" ? null : paragraphs(found.b)];
};

/* All that a sheet says in words: what stands under another heading is no difference. */
const everything = (record: InitiativeRecord): string =>
  [
    record.title,
    record.need,
    record.description,
    record.impacts,
    record.place.words,
    ...record.audiences.map((audience) => audience.label),
    ...record.actors.map((actor) => actor.words),
    ...record.prospects.map((prospect) => prospect.text),
  ].join(" ");

const lists = (a: readonly Item[], b: readonly Item[], stacked: boolean): [Html | null, Html | null] => {
  const index = (items: readonly Item[]) => new Map(items.map((item) => [item.id, item.detail]));
  const [left, right] = [index(a), index(b)];
  const list = (items: readonly Item[], other: ReadonlyMap<string, string | undefined>): Html | null => {
    const show = (item: Item) =>
      item.shown(!other.has(item.id), other.has(item.id) && other.get(item.id) !== item.detail);
    const once = [...new Map(items.map((item) => [item.id, item])).values()];
    if (once.length === 0) return null;
    if (stacked) return html`<ul class="pile-2">${once.map((item) => html`<li>${show(item)}</li>`)}</ul>`;
    return html`<p>${once.map((item, index) => html`${index > 0 && ", "}${show(item)}`)}</p>`;
  };
  return [list(a, right), list(b, left)];
};

const say = (own: boolean, text: string): Html =>
  own ? html`<mark>${holdPunctuation(text)}</mark>` : html`${holdPunctuation(text)}`;

const actors = (ctx: PageContext, record: InitiativeRecord): Item[] =>
  mergeActors(record.actors).map((actor) => {
    const roles = actor.roles.filter((role) => role !== "partner").map((role) => ctx.t.common.roles[role] ?? role);
    const about = [...roles, actor.does].filter(Boolean).join(ctx.t.common.also);
    return {
      id: actor.id,
      detail: about,
      shown: (own, ownDetail) => html`${say(own, actor.name)}${about && html` (${say(ownDetail, about)})`}`,
    };
  });

const figures = (ctx: PageContext, record: InitiativeRecord): Item[] =>
  record.figures.map((figure) => ({
    id: fold(figure.text),
    shown: (own) =>
      html`${say(own, ctx.t.common.quote(figure.text))}<br><span class="small quiet">${ctx.t.common.figure.read} ${ctx.t.common.figure.reading(figure)}${
        figure.status === "proposed" && ` ${ctx.t.common.proposed}`
      }</span>`,
  }));

const prospects = (ctx: PageContext, record: InitiativeRecord): Item[] =>
  record.prospects.map((prospect) => ({
    id: fold(prospect.text),
    shown: (own) =>
      html`${say(own, prospect.text)}<br><span class="small quiet">${ctx.t.common.prospects[prospect.kind] ?? prospect.kind}</span>`,
  }));

const audiences = (record: InitiativeRecord): Item[] =>
  record.audiences.map(({ label }) => ({ id: fold(label), shown: (own) => say(own, label) }));

const domains = (record: InitiativeRecord): Item[] =>
  record.domains.map((domain) => ({ id: domain.key, shown: () => domainName(toDomainView(domain)) }));

const place = ({ place: { label, words, scale } }: InitiativeRecord, ctx: PageContext): Html | null => {
  if (label)
    return html`<p>${label}${scale && html` <span class="small quiet">${ctx.t.common.scales[scale] ?? scale}</span>`}</p>`;
  return words
    ? html`<p>${ctx.t.common.quote(holdPunctuation(words))} <span class="small quiet">${ctx.t.common.placeStatus.unknown}</span></p>`
    : null;
};

const year = ({ sinceYear }: InitiativeRecord): Html | null => (sinceYear === null ? null : html`<p>${sinceYear}</p>`);

const contents = (
  ctx: PageContext,
  { kept, merged }: ComparedPair,
  field: SettledField,
): [Html | null, Html | null] => {
  switch (field) {
    case "title":
      return texts(kept.title, merged.title, { exact: true });
    case "need":
    case "description":
    case "impacts":
      return texts(kept[field], merged[field], { beside: { a: everything(kept), b: everything(merged) } });
    case "domains":
      return lists(domains(kept), domains(merged), true);
    case "place":
      return [place(kept, ctx), place(merged, ctx)];
    case "since":
      return [year(kept), year(merged)];
    case "audiences":
      return lists(audiences(kept), audiences(merged), false);
    case "actors":
      return lists(actors(ctx, kept), actors(ctx, merged), false);
    case "figures":
      return lists(figures(ctx, kept), figures(ctx, merged), true);
    case "prospects":
      return lists(prospects(ctx, kept), prospects(ctx, merged), true);
  }
};

/** What each of two initiatives says of a field, with what only one says marked. */
export const mergeSides = (ctx: PageContext, pair: ComparedPair, field: SettledField): [Html, Html] => {
  const nothing = html`<p class="quiet">${ctx.t.duplicates.nothing}</p>`;
  const [left, right] = contents(ctx, pair, field);
  return [left ?? nothing, right ?? nothing];
};
