import type { ColumnType } from "kysely";

/** What comes out of a jsonb column, and the text that goes in. */
type Json = ColumnType<unknown, string | null | undefined, string | null>;
type WithDefault<T> = ColumnType<T, T | undefined, T>;
type Optional<T> = ColumnType<T | null, T | null | undefined, T | null>;

type Networks = {
  id: string;
  slug: string;
  name: string;
  description: WithDefault<string>;
  organisation: ColumnType<string | null, string | null | undefined, string | null>;
  provenance: ColumnType<string | null, string | null | undefined, string | null>;
  published: WithDefault<boolean>;
  shared: WithDefault<boolean>;
  licence: ColumnType<string | null, string | null | undefined, string | null>;
  open_to_proposals: WithDefault<boolean>;
  revision: WithDefault<number>;
  created_at: Date;
};

type Campaigns = {
  network_id: string;
  id: string;
  key: string;
  name: string;
  starts_on: ColumnType<Date | null, string | null | undefined, string | null>;
  ends_on: ColumnType<Date | null, string | null | undefined, string | null>;
  created_at: Date;
};

type Studies = {
  network_id: string;
  id: string;
  key: string;
  title: string;
  questions: Json;
  steps: Json;
  perspectives: Json;
  source: ColumnType<string | null, string | null | undefined, string | null>;
  created_at: Date;
};

type Grids = {
  network_id: string;
  id: string;
  version: number;
  manual: WithDefault<string>;
  scale: Json;
  created_at: Date;
};

type GridDimensions = {
  network_id: string;
  grid_id: string;
  key: string;
  position: number;
  name: string;
  lever: string;
  impact: string;
};

type Domains = {
  network_id: string;
  id: string;
  key: string;
  version: WithDefault<number>;
  position: number;
  name: string;
  definition: WithDefault<string>;
  findings_title: WithDefault<string>;
};

type Strengths = {
  network_id: string;
  id: string;
  key: string;
  position: number;
  label: string;
};

type Imports = {
  network_id: string;
  id: string;
  campaign_id: string;
  file_name: string;
  stored_as: string;
  bytes: number;
  format: ColumnType<string | null, string | null | undefined, string | null>;
  encoding: ColumnType<string | null, string | null | undefined, string | null>;
  delimiter: ColumnType<string | null, string | null | undefined, string | null>;
  sheet: ColumnType<string | null, string | null | undefined, string | null>;
  header: Json;
  mapping: Json;
  status: string;
  preview: Json;
  rows_total: ColumnType<number | null, number | null | undefined, number | null>;
  rows_done: WithDefault<number>;
  counts: Json;
  rejected: Json;
  failure: Json;
  created_at: Date;
  created_by: string;
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  file_gone_at: Optional<Date>;
};

type ColumnMappings = {
  network_id: string;
  signature: string;
  mapping: ColumnType<unknown, string, string>;
  used_at: Date;
};

type Initiatives = {
  network_id: string;
  id: string;
  key: string;
  key_number: ColumnType<number | null, number | null | undefined, number | null>;
  title: string;
  need: WithDefault<string>;
  description: WithDefault<string>;
  impacts: WithDefault<string>;
  since_year: ColumnType<number | null, number | null | undefined, number | null>;
  status: WithDefault<string>;
  merged_into: ColumnType<string | null, string | null | undefined, string | null>;
  place_words: WithDefault<string>;
  place_status: WithDefault<string>;
  place_label: ColumnType<string | null, string | null | undefined, string | null>;
  scale: ColumnType<string | null, string | null | undefined, string | null>;
  regions: WithDefault<string[]>;
  departments: WithDefault<string[]>;
  epci: WithDefault<string[]>;
  communes: WithDefault<string[]>;
  parent_regions: WithDefault<string[]>;
  parent_departments: WithDefault<string[]>;
  parent_epci: WithDefault<string[]>;
  in_regions: WithDefault<string[]>;
  in_departments: WithDefault<string[]>;
  radius_km: ColumnType<number | null, number | null | undefined, number | null>;
  place_confidence: WithDefault<number>;
  place_candidates: Json;
  longitude: ColumnType<number | null, number | null | undefined, number | null>;
  latitude: ColumnType<number | null, number | null | undefined, number | null>;
  point_departement: ColumnType<string | null, string | null | undefined, string | null>;
  point_exact: WithDefault<boolean>;
  decided: WithDefault<string[]>;
  edited: WithDefault<string[]>;
  revision: WithDefault<number>;
  created_at: Date;
  updated_at: Date;
};

type Statements = {
  network_id: string;
  id: string;
  campaign_id: string | null;
  initiative_id: string;
  origin_id: string;
  import_id: string | null;
  source: WithDefault<"answer" | "form">;
  identity: string;
  number: ColumnType<string | null, string | null | undefined, string | null>;
  line: number;
  title_key: string;
  place_key: string;
  columns: ColumnType<unknown, string, string>;
  extra: Json;
  fingerprint: string;
  received_at: Date;
  updated_at: Date;
};

type SheetVersions = {
  network_id: string;
  initiative_id: string;
  number: number;
  revision: number;
  cause: string;
  word: WithDefault<string>;
  fields: ColumnType<unknown, string, string>;
  place: ColumnType<unknown, string, string>;
  made_by: Optional<string>;
  made_at: Date;
  request: Optional<string>;
};

type Deletions = {
  network_id: string;
  id: string;
  initiative_id: string;
  key: string;
  reason: string;
  status_before: "active" | "archived";
  deleted_by: string;
  deleted_at: Date;
  restored_by: Optional<string>;
  restored_at: Optional<Date>;
  removed_at: Optional<Date>;
};

type Proposals = {
  network_id: string;
  id: string;
  initiative_id: string | null;
  status: "draft" | "sent" | "accepted" | "refused" | "withdrawn";
  fields: ColumnType<unknown, string, string>;
  start: Json;
  base: Optional<number>;
  scale: Optional<string>;
  in_regions: WithDefault<string[]>;
  in_departments: WithDefault<string[]>;
  epci: WithDefault<string[]>;
  parent_epci: WithDefault<string[]>;
  communes: WithDefault<string[]>;
  word: WithDefault<string>;
  author: Optional<string>;
  author_name: WithDefault<string>;
  email: Optional<string>;
  email_hash: Optional<string>;
  lang: WithDefault<"fr" | "en">;
  token_hash: Optional<string>;
  created_at: Date;
  updated_at: Date;
  sent_at: Optional<Date>;
  decided_by: Optional<string>;
  decided_at: Optional<Date>;
  reason: WithDefault<string>;
  accepted_fields: WithDefault<string[]>;
  made_id: Optional<string>;
};

type InitiativeDomains = {
  network_id: string;
  initiative_id: string;
  domain_id: string;
  decided_by: string;
  decided_at: Date;
};

type Findings = {
  network_id: string;
  id: string;
  domain_id: string;
  position: number;
  text: string;
};

type FindingInitiatives = {
  network_id: string;
  finding_id: string;
  initiative_id: string;
  statement_id: ColumnType<string | null, string | null | undefined, string | null>;
  column_name: ColumnType<string | null, string | null | undefined, string | null>;
  quote: ColumnType<string | null, string | null | undefined, string | null>;
  proposed_by: string;
  status: WithDefault<string>;
};

type StrengthInitiatives = {
  network_id: string;
  strength_id: string;
  initiative_id: string;
  statement_id: ColumnType<string | null, string | null | undefined, string | null>;
  column_name: ColumnType<string | null, string | null | undefined, string | null>;
  quote: ColumnType<string | null, string | null | undefined, string | null>;
  proposed_by: string;
  status: WithDefault<string>;
};

type Actors = {
  network_id: string;
  id: string;
  name: string;
  name_key: string;
  kind: string;
  generic: boolean;
  acronym: ColumnType<string | null, string | null | undefined, string | null>;
  aliases: WithDefault<string[]>;
  place_scale: WithDefault<string>;
  place_code: WithDefault<string>;
  place_name: ColumnType<string | null, string | null | undefined, string | null>;
  created_at: Date;
};

type InitiativeActors = {
  network_id: string;
  id: string;
  initiative_id: string;
  statement_id: string;
  actor_id: string;
  position: number;
  roles: string[];
  does: ColumnType<string | null, string | null | undefined, string | null>;
  words: string;
  doubts: WithDefault<string[]>;
  status: WithDefault<string>;
};

type Figures = {
  network_id: string;
  id: string;
  initiative_id: string;
  statement_id: string;
  column_name: string;
  position: number;
  text: string;
  what: string;
  min: ColumnType<number | null, number | null | undefined, number | null>;
  max: ColumnType<number | null, number | null | undefined, number | null>;
  qualifier: string;
  unit: ColumnType<string | null, string | null | undefined, string | null>;
  period: ColumnType<string | null, string | null | undefined, string | null>;
  status: string;
};

type Audiences = {
  network_id: string;
  id: string;
  initiative_id: string;
  statement_id: string;
  position: number;
  label: string;
  category: ColumnType<string | null, string | null | undefined, string | null>;
  status: WithDefault<string>;
};

type Prospects = {
  network_id: string;
  id: string;
  initiative_id: string;
  statement_id: string;
  position: number;
  kind: string;
  towards: ColumnType<string | null, string | null | undefined, string | null>;
  condition: ColumnType<string | null, string | null | undefined, string | null>;
  text: string;
  status: WithDefault<string>;
};

type Codings = {
  network_id: string;
  statement_id: string;
  coder: string;
  dimension_key: string;
  side: string;
  score: ColumnType<number | null, number | null | undefined, number | null>;
  justification: WithDefault<string>;
  manual_version: WithDefault<number>;
};

type ReviewItems = {
  network_id: string;
  id: string;
  initiative_id: string;
  statement_id: string;
  line: number;
  field: string;
  value: string;
  code: string;
  params: Json;
  options: Json;
  status: WithDefault<string>;
  decision: Json;
  decided_by: ColumnType<string | null, string | null | undefined, string | null>;
  decided_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  created_at: Date;
};

type DuplicateProposals = {
  network_id: string;
  a: string;
  b: string;
  score: number;
  reasons: ColumnType<unknown, string, string>;
  status: WithDefault<string>;
  decided_by: ColumnType<string | null, string | null | undefined, string | null>;
  decided_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  proposed_at: Date;
};

type Merges = {
  network_id: string;
  id: string;
  kept_id: string;
  merged_id: string;
  choices: ColumnType<unknown, string, string>;
  before: ColumnType<unknown, string, string>;
  merged_by: string;
  merged_at: Date;
  undone_by: ColumnType<string | null, string | null | undefined, string | null>;
  undone_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
};

type ReportDrafts = {
  network_id: string;
  lang: string;
  title: WithDefault<string>;
  subtitle: WithDefault<string>;
  foreword: WithDefault<string>;
  updated_at: Date;
  updated_by: string;
};

type Reports = {
  network_id: string;
  id: string;
  number: number;
  lang: string;
  title: string;
  status: string;
  progress: WithDefault<number>;
  model: Json;
  data_hash: ColumnType<string | null, string | null | undefined, string | null>;
  pdf: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
  pdf_sha256: ColumnType<string | null, string | null | undefined, string | null>;
  html: ColumnType<string | null, string | null | undefined, string | null>;
  html_sha256: ColumnType<string | null, string | null | undefined, string | null>;
  failure: Json;
  created_by: string;
  created_at: Date;
  sealed_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
};

type AuditHeads = {
  chain: string;
  position: number;
  hash: string;
};

type AuditEntries = {
  chain: string;
  position: number;
  at: Date;
  actor: string;
  action: string;
  subjects: ColumnType<unknown, string, string>;
  request: string;
  previous_hash: string;
  hash: string;
};

type SearchStates = {
  network_id: string;
  next_ordinal: WithDefault<number>;
  stale: WithDefault<boolean>;
};

type SearchDocuments = {
  network_id: string;
  initiative_id: string;
  ordinal: number;
  key: string;
  key_number: number | null;
  title_order: string;
  place_order: string | null;
  since_year: number | null;
  updated_at: Date;
  named: string[];
  within: string[];
  facets: string[];
  partners: string[];
  longitude: number | null;
  latitude: number | null;
  exact: boolean;
  cell: number | null;
  tier: WithDefault<number>;
  mark: number;
};

type SearchBits = {
  network_id: string;
  facet: string;
  value: string;
  chunk: number;
  bits: string;
};

type SearchWords = {
  network_id: string;
  word: string;
  written: string;
  initiatives: number;
};

type SearchTexts = {
  network_id: string;
  ordinal: number;
  title_words: string;
  words: string;
};

type SearchValues = {
  network_id: string;
  facet: string;
  value: string;
  initiatives: number;
  in_bits: WithDefault<boolean>;
};

type OpenDataFiles = {
  network_id: string;
  format: "csv" | "geojson" | "jsonld" | "json" | "parquet";
  stored_as: string;
  sha256: string;
  bytes: number;
  rows: number;
  state: string;
  networks: string[];
  made_at: Date;
};

type Users = {
  id: string;
  name: string;
  email: string;
  email_verified: WithDefault<boolean>;
  image: string | null;
  two_factor_enabled: WithDefault<boolean>;
  lang: WithDefault<"fr" | "en">;
  installation_role: ColumnType<"administrator" | null, "administrator" | null | undefined, "administrator" | null>;
  news: WithDefault<"at_once" | "daily" | "none">;
  news_token: Optional<string>;
  seen_at: Optional<Date>;
  warned_at: Optional<Date>;
  created_at: Date;
  updated_at: Date;
};

type Sessions = {
  id: string;
  token: string;
  user_id: string;
  expires_at: Date;
  ip_address: string | null;
  user_agent: string | null;
  second_factor_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
  created_at: Date;
  updated_at: Date;
};

type Accounts = {
  id: string;
  account_id: string;
  provider_id: string;
  user_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: Date | null;
  refresh_token_expires_at: Date | null;
  scope: string | null;
  password: string | null;
  created_at: Date;
  updated_at: Date;
};

type Verifications = {
  id: string;
  identifier: string;
  value: string;
  expires_at: Date;
  created_at: Date;
  updated_at: Date;
};

type TwoFactors = {
  id: string;
  secret: string;
  backup_codes: string;
  user_id: string;
  verified: WithDefault<boolean>;
  failed_verification_count: WithDefault<number>;
  locked_until: Date | null;
};

type Passkeys = {
  id: string;
  name: string | null;
  public_key: string;
  user_id: string;
  credential_id: string;
  counter: number;
  device_type: string;
  backed_up: boolean;
  transports: string | null;
  aaguid: string | null;
  created_at: Date | null;
};

type Attempts = { key: string; points: number; expire: number | null };

type Mails = {
  id: string;
  recipient: string;
  recipient_hash: Optional<string>;
  lang: "fr" | "en";
  template: string;
  params: Json;
  created_at: Date;
  sent_at: Optional<Date>;
  tries: WithDefault<number>;
  failure: Optional<string>;
};

type Grants = {
  network_id: string;
  id: string;
  user_id: string;
  role: string;
  territory_scale: string | null;
  territory_code: string | null;
  initiative_id: string | null;
  starts_at: Date;
  ends_at: Date | null;
  given_by: string;
  given_at: Date;
  withdrawn_by: Optional<string>;
  withdrawn_at: Optional<Date>;
};

type Invitations = {
  network_id: string;
  id: string;
  email: string;
  email_hash: Optional<string>;
  name: WithDefault<string>;
  lang: "fr" | "en";
  role: string;
  territory_scale: string | null;
  territory_code: string | null;
  initiative_id: string | null;
  grant_ends_at: Date | null;
  token_hash: string;
  expires_at: Date;
  invited_by: string;
  invited_at: Date;
  mail_id: Optional<string>;
  accepted_by: Optional<string>;
  accepted_at: Optional<Date>;
  withdrawn_at: Optional<Date>;
};

type Consents = {
  network_id: string;
  id: string;
  user_id: string | null;
  mail_hash: string | null;
  purpose: string;
  words: string;
  version: number;
  lang: "fr" | "en";
  given_at: Date;
  withdrawn_at: Optional<Date>;
};

type PersonalRequests = {
  network_id: string;
  id: string;
  kind: "export" | "erasure";
  own: boolean;
  asked_by: string;
  user_id: string | null;
  counts: ColumnType<Record<string, number>, string, string>;
  at: Date;
};

type RetentionRuns = {
  id: string;
  began_at: Date;
  ended_at: Date;
  counts: ColumnType<Record<string, number>, string, string>;
};

type Comments = {
  network_id: string;
  id: string;
  initiative_id: string;
  author_id: string;
  body: string | null;
  created_at: Date;
  edited_at: Optional<Date>;
  deleted_at: Optional<Date>;
};

type CommentMentions = { network_id: string; comment_id: string; user_id: string };

type News = {
  network_id: string;
  id: string;
  user_id: string;
  comment_id: string;
  mentioned: boolean;
  at: Date;
  read_at: Optional<Date>;
  mailed_at: Optional<Date>;
};

type Backups = {
  id: string;
  scheduled: boolean;
  began_at: Date;
  ended_at: Date;
  file: string;
  encrypted: boolean;
  snapshot_at: Date | null;
  bytes: number | null;
  rows: number | null;
  files: number | null;
  verified_at: Date | null;
  failure: ColumnType<unknown, string | null, string | null>;
};

/** The tables, as the migrations leave them. */
export type Schema = {
  networks: Networks;
  campaigns: Campaigns;
  studies: Studies;
  grids: Grids;
  grid_dimensions: GridDimensions;
  domains: Domains;
  strengths: Strengths;
  imports: Imports;
  column_mappings: ColumnMappings;
  initiatives: Initiatives;
  statements: Statements;
  sheet_versions: SheetVersions;
  deletions: Deletions;
  proposals: Proposals;
  initiative_domains: InitiativeDomains;
  findings: Findings;
  finding_initiatives: FindingInitiatives;
  strength_initiatives: StrengthInitiatives;
  actors: Actors;
  initiative_actors: InitiativeActors;
  figures: Figures;
  audiences: Audiences;
  prospects: Prospects;
  codings: Codings;
  review_items: ReviewItems;
  duplicate_proposals: DuplicateProposals;
  merges: Merges;
  search_states: SearchStates;
  search_documents: SearchDocuments;
  search_bits: SearchBits;
  search_words: SearchWords;
  search_texts: SearchTexts;
  search_values: SearchValues;
  open_data_files: OpenDataFiles;
  report_drafts: ReportDrafts;
  reports: Reports;
  audit_heads: AuditHeads;
  audit_entries: AuditEntries;
  users: Users;
  sessions: Sessions;
  accounts: Accounts;
  verifications: Verifications;
  two_factors: TwoFactors;
  passkeys: Passkeys;
  attempts: Attempts;
  mails: Mails;
  grants: Grants;
  invitations: Invitations;
  backups: Backups;
  consents: Consents;
  personal_requests: PersonalRequests;
  retention_runs: RetentionRuns;
  comments: Comments;
  comment_mentions: CommentMentions;
  news: News;
};
