import { formatDay, formatMoment } from "../../i18n/format.ts";
import { actions, button } from "../../ui/actions.ts";
import { notice } from "../../ui/feedback.ts";
import { field } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html, raw } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { table } from "../../ui/table.ts";
import { href, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { newPassword, passkeyScript } from "./entry.ts";
import { languageChoice, postForm } from "./workspace.ts";

export interface OwnRight {
  network: string | null;
  address: string | null;
  role: string;
  over: string | null;
  until: string | null;
}

export interface OwnAccountView {
  name: string;
  email: string;
  lang: "fr" | "en";
  rights: readonly OwnRight[];
  sessions: readonly { id: string; device: string | null; at: string; current: boolean }[];
  told?: string;
  problem?: string;
}

const news = (ctx: PageContext, view: { told?: string; problem?: string }): HtmlValue =>
  html`${view.told && notice({ title: view.told, live: true })}${
    view.problem &&
    notice({ kind: "failure", title: ctx.t.account.own.problem, body: html`<p>${view.problem}</p>`, live: true })
  }`;

const identity = (ctx: PageContext, view: OwnAccountView): Html => {
  const words = ctx.t.account.own;
  return postForm(
    ctx,
    href(ctx, "/compte"),
    html`${field({ id: "nom", label: words.name, value: view.name, autocomplete: "name", required: true })}<p>${ctx.t.common.labelled(words.email, view.email)}</p>${languageChoice(words.lang, view.lang)}${actions(button(words.save))}`,
  );
};

const rights = (ctx: PageContext, view: OwnAccountView): Html => {
  const words = ctx.t.account.own;
  if (view.rights.length === 0) return html`<p>${words.noRights}</p>`;
  return html`<ul class="plain">${view.rights.map(
    ({ network, address, role, over, until }) =>
      html`<li>${address ? html`<a href="${address}">${network}</a>` : words.installation}, ${role}${over && ` (${over})`}${until && `, ${words.until(formatDay(until, ctx.lang))}`}</li>`,
  )}</ul>`;
};

const sessions = (ctx: PageContext, view: OwnAccountView): Html => {
  const words = ctx.t.account.own;
  const list = table<OwnAccountView["sessions"][number]>({
    caption: words.sessions,
    hideCaption: true,
    stack: true,
    rows: view.sessions,
    columns: [
      { head: words.device, cell: ({ device }) => device ?? words.unknownDevice },
      { head: words.lastSeen, label: words.lastSeen, cell: ({ at }) => formatMoment(at, ctx.lang) },
      {
        head: html`<span class="vh">${words.end}</span>`,
        cell: ({ id, current, device }) =>
          current
            ? words.thisOne
            : postForm(
                ctx,
                href(ctx, "/compte/appareils"),
                html`<input type="hidden" name="appareil" value="${id}">${button(html`${words.end}<span class="vh"> ${device ?? words.unknownDevice}</span>`, { second: true, small: true })}`,
              ),
      },
    ],
  });
  const others =
    view.sessions.length > 1 &&
    postForm(
      ctx,
      href(ctx, "/compte/appareils"),
      html`${actions(button(words.endOthers, { second: true, name: "appareil", value: "autres" }))}`,
    );
  return html`${list}${others}`;
};

/** What a person sees and changes of her own account. */
export const ownAccountPage = (ctx: PageContext, view: OwnAccountView): Html => {
  const words = ctx.t.account.own;
  const out = postForm(ctx, href(ctx, "/deconnexion"), actions(button(ctx.t.account.signOut, { second: true })));
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.description}</p>${news(ctx, view)}</div>${section({ id: "identite", title: words.identity, body: identity(ctx, view) })}${section(
    { id: "droits", title: words.rights, body: rights(ctx, view) },
  )}${section({ id: "appareils", title: words.sessions, aside: words.sessionsAside, body: sessions(ctx, view) })}${section(
    {
      id: "entrer",
      title: words.security,
      body: html`<p><a href="${href(ctx, "/compte/securite")}">${ctx.t.account.security.description}</a></p>${out}`,
    },
  )}${section({ id: "nouvelles", title: ctx.t.comments.news.title, body: html`<p><a href="${href(ctx, "/compte/nouvelles")}">${ctx.t.comments.news.see}</a></p>` })}${section({ id: "donnees", title: ctx.t.register.own.title, body: html`<p><a href="${href(ctx, "/compte/donnees")}">${ctx.t.register.own.link}</a></p>` })}`;
  return page(ctx, { title: words.title, description: words.description, body });
};

export interface SecurityView {
  hasPassword: boolean;
  secondFactor: boolean;
  compulsory: boolean;
  passkeys: readonly { id: string; name: string | null; at: string | null }[];
  told?: string;
  problem?: string;
  errors: { current?: string; password?: string; factor?: string };
  /** Whether nothing can be changed before a second factor is passed. */
  unproved: boolean;
}

const currentPassword = (ctx: PageContext, id: string, error?: string): Html =>
  field({
    id,
    name: "actuel",
    type: "password",
    label: ctx.t.account.security.current,
    autocomplete: "current-password",
    required: true,
    ...(error && { error }),
  });

const password = (ctx: PageContext, view: SecurityView): Html => {
  const words = ctx.t.account.security;
  if (!view.hasPassword)
    return html`<p>${words.noPassword}</p><p><a href="${href(ctx, "/connexion/oublie")}">${words.set}</a></p>`;
  return postForm(
    ctx,
    href(ctx, "/compte/securite/mot-de-passe"),
    html`${currentPassword(ctx, "actuel-passe", view.errors.current)}${newPassword(ctx, view.errors.password)}${actions(button(words.change, { second: true }))}`,
  );
};

const factor = (ctx: PageContext, view: SecurityView): Html => {
  const words = ctx.t.account.security;
  const proof = view.hasPassword ? currentPassword(ctx, "actuel-double", view.errors.factor) : "";
  if (!view.secondFactor)
    return html`<p>${words.factorOff}</p>${postForm(ctx, href(ctx, "/compte/securite/double"), html`${proof}${actions(button(words.enable, { second: !view.compulsory }))}`)}`;
  const replace = button(words.replace, { second: true, name: "quoi", value: "remplacer" });
  const renew = button(words.newBackup, { second: true, name: "quoi", value: "codes" });
  const remove = view.compulsory ? "" : button(words.disable, { second: true, name: "quoi", value: "retirer" });
  return html`<p>${words.factorOn}</p>${postForm(ctx, href(ctx, "/compte/securite/double"), html`${proof}${actions(replace, renew, remove)}`)}${view.compulsory && html`<p class="quiet">${words.cannotDisable}</p>`}`;
};

const passkeys = (ctx: PageContext, view: SecurityView): Html => {
  const words = ctx.t.account.security;
  const list =
    view.passkeys.length === 0
      ? html`<p>${words.noPasskeys}</p>`
      : html`<ul class="plain">${view.passkeys.map(
          ({ id, name, at }) =>
            html`<li>${postForm(
              ctx,
              href(ctx, "/compte/securite/cles"),
              html`<input type="hidden" name="cle" value="${id}">${name ?? words.passkeyUnnamed}${at && `, ${words.addedOn(formatDay(at, ctx.lang))}`} ${button(html`${words.remove}<span class="vh"> ${name ?? words.passkeyUnnamed}</span>`, { second: true, small: true })}`,
            )}</li>`,
        )}</ul>`;
  // A form is led to the second factor first; the script that adds a passkey would only be refused.
  if (view.unproved) return list;
  return html`${list}<noscript><p class="quiet">${words.needsScript}</p></noscript><div data-passkey="add" data-failed="${words.passkeyFailed}" hidden>${field({ id: "nom-cle", label: words.passkeyName, autocomplete: "off" })}${actions(button(words.addPasskey, { type: "button", second: true }))}</div>`;
};

/** The ways into an account: password, two-step verification, passkeys. */
export const securityPage = (ctx: PageContext, view: SecurityView): Html => {
  const words = ctx.t.account.security;
  const bare = !view.secondFactor && view.passkeys.length === 0;
  const must = view.compulsory && bare && notice({ kind: "warning", title: words.compulsory });
  const prove = `${href(ctx, "/connexion/code")}?suite=${encodeURIComponent(href(ctx, "/compte/securite"))}`;
  const wake =
    view.unproved &&
    notice({
      kind: "warning",
      title: words.unproved,
      body: html`<p><a href="${prove}">${ctx.t.account.finish}</a></p>`,
    });
  const parts = [
    section({ id: "double", title: words.factorTitle, aside: words.factorAside, body: factor(ctx, view) }),
    section({ id: "cles", title: words.passkeysTitle, aside: words.passkeysAside, body: passkeys(ctx, view) }),
    section({ id: "passe", title: words.passwordTitle, body: password(ctx, view) }),
  ];
  return page(ctx, {
    title: words.title,
    description: words.description,
    body: html`<div class="opening"><h1>${words.title}</h1><p class="lead"><a href="${href(ctx, "/compte")}">${ctx.t.account.mine}</a></p>${must}${wake}${news(ctx, view)}</div>${parts}${passkeyScript(ctx)}`,
  });
};

export interface EnrolView {
  /** The square as an SVG drawing; null when the code typed was wrong, for the application holds the key already. */
  square: string | null;
  key: string | null;
  backupCodes: readonly string[];
  /** What becomes of the codes in place. */
  lead?: string;
  problem?: string;
}

/** Setting up two-step verification: the square, the recovery codes, and the first code. */
export const enrolPage = (ctx: PageContext, view: EnrolView): Html => {
  const words = ctx.t.account.security;
  const scan =
    view.square !== null &&
    section({
      id: "carre",
      title: words.scanTitle,
      body: html`<p>${words.scanLead}</p><div class="square" role="img" aria-label="${words.qr}">${raw(view.square)}</div><p>${words.key}<br><code>${view.key}</code></p>`,
    });
  const backup =
    view.backupCodes.length > 0 &&
    section({
      id: "secours",
      title: words.backupTitle,
      body: html`<p>${words.backupLead}</p><ul class="codes">${view.backupCodes.map((code) => html`<li><code>${code}</code></li>`)}</ul>`,
    });
  const confirm =
    view.square !== null || view.problem
      ? section({
          id: "confirmer",
          title: words.confirm,
          body: postForm(
            ctx,
            href(ctx, "/compte/securite/double/confirmer"),
            html`${field({
              id: "code",
              label: ctx.t.account.code.code,
              inputmode: "numeric",
              autocomplete: "one-time-code",
              required: true,
              ...(view.problem && { error: view.problem }),
            })}${actions(button(words.confirmVerb))}`,
          ),
        })
      : html`<p><a href="${href(ctx, "/compte/securite")}">${words.title}</a></p>`;
  return page(ctx, {
    title: words.factorTitle,
    description: words.description,
    body: html`<div class="opening"><h1>${words.factorTitle}</h1>${view.lead && html`<p class="lead">${view.lead}</p>`}</div>${scan}${backup}${confirm}`,
  });
};
