import { formatDay } from "../../i18n/format.ts";
import { GIVEN_ROLES } from "../../people/rights.ts";
import { GRANT_SCALES, type Role } from "../../platform/person.ts";
import { actions, button } from "../../ui/actions.ts";
import { emptyState, notice } from "../../ui/feedback.ts";
import { field, select } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { breadcrumb, pagination } from "../../ui/navigation.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { languageChoice, postForm } from "./workspace.ts";

/** What was typed in the form of a right, kept when it is refused. */
export interface RightTyped {
  email: string;
  name: string;
  lang: "fr" | "en";
  role: string;
  scale: string;
  code: string;
  sheet: string;
  until: string;
}

export const NOTHING_TYPED: RightTyped = {
  email: "",
  name: "",
  lang: "fr",
  role: "reader",
  scale: "",
  code: "",
  sheet: "",
  until: "",
};

export interface PeopleView {
  text: string;
  role: Role | null;
  total: number;
  page: number;
  pages: number;
  members: readonly {
    id: string;
    name: string;
    email: string;
    twoFactor: boolean;
    seen: string | null;
    roles: readonly Role[];
  }[];
  invitations: readonly {
    id: string;
    email: string;
    role: Role;
    over: string | null;
    expires: string;
    expired: boolean;
    mail: "sent" | "waiting" | { failed: string };
  }[];
  typed: RightTyped;
  told?: string;
  /** The address of an invitation that no mail carries. */
  link?: string;
  problem?: string;
}

const day = (ctx: PageContext, iso: string): string => formatDay(iso, ctx.lang);

/** The fields of a right: its role, over what, until when. */
const rightFields = (ctx: PageContext, typed: RightTyped): Html => {
  const words = ctx.t.people;
  return html`${select({
    id: "role",
    label: words.role,
    options: GIVEN_ROLES.map((role) => ({
      value: role,
      label: words.roles[role],
      selected: role === typed.role,
    })),
  })}${select({
    id: "niveau",
    label: words.scale,
    options: [
      { value: "", label: words.noTerritory, selected: typed.scale === "" },
      ...GRANT_SCALES.map((scale) => ({ value: scale, label: words.scales[scale]!, selected: scale === typed.scale })),
    ],
  })}${field({ id: "code", label: words.code, hint: words.codeHint, value: typed.code, autocomplete: "off" })}${field({
    id: "fiche",
    label: words.sheet,
    value: typed.sheet,
    autocomplete: "off",
  })}${field({ id: "fin", type: "date", label: words.until, value: typed.until })}`;
};

const invite = (ctx: PageContext, view: PeopleView): Html => {
  const words = ctx.t.people;
  return postForm(
    ctx,
    inNetwork(ctx, "/personnes/inviter"),
    html`${field({ id: "courriel", type: "email", label: words.email, value: view.typed.email, autocomplete: "off", required: true })}${field(
      { id: "nom", label: words.name, value: view.typed.name, autocomplete: "off" },
    )}${languageChoice(words.lang, view.typed.lang)}${rightFields(ctx, view.typed)}${actions(button(words.invite))}`,
  );
};

const mailState = (ctx: PageContext, mail: PeopleView["invitations"][number]["mail"]): string => {
  const words = ctx.t.people;
  if (mail === "sent") return words.mailSent;
  return mail === "waiting" ? words.mailWaiting : words.mailFailed(mail.failed);
};

const invitations = (ctx: PageContext, view: PeopleView): Html => {
  const words = ctx.t.people;
  if (view.invitations.length === 0) return html`<p>${words.noInvitation}</p>`;
  return table<PeopleView["invitations"][number]>({
    caption: words.invitations,
    hideCaption: true,
    stack: true,
    rows: view.invitations,
    columns: [
      { head: words.email, cell: ({ email }) => email },
      {
        head: words.role,
        label: words.role,
        cell: ({ role, over }) => `${words.roles[role]}${over ? ` (${over})` : ""}`,
      },
      {
        head: words.state,
        label: words.state,
        cell: (one) =>
          `${mailState(ctx, one.mail)}, ${one.expired ? words.expired : words.expires(day(ctx, one.expires))}`,
      },
      {
        head: html`<span class="vh">${words.withdraw}</span>`,
        cell: ({ id, email }) =>
          postForm(
            ctx,
            inNetwork(ctx, `/personnes/invitations/${id}/retirer`),
            button(html`${words.withdraw}<span class="vh"> ${email}</span>`, { second: true, small: true }),
          ),
      },
    ],
  });
};

const members = (ctx: PageContext, view: PeopleView): Html => {
  const words = ctx.t.people;
  const search = html`<form method="get" action="${inNetwork(ctx, "/personnes")}" role="search">${field({ id: "q", type: "search", label: words.search, value: view.text })}${select(
    {
      id: "role-cherche",
      name: "role",
      label: words.role,
      options: [
        { value: "", label: words.allRoles, selected: view.role === null },
        ...GIVEN_ROLES.map((role) => ({ value: role, label: words.roles[role], selected: role === view.role })),
      ],
    },
  )}${actions(button(words.filter, { second: true }))}</form>`;
  const list =
    view.members.length === 0
      ? emptyState({ title: words.none, body: words.inviteAside })
      : table<PeopleView["members"][number]>({
          caption: words.found(view.total),
          hideCaption: true,
          stack: true,
          rows: view.members,
          columns: [
            {
              head: words.person,
              cell: ({ id, name, email }) =>
                html`<a href="${inNetwork(ctx, `/personnes/${id}`)}">${name}</a> <span class="small quiet">${email}</span>`,
            },
            {
              head: words.rolesHeld,
              label: words.rolesHeld,
              cell: ({ roles }) => roles.map((role) => words.roles[role]).join(", "),
            },
            { head: words.factor, label: words.factor, cell: ({ twoFactor }) => (twoFactor ? words.yes : words.no) },
            { head: words.seen, label: words.seen, cell: ({ seen }) => (seen ? day(ctx, seen) : words.never) },
          ],
        });
  const address = (number: number) => {
    const query = new URLSearchParams({ q: view.text, role: view.role ?? "", page: String(number) });
    return inNetwork(ctx, `/personnes?${query}`);
  };
  return html`${search}${list}${view.pages > 1 && pagination({ ...ctx.t.common.pages, pageLabel: ctx.t.common.pages.page, page: view.page, pages: view.pages, address })}`;
};

const told = (ctx: PageContext, view: { told?: string; problem?: string; link?: string }): HtmlValue =>
  html`${view.told && notice({ title: view.told, ...(view.link && { body: html`<p><code class="address">${view.link}</code></p>` }), live: true })}${
    view.problem &&
    notice({ kind: "failure", title: ctx.t.people.problem, body: html`<p>${view.problem}</p>`, live: true })
  }`;

/** The people of a network, those who were invited, and inviting one more. */
export const peoplePage = (ctx: PageContext, view: PeopleView): Html => {
  const words = ctx.t.people;
  return page(ctx, {
    title: words.title,
    description: words.description,
    nav: "people",
    body: html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${told(ctx, view)}</div>${section({ id: "membres", title: words.found(view.total), body: members(ctx, view) })}${section(
      { id: "attente", title: words.invitations, body: invitations(ctx, view) },
    )}${section({ id: "inviter", title: words.inviteTitle, aside: words.inviteAside, body: invite(ctx, view) })}`,
  });
};

export interface PersonView {
  id: string;
  name: string;
  email: string;
  rights: readonly {
    id: string;
    role: Role;
    over: string | null;
    since: string;
    until: string | null;
    by: string;
    withdrawn: { by: string; at: string } | null;
    standing: boolean;
  }[];
  typed: RightTyped;
  told?: string;
  problem?: string;
}

const rightState = (ctx: PageContext, right: PersonView["rights"][number]): HtmlValue => {
  const words = ctx.t.people;
  if (right.withdrawn) return words.taken(right.withdrawn.by, day(ctx, right.withdrawn.at));
  if (!right.standing) return words.ended;
  const withdraw = postForm(
    ctx,
    inNetwork(ctx, `/personnes/roles/${right.id}/retirer`),
    button(html`${words.withdraw}<span class="vh"> ${words.roles[right.role]}</span>`, { second: true, small: true }),
  );
  return html`${right.until ? words.endsOn(day(ctx, right.until)) : words.standing} ${withdraw}`;
};

/** What one person may do in a network, what she could do before, and giving her one more role. */
export const personPage = (ctx: PageContext, view: PersonView): Html => {
  const words = ctx.t.people;
  const list = table<PersonView["rights"][number]>({
    caption: words.rights,
    hideCaption: true,
    stack: true,
    rows: view.rights,
    columns: [
      { head: words.role, cell: ({ role }) => words.roles[role] },
      { head: words.over, label: words.over, cell: ({ over }) => over ?? words.overNetwork },
      { head: words.since, label: words.since, cell: ({ since }) => day(ctx, since) },
      { head: words.by, label: words.by, cell: ({ by }) => by },
      { head: words.state, label: words.state, cell: (right) => rightState(ctx, right) },
    ],
  });
  const give = postForm(
    ctx,
    inNetwork(ctx, `/personnes/${view.id}/donner`),
    html`${rightFields(ctx, view.typed)}${actions(button(words.give))}`,
  );
  const out = postForm(
    ctx,
    inNetwork(ctx, `/personnes/${view.id}/deconnecter`),
    html`<p>${words.signOutLead}</p>${actions(button(words.signOut, { second: true }))}`,
  );
  return page(ctx, {
    title: view.name,
    description: words.description,
    nav: "people",
    body: html`<div class="opening">${breadcrumb(ctx.t.common.youAreHere, [{ label: words.title, address: inNetwork(ctx, "/personnes") }, { label: view.name }])}<h1>${view.name}</h1><p class="lead">${view.email}</p>${told(ctx, view)}</div>${section({ id: "roles", title: words.rights, body: list })}${section({ id: "donner", title: words.give, body: give })}${section({ id: "deconnecter", title: words.devices, body: out })}`,
  });
};
