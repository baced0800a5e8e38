import { printAnchor } from "../platform/audit-anchors.ts";
import type { ReportInitiative } from "./model.ts";
import { byKey, capital, dayInWords, type Press, sentence } from "./view.ts";

const ascending = (keys: Iterable<string>) => [...new Set(keys)].sort(byKey);

/** The three indexes: by territory, by partner, by intended next step. */
export function indexView(p: Press) {
  const { w } = p;
  return {
    title: w.chapters.index,
    lead: w.index.lead,
    territoriesTitle: w.index.territories,
    territories: territories(p),
    nationalTitle: w.index.national,
    national: ascending(
      p.model.initiatives
        .filter((item) => item.territory.codes.regions.length === 0 && departmentsOf(item).size === 0)
        .map((item) => item.key),
    ),
    partnersTitle: w.index.partners,
    partnersNote: w.index.partnersNote,
    partners: partners(p),
    prospectsTitle: w.index.prospects,
    prospects: prospects(p),
  };
}

/** The départements an initiative names or, by a commune or an intercommunality, stands in. */
function departmentsOf({ territory: { codes, points } }: ReportInitiative): Set<string> {
  // Beside a region, only an exact point says more: the point of the region itself falls in any of its départements.
  const inside = points.filter((point) => codes.regions.length === 0 || point.exactness === "exact");
  return new Set([...codes.departments, ...inside.map((point) => point.departement).filter(Boolean)]);
}

function territories(p: Press) {
  const { gazetteer, initiatives, language } = p.model;
  const collator = new Intl.Collator(language);
  const departments = new Map(initiatives.map((item) => [item.key, departmentsOf(item)]));
  return gazetteer.regions
    .map((region) => {
      const own = gazetteer.departments.filter((d) => d.region === region.code);
      // Overseas, most regions are one département of the same name: it is written once.
      const alone = (d: { name: string }) => d.name === region.name;
      const named = (item: ReportInitiative) => own.filter((d) => departments.get(item.key)!.has(d.code));
      const inside = initiatives.filter(
        (item) => item.territory.codes.regions.includes(region.code) || named(item).length > 0,
      );
      return {
        name: p.u(region.name),
        whole: ascending(inside.filter((item) => named(item).every(alone)).map((item) => item.key)),
        departments: own
          .filter((d) => !alone(d))
          .map((d) => ({
            name: p.u(d.name),
            keys: ascending(inside.filter((item) => named(item).includes(d)).map((i) => i.key)),
          }))
          .filter((d) => d.keys.length > 0)
          .sort((a, b) => collator.compare(a.name, b.name)),
      };
    })
    .filter((region) => region.whole.length > 0 || region.departments.length > 0)
    .sort((a, b) => collator.compare(a.name, b.name));
}

function partners(p: Press) {
  const { w, model } = p;
  const collator = new Intl.Collator(model.language, { sensitivity: "base" });
  const kinds = new Map<string, Map<string, { name: string; generic: boolean; keys: Set<string> }>>();
  for (const item of model.initiatives) {
    for (const actor of item.actors) {
      const names = kinds.get(actor.kind) ?? new Map();
      kinds.set(actor.kind, names);
      const entry = names.get(actor.name) ?? { name: p.u(actor.name), generic: actor.generic, keys: new Set<string>() };
      names.set(actor.name, entry);
      entry.keys.add(item.key);
    }
  }
  const order = Object.keys(w.kinds);
  return [...kinds]
    .sort(([a], [b]) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99))
    .map(([kind, names]) => ({
      kind: w.kinds[kind] ?? p.u(kind),
      entries: [...names.values()]
        .sort((a, b) => Number(a.generic) - Number(b.generic) || collator.compare(a.name, b.name))
        .map((entry) => ({ ...entry, keys: ascending(entry.keys) })),
    }));
}

function prospects(p: Press) {
  const all = p.model.initiatives.flatMap((item) =>
    item.prospects.map((prospect) => ({ kind: prospect.kind, key: item.key })),
  );
  const order = Object.keys(p.w.prospects);
  return [...Map.groupBy(all, (entry) => entry.kind)]
    .sort(([a], [b]) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99))
    .map(([kind, entries]) => ({
      kind: p.w.prospects[kind] ?? p.u(kind),
      keys: ascending(entries.map((entry) => entry.key)),
    }));
}

/** What supports everything said: each statement with its words, the documents, the data and their licences. */
export function sourcesView(p: Press) {
  const { w, u, model } = p;
  const statements = model.initiatives
    .flatMap((item) => item.statements.map((statement) => ({ item, statement })))
    .sort((a, b) => byKey(a.statement.number, b.statement.number));
  const order = Object.keys(w.fields);
  return {
    title: w.chapters.sources,
    lead: w.sources.lead,
    answersTitle: w.sources.answers,
    statements: statements.map(({ item, statement }) => ({
      n: statement.number,
      heading: w.sheet.answer(statement.number),
      sheet: w.sources.sheet(item.key),
      key: item.key,
      rank: p.rankOf(item.key),
      received: statement.receivedAt ? w.sources.received(dayInWords(statement.receivedAt, p.lang)) : "",
      fields: Object.entries(statement.columns)
        .filter(([, words]) => words.trim() !== "")
        .sort(([a], [b]) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99))
        .map(([field, words]) => ({ label: capital(w.fields[field] ?? u(field)), words: u(words) })),
    })),
    documentsTitle: w.sources.documents,
    documents: model.sources.map((source) => ({
      title: u(source.title),
      note: sentence(u(source.note)),
      url: source.url ?? "",
    })),
    attributionsTitle: w.sources.attributions,
    columns: w.sources.columns,
    attributions: model.attributions.map((a) => ({
      name: u(a.name),
      use: u(a.use),
      licence: u(a.licence),
      url: a.url ?? "",
    })),
  };
}

/** The last page: what the document is, the hash of its data and how to check both. */
export function colophonView(p: Press) {
  const { w, u, model } = p;
  const day = dayInWords(model.edition.date, p.lang);
  const answers = model.initiatives.reduce((n, item) => n + item.statements.length, 0);
  const codings = model.initiatives.reduce((n, item) => n + item.codings.length, 0);
  const c = w.colophon;
  return {
    title: w.chapters.colophon,
    lead: c.lead,
    rows: [
      {
        label: c.document,
        text: c.documentText(u(model.title), u(model.edition.label), u(model.network.name), day),
        code: "",
      },
      { label: c.contents, text: c.contentsText(answers, model.initiatives.length, codings), code: "" },
      { label: c.hash, text: c.hashText, code: (model.dataHash.match(/.{1,8}/g) ?? []).join(" ") },
      ...(model.audit
        ? [
            {
              label: c.journal,
              text: c.journalText(model.audit.position),
              code: printAnchor({ ...model.audit, reason: "report" }),
            },
          ]
        : []),
      { label: c.verify, text: c.verifyText, code: c.verifyCommand },
      { label: c.fonts, text: c.fontsText, code: "" },
      { label: c.access, text: c.accessText, code: "" },
    ],
  };
}
