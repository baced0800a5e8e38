import type {
  ActorView,
  ChangeView,
  CodingView,
  DimensionView,
  DomainView,
  FigureView,
  InitiativeMention,
  ProspectView,
  Standing,
  StatementView,
  TerritoryView,
} from "./views.ts";

export interface NeighbourView extends InitiativeMention {
  /** Why they were brought together: same_commune, same_epci, same_departement, same_region, near, same_domain, shared_partners, same_audience, similar_words. */
  reasons: { code: string; words: string[] }[];
}

export interface SheetView {
  key: string;
  title: string;
  need: string;
  description: string;
  impacts: string;
  domains: DomainView[];
  territory: TerritoryView;
  since: number | null;
  archived: boolean;
  /** The fields that a person wrote in place of what the answers say. */
  edited: string[];
  /** The first is the one whose number the sheet keeps; others came by merging. */
  statements: StatementView[];
  audiences: { text: string; status: Standing }[];
  actors: ActorView[];
  figures: FigureView[];
  prospects: ProspectView[];
  dimensions: DimensionView[];
  codings: CodingView[];
  findings: { domain: DomainView; text: string; proposed: boolean }[];
  neighbours: NeighbourView[];
  /** Open proposals of duplicates that concern it. */
  twins: { key: string; title: string }[];
  /** How many of its values wait in the review queue. */
  toReview: number;
  history: ChangeView[];
}
