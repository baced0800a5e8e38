import { formatList } from "../../i18n/format.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb, pagination } from "../../ui/navigation.ts";
import { pairs, section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { fieldLang, inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { type InitiativeOnMap, initiativesMap } from "./maps.ts";
import { initiativeTitle } from "./mentions.ts";
import type { InitiativeMention, Standing } from "./views.ts";

export interface ActorInitiative extends InitiativeMention {
  roles: string[];
  does: string | null;
  status: Standing;
}

export interface ActorPageView {
  id: string;
  name: string;
  kind: string;
  generic: boolean;
  acronym: string | null;
  aliases: string[];
  place: string | null;
  /** Initiatives that name it, and those it carries. */
  total: number;
  carries: number;
  page: number;
  pages: number;
  /** One page of them. */
  initiatives: ActorInitiative[];
  /** Actors named in the same initiatives, most often first. */
  partners: { id: string; name: string; together: number }[];
  map: InitiativeOnMap[];
  /** Whether the map has one mark for each département, where initiatives are too many. */
  byDepartement: boolean;
}

const rolesOf = (ctx: PageContext, one: ActorInitiative): HtmlValue => {
  const { common } = ctx.t;
  const roles = formatList(
    one.roles.map((role) => common.roles[role] ?? role),
    ctx.lang,
  );
  return html`${roles}${one.does && html`${roles && ctx.t.common.also}<span${fieldLang(ctx)}>${one.does}</span>`}${
    one.status === "proposed" && html` <span class="quiet">${common.proposed}</span>`
  }`;
};

const label = (ctx: PageContext, view: ActorPageView): Html => {
  const { actors: words, common } = ctx.t;
  return html`<div class="label"><p><strong>${common.kind[view.kind] ?? view.kind}</strong></p>${
    view.place && html`<p>${common.labelled(words.place, view.place)}</p>`
  }${view.acronym && html`<p>${common.labelled(words.acronym, view.acronym)}</p>`}${
    view.aliases.length > 0 && html`<p>${common.labelled(words.alsoWritten, view.aliases.join(", "))}</p>`
  }</div>`;
};

/** An actor: where it is named, what it does there, with whom. */
export const actorPage = (ctx: PageContext, view: ActorPageView): Html => {
  const { actors: words, common } = ctx.t;
  const body = html`${breadcrumb(common.youAreHere, [
    { label: words.title, address: inNetwork(ctx, "/acteurs") },
    { label: view.name },
  ])}<article><div class="sheet-top">${label(ctx, view)}<div class="main"><h1${fieldLang(ctx)}>${view.name}</h1><p class="lead">${words.takesPart(
    view.total,
    view.carries,
  )}</p>${view.generic && html`<p class="quiet">${words.genericLead}</p>`}</div>${
    view.map.length > 0 &&
    html`<div class="figure map">${initiativesMap(ctx, {
      id: "map",
      title: words.mapTitle(view.name),
      description: words.mapDescription,
      initiatives: view.map,
      overseas: "used",
    })}${view.byDepartement && html`<p class="small">${words.byDepartement}</p>`}</div>`
  }</div>${section({
    id: "initiatives",
    title: words.initiatives,
    body: html`${table<ActorInitiative>({
      caption: words.initiativesCaption,
      hideCaption: true,
      stack: true,
      className: "results",
      rows: view.initiatives,
      columns: [
        { head: ctx.t.list.heads.initiative, cell: (one) => initiativeTitle(ctx, one) },
        { head: words.rolesHead, label: words.rolesHead, cell: (one) => rolesOf(ctx, one) },
      ],
    })}${pagination({
      label: common.pages.label,
      previous: common.pages.previous,
      next: common.pages.next,
      page: view.page,
      pages: view.pages,
      address: (number) => inNetwork(ctx, `/acteurs/${view.id}${number > 1 ? `?page=${number}` : ""}`),
      pageLabel: common.pages.page,
    })}`,
  })}${
    view.partners.length > 0 &&
    section({
      id: "avec",
      title: words.partners,
      aside: words.partnersAside,
      body: pairs(
        view.partners.map((partner) => ({
          name: html`<a href="${inNetwork(ctx, `/acteurs/${partner.id}`)}"${fieldLang(ctx)}>${partner.name}</a>`,
          text: words.together(partner.together),
        })),
      ),
    })
  }</article>`;
  return page(ctx, {
    title: `${view.name}, ${ctx.network!.name}`,
    description: words.actorDescription(view.name),
    nav: "actors",
    body,
  });
};
