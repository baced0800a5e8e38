import { LICENCES } from "../../exports/licences.ts";
import { actions, button } from "../../ui/actions.ts";
import { errorSummary, notice } from "../../ui/feedback.ts";
import { choice, choiceGroup, field, textArea } from "../../ui/fields.ts";
import { type Html, type HtmlValue, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import { inNetwork, type PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { postForm } from "./workspace.ts";

export interface SettingsView {
  name: string;
  description: string;
  published: boolean;
  shared: boolean;
  licence: string | null;
  open_to_proposals: boolean;
}

export type SettingsErrors = { name?: string; description?: string };

/** What was just done, or why it was not. */
export type SettingsNews = { done: "saved" } | { problem: string };

const publication = (ctx: PageContext, view: SettingsView): Html => {
  const words = ctx.t.settings;
  const publish = choiceGroup({
    name: "publie",
    kind: "radio",
    legend: words.publish,
    choices: [
      { value: "oui", label: words.yes, help: words.yesHelp, checked: view.published },
      { value: "non", label: words.no, help: words.noHelp, checked: !view.published },
    ],
  });
  const share = html`<fieldset class="group"><legend>${words.share}</legend><div class="choices">${choice(
    "partage",
    "checkbox",
    {
      value: "oui",
      label: words.shareLabel,
      help: words.shareHelp,
      checked: view.shared,
    },
  )}</div></fieldset>`;
  const { settings } = ctx.t.proposing;
  const propose = html`<fieldset class="group"><legend>${settings.legend}</legend><div class="choices">${choice(
    "propositions",
    "checkbox",
    { value: "oui", label: settings.label, help: settings.help, checked: view.open_to_proposals },
  )}</div></fieldset>`;
  return html`${publish}${share}${propose}`;
};

const licence = (ctx: PageContext, view: SettingsView): Html => {
  const words = ctx.t.settings;
  return choiceGroup({
    name: "licence",
    kind: "radio",
    legend: words.licence,
    hideLegend: true,
    hint: words.licenceHint,
    choices: [
      { value: "", label: words.licenceNone, help: words.licenceNoneHelp, checked: view.licence === null },
      ...Object.entries(LICENCES).map(([key, { name }]) => ({
        value: key,
        label: name,
        help: words.licences[key] ?? "",
        checked: view.licence === key,
      })),
    ],
  });
};

const told = (
  ctx: PageContext,
  view: SettingsView,
  news: SettingsNews | undefined,
  errors: SettingsErrors,
): HtmlValue => {
  const words = ctx.t.settings;
  const faults = [
    ...(errors.name ? [{ field: "nom", message: errors.name }] : []),
    ...(errors.description ? [{ field: "description", message: errors.description }] : []),
  ];
  if (faults.length > 0) return errorSummary(words.errors, faults);
  if (!news) return "";
  if ("problem" in news)
    return notice({ kind: "failure", title: words.errors, body: html`<p>${news.problem}</p>`, live: true });
  return notice({
    title: words.saved,
    body: html`<p>${view.published ? words.nowPublished : words.nowPrivate}</p>`,
    live: true,
  });
};

/** What a network says of itself, to whom it shows itself, the licence of its data. */
export const settingsPage = (
  ctx: PageContext,
  view: SettingsView,
  news?: SettingsNews,
  errors: SettingsErrors = {},
): Html => {
  const words = ctx.t.settings;
  const form = postForm(
    ctx,
    inNetwork(ctx, "/reglages"),
    html`${section({
      id: "identite",
      title: words.identity,
      body: html`${field({ id: "nom", label: words.name, value: view.name, required: true, error: errors.name })}${textArea(
        {
          id: "description",
          label: words.about,
          hint: words.aboutHint,
          value: view.description,
          rows: 3,
          error: errors.description,
        },
      )}`,
    })}${section({ id: "publication", title: words.publication, body: publication(ctx, view) })}${section({
      id: "licence-choix",
      title: words.licence,
      body: html`${licence(ctx, view)}${actions(button(words.save), html`<a href="${inNetwork(ctx, "/integrer")}">${words.integrate}</a>`)}`,
    })}`,
  );
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p>${told(ctx, view, news, errors)}</div>${form}`;
  return page(ctx, { title: words.title, description: words.description, nav: "settings", body });
};
