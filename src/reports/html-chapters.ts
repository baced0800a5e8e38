import { type Html, type HtmlValue, html } from "../ui/html.ts";
import { mark } from "../ui/marks.ts";
import { table } from "../ui/table.ts";
import { mapSection } from "./html-maps.ts";
import {
  anchor,
  chapter,
  evidence,
  type HtmlPress,
  numbers,
  proposal,
  rich,
  sheetLink,
  sheetLinks,
} from "./html-parts.ts";

/** The foreword, or what says that it remains to be written; then the authors' note when there is one. */
export function forewords(p: HtmlPress): HtmlValue {
  const { foreword: f, note } = p.view;
  const open = html`<div class="notice"><p class="title"><strong>${f.missing.title}</strong></p><p>${p.u(f.missing.text)}</p><p class="small quiet">${f.missing.dated}</p></div>`;
  return [
    chapter("avant-propos", "", f.title, false, f.paragraphs.length > 0 ? rich(p, f.paragraphs) : open),
    note.paragraphs.length > 0 && chapter("note", "", note.title, false, rich(p, note.paragraphs)),
  ];
}

/** The study: its questions and its steps. */
export function studyChapter(p: HtmlPress, number: string): Html {
  const { study: s } = p.view;
  const step = (entry: (typeof s.steps)[number]) => {
    const width = (200 * (entry.to - entry.from)) / Math.max(1, s.months);
    const at = (200 * entry.from) / Math.max(1, s.months);
    return html`<li><div><svg class="span" viewBox="0 0 200 8" aria-hidden="true"><path class="rule" d="M0 4H200"/><rect x="${at.toFixed(1)}" y="1" width="${width.toFixed(1)}" height="6"/></svg><p class="small">${
      entry.date
    }</p></div><div><p class="serif">${entry.order}. ${p.u(entry.title)}</p><p>${p.u(entry.what)}</p><p class="small quiet">${p.u(entry.who)}</p></div></li>`;
  };
  return chapter("c1", number, s.title, s.lead, [
    s.questions.length > 0 &&
      html`<h3>${s.questionsTitle}</h3><ol class="questions">${s.questions.map((q) => html`<li class="words long">${p.u(q)}</li>`)}</ol>`,
    s.steps.length > 0 && html`<h3>${s.timelineTitle}</h3><ol class="timeline">${s.steps.map(step)}</ol>`,
  ]);
}

/** The grid and its scale. */
export function gridChapter(p: HtmlPress, number: string): Html {
  const { grid: g } = p.view;
  return chapter("c2", number, g.title, g.lead, [
    g.dimensions.length > 0 &&
      table({
        caption: g.title,
        hideCaption: true,
        stack: true,
        rows: g.dimensions,
        columns: [
          { head: g.dimension, cell: (d) => html`${d.order}. ${p.u(d.name)}` },
          { head: g.lever, label: g.lever, cell: (d) => p.u(d.lever) },
          { head: g.impact, label: g.impact, cell: (d) => p.u(d.impact) },
        ],
      }),
    g.scale.length > 0 &&
      html`<h3>${g.scaleTitle}</h3><ul class="pairs">${g.scale.map((s) => html`<li><span><strong>${s.score}</strong> ${p.u(s.name)}</span><p>${p.u(s.meaning)}</p></li>`)}</ul>`,
  ]);
}

/** How to read figures, marks, coders and what is proposed. */
export function readingChapter(p: HtmlPress, number: string): Html {
  const { reading: r } = p.view;
  return chapter("c3", number, r.title, r.lead, [
    html`<h3>${r.figures}</h3>`,
    table({
      caption: r.figures,
      hideCaption: true,
      rows: r.rules,
      columns: [
        { head: r.written, cell: (rule) => rule[0] },
        { head: r.kept, cell: (rule) => rule[1] },
        { head: r.means, cell: (rule) => rule[2] },
      ],
    }),
    html`<p class="text-paragraph">${r.totalRule}</p><h3>${r.marks}</h3><p class="text-paragraph">${r.marksText}</p><ul>${r.domains.map(
      (d) => html`<li class="domain-line">${mark(d.rank)} ${p.u(d.name)}</li>`,
    )}</ul><h3>${r.notes}</h3><p class="text-paragraph">${r.notesText}</p><h3>${r.coders}</h3><p class="text-paragraph">${r.codersText}</p><h3>${r.status}</h3><p class="text-paragraph">${r.statusText}</p>`,
  ]);
}

/** The initiatives together: the list by domain, the map, the figures. */
export function overviewChapter(p: HtmlPress, number: string): Html {
  const { overview: o } = p.view;
  const group = (g: (typeof o.groups)[number]) =>
    html`<div class="overview-group"><div><p><span class="count">${g.count}</span> ${mark(g.rank)} <strong>${p.u(g.name)}</strong></p>${
      g.alsoText && html`<p class="small quiet">${g.alsoText}</p>`
    }</div><ul class="two-columns small">${g.entries.map(
      (entry) =>
        html`<li>${sheetLink(p, entry.n)} ${p.u(entry.title)}${entry.place && html`, <span class="quiet">${p.u(entry.place)}</span>`}</li>`,
    )}</ul></div>`;
  return chapter("c4", number, o.title, o.lead, [o.groups.map(group), mapSection(p), numbers(p)]);
}

/** The agreement between coders, cell by cell. */
export function agreementChapter(p: HtmlPress, id: string, number: string): Html {
  const { agreement: a } = p.view;
  const gauge = (row: (typeof a.rows)[number]) =>
    row.at !== null &&
    html`<svg class="interval d${row.low ? 2 : 0}" viewBox="0 0 200 20" aria-hidden="true"><rect class="ground" x="166" y="0" width="34" height="20"/><path class="rule" d="M0 10H200"/><path class="stop" d="M0 10H${(194 * row.at).toFixed(1)}"/><circle class="${
      row.line === "lever" ? "full" : "hollow"
    }" cx="${(3 + 194 * row.at).toFixed(1)}" cy="10" r="4.5"/></svg>`;
  if (a.rows.length === 0 || !("columns" in a)) return chapter(id, number, a.title, a.lead, false);
  const w = a.worst;
  return chapter(id, number, a.title, a.lead, [
    html`<h3>${a.heading}</h3>`,
    html`<div class="scroll" tabindex="0" role="group" aria-label="${a.title}">${table({
      caption: a.columns.drawing,
      hideCaption: true,
      rows: a.rows,
      columns: [
        { head: a.columns.cell, cell: (row) => p.u(row.cell) },
        { head: a.columns.drawing, cell: gauge },
        { head: a.columns.alpha, numeric: true, cell: (row) => row.alpha },
        { head: a.columns.kappa, numeric: true, cell: (row) => row.kappa },
        { head: a.columns.equal, numeric: true, cell: (row) => row.equal },
      ],
    })}</div><p class="source">${a.axis.below} ; ${a.axis.between} ; ${a.axis.above}. ${a.note}</p>`,
    w &&
      html`<h3>${w.title}</h3><p class="text-paragraph">${p.u(w.text)}</p>${table({
        caption: w.cross,
        className: "cross",
        rows: w.rows,
        columns: [
          { head: w.cross, cell: (row) => html`${row.score} ${p.u(row.name)}` },
          ...w.scores.map((score, i) => ({
            head: score,
            numeric: true,
            cell: (row: (typeof w.rows)[number]) =>
              row.cells[i]!.equal ? html`<strong>${row.cells[i]!.count}</strong>` : row.cells[i]!.count,
          })),
        ],
      })}<p class="source">${w.note}</p>`,
  ]);
}

/** The lines of force and what they open up. */
export function strengthsChapter(p: HtmlPress, id: string, number: string): Html {
  const { strengths: s } = p.view;
  return chapter(id, number, s.title, s.lead, [
    s.entries.map(
      (entry, i) =>
        html`<div class="observation"><h3><span class="letter">${i + 1}</span> ${p.u(entry.label)}</h3>${entry.text && html`<p class="text-paragraph">${p.u(entry.text)}</p>`}${proposal(
          entry.proposed && p.u(entry.proposed),
        )}${evidence(p, entry.evidence)}</div>`,
    ),
    s.perspectives.length > 0 &&
      html`<h3>${s.perspectivesTitle}</h3><ul class="pile">${s.perspectives.map((text) => html`<li>${p.u(text)}</li>`)}</ul>`,
  ]);
}

/** The indexes by territory, next step and partner. */
export function indexChapter(p: HtmlPress, id: string, number: string): Html {
  const { index: x } = p.view;
  return chapter(id, number, x.title, x.lead, [
    html`<h3>${x.territoriesTitle}</h3><ul class="columns small">${x.territories.map(
      (region) =>
        html`<li><strong>${p.u(region.name)}</strong> ${sheetLinks(p, region.whole)}${
          region.departments.length > 0 &&
          html`<ul>${region.departments.map((d) => html`<li>${p.u(d.name)} ${sheetLinks(p, d.keys)}</li>`)}</ul>`
        }</li>`,
    )}${x.national.length > 0 && html`<li><strong>${x.nationalTitle}</strong> ${sheetLinks(p, x.national)}</li>`}</ul>`,
    x.prospects.length > 0 &&
      html`<h3>${x.prospectsTitle}</h3><ul class="pairs">${x.prospects.map((e) => html`<li><span>${p.u(e.kind)}</span><p>${sheetLinks(p, e.keys)}</p></li>`)}</ul>`,
    x.partners.length > 0 &&
      html`<h3>${x.partnersTitle}</h3><p class="source">${x.partnersNote}</p>${x.partners.map(
        (kind) =>
          html`<h4>${p.u(kind.kind)}</h4><ul class="columns small">${kind.entries.map(
            (e) => html`<li>${e.generic ? html`<i>${p.u(e.name)}</i>` : p.u(e.name)} ${sheetLinks(p, e.keys)}</li>`,
          )}</ul>`,
      )}`,
  ]);
}

/** Every statement with its words, then the documents and the data. */
export function sourcesChapter(p: HtmlPress, id: string, number: string): Html {
  const { sources: s } = p.view;
  return chapter(id, number, s.title, s.lead, [
    html`<h3>${s.answersTitle}</h3>${s.statements.map(
      (a) =>
        html`<section class="answer" aria-labelledby="${anchor("s", a.n)}"><div><h4 id="${anchor("s", a.n)}">${a.heading}</h4><p class="small">${mark(a.rank)} ${sheetLink(p, a.key, a.sheet)}${
          a.received && html`<br>${a.received}`
        }</p></div><dl class="small">${a.fields.map((f) => html`<div><dt>${p.u(f.label)}</dt><dd dir="auto">${p.u(f.words)}</dd></div>`)}</dl></section>`,
    )}`,
    s.documents.length > 0 &&
      html`<h3>${s.documentsTitle}</h3><ul class="pairs">${s.documents.map((d) => html`<li><span>${p.u(d.title)}</span><p>${p.u(d.note)} ${d.url}</p></li>`)}</ul>`,
    s.attributions.length > 0 &&
      html`<h3>${s.attributionsTitle}</h3>${table({
        caption: s.attributionsTitle,
        hideCaption: true,
        rows: s.attributions,
        columns: [
          { head: s.columns.name, cell: (a) => p.u(a.name) },
          { head: s.columns.use, cell: (a) => p.u(a.use) },
          { head: s.columns.licence, cell: (a) => p.u(a.licence) },
        ],
      })}`,
  ]);
}

/** What the document is, the hash of its data and how to check both. */
export function colophonChapter(p: HtmlPress): Html {
  const { colophon: c } = p.view;
  return chapter(
    "colophon",
    "",
    c.title,
    c.lead,
    html`<dl class="brief">${c.rows.map((row) => html`<div><dt>${row.label}</dt><dd>${p.u(row.text)}${row.code && html` <code class="mono">${row.code}</code>`}</dd></div>`)}</dl>`,
  );
}
