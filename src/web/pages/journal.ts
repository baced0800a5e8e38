import type { AuditHead } from "../../platform/audit.ts";
import { actions, button } from "../../ui/actions.ts";
import { emptyState } from "../../ui/feedback.ts";
import { field, type Option, select } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { initiativeLink } from "./mentions.ts";

/** What is asked of the journal; dates are days as YYYY-MM-DD, `before` is the position where the page begins. */
export type JournalQuery = {
  who: string | null;
  what: string | null;
  from: string | null;
  to: string | null;
  about: string | null;
  before: number | null;
};

/** One thing an entry points to, and what it is today when it still exists. */
export type SubjectView = {
  role: string;
  value: string;
  /** Its identifier; null for counts and words. */
  id: string | null;
  thing:
    | { kind: "initiative"; key: string; title: string }
    | { kind: "import" | "domain" | "person"; name: string }
    | { kind: "report"; number: number }
    | null;
};

export type JournalRow = {
  position: number;
  at: string;
  actor: { id: string; name: string | null };
  action: string;
  subjects: SubjectView[];
  request: string;
  hash: string;
};

export type JournalView = {
  query: JournalQuery;
  head: AuditHead | null;
  /** What was typed as a subject is neither a sheet's number nor an identifier. */
  aboutUnknown: boolean;
  rows: JournalRow[];
  /** Where the next page begins; null on the last. */
  older: number | null;
  actors: { id: string; name: string | null }[];
  actions: string[];
};

/** Dates that were typed and are none. */
export type JournalErrors = { from?: string; to?: string };

const NAMES = { who: "qui", what: "quoi", from: "du", to: "au", about: "objet", before: "avant" } as const;

/** The address of the journal in some state, or of its file. */
export const journalAddress = (ctx: PageContext, query: Partial<JournalQuery>, file = ""): string => {
  const params = new URLSearchParams();
  for (const [key, name] of Object.entries(NAMES)) {
    const value = query[key as keyof JournalQuery];
    if (value !== undefined && value !== null) params.set(name, String(value));
  }
  const search = params.toString();
  return inNetwork(ctx, `/journal${file}${search && `?${search}`}`);
};

/** Whoever acted, as people know her: her name while it exists, else her identifier. */
export const sayActor = (ctx: PageContext, { id, name }: JournalRow["actor"]): string => {
  const { actors, erased } = ctx.t.journal;
  if (name !== null) return name;
  return Object.hasOwn(actors, id) ? actors[id]! : erased(shortId(id));
};

/** What was done, as a sentence; an action of a version that this one does not know keeps its name. */
export const sayAction = (ctx: PageContext, action: string): string =>
  Object.hasOwn(ctx.t.journal.actions, action) ? ctx.t.journal.actions[action]! : action;

const sayRole = (ctx: PageContext, role: string): string =>
  Object.hasOwn(ctx.t.journal.roles, role) ? ctx.t.journal.roles[role]! : role;

// The last part of a time-ordered identifier is chance: the first ones would look the same.
const shortId = (id: string): string => (/^[0-9a-f]{8}-.*-[0-9a-f]{12}$/i.test(id) ? id.slice(-12) : id);

/** A subject in words: its title, file or number while it exists, else its identifier. */
export const saySubject = (ctx: PageContext, { thing, value, id }: SubjectView): string => {
  if (thing?.kind === "initiative") return `${thing.title} (${thing.key})`;
  if (thing?.kind === "report") return ctx.t.reports.number(thing.number);
  if (thing) return thing.name;
  return id === null ? cut(value) : shortId(value);
};

// Fingerprints are long and mean nothing to a reader; the file has them whole.
const cut = (value: string): string => (value.length >= 64 ? `${value.slice(0, 16)}…` : value);

/** The subjects of an entry on one line, for a file. */
export const saySubjects = (ctx: PageContext, subjects: readonly SubjectView[]): string =>
  subjects
    .map((one) => ctx.t.journal.labelled(sayRole(ctx, one.role), one.thing ? saySubject(ctx, one) : one.value))
    .join(" ; ");

const subjectLine = (ctx: PageContext, one: SubjectView): Html => {
  const role = sayRole(ctx, one.role);
  const said = saySubject(ctx, one);
  const name =
    one.id === null
      ? role
      : html`<a href="${journalAddress(ctx, { about: one.id })}" aria-label="${ctx.t.journal.aboutOf(role, said)}">${role}</a>`;
  const { thing } = one;
  const value =
    thing?.kind === "initiative"
      ? initiativeLink(ctx, thing)
      : thing?.kind === "report"
        ? html`<a href="${inNetwork(ctx, `/rapports/${thing.number}`)}">${said}</a>`
        : said;
  return html`<li>${name}${ctx.t.journal.before}${value}</li>`;
};

const filters = (ctx: PageContext, view: JournalView, errors: JournalErrors): Html => {
  const words = ctx.t.journal;
  const { query } = view;
  const options = (any: string, known: Option[], chosen: string | null): Option[] => [
    { value: "", label: any, selected: chosen === null },
    ...known.map((one) => ({ ...one, selected: one.value === chosen })),
    // Asked for by an address, and unknown here.
    ...(chosen !== null && !known.some(({ value }) => value === chosen)
      ? [{ value: chosen, label: shortId(chosen), selected: true }]
      : []),
  ];
  const people = view.actors.map((actor) => ({ value: actor.id, label: sayActor(ctx, actor) }));
  const deeds = view.actions
    .map((action) => ({ value: action, label: sayAction(ctx, action) }))
    .sort((a, b) => a.label.localeCompare(b.label, ctx.lang));
  const day = (id: "du" | "au", label: string, value: string | null, error: string | undefined) =>
    field({ id, type: "date", label, value, hint: words.dateHint, error });
  return html`<form class="pile" action="${journalAddress(ctx, {})}" aria-label="${words.filters}"><div class="fields">${select(
    {
      id: "qui",
      label: words.who,
      options: options(words.anyone, people, query.who),
    },
  )}${select({ id: "quoi", label: words.what, options: options(words.anything, deeds, query.what) })}${day("du", words.from, query.from, errors.from)}${day(
    "au",
    words.to,
    query.to,
    errors.to,
  )}${field({
    id: "objet",
    label: words.about,
    hint: words.aboutHint,
    value: query.about,
    error: view.aboutUnknown ? words.aboutUnknown : undefined,
  })}</div>${actions(button(words.show, { second: true }), isFiltered(query) && html`<a href="${journalAddress(ctx, {})}">${words.clear}</a>`)}</form>`;
};

const isFiltered = ({ before: _, ...filters }: JournalQuery): boolean =>
  Object.values(filters).some((value) => value !== null);

const entries = (ctx: PageContext, view: JournalView): HtmlValue => {
  const words = ctx.t.journal;
  const { heads } = words;
  if (view.rows.length === 0) {
    const filtered = isFiltered(view.query);
    return emptyState({
      title: words.emptyTitle,
      body: filtered ? words.emptyFiltered : words.emptyBody,
      next: filtered && html`<a href="${journalAddress(ctx, {})}">${words.clear}</a>`,
    });
  }
  const rows = table({
    caption: words.caption,
    hideCaption: true,
    stack: true,
    rows: view.rows,
    columns: [
      { head: heads.when, cell: (row) => html`<time datetime="${row.at}">${words.moment(row.at)}</time>` },
      {
        head: heads.who,
        label: heads.who,
        cell: (row) => html`<a href="${journalAddress(ctx, { who: row.actor.id })}">${sayActor(ctx, row.actor)}</a>`,
      },
      { head: heads.what, label: heads.what, cell: (row) => sayAction(ctx, row.action) },
      {
        head: heads.about,
        label: heads.about,
        small: true,
        cell: (row) =>
          row.subjects.length > 0 && html`<ul class="plain">${row.subjects.map((one) => subjectLine(ctx, one))}</ul>`,
      },
      {
        head: heads.request,
        label: heads.request,
        small: true,
        cell: (row) => html`<span class="mono">${shortId(row.request)}</span>`,
      },
    ],
  });
  const { query, older } = view;
  return html`${rows}${actions(
    older !== null && html`<a href="${journalAddress(ctx, { ...query, before: older })}" rel="next">${words.older}</a>`,
    query.before !== null && html`<a href="${journalAddress(ctx, { ...query, before: null })}">${words.newest}</a>`,
    html`<a href="${journalAddress(ctx, { ...query, before: null }, "/journal.csv")}">${words.export}</a>`,
  )}`;
};

/** Who did what to what in a network, for whoever answers for it. */
export const journalPage = (ctx: PageContext, view: JournalView, errors: JournalErrors = {}): Html => {
  const words = ctx.t.journal;
  const { head } = view;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead(head?.position ?? 0)}</p></div>${section(
    { id: "filtres", title: words.filters, body: filters(ctx, view, errors) },
  )}${section({ id: "entrees", title: words.entriesTitle, body: entries(ctx, view) })}${section({
    id: "preuves",
    title: words.proofTitle,
    body: html`<p>${words.proof}</p><p><code>${words.proofCommand(ctx.network?.slug ?? "")}</code></p>${
      head &&
      html`<p>${words.headNow}</p><p class="mono small">${head.chain} ${head.position} ${head.hash.match(/.{8}/g)?.join(" ") ?? ""}</p>`
    }`,
  })}`;
  return page(ctx, { title: words.title, description: words.description, nav: "journal", body });
};
