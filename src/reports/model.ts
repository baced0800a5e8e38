/**
 * Everything a published report says, as plain JSON values. A sealed report is this object and its hash: the composers
 * read nothing else, so what is not here cannot be printed.
 */

/** The languages a report can be composed in. */
export type ReportLang = "fr" | "en";

/** Whether a person has accepted what is said, or a parser or a team member only proposed it. */
export type DecisionStatus = "proposed" | "accepted";

export type ReportRun = { text: string; emphasis?: "italic" | "bold" };

/** A paragraph written by a person: its words are data, never markup. */
export type ReportParagraph = { style: "text" | "quote" | "signature"; runs: ReportRun[] };

export type ReportStep = {
  order: number;
  title: string;
  /** First and last month, as YYYY-MM. */
  start: string;
  end: string;
  what: string;
  who: string[];
};

export type ReportDimension = { key: string; order: number; name: string; lever: string; impact: string };

export type ReportScalePoint = { score: number; name: string; meaning: string };

/** An initiative called as evidence, with the words that support what is said. */
export type ReportEvidence = { key: string; quote: string; statementNumber?: string; column?: string };

export type ReportFinding = {
  text: string;
  status: DecisionStatus;
  proposedBy: string | null;
  initiatives: ReportEvidence[];
};

export type ReportDomain = {
  key: string;
  /** From 1: chooses the mark and the colour. */
  index: number;
  name: string;
  definition: string;
  findingsTitle: string;
  findings: ReportFinding[];
};

export type TerritoryScale = "commune" | "epci" | "departement" | "region" | "perimeter" | "national";

export type ReportPoint = { lon: number; lat: number; departement: string; exactness: "exact" | "approximate" };

export type ReportTerritory = {
  label: string;
  scale: TerritoryScale | null;
  codes: { regions: string[]; departments: string[]; epci: string[]; communes: string[] };
  /** The words of the answer. */
  words: string;
  radiusKm: number | null;
  /** One per place: an initiative in two departments has two. */
  points: ReportPoint[];
  status: DecisionStatus;
};

export type ReportActor = {
  name: string;
  kind: string;
  /** Names nobody in particular ("associations locales"): never a node of the network. */
  generic: boolean;
  roles: string[];
  does: string | null;
  status: DecisionStatus;
};

export type FigureQualifier = "exactly" | "about" | "at_least" | "at_most" | "between" | "order_of_magnitude";

export type ReportFigure = {
  id: string;
  /** The words the figure was read in. */
  text: string;
  what: string;
  min: number | null;
  max: number | null;
  qualifier: FigureQualifier;
  unit: string | null;
  period: string | null;
  statementNumber: string;
  /** Of what a person wrote in Ancrage itself, which stands in no answer: its number is that of the sheet. */
  written?: true;
  column: string;
  status: DecisionStatus;
};

export type ReportProspect = { kind: string; towards: string | null; condition: string | null; text: string };

export type ReportStatement = {
  /** What the report calls this answer by: its number in its file, made unique where two campaigns share one. */
  number: string;
  /** Day of reception, YYYY-MM-DD, or null when nobody wrote it. */
  receivedAt: string | null;
  /** The words of each column, by field. */
  columns: Record<string, string>;
};

export type ReportCell = { dimension: string; line: "lever" | "impact"; score: number | null; justification: string };

export type ReportCoding = { statementNumber: string; coder: string; cells: ReportCell[] };

export type ReportInitiative = {
  /** What people call it by, most often the number of its first answer. */
  key: string;
  title: string;
  need: string;
  description: string;
  impacts: string;
  /** Keys of domains, the first one being where the sheet is printed. */
  domains: string[];
  territory: ReportTerritory;
  sinceYear: number | null;
  audiences: string[];
  actors: ReportActor[];
  figures: ReportFigure[];
  prospects: ReportProspect[];
  /** Two after a merge: both wordings are kept. */
  statements: ReportStatement[];
  codings: ReportCoding[];
  status: DecisionStatus;
};

export type ReportStrength = {
  key: string;
  label: string;
  text: string;
  status: DecisionStatus;
  proposedBy: string | null;
  initiatives: ReportEvidence[];
};

export type ReportPerspective = { key: string; label: string };

/** A sum of figures that count the same things in the same way, and what it leaves out. */
export type ReportTotal = {
  what: string;
  unit: string;
  period: string | null;
  min: number | null;
  max: number | null;
  qualifier: FigureQualifier;
  /** Identifiers of the figures added. */
  figures: string[];
  leftOut: { figure: string; reason: string }[];
};

export type ReportSource = { title: string; note: string; url: string | null };

export type ReportAttribution = { name: string; use: string; licence: string; url: string | null };

/** How far the journal of the network went when it was sealed: any copy of the report proves it from then on. */
export type ReportAnchor = { chain: string; position: number; hash: string; at: string };

export type ReportModel = {
  schema: 1;
  /** Language of what people wrote. */
  language: ReportLang;
  network: { name: string; slug: string; description: string };
  title: string;
  subtitle: string;
  /** The day is a parameter of whoever seals the report, YYYY-MM-DD. */
  edition: { label: string; date: string };
  /** Empty: the printed page says that it remains to be written, and by whom. */
  foreword: ReportParagraph[];
  authorsNote: ReportParagraph[];
  study: { questions: string[]; steps: ReportStep[] };
  grid: { dimensions: ReportDimension[]; scale: ReportScalePoint[] };
  domains: ReportDomain[];
  initiatives: ReportInitiative[];
  strengths: ReportStrength[];
  perspectives: ReportPerspective[];
  totals: ReportTotal[];
  sources: ReportSource[];
  attributions: ReportAttribution[];
  /** Names of the regions and departments whose codes are used above. */
  gazetteer: {
    regions: { code: string; name: string }[];
    departments: { code: string; name: string; region: string }[];
  };
  /** Absent from reports sealed before journals were anchored, and from a journal without entries. */
  audit?: ReportAnchor;
  /** SHA-256, in hexadecimal, of the canonical JSON of all the rest. */
  dataHash: string;
};
