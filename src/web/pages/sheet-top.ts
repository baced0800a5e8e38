import { holdPunctuation } from "../../i18n/format.ts";
import { actions, buttonLink } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { doubt } from "../../ui/section.ts";
import { fieldLang, inNetwork, leading, type PageContext, statementAddress } from "../context.ts";
import type { SheetRights } from "../views/editing.ts";
import { sheetPart } from "./edit.ts";
import { territoryMap } from "./maps.ts";
import { domainName, initiativeLink } from "./mentions.ts";
import type { SheetView } from "./sheet-view.ts";
import type { TerritoryView } from "./views.ts";

/** The name of the place, or what stands for it when nothing was recognised. */
const placeName = (ctx: PageContext, territory: TerritoryView): string =>
  territory.label ?? (territory.words || ctx.t.common.placeUnsaid);

const placeNote = (ctx: PageContext, territory: TerritoryView): HtmlValue => {
  const { sheet, common } = ctx.t;
  if (territory.words === "") return html`<p>${sheet.placeNone}</p>`;
  if (territory.label === null) {
    return html`<p>${doubt(territory.status === "ambiguous" ? sheet.placeAmbiguous(territory.words) : sheet.placeUnread(territory.words))}</p>`;
  }
  const { communes, epci, departements, regions } = territory.codes;
  const codes = [communes, epci, departements, regions].find((list) => list.length > 0) ?? [];
  const status = common.placeStatus[territory.status] ?? territory.status;
  return html`<p>${sheet.placeCode(territory.label, codes.length === 1 ? codes[0]! : null)}${
    territory.radiusKm !== null && ` ${sheet.radiusOf(territory.radiusKm)}.`
  } ${territory.status === "accepted" ? sheet.placeRead(territory.words, status) : doubt(sheet.placeRead(territory.words, status))}${
    territory.point !== null && !territory.point.exact && ` ${sheet.approximate}`
  }</p>`;
};

const label = (ctx: PageContext, view: SheetView): Html => {
  const { sheet, common } = ctx.t;
  const { territory } = view;
  const parents = territory.parents.length > 0 ? `, ${territory.parents.join(", ")}` : "";
  return html`<div class="label"><p>${common.sheetNumber(view.key)}</p>${
    view.domains.length > 0
      ? view.domains.map((domain) => html`<p>${leading(ctx, `/domaines/${domain.key}`, domainName(domain))}</p>`)
      : html`<p>${common.undecidedDomain}</p>`
  }<p><strong>${placeName(ctx, territory)}</strong>${territory.radiusKm !== null && ` ${sheet.radius(territory.radiusKm)}`}${parents}</p><p>${
    view.since === null ? sheet.sinceUnsaid : sheet.since(view.since)
  }</p>${view.archived && html`<p>${doubt(sheet.archived)}</p>`}</div>`;
};

const headActions = (ctx: PageContext, view: SheetView, rights: SheetRights): Html => {
  const { sheet, editing } = ctx.t;
  const [first] = view.statements;
  return actions(
    ...(rights.propose ? [html`<a href="${sheetPart(ctx, view.key, "proposer")}">${ctx.t.proposing.correct}</a>`] : []),
    ...(rights.edit ? [buttonLink(editing.edit, sheetPart(ctx, view.key, "modifier"), { second: true })] : []),
    ...(ctx.can.review && view.toReview > 0
      ? [
          buttonLink(sheet.review(view.toReview), inNetwork(ctx, `/verifier?fiche=${encodeURIComponent(view.key)}`), {
            second: true,
          }),
        ]
      : []),
    ...(first && view.statements.length === 1
      ? [html`<a href="${statementAddress(ctx, view.key, first.key)}">${sheet.source}</a>`]
      : []),
    ...(rights.remove ? [html`<a href="${sheetPart(ctx, view.key, "supprimer")}">${editing.deletion.link}</a>`] : []),
  );
};

const mergeNotice = (ctx: PageContext, view: SheetView): HtmlValue => {
  const { sheet } = ctx.t;
  const keys = view.statements.map(({ key }) => key);
  return (
    keys.length > 1 &&
    notice({
      body: html`<p>${sheet.merged(keys)}${
        ctx.can.merge &&
        html` <a href="${inNetwork(ctx, `/doublons/${keys.slice(0, 2).map(encodeURIComponent).join("/")}`)}">${sheet.seeMerge}</a>`
      }</p>`,
    })
  );
};

const twinNotice = (ctx: PageContext, view: SheetView): HtmlValue => {
  const { sheet } = ctx.t;
  return (
    view.twins.length > 0 &&
    notice({
      kind: "warning",
      title: sheet.twins.title,
      body: html`<p>${sheet.twins.text} ${view.twins.map(
        (twin, index) =>
          html`${index > 0 && ", "}${initiativeLink(ctx, twin)}${
            ctx.can.merge &&
            html` (<a href="${inNetwork(ctx, `/doublons/${encodeURIComponent(view.key)}/${encodeURIComponent(twin.key)}`)}">${sheet.twins.compare}</a>)`
          }`,
      )}</p>`,
    })
  );
};

/** The head of a sheet: where it stands, its title and need, what waits, its place on a map. */
export const sheetTop = (ctx: PageContext, view: SheetView, rights: SheetRights): Html => {
  const { sheet } = ctx.t;
  const place = placeName(ctx, view.territory);
  const lead = view.need.split(/\n{2,}/)[0];
  return html`<div class="sheet-top">${label(ctx, view)}<div class="main"><h1${fieldLang(ctx)}>${holdPunctuation(view.title)}</h1>${
    lead && html`<p class="lead"${fieldLang(ctx)}>${holdPunctuation(lead)}</p>`
  }${headActions(ctx, view, rights)}${mergeNotice(ctx, view)}${twinNotice(ctx, view)}</div><figure class="figure map">${territoryMap(
    ctx,
    {
      id: "place",
      title: sheet.mapTitle(place),
      description: sheet.mapDescription(place, view.territory.parents),
      mark: view.domains[0]?.mark ?? 0,
      territory: view.territory,
    },
  )}<figcaption class="source">${placeNote(ctx, view.territory)}</figcaption></figure></div>`;
};
