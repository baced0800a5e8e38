import { countedFigures, mergeActors } from "../initiatives/list-item.ts";
import type { InitiativeRecord, RecordStatement } from "../initiatives/records.sql.ts";
import type { Network } from "../platform/action.ts";
import type { CodingRow, DomainRow, FindingRow } from "../studies/studies.sql.ts";
import type { Reference } from "../territories/reference.ts";
import type { Level } from "../territories/types.ts";
import type {
  ReportAnchor,
  ReportCoding,
  ReportEvidence,
  ReportInitiative,
  ReportLang,
  ReportModel,
  ReportPoint,
  ReportStatement,
} from "./model.ts";
import { seal } from "./seal.ts";
import { totalsOf } from "./totals.ts";

/** All that a report is made of, as read from the database. */
export type ReportMaterial = {
  network: Network;
  draft: { title: string; subtitle: string; foreword: string };
  date: string;
  lang: ReportLang;
  records: InitiativeRecord[];
  codings: CodingRow[];
  domains: DomainRow[];
  findings: FindingRow[];
  strengths: { key: string; label: string; evidence: FindingRow["evidence"] }[];
  grid:
    | {
        dimensions: { key: string; position: number; name: string; lever: string; impact: string }[];
        scale: { score: number; label: string; meaning: string }[];
      }
    | undefined;
  study:
    | { questions: unknown; steps: unknown; perspectives: unknown; source: string | null; title: string }
    | undefined;
  reference: Reference;
  audit: ReportAnchor | null;
};

type Step = { position: number; title: string; from: string; to: string; what: string; who: string[] };

/** The words of the product that a sealed report carries, so that it says the same whatever becomes of the catalogues. */
export type ReportWords = {
  title: string;
  subtitle: (initiatives: number) => string;
  edition: (date: string) => string;
  answers: string;
  codings: string;
  attributions: { name: string; use: string; licence: string }[];
};

/** Makes the model of a report, the same for the same material, and seals it with the hash of its data. */
export function buildModel(material: ReportMaterial, words: ReportWords): ReportModel {
  const { network, draft, records, study, grid } = material;
  const references = statementReferences(records);
  const initiatives = records.map((record) => toInitiative(material, record, references));
  return seal({
    schema: 1,
    language: "fr",
    network: { name: network.name, slug: network.slug, description: network.description },
    title: draft.title || words.title,
    subtitle: draft.subtitle || words.subtitle(records.length),
    edition: { label: words.edition(material.date), date: material.date },
    foreword: paragraphs(draft.foreword),
    authorsNote: [],
    study: {
      questions: (study?.questions ?? []) as string[],
      steps: ((study?.steps ?? []) as Step[]).map(({ position, title, from, to, what, who }) => ({
        order: position,
        title,
        start: from,
        end: to,
        what,
        who,
      })),
    },
    grid: {
      dimensions: (grid?.dimensions ?? []).map(({ key, position, name, lever, impact }) => ({
        key,
        order: position,
        name,
        lever,
        impact,
      })),
      scale: (grid?.scale ?? []).map(({ score, label, meaning }) => ({ score, name: label, meaning })),
    },
    domains: material.domains.map((domain) => ({
      key: domain.key,
      index: domain.position,
      name: domain.name,
      definition: domain.definition,
      findingsTitle: domain.findings_title || domain.name,
      findings: material.findings
        .filter((finding) => finding.domain_id === domain.id)
        .map((finding) => ({
          text: finding.text,
          ...standingOf(finding.evidence),
          initiatives: finding.evidence.map((tie) => toEvidence(tie, references)),
        })),
    })),
    initiatives,
    strengths: material.strengths.map(({ key, label, evidence }) => ({
      key,
      label,
      text: "",
      ...standingOf(evidence),
      initiatives: evidence.map((tie) => toEvidence(tie, references)),
    })),
    perspectives: ((study?.perspectives ?? []) as { key: string; label: string }[]).map(({ key, label }) => ({
      key,
      label,
    })),
    totals: totalsOf(initiatives),
    sources: [
      { title: words.answers, note: network.provenance ?? "", url: null },
      ...(material.codings.length > 0 ? [{ title: words.codings, note: "", url: null }] : []),
      ...(study?.source ? [{ title: study.title, note: study.source, url: null }] : []),
    ],
    attributions: words.attributions.map((attribution) => ({ ...attribution, url: null })),
    gazetteer: gazetteerOf(initiatives, material.reference),
    ...(material.audit && { audit: material.audit }),
  });
}

function paragraphs(text: string): ReportModel["foreword"] {
  return text
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => ({ style: "text" as const, runs: [{ text: part }] }));
}

const standingOf = (evidence: FindingRow["evidence"]) =>
  evidence.some((tie) => tie.status === "proposed")
    ? { status: "proposed" as const, proposedBy: evidence.find((tie) => tie.status === "proposed")?.by ?? null }
    : { status: "accepted" as const, proposedBy: null };

function toEvidence(
  { key, quote, statementId, column }: FindingRow["evidence"][number],
  references: Map<string, string>,
): ReportEvidence {
  const statement = statementId === null ? undefined : references.get(statementId);
  return {
    key,
    quote: quote ?? "",
    ...(statement !== undefined && column !== null && { statementNumber: statement, column }),
  };
}

/** The name of each statement in the report: its number, with its campaign where two campaigns share a number. */
function statementReferences(records: InitiativeRecord[]): Map<string, string> {
  const all = records.flatMap((record) => record.statements);
  const taken = new Map<string, number>();
  for (const { number } of all) if (number !== null) taken.set(number, (taken.get(number) ?? 0) + 1);
  return new Map(
    all.map(({ id, number, campaign }) => [
      id,
      number === null ? id : taken.get(number) === 1 ? number : `${number} (${campaign})`,
    ]),
  );
}

function toInitiative(
  material: ReportMaterial,
  record: InitiativeRecord,
  references: Map<string, string>,
): ReportInitiative {
  const reference = (statement: { id: string } | string) =>
    references.get(typeof statement === "string" ? statement : statement.id) ?? record.key;
  const { place } = record;
  const own = material.codings.filter((coding) => coding.initiative === record.id);
  return {
    key: record.key,
    title: record.title,
    need: record.need,
    description: record.description,
    impacts: record.impacts,
    domains: record.domains.map((domain) => domain.key),
    territory: {
      label: place.label ?? place.words,
      scale: place.scale,
      codes: { regions: place.regions, departments: place.departments, epci: place.epci, communes: place.communes },
      words: place.words,
      radiusKm: place.radiusKm,
      points: pointsOf(record, material.reference),
      status: place.status === "accepted" ? "accepted" : "proposed",
    },
    sinceYear: record.sinceYear,
    audiences: [...new Set(record.audiences.map((audience) => audience.label))],
    actors: mergeActors(record.actors).map(({ name, kind, generic, roles, does, status }) => ({
      name,
      kind,
      generic,
      roles,
      does,
      status,
    })),
    figures: countedFigures(record).map((figure) => ({
      id: `${references.get(figure.statement) ?? `fiche-${record.key}`}/${figure.column}/${record.figures.filter((other) => other.statement === figure.statement && other.column === figure.column).indexOf(figure) + 1}`,
      text: figure.text,
      what: figure.what,
      min: figure.min,
      max: figure.max,
      qualifier: figure.qualifier,
      unit: figure.unit,
      period: figure.period,
      statementNumber: reference(figure.statement),
      ...(!references.has(figure.statement) && { written: true as const }),
      column: figure.column,
      status: "accepted",
    })),
    prospects: record.prospects.map(({ kind, towards, condition, text }) => ({ kind, towards, condition, text })),
    statements: record.statements.map((statement) => toStatement(statement, reference(statement))),
    codings: toCodings(own, references),
    status: "accepted",
  };
}

const toStatement = ({ receivedAt, columns }: RecordStatement, number: string): ReportStatement => ({
  number,
  receivedAt: new Date(receivedAt).toISOString().slice(0, 10),
  columns: columns as Record<string, string>,
});

function toCodings(rows: CodingRow[], references: Map<string, string>): ReportCoding[] {
  const groups = Map.groupBy(rows, (row) => `${row.statement_id} ${row.coder}`);
  return [...groups.values()].map((cells) => ({
    statementNumber: references.get(cells[0]!.statement_id)!,
    coder: cells[0]!.coder,
    cells: cells.map(({ dimension, side, score, justification }) => ({ dimension, line: side, score, justification })),
  }));
}

/** One point for each place named; the position of a département or a region is approximate. */
function pointsOf(record: InitiativeRecord, reference: Reference): ReportPoint[] {
  const { place } = record;
  const named: [Level, string[]][] = [
    ["commune", place.communes],
    ["epci", place.epci],
    ["departement", place.departments],
    ["region", place.regions],
  ];
  return named.flatMap(([level, codes]) =>
    codes.slice(0, 20).flatMap((code) => {
      const position = reference.positionOf(level, code);
      const departement =
        level === "departement"
          ? code
          : (reference.parentsOf(level, code).departments[0] ?? reference.departmentsOf(code)[0] ?? "");
      return position
        ? [
            {
              lon: position.lon,
              lat: position.lat,
              departement,
              exactness: level === "commune" && !position.approximate ? ("exact" as const) : ("approximate" as const),
            },
          ]
        : [];
    }),
  );
}

function gazetteerOf(initiatives: ReportInitiative[], reference: Reference): ReportModel["gazetteer"] {
  const departments = new Set<string>();
  const regions = new Set<string>();
  for (const { territory } of initiatives) {
    for (const code of territory.codes.departments) departments.add(code);
    for (const point of territory.points) if (point.departement) departments.add(point.departement);
    for (const code of territory.codes.regions) regions.add(code);
  }
  const named = [...departments].sort().map((code) => ({
    code,
    name: reference.get("departement", code)?.name ?? code,
    region: reference.parentsOf("departement", code).regions[0] ?? "",
  }));
  for (const { region } of named) if (region) regions.add(region);
  return {
    regions: [...regions].sort().map((code) => ({ code, name: reference.get("region", code)?.name ?? code })),
    departments: named,
  };
}
