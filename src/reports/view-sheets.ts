import type { DecisionStatus, ReportActor, ReportCoding, ReportInitiative } from "./model.ts";
import { capital, type Press, sentence } from "./view.ts";
import { cutFigure } from "./view-figures.ts";
import { placeView } from "./view-map.ts";

export type SheetParts = ReturnType<typeof sheetView>;

/** One sheet: the initiative in the field's three parts, its place, its figures with their notes, its profile. */
export function sheetView(p: Press, item: ReportInitiative) {
  const { w, u } = p;
  const domains = new Map(p.model.domains.map((domain) => [domain.key, domain]));
  const [home, ...others] = item.domains.map((key) => domains.get(key)).filter((d) => d !== undefined);
  return {
    n: item.key,
    number: w.sheet.number(item.key),
    running: w.sheet.running(item.key),
    continued: w.sheet.continued(item.key),
    rank: p.rankOf(item.key),
    domain: home ? u(home.name) : w.domain.none,
    title: p.titleOf(item.key),
    proposed: item.status === "proposed" ? w.sheet.proposedSheet : "",
    need: u(item.need),
    definition: { title: w.sheet.definition, text: u(item.description), silent: w.sheet.silent },
    facts: facts(
      p,
      item,
      others.map((domain) => u(domain.name)),
    ),
    cooperation: { title: w.sheet.cooperation, ...cooperation(p, item) },
    impacts: { title: w.sheet.impacts, text: u(item.impacts), silent: w.sheet.silent },
    figuresTitle: w.sheet.figuresTitle,
    figures: figures(p, item),
    figuresProposed: sayOnce(item, item.figures) === "here" ? w.sheet.proposedFigures : "",
    next: { title: w.sheet.next, silent: w.sheet.silent, entries: prospects(p, item) },
    profile: profile(p, item),
    placeAlt: w.sheet.mapAlt(u(item.territory.label)),
    map: placeView(item),
    statements: item.statements.map((statement) => statement.number),
  };
}

function facts(p: Press, item: ReportInitiative, others: string[]) {
  const { w, u } = p;
  const { territory } = item;
  const label = u(territory.label);
  const words = u(territory.words);
  const place = [label || words, territory.radiusKm === null ? "" : w.sheet.radius(p.number(territory.radiusKm))]
    .filter(Boolean)
    .join(" ");
  const numbers = item.statements.map((statement) => statement.number);
  return [
    {
      label: w.sheet.place,
      text: territory.status === "proposed" && place ? `${place} (${w.sheet.proposedPlace})` : place,
    },
    { label: w.sheet.words, text: words && words !== label ? w.quote(words) : "" },
    { label: w.sheet.scale, text: territory.scale ? capital(w.scales[territory.scale]) : "" },
    { label: w.sheet.since, text: item.sinceYear === null ? "" : String(item.sinceYear) },
    { label: w.sheet.audiences, text: capital(u(item.audiences.join(", "))) },
    { label: w.sheet.alsoIn, text: others.join(", ") },
    numbers.length > 1
      ? { label: w.sheet.merged, text: w.sheet.mergedText(w.list(numbers)) }
      : { label: w.sheet.source, text: numbers.map((n) => w.sheet.answer(n)).join(", ") },
  ].filter((fact) => fact.text !== "");
}

/**
 * Where to say that entries are proposed: under the title when the whole sheet is, once "here" when all of several
 * are, else beside "each".
 */
function sayOnce(item: ReportInitiative, list: { status: DecisionStatus }[]): "sheet" | "here" | "each" {
  const all = list.every((entry) => entry.status === "proposed");
  if (!all || list.length === 0) return "each";
  if (item.status === "proposed") return "sheet";
  return list.length > 1 ? "here" : "each";
}

function cooperation(p: Press, item: ReportInitiative) {
  const { actors } = item;
  const once = sayOnce(item, actors);
  const carriers = actors.filter((actor) => actor.roles.includes("carrier"));
  const others = Map.groupBy(
    actors.filter((actor) => !actor.roles.includes("carrier")),
    (actor) => actor.kind,
  );
  const order = Object.keys(p.w.kinds);
  const place = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return {
    nature: p.w.sheet.nature,
    who: p.w.sheet.who,
    carriers: p.w.sheet.carriers,
    noCarrier: p.w.sheet.noCarrier,
    proposed: once === "here" ? p.w.sheet.proposedActors : "",
    led: carriers.map((actor) => person(p, actor, once === "each")),
    groups: [...others]
      .sort(([a], [b]) => place(a) - place(b))
      .map(([kind, list]) => ({
        kind: p.w.kinds[kind] ?? p.u(kind),
        people: list.map((actor) => person(p, actor, once === "each")),
      })),
  };
}

function person(p: Press, actor: ReportActor, sayStatus: boolean) {
  const plain = ["carrier", "partner"];
  const roles = actor.roles.filter((role) => !plain.includes(role)).map((role) => p.w.roles[role] ?? p.u(role));
  const detail = [
    ...roles,
    actor.does ? p.u(actor.does) : "",
    sayStatus && actor.status === "proposed" ? p.w.sheet.proposedFigure : "",
  ];
  return { name: p.u(actor.name), generic: actor.generic, detail: detail.filter(Boolean).join(", ") };
}

function figures(p: Press, item: ReportInitiative) {
  const main = item.statements[0]?.number;
  const each = sayOnce(item, item.figures) === "each";
  return item.figures.map((figure) => ({
    ...cutFigure(p.u(figure.text)),
    other: figure.written || figure.statementNumber === main ? "" : p.w.sheet.accordingTo(figure.statementNumber),
    proposed: each && figure.status === "proposed" ? p.w.sheet.proposedFigure : "",
    statement: figure.statementNumber,
    note: `${figure.written ? p.w.sheet.written : p.w.sheet.answer(figure.statementNumber)}, ${p.w.quote(p.w.fields[figure.column] ?? p.u(figure.column))} :`,
    words: p.w.quote(p.u(figure.text)),
  }));
}

function prospects(p: Press, item: ReportInitiative) {
  return item.prospects.map((prospect) => {
    const towards = sentence(capital(p.u(prospect.towards ?? "")));
    const condition = prospect.condition ? sentence(p.w.sheet.condition(p.u(prospect.condition))) : "";
    const text = [towards, condition].filter(Boolean).join(" ");
    return { kind: p.w.prospects[prospect.kind] ?? p.u(prospect.kind), text: text || sentence(p.u(prospect.text)) };
  });
}

const blank = {
  missing: "",
  lever: "",
  impact: "",
  coders: [] as string[],
  names: [] as string[],
  same: "",
  scale: "",
  top: 3,
  rows: [],
  alt: "",
};

function profile(p: Press, item: ReportInitiative) {
  const { w, u, model } = p;
  const codings = item.codings.filter((coding) => coding.cells.length > 0);
  if (codings.length === 0) return { ...blank, title: w.sheet.profile, missing: w.sheet.noProfile };
  const coders = [...new Set(codings.map((coding) => coding.coder))].sort();
  const statements = [...new Set(codings.map((coding) => coding.statementNumber))];
  const scores = (statement: string, dimension: string, line: "lever" | "impact") =>
    coders.map((coder) => scoreOf(codings, statement, coder, dimension, line));
  const rows = [...model.grid.dimensions]
    .sort((a, b) => a.order - b.order)
    .map((dimension) => ({
      name: u(dimension.name),
      lines: statements.map((statement) => ({
        statement: statements.length > 1 ? w.sheet.number(statement) : "",
        lever: scores(statement, dimension.key, "lever"),
        impact: scores(statement, dimension.key, "impact"),
      })),
    }));
  const said = (list: (number | null)[]) =>
    list.map((score, i) => `${u(coders[i]!)} ${score ?? w.sheet.noScore}`).join(", ");
  const alt = rows.map((row) =>
    row.lines
      .map(
        (l) =>
          `${[row.name, l.statement].filter(Boolean).join(", ")}, ${w.lines.lever} : ${said(l.lever)} ; ${w.lines.impact} : ${said(l.impact)}`,
      )
      .join(". "),
  );
  return {
    title: w.sheet.profile,
    missing: "",
    lever: w.grid.lever,
    impact: w.grid.impact,
    coders: coders.map((name) => w.sheet.coder(u(name))),
    names: coders.map(u),
    top: Math.max(3, ...model.grid.scale.map((s) => s.score)),
    same: w.sheet.same,
    scale: model.grid.scale.map((s) => `${s.score} ${u(s.name)}`).join(", "),
    rows,
    alt: w.sheet.profileAlt(`${alt.join(". ")}.`),
  };
}

function scoreOf(
  codings: ReportCoding[],
  statement: string,
  coder: string,
  dimension: string,
  line: "lever" | "impact",
) {
  const coding = codings.find((c) => c.statementNumber === statement && c.coder === coder);
  return coding?.cells.find((cell) => cell.dimension === dimension && cell.line === line)?.score ?? null;
}
