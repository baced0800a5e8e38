import { coderProfile } from "../ui/coder-profile.ts";
import { type Html, type HtmlValue, html } from "../ui/html.ts";
import { mark } from "../ui/marks.ts";
import { table } from "../ui/table.ts";
import { placeFigure } from "./html-maps.ts";
import { anchor, chapter, evidence, type HtmlPress, proposal, statementLink } from "./html-parts.ts";
import type { ReportView } from "./view-report.ts";

type Domain = ReportView["domains"][number];
type Sheet = Domain["sheets"][number];

/** One domain: its definition and findings, then the sheet of each of its initiatives. */
export function domainChapter(p: HtmlPress, domain: Domain, number: number): Html {
  const { u } = p;
  const id = `c${number}`;
  const opening = html`<div class="pile"><p class="small">${domain.of && html`${mark(domain.rank)} ${domain.of}, `}${domain.count} ${domain.countLabel}</p>${
    domain.also && html`<p class="small">${u(domain.also)}</p>`
  }${domain.findings.length > 0 && html`<h3>${u(domain.findingsTitle)}</h3>`}${domain.findings.map(
    (finding) =>
      html`<div class="observation"><h4 class="serif moderate"><span class="letter">${finding.letter}</span> ${u(finding.text)}</h4>${proposal(
        finding.proposed && u(finding.proposed),
      )}${evidence(p, finding.evidence)}</div>`,
  )}${domain.noFinding && html`<p class="quiet">${domain.noFinding}</p>`}${domain.empty && html`<p class="quiet">${domain.empty}</p>`}</div>`;
  return chapter(id, String(number), u(domain.name), u(domain.definition), [
    opening,
    domain.sheets.map((sheet) => sheetArticle(p, sheet)),
  ]);
}

function sheetArticle(p: HtmlPress, sheet: Sheet): Html {
  const { u } = p;
  return html`<article class="report-sheet" aria-labelledby="${anchor("i", sheet.n)}"><div class="label"><p>${mark(sheet.rank)} ${u(sheet.domain)}</p>${placeFigure(sheet)}<dl class="brief">${sheet.facts.map((fact) => html`<div><dt>${fact.label}</dt><dd>${u(fact.text)}</dd></div>`)}</dl></div><div class="pile"><h3 class="serif" id="${anchor("i", sheet.n)}"><span class="sheet-number">${
    sheet.number
  }</span> ${u(sheet.title)}</h3>${proposal(sheet.proposed)}${sheet.need && html`<p class="words need">${u(sheet.need)}</p>`}<h4>${
    sheet.definition.title
  }</h4>${said(p, sheet.definition)}<h4>${sheet.cooperation.title}</h4>${cooperation(p, sheet)}${proposal(sheet.cooperation.proposed)}<h4>${sheet.impacts.title}</h4>${said(
    p,
    sheet.impacts,
  )}${figures(p, sheet)}${proposal(sheet.figuresProposed)}<h4>${sheet.next.title}</h4>${
    sheet.next.entries.length === 0
      ? html`<p class="quiet">${sheet.next.silent}</p>`
      : html`<ul class="pairs">${sheet.next.entries.map((entry) => html`<li><span>${u(entry.kind)}</span><p>${u(entry.text)}</p></li>`)}</ul>`
  }<h4>${sheet.profile.title}</h4>${profile(p, sheet)}</div></article>`;
}

const said = (p: HtmlPress, part: { text: string; silent: string }): Html =>
  part.text
    ? html`<p class="text-paragraph" dir="auto">${p.u(part.text)}</p>`
    : html`<p class="quiet">${part.silent}</p>`;

function cooperation(p: HtmlPress, sheet: Sheet): Html {
  const { cooperation: c } = sheet;
  const people = (list: typeof c.led) =>
    list.map(
      (actor, i) =>
        html`${i > 0 && ", "}${actor.generic ? html`<i>${p.u(actor.name)}</i>` : p.u(actor.name)}${actor.detail && html` (${p.u(actor.detail)})`}`,
    );
  const rows = [
    { kind: c.carriers as HtmlValue, who: c.led.length > 0 ? html`<strong>${people(c.led)}</strong>` : c.noCarrier },
    ...c.groups.map((group) => ({ kind: p.u(group.kind), who: people(group.people) })),
  ];
  return table<{ kind: HtmlValue; who: HtmlValue }>({
    caption: html`${c.nature}, ${sheet.number}`,
    hideCaption: true,
    rows,
    columns: [
      { head: c.nature, cell: (row) => row.kind },
      { head: c.who, cell: (row) => row.who },
    ],
  });
}

function figures(p: HtmlPress, sheet: Sheet): HtmlValue {
  if (sheet.figures.length === 0) return false;
  const id = (i: number) => `${anchor("i", sheet.n).slice(1)}-${i + 1}`;
  const written = sheet.figures.map(
    (figure, i) =>
      html`<li class="quantity"><p class="said">${figure.before && html`<span class="reserve">${p.u(figure.before)}</span> `}${
        figure.value && html`<strong>${p.u(figure.value)}</strong> `
      }${p.u(figure.after)}<sup><a id="r${id(i)}" href="#n${id(i)}" aria-label="${i + 1}, ${sheet.figuresTitle}">${i + 1}</a></sup></p>${
        (figure.other || figure.proposed) &&
        html`<p class="small quiet">${[figure.other, figure.proposed].filter(Boolean).join(", ")}</p>`
      }</li>`,
  );
  const notes = sheet.figures.map(
    (figure, i) =>
      html`<li id="n${id(i)}"><a href="#r${id(i)}" aria-label="${i + 1}, ${p.view.toc.back}">${i + 1}</a> ${figure.note} ${statementLink(p, figure.statement, p.u(figure.words))}</li>`,
  );
  return html`<ul class="figures">${written}</ul><ol class="notes small">${notes}</ol>`;
}

function profile(p: HtmlPress, sheet: Sheet): Html {
  const { profile: f } = sheet;
  if (f.rows.length === 0) return html`<p class="quiet">${f.missing}</p>`;
  const scores = (list: (number | null)[]) => list.map((score, i) => ({ coder: f.names[i]!, score }));
  const rows = f.rows.flatMap((row) =>
    row.lines.map((line) => ({
      name: line.statement ? `${row.name} (${line.statement})` : row.name,
      lever: scores(line.lever),
      impact: scores(line.impact),
    })),
  );
  return html`${coderProfile({
    caption: `${f.title}, ${sheet.number}`,
    dimension: f.title,
    lever: f.lever,
    impact: f.impact,
    leverShort: f.lever,
    impactShort: f.impact,
    rows,
    top: f.top,
    read: (list) => list.map(({ coder, score }) => `${coder} ${score ?? "–"}`).join(", "),
  })}<p class="source">${p.u(f.coders.join(", "))} ; ${f.same}. ${p.u(f.scale)}.</p>`;
}
