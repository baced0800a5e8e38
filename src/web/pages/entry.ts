import { PASSWORD_LENGTH } from "../../people/password.ts";
import type { Role } from "../../platform/person.ts";
import { actions, button, buttonLink } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { field } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { href, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { postForm } from "./workspace.ts";

export interface EntryView {
  email?: string;
  /** Where to go once inside, an address of this site. */
  next: string;
  problem?: string;
  done?: string;
  directories: readonly { id: string; name: string }[];
  /** The roles of the demonstration, where this server shows it. */
  demonstration: readonly Role[];
}

const simple = (
  ctx: PageContext,
  options: { title: string; description: string; lead?: HtmlValue; body: HtmlValue; told?: HtmlValue },
): Html =>
  page(ctx, {
    title: options.title,
    description: options.description,
    body: html`<div class="opening"><h1>${options.title}</h1>${options.lead && html`<p class="lead">${options.lead}</p>`}${options.told ?? ""}</div>${options.body}`,
  });

const problem = (title: string, words: string | undefined): HtmlValue =>
  words && notice({ kind: "failure", title, body: html`<p>${words}</p>`, live: true });

const next = (path: string): Html => html`<input type="hidden" name="suite" value="${path}">`;

/** The two fields of a new password. */
export const newPassword = (ctx: PageContext, error?: string): Html => {
  const words = ctx.t.account.password;
  return html`${field({
    id: "nouveau",
    type: "password",
    label: words.new,
    hint: words.hint(PASSWORD_LENGTH.least),
    autocomplete: "new-password",
    required: true,
    ...(error && { error }),
  })}${field({ id: "encore", type: "password", label: words.again, autocomplete: "new-password", required: true })}`;
};

const otherWays = (ctx: PageContext, view: EntryView): Html => {
  const words = ctx.t.account.entry;
  // A link and no form: a form may not lead to another site.
  const directories = view.directories.map(({ id, name }) =>
    actions(
      buttonLink(
        words.directory(name),
        `${href(ctx, `/connexion/annuaire/${id}`)}?suite=${encodeURIComponent(view.next)}`,
        { second: true },
      ),
    ),
  );
  return section({
    id: "autrement",
    title: words.otherWays,
    body: html`${directories}<p><a href="${href(ctx, "/connexion/lien")}">${words.link}</a>. ${words.linkHelp}</p>${byPasskey(ctx, view.next)}`,
  });
};

const byPasskey = (ctx: PageContext, path: string): Html => {
  const words = ctx.t.account.entry;
  return html`<p data-passkey="enter" data-next="${path}" data-failed="${ctx.t.account.security.passkeyFailed}" hidden>${button(words.passkey, { type: "button", second: true })} ${words.passkeyHelp}</p>`;
};

const demonstration = (ctx: PageContext, view: EntryView): HtmlValue => {
  const words = ctx.t.account.entry;
  if (view.demonstration.length === 0) return "";
  const enter = view.demonstration.map((role) =>
    button(words.demonstrationEnter(ctx.t.people.roles[role]), { second: true, name: "role", value: role }),
  );
  return section({
    id: "demonstration",
    title: words.demonstration,
    body: html`<p>${words.demonstrationLead}</p>${postForm(ctx, href(ctx, "/connexion/demonstration"), html`${next(view.next)}<p class="actions">${enter.map((one) => html`${one} `)}</p>`)}`,
  });
};

/** Where a person enters: her password, a link by mail, a passkey, her network's directory. */
export const entryPage = (ctx: PageContext, view: EntryView): Html => {
  const words = ctx.t.account.entry;
  const form = postForm(
    ctx,
    href(ctx, "/connexion"),
    html`${next(view.next)}${field({
      id: "courriel",
      type: "email",
      label: words.email,
      value: view.email ?? "",
      autocomplete: "username webauthn",
      required: true,
    })}${field({ id: "passe", type: "password", label: words.password, autocomplete: "current-password", required: true })}${actions(
      button(words.enter),
      html`<a href="${href(ctx, "/connexion/oublie")}">${words.forgotten}</a>`,
    )}`,
  );
  const told = html`${view.done && notice({ title: view.done, live: true })}${problem(words.problem, view.problem)}`;
  return simple(ctx, {
    title: words.title,
    description: words.description,
    lead: words.lead,
    told,
    body: html`${demonstration(ctx, view)}${section({ id: "mot-de-passe", title: words.password, body: html`${form}<p class="quiet">${words.noAccount}</p>` })}${otherWays(ctx, view)}${passkeyScript(ctx)}`,
  });
};

/** What a passkey needs of the browser. */
export const passkeyScript = (ctx: PageContext): Html =>
  html`<script type="module" src="${ctx.assets("passkey.js")}"></script>`;

/** The second step: a code of the application, one of those kept for the day it is lost, or a passkey. */
export const codePage = (
  ctx: PageContext,
  view: { next: string; codes: boolean; passkey: boolean; problem?: string },
): Html => {
  const words = ctx.t.account.code;
  const code = postForm(
    ctx,
    href(ctx, "/connexion/code"),
    html`${next(view.next)}${field({
      id: "code",
      label: words.code,
      inputmode: "numeric",
      autocomplete: "one-time-code",
      required: true,
    })}${actions(button(words.verify))}`,
  );
  const backup = postForm(
    ctx,
    href(ctx, "/connexion/code"),
    html`${next(view.next)}${field({ id: "secours", label: words.backupCode, hint: words.backupHint, autocomplete: "off", required: true })}${actions(button(words.backupVerify, { second: true }))}`,
  );
  const byCode = html`${section({ id: "application", title: words.code, body: code })}${section({ id: "perdu", title: words.backup, body: backup })}`;
  const byKey = section({
    id: "cle",
    title: ctx.t.account.entry.passkey,
    body: html`<noscript><p>${words.needsScript}</p></noscript>${byPasskey(ctx, view.next)}`,
  });
  return simple(ctx, {
    title: view.codes ? words.title : ctx.t.account.finish,
    description: words.description,
    lead: view.codes ? words.lead : words.passkeyLead,
    told: problem(words.problem, view.problem),
    body: html`${view.codes && byCode}${view.passkey && byKey}<p class="quiet">${words.lost}</p>${passkeyScript(ctx)}`,
  });
};

/** A form that only asks for an address, or what was done with it. */
export const mailPage = (
  ctx: PageContext,
  kind: "byLink" | "forgotten",
  view: { email?: string; sent?: string; problem?: string; closed?: boolean },
): Html => {
  const words = ctx.t.account[kind];
  const action = href(ctx, kind === "byLink" ? "/connexion/lien" : "/connexion/oublie");
  const form = postForm(
    ctx,
    action,
    html`${field({ id: "courriel", type: "email", label: ctx.t.account.entry.email, value: view.email ?? "", autocomplete: "username", required: true })}${actions(
      button(ctx.t.account.byLink.send),
    )}`,
  );
  const told = html`${view.sent && notice({ title: ctx.t.account.byLink.sentTitle, body: html`<p>${view.sent}</p>`, live: true })}${problem(words.title, view.problem)}`;
  return simple(ctx, {
    title: words.title,
    description: words.description,
    lead: words.lead,
    told,
    body: view.sent || view.closed ? "" : section({ id: "adresse", title: ctx.t.account.entry.email, body: form }),
  });
};

/** The page of a link that signs in: mailboxes open links by themselves, so entering takes a button. */
export const openLinkPage = (ctx: PageContext, token: string): Html => {
  const words = ctx.t.account.byLink;
  return simple(ctx, {
    title: words.openTitle,
    description: words.description,
    lead: words.openLead,
    body: postForm(
      ctx,
      href(ctx, "/connexion/entrer"),
      html`<input type="hidden" name="jeton" value="${token}">${actions(button(words.open))}`,
    ),
  });
};

/** Choosing a new password from a link. */
export const newPasswordPage = (ctx: PageContext, view: { token: string; error?: string; problem?: string }): Html => {
  const words = ctx.t.account.forgotten;
  return simple(ctx, {
    title: words.newTitle,
    description: words.description,
    lead: words.newLead,
    told: problem(words.newTitle, view.problem),
    body: postForm(
      ctx,
      href(ctx, "/connexion/nouveau"),
      html`<input type="hidden" name="jeton" value="${view.token}">${newPassword(ctx, view.error)}${actions(button(words.save))}`,
    ),
  });
};

export interface FirstView {
  token: string;
  name: string;
  email: string;
  errors: { name?: string; email?: string; password?: string };
  problem?: string;
}

/** Making the account of whoever runs the installation. */
export const firstPage = (ctx: PageContext, view: FirstView): Html => {
  const words = ctx.t.account.first;
  return simple(ctx, {
    title: words.title,
    description: words.description,
    lead: words.lead,
    told: problem(words.title, view.problem),
    body: postForm(
      ctx,
      href(ctx, "/compte/premier"),
      html`<input type="hidden" name="jeton" value="${view.token}">${field({
        id: "nom",
        label: words.name,
        value: view.name,
        autocomplete: "name",
        required: true,
        ...(view.errors.name && { error: view.errors.name }),
      })}${field({
        id: "courriel",
        type: "email",
        label: ctx.t.account.entry.email,
        value: view.email,
        autocomplete: "username",
        required: true,
        ...(view.errors.email && { error: view.errors.email }),
      })}${newPassword(ctx, view.errors.password)}${actions(button(words.create))}`,
    ),
  });
};

export interface InvitationView {
  network: string;
  token: string;
  action: string;
  email: string;
  role: Role;
  over: string | null;
  known: boolean;
  name: string;
  errors: { name?: string; password?: string };
}

/** What an invitation offers, and accepting it. */
export const invitationPage = (ctx: PageContext, view: InvitationView): Html => {
  const words = ctx.t.account.invitation;
  const fields = view.known
    ? html`<p>${words.known}</p>`
    : html`${field({
        id: "nom",
        label: words.name,
        value: view.name,
        autocomplete: "name",
        required: true,
        ...(view.errors.name && { error: view.errors.name }),
      })}${newPassword(ctx, view.errors.password)}`;
  return simple(ctx, {
    title: words.title(view.network),
    description: words.description,
    lead: words.lead(view.network, ctx.t.people.roles[view.role], view.over),
    body: html`<p>${words.for(view.email)}</p>${postForm(ctx, view.action, html`${fields}<p class="quiet">${ctx.t.register.consent.account(view.network)}</p>${actions(button(words.accept))}`)}`,
  });
};

/** Why a link opens nothing any more. */
export const deadLinkPage = (ctx: PageContext, title: string, reason: string): Html =>
  simple(ctx, {
    title,
    description: reason,
    told: notice({ kind: "warning", title: reason }),
    body: html`<p><a href="${href(ctx, "/connexion")}">${ctx.t.account.signIn}</a></p>`,
  });
