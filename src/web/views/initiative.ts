import { mergeActors } from "../../initiatives/list-item.ts";
import type { InitiativeRecord, RecordDomain, RecordFigure, RecordStatement } from "../../initiatives/records.sql.ts";
import type { MarkRow } from "../../search/placed.sql.ts";
import type { CodingRow, DomainRow } from "../../studies/studies.sql.ts";
import type { Reference } from "../../territories/reference.ts";
import type { InitiativeOnMap } from "../pages/maps.ts";
import type {
  ActorView,
  CodingView,
  DomainView,
  FigureView,
  InitiativeMention,
  ProspectView,
  Scale,
  Standing,
  StatementView,
  TerritoryView,
} from "../pages/views.ts";

/** The drawing of a domain follows its position; past the fifth there is none left. */
export const toDomainView = ({ key, name, position }: RecordDomain | DomainRow): DomainView => ({
  key,
  name,
  mark: position <= 5 ? position : 0,
});

/** An initiative as a map needs it. */
export const toMap = (row: Omit<MarkRow, "network">): InitiativeOnMap => ({
  key: row.key,
  title: row.title,
  mark: row.mark <= 5 ? row.mark : 0,
  scale: row.scale as Scale | null,
  regions: row.in_regions,
  departements: row.in_departments,
  point:
    row.longitude === null || row.latitude === null
      ? null
      : {
          lon: row.longitude,
          lat: row.latitude,
          departement: row.point_departement ?? row.in_departments[0] ?? "",
          exact: row.point_exact,
        },
});

export const toMention = (record: InitiativeRecord): InitiativeMention => ({
  key: record.key,
  title: record.title,
  domains: record.domains.map(toDomainView),
  place: record.place.label,
  exact: record.place.point?.exact ?? false,
});

/** The place of a record, with the names of what contains it, the narrowest first. */
export function toTerritoryView(record: InitiativeRecord, reference: Reference): TerritoryView {
  const { place } = record;
  const names = (level: "departement" | "region", codes: string[]) =>
    codes.flatMap((code) => reference.get(level, code)?.name ?? []);
  // Overseas, a département and its region bear one name: it is not said twice.
  const said = place.label?.split(", ") ?? [];
  return {
    label: place.label,
    words: place.words,
    scale: place.scale,
    status: place.status,
    codes: { regions: place.regions, departements: place.departments, epci: place.epci, communes: place.communes },
    parents: [
      ...new Set([...names("departement", place.parents.departments), ...names("region", place.parents.regions)]),
    ]
      .filter((name) => !said.includes(name))
      .slice(0, 4),
    radiusKm: place.radiusKm,
    point: place.point && { ...place.point, departement: place.point.departement ?? place.departments[0] ?? "" },
  };
}

/** The name under which a statement is known: the file's own number, else its identifier. */
export const statementKey = (statement: Pick<RecordStatement, "id" | "number">): string =>
  statement.number ?? statement.id;

export const toStatementView = (statement: RecordStatement): StatementView => ({
  key: statementKey(statement),
  campaign: statement.campaign,
  line: statement.line,
  importedAt: statement.receivedAt,
  columns: statement.columns as Record<string, string>,
});

const standing = (status: "stated" | "proposed" | "accepted"): Standing =>
  status === "proposed" ? "proposed" : "accepted";

/** A figure with the number of its statement; two statements that give one unit unlike quantities are told to diverge. */
export function toFigureViews(record: Pick<InitiativeRecord, "figures" | "statements">): FigureView[] {
  const keys = new Map(record.statements.map((statement) => [statement.id, statementKey(statement)]));
  return record.figures.map((figure) => ({
    text: figure.text,
    what: figure.what,
    min: figure.min,
    max: figure.max,
    qualifier: figure.qualifier,
    unit: figure.unit,
    period: figure.period,
    status: standing(figure.status),
    statementKey: keys.get(figure.statement) ?? "",
    column: figure.column,
    divergence: diverges(figure, record.figures) ? magnitude(figure) : null,
  }));
}

// "plus de 10 000 scolaires" and "10 000 élèves" tell of one thing in two ways: other words, one order of magnitude.
function diverges(figure: RecordFigure, all: RecordFigure[]): boolean {
  const size = magnitude(figure);
  return (
    size !== null &&
    figure.status !== "proposed" &&
    all.some(
      (other) =>
        other.statement !== figure.statement &&
        other.status !== "proposed" &&
        magnitude(other) === size &&
        other.text !== figure.text,
    )
  );
}

function magnitude(figure: RecordFigure): string | null {
  const value = figure.min ?? figure.max;
  return value === null || value < 10 || figure.unit === "proportion" ? null : String(Math.round(Math.log10(value)));
}

export const toActorViews = (record: Pick<InitiativeRecord, "actors">): ActorView[] =>
  mergeActors(record.actors).map(({ id, name, kind, generic, roles, does, status }) => ({
    id,
    name,
    kind,
    generic,
    roles,
    does,
    status,
  }));

export function toProspectViews(record: Pick<InitiativeRecord, "prospects" | "statements">): ProspectView[] {
  const keys = new Map(record.statements.map((statement) => [statement.id, statementKey(statement)]));
  return record.prospects.map(({ kind, towards, condition, text, status, statement }) => ({
    kind: kind as ProspectView["kind"],
    towards,
    condition,
    text,
    status,
    statementKey: keys.get(statement) ?? "",
  }));
}

/** The codings of statements, one for each coder of each. */
export function toCodingViews(rows: CodingRow[]): CodingView[] {
  const byCoder = Map.groupBy(rows, (row) => `${row.statement} ${row.coder}`);
  return [...byCoder.values()].map((cells) => {
    const coding: CodingView = { statementKey: cells[0]!.statement, coder: cells[0]!.coder, cells: {} };
    for (const { dimension, side, score, justification } of cells) {
      coding.cells[dimension] ??= { lever: null, impact: null };
      coding.cells[dimension][side] = { score, justification };
    }
    return coding;
  });
}
