import { readFileSync } from "node:fs";
import { type Html, html, raw } from "../ui/html.ts";
import { mark } from "../ui/marks.ts";
import { stylesheet } from "../ui/stylesheet.ts";
import * as chapters from "./html-chapters.ts";
import { sharedGrounds } from "./html-maps.ts";
import { anchor, type HtmlPress, htmlPress } from "./html-parts.ts";
import { domainChapter } from "./html-sheets.ts";
import type { ReportLang, ReportModel } from "./model.ts";
import { reportView } from "./view-report.ts";

/** The rules of a report read on screen, to add to the product's style sheet. */
export const reportCss: string = readFileSync(new URL("./report.css", import.meta.url), "utf8");

/** The report as one `<article>` for a page that has its own layout and style sheet. */
export function reportArticle(model: ReportModel, lang: ReportLang): Html {
  return article(htmlPress(reportView(model, lang)));
}

/**
 * Composes a report as one HTML document that holds everything it needs, styles and fonts included: no script, no
 * address to fetch, readable from a disk. It says what the PDF says.
 */
export function composeHtml(model: ReportModel, options: { lang: ReportLang }): string {
  const p = htmlPress(reportView(model, options.lang));
  const font = (file: string) =>
    `data:font/woff2;base64,${readFileSync(new URL(`../../data/fonts/${file}`, import.meta.url)).toString("base64")}`;
  return String(
    html`<!DOCTYPE html>
<html lang="${p.view.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${
      p.view.cover.title
    }</title><meta name="description" content="${p.view.doc.description || p.view.doc.title}"><meta name="data-hash" content="${p.view.hash}"><style>${raw(
      stylesheet(font),
    )}${raw(reportCss)}</style></head><body><a class="skip" href="#rapport">${p.view.toc.here}</a><main class="page" id="rapport">${article(p)}</main></body></html>`,
  );
}

function article(p: HtmlPress): Html {
  const { view } = p;
  const first = 5;
  const last = first + view.domains.length;
  const number = (i: number) => [`c${last + i}`, String(last + i)] as const;
  return html`<article class="report">${sharedGrounds(p)}<header class="report-cover"><p class="small">${p.u(view.cover.network)}</p><h1 class="serif">${p.u(
    view.cover.title,
  )}</h1><p class="lead words">${p.u(view.cover.subtitle)}</p><p class="small quiet">${[view.cover.research, view.cover.edition].filter(Boolean).join(" · ")}</p></header>${contents(
    p,
    last,
  )}${chapters.forewords(p)}${chapters.studyChapter(p, "1")}${chapters.gridChapter(p, "2")}${chapters.readingChapter(p, "3")}${chapters.overviewChapter(
    p,
    "4",
  )}${view.domains.map((domain, i) => domainChapter(p, domain, first + i))}${chapters.agreementChapter(p, ...number(0))}${chapters.strengthsChapter(
    p,
    ...number(1),
  )}${chapters.indexChapter(p, ...number(2))}${chapters.sourcesChapter(p, ...number(3))}${chapters.colophonChapter(p)}</article>`;
}

function contents(p: HtmlPress, last: number): Html {
  const { view } = p;
  const line = (id: string, title: Html | string) => html`<li><a href="#${id}">${title}</a></li>`;
  return html`<nav class="report-contents" aria-label="${view.toc.label}"><h2>${view.contents.title}</h2><ol>${line("avant-propos", view.foreword.title)}${
    view.note.paragraphs.length > 0 && line("note", view.note.title)
  }${[view.study, view.grid, view.reading, view.overview].map((part, i) => line(`c${i + 1}`, part.title))}${view.domains.map(
    (domain, i) =>
      html`<li><a href="#c${5 + i}">${p.u(domain.name)}</a> ${mark(domain.rank)}${
        domain.sheets.length > 0 &&
        html`<ol class="small">${domain.sheets.map((sheet) => line(anchor("i", sheet.n), html`${sheet.n} ${p.u(sheet.title)}`))}</ol>`
      }</li>`,
  )}${[view.agreement, view.strengths, view.index, view.sources].map((part, i) => line(`c${last + i}`, part.title))}${line("colophon", view.colophon.title)}</ol></nav>`;
}
