import { formatList, holdPunctuation } from "../../i18n/format.ts";
import { notice } from "../../ui/feedback.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb } from "../../ui/navigation.ts";
import { divergence, journal, pairs, quantity, section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, inNetwork, leading, type PageContext, statementAddress } from "../context.ts";
import { page } from "../layout.ts";
import type { SheetRights } from "../views/editing.ts";
import { sheetPart } from "./edit.ts";
import { figureWords, groupFigures } from "./figure-words.ts";
import { domainName, initiativeLink, journalEntries } from "./mentions.ts";
import { profileSection } from "./sheet-profile.ts";
import { sheetTop } from "./sheet-top.ts";
import type { SheetView } from "./sheet-view.ts";
import type { ActorView } from "./views.ts";
import { cutWords } from "./workspace.ts";

/** What a reader may do with a sheet. */
const NO_RIGHTS: SheetRights = { edit: false, classify: false, history: false, remove: false, propose: false };

/** A text of the sheet; when several answers were merged, each keeps its words under its number. */
const wordsOf = (ctx: PageContext, view: SheetView, decided: string, columns: readonly string[]): HtmlValue => {
  const paragraphs = (text: string): HtmlValue =>
    text
      .split(/\n{2,}/)
      .filter(Boolean)
      .map((paragraph) => html`<p class="words long"${fieldLang(ctx)}>${holdPunctuation(paragraph)}</p>`);
  if (view.statements.length < 2 || columns.some((column) => view.edited.includes(column))) {
    return decided === "" ? html`<p class="quiet">${ctx.t.sheet.nothingWritten}</p>` : paragraphs(decided);
  }
  return view.statements.map((statement) => {
    const texts = columns.map((column) => statement.columns[column] ?? "").filter(Boolean);
    return html`<div class="statement"><p class="subhead"><a href="${statementAddress(ctx, view.key, statement.key)}">${ctx.t.common.statement(
      statement.key,
    )}</a></p>${texts.length > 0 ? texts.map(paragraphs) : html`<p class="quiet">${ctx.t.sheet.nothingWritten}</p>`}</div>`;
  });
};

const columnsNote = (ctx: PageContext, view: SheetView, columns: readonly string[]): Html => {
  const { sheet, common } = ctx.t;
  const here = columns
    .filter((column) => view.edited.includes(column))
    .map((column) => common.fields[column] ?? column);
  if (view.statements.length === 0) return html`<p>${ctx.t.editing.writtenHere}</p>`;
  const filled = columns.filter((column) => view.statements.some((statement) => statement.columns[column]));
  const names = (filled.length > 0 ? filled : columns).map((column) => common.fields[column] ?? column);
  return html`<p>${sheet.noteColumns(
    view.statements.map(({ key }) => key),
    names,
  )}</p>${here.length > 0 && html`<p>${ctx.t.editing.editedSince(here)}</p>`}`;
};

const definition = (ctx: PageContext, view: SheetView): Html => {
  const { sheet, common } = ctx.t;
  const audiences = view.audiences.map(
    (audience) => html`<span${fieldLang(ctx)}>${holdPunctuation(audience.text)}</span>`,
  );
  const proposed = view.audiences.some(({ status }) => status === "proposed");
  return section({
    id: "definition",
    title: sheet.definition,
    body: html`${wordsOf(ctx, view, view.description, ["need", "description"])}<div><h3 class="subhead">${sheet.audience}</h3><p>${
      audiences.length > 0
        ? html`${audiences.map((audience, index) => html`${index > 0 && ctx.t.common.also}${audience}`)}${proposed && html` <span class="quiet">${common.proposed}</span>`}`
        : html`<span class="quiet">${sheet.audienceUnsaid}</span>`
    }</p></div>`,
    note: html`${columnsNote(ctx, view, ["need", "description", "audience"])}${view.statements.length > 0 && !view.edited.includes("description") && html`<p>${sheet.asWritten}</p>`}`,
  });
};

const roleCell = (ctx: PageContext, actor: ActorView): HtmlValue => {
  const { sheet, common } = ctx.t;
  const roles = actor.roles.filter((role) => role !== "partner").map((role) => common.roles[role] ?? role);
  if (roles.length === 0 && !actor.does) {
    return html`<span class="quiet">${actor.roles.includes("partner") ? common.roles.partner : sheet.roleUnsaid}</span>`;
  }
  return html`${formatList(roles, ctx.lang)}${roles.length > 0 && actor.does && ctx.t.common.also}${
    actor.does && html`<span${fieldLang(ctx)}>${actor.does}</span>`
  }${actor.status === "proposed" && roles.length > 0 && html` <span class="quiet">${common.proposed}</span>`}`;
};

const cooperation = (ctx: PageContext, view: SheetView): Html => {
  const { sheet, common } = ctx.t;
  const kinds = new Set(view.actors.map(({ kind }) => kind)).size;
  const body =
    view.actors.length === 0
      ? html`<p class="quiet">${sheet.noActor}</p>`
      : table<ActorView>({
          caption: sheet.actorsCaption,
          hideCaption: true,
          stack: true,
          rows: view.actors,
          columns: [
            {
              head: sheet.actorHeads.name,
              cell: (actor) => leading(ctx, `/acteurs/${actor.id}`, actor.name, fieldLang(ctx)),
            },
            {
              head: sheet.actorHeads.kind,
              small: true,
              cell: (actor) =>
                html`${common.kind[actor.kind] ?? actor.kind}${actor.generic && html` <span class="quiet">(${sheet.generic})</span>`}`,
            },
            { head: sheet.actorHeads.role, small: true, cell: (actor) => roleCell(ctx, actor) },
          ],
        });
  const carried = view.actors.some(({ roles }) => roles.includes("carrier"));
  return section({
    id: "cooperations",
    title: sheet.cooperation,
    aside: view.actors.length > 0 && sheet.cooperationAside(view.actors.length, kinds),
    body,
    note: html`${columnsNote(ctx, view, ["carriers", "partners", "funders"])}${view.actors.length > 0 && !carried && html`<p>${sheet.noCarrier}</p>`}<p>${sheet.kindsDeduced}</p>`,
  });
};

const impacts = (ctx: PageContext, view: SheetView): Html => {
  const { sheet } = ctx.t;
  const groups = groupFigures(view.figures);
  const items = groups.map((group) => {
    const words = group.map((figure) => figureWords(ctx, view.key, figure));
    return group.length > 1 ? divergence(sheet.diverging(group[0]!.what), words) : quantity(words[0]!);
  });
  return section({
    id: "impacts",
    title: sheet.impacts,
    body: html`${wordsOf(ctx, view, view.impacts, ["impacts"])}${
      items.length > 0
        ? html`<h3 class="above-3">${sheet.figuresTitle(view.figures.length)}</h3><ul>${items}</ul>`
        : html`<p class="quiet">${sheet.noFigure}</p>`
    }`,
    note: html`${columnsNote(ctx, view, ["figures", "impacts"])}${view.figures.length > 1 && html`<p>${sheet.neverAdded}</p>`}`,
  });
};

const prospects = (ctx: PageContext, view: SheetView): Html => {
  const { sheet, common } = ctx.t;
  const items = view.prospects.map((prospect) => ({
    name: html`<strong>${common.prospects[prospect.kind] ?? prospect.kind}</strong>`,
    text: html`<span${fieldLang(ctx)}>${prospect.towards ? sheet.towards(holdPunctuation(prospect.towards)) : common.quote(holdPunctuation(prospect.text))}${
      prospect.condition && `${ctx.t.common.also}${sheet.condition(holdPunctuation(prospect.condition))}`
    }</span>${view.statements.length > 1 && prospect.statementKey && `, ${common.statementLower(prospect.statementKey)}`}${
      prospect.status === "proposed" && html` <span class="quiet">${common.proposed}</span>`
    }`,
  }));
  return section({
    id: "perspectives",
    title: sheet.prospects,
    body: items.length > 0 ? pairs(items) : html`<p class="quiet">${sheet.noProspect}</p>`,
    note: columnsNote(ctx, view, ["prospects"]),
  });
};

const findings = (ctx: PageContext, view: SheetView): HtmlValue =>
  view.findings.length > 0 &&
  section({
    id: "constats",
    title: ctx.t.sheet.findings,
    aside: ctx.t.sheet.findingsAside,
    body: pairs(
      view.findings.map((finding) => ({
        name: html`<a href="${inNetwork(ctx, `/domaines/${finding.domain.key}#constats`)}">${domainName(finding.domain)}</a>`,
        text: html`<span${fieldLang(ctx)}>${holdPunctuation(finding.text)}</span>${finding.proposed && html` <span class="quiet">(${ctx.t.domains.proposedByTeam})</span>`}`,
      })),
    ),
  });

const neighbours = (ctx: PageContext, view: SheetView): Html => {
  const { sheet } = ctx.t;
  const reason = ({ code, words }: { code: string; words: string[] }): string =>
    sheet.reasons[code]?.(code === "same_audience" ? words.map((word) => ctx.t.list.audiences[word] ?? word) : words) ??
    words.join(", ");
  return section({
    id: "voisines",
    title: sheet.neighbours,
    body:
      view.neighbours.length > 0
        ? pairs(
            view.neighbours.map((one) => ({
              name: initiativeLink(ctx, one),
              text: `${[one.place, ...one.reasons.map(reason)].filter(Boolean).join(ctx.t.common.also)}.`,
            })),
          )
        : html`<p class="quiet">${sheet.noNeighbour}</p>`,
    note: html`<p>${sheet.neighboursNote}</p>`,
  });
};

const history = (ctx: PageContext, view: SheetView, rights: SheetRights): Html => {
  const { sheet, common } = ctx.t;
  return section({
    id: "origine",
    title: sheet.history,
    body:
      view.history.length > 0
        ? journal(journalEntries(ctx, view.history))
        : html`<p class="quiet">${sheet.noHistory}</p>`,
    note: html`${rights.history && html`<p><a href="${sheetPart(ctx, view.key, "historique")}">${ctx.t.editing.history.link}</a></p>`}<p>${
      view.statements.length > 0 ? sheet.statements(view.statements.length) : ctx.t.editing.writtenHere
    }</p>${view.statements.map(
      (statement) =>
        html`<p><a href="${statementAddress(ctx, view.key, statement.key)}" aria-label="${sheet.sourceOf(statement.key)}">${common.statement(
          statement.key,
        )}</a> ${sheet.imported(statement.campaign, statement.importedAt)}</p>`,
    )}`,
  });
};

/** A sheet: definition, cooperation, impacts, prospects, profile, neighbours, and where each word comes from. */
export const sheetPage = (
  ctx: PageContext,
  view: SheetView,
  rights: SheetRights = NO_RIGHTS,
  told: string | null = null,
  thread: HtmlValue = "",
): Html => {
  const { sheet, common, editing } = ctx.t;
  const done = told !== null && Object.hasOwn(editing.done, told) && editing.done[told];
  const [domain] = view.domains;
  const trail = breadcrumb(common.youAreHere, [
    { label: common.nav.initiatives, address: inNetwork(ctx, "/initiatives") },
    ...(domain && ctx.can.read
      ? [{ label: domain.name, address: inNetwork(ctx, `/initiatives?domaine=${encodeURIComponent(domain.key)}`) }]
      : []),
    { label: view.title },
  ]);
  const body = html`${trail}${done && html`<div class="told">${notice({ title: done, live: true })}</div>`}<article>${sheetTop(ctx, view, rights)}${definition(ctx, view)}${cooperation(ctx, view)}${impacts(ctx, view)}${prospects(
    ctx,
    view,
  )}${profileSection(ctx, view)}${findings(ctx, view)}${ctx.can.read && neighbours(ctx, view)}${history(ctx, view, rights)}</article>${thread}`;
  return page(ctx, {
    title: sheet.title(view.title, view.territory.label),
    description: sheet.description(view.title, view.territory.label),
    nav: "initiatives",
    share: { title: view.title, type: "article", summary: cutWords(view.need || view.description, 200) },
    body,
  });
};
