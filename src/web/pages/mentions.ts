import { formatDay, formatShortDay, holdPunctuation } from "../../i18n/format.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { mark } from "../../ui/marks.ts";
import type { JournalEntry } from "../../ui/section.ts";
import { fieldLang, type PageContext, type SheetMention, sheetAddress } from "../context.ts";
import type { ChangeView, DomainView, InitiativeMention } from "./views.ts";
import { whoDid } from "./workspace.ts";

/** A domain as its mark and its name, never the colour alone. */
export const domainName = (domain: DomainView): Html =>
  html`<span class="domain-name">${mark(domain.mark)}<span>${domain.name}</span></span>`;

/** The title of an initiative in the type of what the field wrote, leading to its sheet. */
export const initiativeLink = (
  ctx: PageContext,
  initiative: Required<Pick<SheetMention, "key" | "title">> & SheetMention,
): Html =>
  html`<a class="serif" href="${sheetAddress(ctx, initiative)}"${fieldLang(ctx)}>${holdPunctuation(initiative.title)}</a>`;

/** The mark, title and place of an initiative, as lists show it. */
export const initiativeTitle = (ctx: PageContext, initiative: InitiativeMention): Html => {
  const { common, list } = ctx.t;
  const [first, ...others] = initiative.domains;
  const names = initiative.domains.map((domain) => domain.name).join(", ") || common.undecidedDomain;
  return html`<span class="titled">${mark(first?.mark ?? 0, { hollow: !initiative.exact })}<span>${initiativeLink(ctx, initiative)}<span class="vh">${list.domainIs(
    names,
  )}</span><br><span class="quiet small">${initiative.place ?? common.placeUnknown}${initiative.networkName && html` · ${initiative.networkName}`}${others.map((domain) => html` ${mark(domain.mark)}`)}</span></span></span>`;
};

const sentence = (ctx: PageContext, change: ChangeView): HtmlValue => {
  const wording = ctx.t.common.changes[change.kind] ?? ctx.t.common.changes.other!;
  const [before, after] = wording(change);
  if (!change.initiative) return `${before}${after}`;
  const link = html`<a href="${sheetAddress(ctx, change.initiative)}"${fieldLang(ctx)}>${holdPunctuation(change.initiative.title)}</a>`;
  return html`${before}${link}${after}`;
};

/** Changes as entries of a journal; the year is told only when it is not that of the latest. */
export const journalEntries = (ctx: PageContext, changes: readonly ChangeView[]): JournalEntry[] => {
  const year = changes[0]?.at.slice(0, 4);
  return changes.map((change) => ({
    at: change.at,
    when: change.at.startsWith(year ?? "") ? formatShortDay(change.at, ctx.lang) : formatDay(change.at, ctx.lang),
    what: sentence(ctx, change),
    // A person's identifier is for those who work with her.
    who: ctx.can.seeWorkspace ? whoDid(ctx, change.by) : ctx.t.common.actors.local,
  }));
};
