import type { Schema } from "../platform/database/schema.ts";

/** What personal data are processed for, each with its legal basis: a letter of article 6(1) of the GDPR. */
export const PROCESSINGS = {
  accounts: { basis: "b" },
  rights: { basis: "f" },
  letters: { basis: "f" },
  answers: { basis: "f" },
  study: { basis: "f" },
  comments: { basis: "f" },
  journal: { basis: "f" },
  consents: { basis: "c" },
} as const satisfies Record<string, { basis: "a" | "b" | "c" | "f" }>;
export type Processing = keyof typeof PROCESSINGS;

/**
 * How long data are kept, in days after an event that the catalogues tell; null is as long as the network exists. The job
 * that deletes reads its durations here.
 */
export const RETENTIONS = {
  account: { days: 730 },
  session: { days: 0 },
  link: { days: 0 },
  attempts: { days: 0 },
  letter: { days: 30 },
  invitation: { days: 90 },
  right: { days: 1095 },
  preview: { days: 30 },
  file: { days: 365 },
  refused_rows: { days: 365 },
  news: { days: 180 },
  draft: { days: 365 },
  proposal: { days: 365 },
  proposal_mail: { days: 365 },
  consent: { days: 1095 },
  request: { days: 1095 },
  run: { days: 1095 },
  network: { days: null },
} as const satisfies Record<string, { days: number | null }>;
export type Retention = keyof typeof RETENTIONS;

/** How long before an unused account is deleted a letter says so, in days. */
export const WARNING_DAYS = 30;

/** Kinds of personal data, as people name them. */
export type Data =
  | "name"
  | "mail"
  | "password"
  | "session"
  | "device"
  | "second_factor"
  | "passkey"
  | "directory"
  | "use"
  | "preference"
  | "right"
  | "who"
  | "attempt"
  | "letter"
  | "words"
  | "contact"
  | "file"
  | "comment"
  | "news"
  | "consent"
  | "request";

/**
 * One column that may tell of somebody. Erasing her deletes the row, takes her words out of the text, or leaves what no
 * longer leads to anybody. What is sealed is unreadable without the keys; what is hashed, even with them.
 */
export type Field = {
  data: Data;
  processing: Processing;
  retention: Retention;
  erased: "row" | "words" | "kept";
  confidential?: "sealed" | "hashed";
};

type Declared = {
  personal?: Record<string, Field>;
  /** The other columns, separated by spaces: they tell of no one. */
  other: string;
  /** The column that holds the identifier of the account that a row is about. */
  holder?: string;
};

const field =
  (processing: Processing, retention: Retention, erased: Field["erased"]) =>
  (data: Data, confidential?: Field["confidential"]): Field => ({
    data,
    processing,
    retention,
    erased,
    ...(confidential && { confidential }),
  });

const account = field("accounts", "account", "row");
const session = field("accounts", "session", "row");
const letter = field("letters", "letter", "row");
const invited = field("rights", "invitation", "row");
const right = field("rights", "right", "row");
/** A comment leaves with its author; its place in the thread stays. */
const said = field("comments", "network", "row");
const told = field("comments", "news", "row");
/** What the field wrote, wherever it is repeated. */
const words = field("answers", "network", "words")("words");
const studied = field("study", "network", "words")("words");
/** Whoever decided, by an identifier that leads to nobody once the account is gone. */
const who = field("journal", "network", "kept")("who");

/** Every column of every table: what it may tell of somebody, or that it tells nothing. */
export const TABLES: Record<keyof Schema | "migrations", Declared> = {
  migrations: { other: "name checksum applied_at" },
  networks: {
    other:
      "id slug name description organisation provenance published shared licence open_to_proposals revision created_at",
  },
  campaigns: { other: "network_id id key name starts_on ends_on created_at" },
  studies: {
    personal: { questions: studied, steps: studied, perspectives: studied, source: studied },
    other: "network_id id key title created_at",
  },
  grids: { other: "network_id id version manual scale created_at" },
  grid_dimensions: { other: "network_id grid_id key position name lever impact" },
  domains: { other: "network_id id key version position name definition findings_title" },
  strengths: { personal: { label: studied }, other: "network_id id key position" },
  imports: {
    personal: {
      file_name: field("answers", "network", "words")("file"),
      stored_as: field("answers", "file", "row")("file"),
      preview: field("answers", "preview", "words")("contact", "sealed"),
      rejected: field("answers", "refused_rows", "words")("contact", "sealed"),
      created_by: who,
    },
    other:
      "network_id id campaign_id bytes format encoding delimiter sheet header mapping status rows_total rows_done counts failure created_at finished_at file_gone_at",
  },
  column_mappings: { other: "network_id signature mapping used_at" },
  initiatives: {
    personal: { title: words, need: words, description: words, impacts: words, place_words: words },
    other:
      "network_id id key key_number since_year status merged_into place_status place_label scale regions departments epci communes parent_regions parent_departments parent_epci in_regions in_departments radius_km place_confidence place_candidates longitude latitude point_departement point_exact decided edited revision created_at updated_at",
  },
  statements: {
    personal: {
      columns: words,
      extra: field("answers", "network", "words")("contact", "sealed"),
      identity: words,
      title_key: words,
      place_key: words,
    },
    other:
      "network_id id campaign_id initiative_id origin_id import_id number line source fingerprint received_at updated_at",
  },
  sheet_versions: {
    personal: { fields: words, place: words, word: words, made_by: who },
    other: "network_id initiative_id number revision cause made_at request",
  },
  deletions: {
    personal: { reason: words, deleted_by: who, restored_by: who },
    other: "network_id id initiative_id key status_before deleted_at restored_at removed_at",
  },
  proposals: {
    personal: {
      fields: field("answers", "proposal", "words")("words"),
      start: field("answers", "proposal", "words")("words"),
      word: field("answers", "draft", "words")("words"),
      reason: field("answers", "proposal", "words")("words"),
      author: field("answers", "proposal", "kept")("who"),
      author_name: field("answers", "proposal_mail", "words")("name"),
      email: field("answers", "proposal_mail", "words")("mail", "sealed"),
      email_hash: field("answers", "proposal_mail", "row")("mail", "hashed"),
      token_hash: field("answers", "proposal", "row")("session", "hashed"),
      decided_by: who,
    },
    other:
      "network_id id initiative_id status base scale in_regions in_departments epci parent_epci communes lang created_at updated_at sent_at decided_at accepted_fields made_id",
    holder: "author",
  },
  initiative_domains: {
    personal: { decided_by: who },
    other: "network_id initiative_id domain_id decided_at",
  },
  findings: { personal: { text: studied }, other: "network_id id domain_id position" },
  finding_initiatives: {
    personal: { quote: words, proposed_by: who },
    other: "network_id finding_id initiative_id statement_id column_name status",
  },
  strength_initiatives: {
    personal: { quote: words, proposed_by: who },
    other: "network_id strength_id initiative_id statement_id column_name status",
  },
  actors: {
    personal: { name: words, name_key: words, aliases: words },
    other: "network_id id kind generic acronym place_scale place_code place_name created_at",
  },
  initiative_actors: {
    personal: { does: words, words },
    other: "network_id id initiative_id statement_id actor_id position roles doubts status",
  },
  figures: {
    personal: { text: words, what: words },
    other: "network_id id initiative_id statement_id column_name position min max qualifier unit period status",
  },
  audiences: {
    personal: { label: words },
    other: "network_id id initiative_id statement_id position category status",
  },
  prospects: {
    personal: { towards: words, condition: words, text: words },
    other: "network_id id initiative_id statement_id position kind status",
  },
  codings: {
    personal: { coder: studied, justification: studied },
    other: "network_id statement_id dimension_key side score manual_version",
  },
  review_items: {
    personal: { value: words, params: words, options: words, decision: words, decided_by: who },
    other: "network_id id initiative_id statement_id line field code status decided_at created_at",
  },
  duplicate_proposals: {
    personal: { reasons: words, decided_by: who },
    other: "network_id a b score status decided_at proposed_at",
  },
  merges: {
    personal: { choices: words, before: words, merged_by: who, undone_by: who },
    other: "network_id id kept_id merged_id merged_at undone_at",
  },
  // Derived from the initiatives, and made again whenever they change.
  search_states: { other: "network_id next_ordinal stale" },
  search_documents: {
    other:
      "network_id initiative_id ordinal key key_number title_order place_order since_year updated_at named within facets partners longitude latitude exact cell tier mark",
  },
  search_bits: { other: "network_id facet value chunk bits" },
  search_words: { other: "network_id word written initiatives" },
  search_texts: { other: "network_id ordinal title_words words" },
  search_values: { other: "network_id facet value initiatives in_bits" },
  open_data_files: { other: "network_id format stored_as sha256 bytes rows state networks made_at" },
  report_drafts: {
    personal: { title: studied, subtitle: studied, foreword: studied, updated_by: who },
    other: "network_id lang updated_at",
  },
  reports: {
    // A sealed report says what was published on its day: its hash proves it, and erasing tells which ones name somebody.
    personal: {
      title: field("study", "network", "kept")("words"),
      model: field("study", "network", "kept")("words"),
      pdf: field("study", "network", "kept")("words"),
      html: field("study", "network", "kept")("words"),
      created_by: who,
    },
    other: "network_id id number lang status progress data_hash pdf_sha256 html_sha256 failure created_at sealed_at",
  },
  audit_heads: { other: "chain position hash" },
  audit_entries: {
    personal: { actor: who, subjects: who },
    other: "chain position at action request previous_hash hash",
    holder: "actor",
  },
  users: {
    personal: {
      name: account("name"),
      email: account("mail"),
      image: account("name"),
      lang: account("preference"),
      news: account("preference"),
      news_token: account("session"),
      installation_role: account("right"),
      seen_at: account("use"),
    },
    other: "id email_verified two_factor_enabled warned_at created_at updated_at",
    holder: "id",
  },
  sessions: {
    personal: {
      token: session("session"),
      user_id: session("who"),
      ip_address: session("device"),
      user_agent: session("device"),
      updated_at: session("use"),
    },
    other: "id expires_at second_factor_at created_at",
    holder: "user_id",
  },
  accounts: {
    personal: {
      account_id: account("directory"),
      provider_id: account("directory"),
      user_id: account("who"),
      access_token: account("directory", "sealed"),
      refresh_token: account("directory", "sealed"),
      id_token: account("directory"),
      scope: account("directory"),
      password: account("password", "hashed"),
    },
    other: "id access_token_expires_at refresh_token_expires_at created_at updated_at",
    holder: "user_id",
  },
  verifications: {
    personal: {
      identifier: field("accounts", "link", "row")("session", "hashed"),
      value: field("accounts", "link", "row")("mail"),
    },
    other: "id expires_at created_at updated_at",
  },
  two_factors: {
    personal: {
      secret: account("second_factor", "sealed"),
      backup_codes: account("second_factor", "sealed"),
      user_id: account("who"),
    },
    other: "id verified failed_verification_count locked_until",
    holder: "user_id",
  },
  passkeys: {
    personal: {
      name: account("passkey"),
      public_key: account("passkey"),
      user_id: account("who"),
      credential_id: account("passkey"),
      device_type: account("device"),
      aaguid: account("device"),
    },
    other: "id counter backed_up transports created_at",
    holder: "user_id",
  },
  attempts: {
    personal: { key: field("accounts", "attempts", "row")("attempt", "hashed") },
    other: "points expire",
  },
  mails: {
    personal: {
      recipient: letter("mail", "sealed"),
      recipient_hash: letter("mail", "hashed"),
      params: letter("letter", "sealed"),
      failure: letter("letter"),
    },
    other: "id lang template created_at sent_at tries",
  },
  grants: {
    personal: {
      user_id: right("who"),
      role: right("right"),
      territory_scale: right("right"),
      territory_code: right("right"),
      initiative_id: right("right"),
      given_by: who,
      withdrawn_by: who,
    },
    other: "network_id id starts_at ends_at given_at withdrawn_at",
    holder: "user_id",
  },
  invitations: {
    personal: {
      email: invited("mail", "sealed"),
      email_hash: invited("mail", "hashed"),
      name: invited("name", "sealed"),
      role: invited("right"),
      token_hash: invited("session", "hashed"),
      invited_by: who,
      accepted_by: who,
    },
    other:
      "network_id id lang territory_scale territory_code initiative_id grant_ends_at expires_at invited_at mail_id accepted_at withdrawn_at",
  },
  backups: { other: "id scheduled began_at ended_at file encrypted snapshot_at bytes rows files verified_at failure" },
  consents: {
    personal: {
      user_id: field("consents", "consent", "kept")("who"),
      mail_hash: field("consents", "consent", "kept")("mail", "hashed"),
      purpose: field("consents", "consent", "kept")("consent"),
      words: field("consents", "consent", "kept")("consent"),
    },
    other: "network_id id version lang given_at withdrawn_at",
    holder: "user_id",
  },
  personal_requests: {
    personal: {
      user_id: field("consents", "request", "kept")("who"),
      asked_by: field("consents", "request", "kept")("who"),
      kind: field("consents", "request", "kept")("request"),
    },
    other: "network_id id own counts at",
    holder: "user_id",
  },
  comments: {
    personal: {
      author_id: said("who"),
      body: field("comments", "network", "words")("comment", "sealed"),
    },
    other: "network_id id initiative_id created_at edited_at deleted_at",
    holder: "author_id",
  },
  comment_mentions: { personal: { user_id: said("who") }, other: "network_id comment_id", holder: "user_id" },
  news: {
    personal: { user_id: told("who"), comment_id: told("news"), read_at: told("use") },
    other: "network_id id mentioned at mailed_at",
    holder: "user_id",
  },
  retention_runs: { other: "id began_at ended_at counts" },
};

/** A column as it was declared, with its table. */
export type Column = Field & { table: keyof Schema; column: string };

/** Every personal column of every table. */
export const PERSONAL: readonly Column[] = Object.entries(TABLES).flatMap(([table, { personal = {} }]) =>
  Object.entries(personal).map(([column, one]) => ({ ...one, table: table as keyof Schema, column })),
);
