import type { Qualifier } from "../../figures/types.ts";

/** Whether a person has accepted what is said, or it is only proposed. */
export type Standing = "proposed" | "accepted";

export type Scale = "commune" | "epci" | "departement" | "region" | "perimeter" | "national";

/** A domain of the network; `mark` (1 to 5, from its position) chooses its drawing and colour, 0 when it has none left. */
export interface DomainView {
  key: string;
  name: string;
  mark: number;
}

export interface TerritoryView {
  /** The official name of what was resolved; null when nothing was. */
  label: string | null;
  /** The words as typed. */
  words: string;
  scale: Scale | null;
  status: Standing | "ambiguous" | "unknown";
  codes: { regions: string[]; departements: string[]; epci: string[]; communes: string[] };
  /** The names of what contains it, the narrowest first. */
  parents: string[];
  radiusKm: number | null;
  point: { lon: number; lat: number; departement: string; exact: boolean } | null;
}

export interface FigureView {
  text: string;
  what: string | null;
  min: number | null;
  max: number | null;
  qualifier: Qualifier;
  unit: string | null;
  period: string | null;
  status: Standing;
  /** The number of the statement it was read in, and the column. */
  statementKey: string;
  column: string;
  /** Figures that share it say different things of the same fact, in different statements. */
  divergence?: string | null;
}

export interface ActorView {
  id: string;
  name: string;
  kind: string;
  generic: boolean;
  roles: string[];
  does: string | null;
  status: Standing;
}

export type ProspectKind =
  | "essaimage"
  | "perennisation"
  | "reconduction"
  | "elargissement"
  | "integration-politique-publique"
  | "autre";

export interface ProspectView {
  kind: ProspectKind;
  towards: string | null;
  condition: string | null;
  text: string;
  status?: Standing;
  statementKey?: string;
}

export interface CellView {
  score: number | null;
  justification: string;
}

export interface CodingView {
  statementKey: string;
  coder: string;
  cells: Record<string, { lever: CellView | null; impact: CellView | null }>;
}

export interface DimensionView {
  key: string;
  name: string;
}

export interface StatementView {
  /** The number of the answer, or the key that stands for it. */
  key: string;
  campaign: string;
  line: number | null;
  /** ISO 8601. */
  importedAt: string;
  /** The words of each field, by the field's code. */
  columns: Record<string, string>;
}

/** A short mention of an initiative, wherever one is listed. */
export interface InitiativeMention {
  key: string;
  title: string;
  domains: DomainView[];
  place: string | null;
  /** Whether the commune is known: its mark is full. */
  exact: boolean;
  /** The network it belongs to, by short name and name, where the page shows several. */
  network?: string;
  networkName?: string;
}

export type ChangeKind =
  | "imported"
  | "updated"
  | "merged"
  | "unmerged"
  | "told_apart"
  | "duplicate_proposed"
  | "classified"
  | "place_settled"
  | "value_settled"
  | "value_set_aside"
  | "coded"
  | "finding_tied"
  | "findings_tied"
  | "readings_accepted"
  | "report_sealed"
  | "edited"
  | "written"
  | "created"
  | "other";

/** Something that was done, for journals; sentences are made from the code and what is known. */
export interface ChangeView {
  /** ISO 8601. */
  at: string;
  kind: ChangeKind;
  /** Who: the code of an actor ("local", "software", "demonstration") or a label. */
  by: string;
  initiative?: { key: string; title: string };
  /** The other initiative of a merge, the domain, the coder, the title of a report… */
  other?: string;
  /** What was written, and what it became. */
  words?: string;
  reading?: string;
  count?: number;
  /** The number of the answer in its campaign. */
  number?: string;
}
