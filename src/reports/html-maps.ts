import { type Html, type HtmlValue, html, raw } from "../ui/html.ts";
import { markClass, markShape } from "../ui/mark-shapes.ts";
import { anchor, type HtmlPress } from "./html-parts.ts";
import type { MapFrame } from "./view-map.ts";
import type { SheetParts } from "./view-sheets.ts";

const ground = (m: MapFrame): Html =>
  html`<path class="land" d="${m.land}"/>${m.named && html`<path class="named" d="${m.named}"/>`}${m.borders.map(
    (d, i) => html`<path class="border${i === 0 ? "" : " region"}" d="${d}"/>`,
  )}`;

/** The marks of a map where they stand, each with its number and leading to its sheet when they are few enough. */
function marks(p: HtmlPress, m: MapFrame, numbered: boolean): HtmlValue {
  const scale = 0.95;
  return m.marks.map((one) => {
    const drawn = html`<g class="${markClass(one.rank)}" transform="translate(${one.x} ${one.y}) scale(${numbered ? scale : scale / 2})">${raw(markShape(one.rank, !one.hollow))}${
      numbered && html`<text x="10" y="5">${one.n}</text>`
    }</g>`;
    return numbered && p.sheets.has(one.n)
      ? html`<a href="#${anchor("i", one.n)}" aria-label="${p.titles.get(one.n) ?? one.n}">${drawn}</a>`
      : drawn;
  });
}

/** The map of all initiatives with the overseas insets; its description says the same in words. */
export function mapSection(p: HtmlPress): Html {
  const { map } = p.view;
  const box = (m: MapFrame) => `0 0 ${m.width} ${m.height}`;
  return html`<section class="pile" aria-labelledby="carte"><h3 id="carte">${map.title}</h3><figure class="figure report-map"><svg viewBox="${box(
    map.france,
  )}" role="group" aria-labelledby="carte"><title>${map.title}</title>${ground(map.france)}${marks(p, map.france, map.numbered)}</svg><ul class="insets small">${map.insets.map(
    (m) =>
      html`<li>${p.u(m.name)}<svg viewBox="${box(m)}" role="group" aria-label="${m.name}">${ground(m)}${marks(p, m, map.numbered)}</svg></li>`,
  )}</ul><figcaption class="source"><p>${p.u(map.alt)}</p><p>${map.note}</p>${map.lost && html`<p>${map.lost}</p>`}</figcaption></figure></section>`;
}

/** Where one initiative is. */
export function placeFigure(sheet: SheetParts): HtmlValue {
  if (sheet.map.length === 0) return false;
  return html`<div class="place">${sheet.map.map(
    (m) =>
      html`<svg class="d${sheet.rank}" viewBox="0 0 ${m.width} ${m.height}" role="img" aria-label="${sheet.placeAlt}${m.name && ` ${m.name}`}">${
        // The ground is the same in every sheet: it is drawn once in the document and called by name.
        html`<use href="#land-${m.code}"/>`
      }${m.named && html`<path class="here" d="${m.named}"/>`}${m.marks.map(
        (one) => html`<circle class="spot" cx="${one.x}" cy="${one.y}" r="${m.code === "france" ? 16 : 5}"/>`,
      )}</svg>`,
  )}</div>`;
}

/** The grounds that the small maps of the sheets share. */
export function sharedGrounds(p: HtmlPress): HtmlValue {
  const grounds = new Map(
    p.view.domains.flatMap((d) => d.sheets.flatMap((sheet) => sheet.map.map((m) => [m.code, m.land]))),
  );
  return (
    grounds.size > 0 &&
    html`<svg class="vh" width="0" height="0" aria-hidden="true"><defs>${raw(
      [...grounds].map(([code, land]) => `<path id="land-${code}" class="land" d="${land}"/>`).join(""),
    )}</defs></svg>`
  );
}
