import { type Html, html } from "../../ui/html.ts";
import { section } from "../../ui/section.ts";
import type { PageContext } from "../context.ts";
import { page } from "../layout.ts";
import { registerSections } from "./register.ts";

const bullets = (items: readonly string[]): Html =>
  html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;

/** What is known of the accessibility of the product, and whom to tell about a difficulty. */
export const accessibilityPage = (ctx: PageContext): Html => {
  const words = ctx.t.about.accessibility;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>${section({
    id: "etat",
    title: words.state,
    body: words.stateText.map((text) => html`<p>${text}</p>`),
  })}${section({ id: "verifie", title: words.checks, aside: words.checksAside, body: bullets(words.checksList) })}${section(
    {
      id: "limites",
      title: words.limits,
      body: bullets(words.limitsList),
    },
  )}${section({
    id: "aide",
    title: words.help,
    body: html`<p>${words.helpText}</p><p><a href="https://www.defenseurdesdroits.fr" rel="external">${words.defender}</a></p>`,
  })}`;
  return page(ctx, { title: words.title, description: words.description, body });
};

/** What is kept about people, why and until when. */
export const personalDataPage = (ctx: PageContext): Html => {
  const words = ctx.t.about.personalData;
  const body = html`<div class="opening"><h1>${words.title}</h1><p class="lead">${words.lead}</p></div>${section({
    id: "non-recueilli",
    title: words.notKept,
    body: bullets(words.notKeptList),
  })}${section({
    id: "droits",
    title: words.rights,
    body: html`<p>${words.rightsText}</p><p><a href="https://www.cnil.fr" rel="external">${words.cnil}</a></p>`,
  })}${registerSections(ctx)}`;
  return page(ctx, { title: words.title, description: words.description, body });
};
