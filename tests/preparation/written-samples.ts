import { NO_FIELDS, type SheetFields } from "../../src/initiatives/sheet-fields.ts";
import type { SheetState } from "../../src/initiatives/versions.sql.ts";
import type { BasketView } from "../../src/web/pages/basket.ts";
import type { ConflictView, EditView } from "../../src/web/pages/edit.ts";
import type { Listed, ProposalsView, ProposalView } from "../../src/web/pages/proposals.ts";
import type { ProposeView } from "../../src/web/pages/propose.ts";
import type { FieldError, SheetFormView } from "../../src/web/pages/sheet-form.ts";
import type { ComparisonView, HistoryView, VersionLine } from "../../src/web/views/editing.ts";
import { DOMAINS } from "./page-samples.ts";

const FIELDS: SheetFields = {
  ...NO_FIELDS,
  title: "Jardin partagé",
  place: "Vesoul",
  since: "2012",
  need: "Se retrouver.",
  description: "Un jardin au pied des tours ; on y vient à pied.",
  domains: [DOMAINS[0]!.key],
  audience: ["familles"],
  partners: ["CCAS", "MGEN"],
  figures: ["près de 300 personnes"],
};
const AT = "2026-11-20T10:00:00.000Z";
const ID = "019a0000-0000-7000-8000-0000000000d1";
const WRITTEN_SHEET = { key: "30", title: "Jardin partagé" };

const writtenForm = (errors: FieldError[] = []): SheetFormView => ({
  fields: FIELDS,
  domains: DOMAINS,
  placeLabel: "Vesoul",
  candidates: errors.length > 0 ? [{ label: "Saint-Denis", about: "La Réunion" }] : [],
  errors,
});
const FIELD_ERRORS: FieldError[] = [
  { field: "title", code: "title_missing", value: "" },
  { field: "place", code: "place_ambiguous", value: "Saint-Denis" },
  { field: "figures", code: "figure_unreadable", value: "beaucoup" },
  { field: "domains", code: "domain_unknown", value: "soin" },
];

export const editView = (refused: boolean): EditView => ({
  ...writtenForm(refused ? FIELD_ERRORS : []),
  sheet: WRITTEN_SHEET,
  base: 3,
  word: "après visite",
  draft: ID,
  ...(refused ? { problem: "Non." } : { told: "Gardé.", resumed: AT }),
});

export const conflictView: ConflictView = {
  fromOther: false,
  sheet: WRITTEN_SHEET,
  start: 3,
  base: 5,
  merged: FIELDS,
  conflicts: [
    { field: "need", start: "Se voir.", theirs: "Se voir souvent.", yours: "Se retrouver." },
    { field: "title", start: null, theirs: "Potager", yours: "Jardin partagé" },
  ],
  theirs: ["partners"],
  word: "",
  draft: ID,
  chosen: { need: "mien" },
  errors: [],
  unchosen: ["title"],
};

const stateOf = (fields: SheetFields): SheetState => ({
  revision: 3,
  fields,
  kept: { ...fields, since: 2012, audience: [], actors: [], figures: [], prospects: [] },
  place: { place_words: fields.place, place_label: fields.place } as SheetState["place"],
});
const version = (number: number, more: Partial<VersionLine> = {}): VersionLine => ({
  number,
  cause: "edit",
  word: "",
  by: { id: ID, name: "Camille Bernard" },
  at: AT,
  request: ID,
  changed: ["title", "partners"],
  decidedOnly: false,
  ...more,
});

export const historyView: HistoryView = {
  total: 120,
  page: 1,
  pages: 3,
  versions: [
    version(3, { word: "après visite" }),
    version(2, { cause: "reading", by: { id: "local", name: null }, changed: [] }),
    version(1, { cause: "start", by: { id: null, name: null }, request: null, changed: null }),
  ],
};

export const comparisonView: ComparisonView = {
  version: version(2),
  other: { number: 1 },
  before: stateOf({ ...FIELDS, title: "Jardin", place: "", partners: ["CCAS"], need: "" }),
  after: stateOf(FIELDS),
  changed: ["title", "place", "need", "partners", "domains"],
  decidedOnly: false,
  domains: DOMAINS,
  current: false,
  revision: 3,
};

const deletion = {
  id: ID,
  initiative: ID,
  key: "30",
  title: "Jardin partagé",
  reason: "Fiche d’essai",
  deletedBy: ID,
  deletedAt: new Date(AT),
};
export const basketView: BasketView = {
  deletions: [{ ...deletion, by: "Camille Bernard", until: new Date(AT) }],
  page: 1,
  pages: 2,
  last: deletion,
};

export const proposeView = (more: Partial<ProposeView> = {}): ProposeView => ({
  ...writtenForm(),
  sheet: WRITTEN_SHEET,
  id: ID,
  base: 3,
  word: "",
  may: { publish: false, propose: true, draft: false },
  stranger: { token: "t", name: "", email: "pas une adresse", consents: true, emailError: "Vérifiez-la." },
  ...more,
});

export const proposal = (more: Partial<Listed> = {}): Listed => ({
  id: ID,
  initiative: ID,
  key: "30",
  title: "Jardin partagé",
  sheetStatus: "active",
  status: "sent",
  fields: FIELDS,
  start: FIELDS,
  base: 3,
  word: "Je connais ce jardin.",
  author: null,
  authorName: "Une voisine",
  email: "voisine@essai.invalid",
  lang: "fr",
  createdAt: new Date(AT),
  updatedAt: new Date(AT),
  sentAt: new Date(AT),
  decidedBy: null,
  decidedAt: null,
  reason: "",
  acceptedFields: [],
  madeKey: null,
  by: null,
  ...more,
});
const NEW = { initiative: null, key: null, title: null, sheetStatus: null, start: null };
const DECIDED = { decidedBy: ID, decidedAt: new Date(AT), reason: "Merci.", email: null };

export const ownProposals: Listed[] = [
  proposal({ status: "draft", sentAt: null }),
  proposal({ ...NEW, status: "draft", fields: { ...FIELDS, title: "" } }),
  proposal(),
  proposal({ status: "refused", ...DECIDED }),
  proposal({ ...NEW, status: "accepted", madeKey: "31", ...DECIDED }),
];
export const proposalsView: ProposalsView = {
  waiting: [proposal(), proposal({ ...NEW, author: ID, by: "Camille Bernard", word: "" })],
  total: 2,
  drafts: [proposal({ status: "draft" })],
  decided: [proposal({ status: "refused", ...DECIDED })],
};

export const reviewedView = (more: Partial<Listed> = {}, other: Partial<ProposalView> = {}): ProposalView => ({
  proposal: proposal(more),
  correction:
    more.initiative === null
      ? null
      : {
          now: stateOf({ ...FIELDS, need: "Se voir.", partners: ["CCAS"] }),
          after: FIELDS,
          changed: ["need", "partners"],
          moved: ["need"],
          revision: 3,
          taken: ["need"],
        },
  form: writtenForm(),
  domains: DOMAINS,
  decidedBy: "Camille Bernard",
  answer: "",
  reason: "",
  ...other,
});
export const newReviewedView = (): ProposalView =>
  reviewedView(NEW, { form: writtenForm(FIELD_ERRORS), reasonError: "Dites pourquoi.", problem: "Non." });
export const decidedView = (): ProposalView => reviewedView({ status: "accepted", madeKey: "30", ...DECIDED });
