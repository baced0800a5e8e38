import type { ReportDomain, ReportEvidence, ReportLang, ReportModel } from "./model.ts";
import { byKey, markRank, type Press, press, sentence } from "./view.ts";
import { agreementView } from "./view-agreement.ts";
import { colophonView, indexView, sourcesView } from "./view-back.ts";
import { numbersView } from "./view-figures.ts";
import { domainMarks, frontView } from "./view-front.ts";
import { mapView } from "./view-map.ts";
import { sheetView } from "./view-sheets.ts";

export type ReportView = ReturnType<typeof reportView>;

/**
 * Everything a report says in one language, each sentence ready to print: PDF and HTML are two layouts of this value,
 * which is why they cannot say different things.
 */
export function reportView(model: ReportModel, lang: ReportLang) {
  const p = press(model, lang);
  const { w, u } = p;
  const front = frontView(p);
  return {
    lang,
    language: model.language,
    doc: {
      title: `${front.cover.title}. ${front.cover.subtitle}`,
      author: front.cover.network,
      description: u(model.network.description),
      date: model.edition.date.split("-").map(Number),
    },
    hash: model.dataHash,
    sealed: w.colophon.sealed,
    contents: { title: w.chapters.contents, marks: domainMarks(p) },
    ...front,
    overview: overview(p),
    map: mapView(p),
    numbers: numbersView(p),
    domains: domainsView(p),
    agreement: agreementView(p),
    strengths: strengths(p),
    index: indexView(p),
    sources: sourcesView(p),
    colophon: colophonView(p),
    toc: w.toc,
  };
}

function overview(p: Press) {
  const { w, u, model } = p;
  const answers = model.initiatives.reduce((n, item) => n + item.statements.length, 0);
  const merged = model.initiatives.filter((item) => item.statements.length > 1).length;
  return {
    title: w.chapters.overview,
    lead: w.overview.lead(answers, model.initiatives.length, merged),
    groups: groupsOf(p).map(({ domain, items, also }) => ({
      rank: domain ? markRank(domain) : 0,
      name: domain ? u(domain.name) : w.domain.none,
      count: p.number(items.length),
      also: also.length,
      alsoText: also.length > 0 ? w.domain.also(also.map((item) => w.sheet.number(item.key)).join(", ")) : "",
      entries: items.map((item) => ({ n: item.key, title: p.titleOf(item.key), place: u(item.territory.label) })),
    })),
  };
}

/** The initiatives by the domain their sheet is printed in, then those that nobody has placed yet. */
function groupsOf(p: Press) {
  const known = new Set(p.model.domains.map((domain) => domain.key));
  const homeOf = (domains: string[]) => domains.find((key) => known.has(key)) ?? null;
  const byHome = Map.groupBy(p.model.initiatives, (item) => homeOf(item.domains));
  const groups: { domain: ReportDomain | null; items: ReportModel["initiatives"]; also: ReportModel["initiatives"] }[] =
    [...p.model.domains]
      .sort((a, b) => a.index - b.index)
      .map((domain) => ({
        domain,
        items: byHome.get(domain.key) ?? [],
        also: p.model.initiatives.filter(
          (item) => homeOf(item.domains) !== domain.key && item.domains.includes(domain.key),
        ),
      }));
  const none = byHome.get(null) ?? [];
  if (none.length > 0) groups.push({ domain: null, items: none, also: [] });
  return groups.map((group) => ({ ...group, items: [...group.items].sort((a, b) => byKey(a.key, b.key)) }));
}

function domainsView(p: Press) {
  const { w, u, model } = p;
  return groupsOf(p).map(({ domain, items, also }, i) => ({
    rank: domain ? markRank(domain) : 0,
    of: domain ? w.domain.of(i + 1, model.domains.length) : "",
    name: domain ? u(domain.name) : w.domain.none,
    definition: sentence(domain ? u(domain.definition) : w.domain.noneDefinition),
    count: p.number(items.length),
    countLabel: w.domain.count(items.length),
    also:
      also.length > 0
        ? w.domain.also(also.map((item) => `${p.titleOf(item.key)} (${w.sheet.number(item.key)})`).join(", "))
        : "",
    findingsTitle: domain ? u(domain.findingsTitle) : "",
    noFinding: domain && domain.findings.length === 0 ? w.domain.noFinding : "",
    findings: (domain?.findings ?? []).map((finding, k) => ({
      letter: String.fromCharCode(97 + (k % 26)),
      text: sentence(u(finding.text)),
      proposed: proposal(p, finding),
      evidence: evidence(p, finding.initiatives),
    })),
    sheetsTitle: w.domain.sheets,
    empty: items.length === 0 ? w.domain.empty : "",
    sheets: items.map((item) => sheetView(p, item)),
  }));
}

function proposal(p: Press, said: { status: "proposed" | "accepted"; proposedBy: string | null }): string {
  if (said.status === "accepted") return "";
  return said.proposedBy ? p.w.domain.proposedBy(p.u(said.proposedBy)) : p.w.domain.proposed;
}

function evidence(p: Press, list: ReportEvidence[]) {
  return list
    .filter((entry) => p.initiatives.has(entry.key))
    .map((entry) => ({
      n: entry.key,
      rank: p.rankOf(entry.key),
      title: p.titleOf(entry.key),
      quote: entry.quote ? p.w.quote(p.u(entry.quote)) : "",
      statement: entry.statementNumber ?? null,
    }));
}

function strengths(p: Press) {
  const { w, u, model } = p;
  return {
    title: w.chapters.strengths,
    lead: model.strengths.length > 0 ? w.strengths.lead(model.strengths.length) : w.strengths.missing,
    entries: model.strengths.map((line) => ({
      label: sentence(u(line.label)),
      text: sentence(u(line.text)),
      proposed: proposal(p, line),
      evidence: evidence(p, line.initiatives),
    })),
    perspectivesTitle: w.strengths.perspectives,
    perspectives: model.perspectives.map((item) => sentence(u(item.label))),
  };
}
