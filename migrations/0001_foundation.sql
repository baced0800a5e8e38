-- Networks are the tenants: their key leads every primary key, unique constraint and foreign key, so that row
-- security and a distributed PostgreSQL both stay possible. SQL limited to PostgreSQL 15.

create extension if not exists pg_trgm;
create extension if not exists unaccent;

create table networks (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (name <> ''),
  description text not null default '',
  organisation text,
  provenance text,
  published boolean not null default false,
  revision bigint not null default 0,
  created_at timestamptz not null
);

create table campaigns (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  key text not null,
  name text not null,
  starts_on date,
  ends_on date,
  created_at timestamptz not null,
  primary key (network_id, id),
  unique (network_id, key)
);

-- The study: questions, grid, domains, findings, lines of force.

create table studies (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  key text not null,
  title text not null,
  questions jsonb not null default '[]',
  steps jsonb not null default '[]',
  perspectives jsonb not null default '[]',
  source text,
  created_at timestamptz not null,
  primary key (network_id, id),
  unique (network_id, key)
);

create table grids (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  version integer not null,
  manual text not null default '',
  scale jsonb not null default '[]',
  created_at timestamptz not null,
  primary key (network_id, id),
  unique (network_id, version)
);

create table grid_dimensions (
  network_id uuid not null,
  grid_id uuid not null,
  key text not null,
  position integer not null,
  name text not null,
  lever text not null,
  impact text not null,
  primary key (network_id, grid_id, key),
  foreign key (network_id, grid_id) references grids (network_id, id) on delete cascade
);

create table domains (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  key text not null,
  version integer not null default 1,
  position integer not null,
  name text not null,
  definition text not null default '',
  findings_title text not null default '',
  primary key (network_id, id),
  unique (network_id, key, version)
);

create table strengths (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  key text not null,
  position integer not null,
  label text not null,
  primary key (network_id, id),
  unique (network_id, key)
);

-- Files received, and what they say.

create table imports (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  campaign_id uuid not null,
  file_name text not null,
  stored_as text not null,
  bytes bigint not null,
  format text,
  encoding text,
  delimiter text,
  sheet text,
  header jsonb not null default '[]',
  mapping jsonb not null default '{}',
  status text not null check (status in ('preview', 'queued', 'running', 'done', 'failed', 'cancelled')),
  preview jsonb,
  rows_total bigint,
  rows_done bigint not null default 0,
  counts jsonb not null default '{}',
  rejected jsonb not null default '[]',
  failure jsonb,
  created_at timestamptz not null,
  created_by text not null,
  finished_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, campaign_id) references campaigns (network_id, id)
);

create table column_mappings (
  network_id uuid not null references networks (id) on delete cascade,
  signature text not null,
  mapping jsonb not null,
  used_at timestamptz not null,
  primary key (network_id, signature)
);

create table initiatives (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  key text not null,
  key_number bigint,
  title text not null check (title <> ''),
  need text not null default '',
  description text not null default '',
  impacts text not null default '',
  since_year integer check (since_year between 1800 and 2200),
  status text not null default 'active' check (status in ('active', 'merged', 'archived')),
  merged_into uuid,
  place_words text not null default '',
  place_status text not null default 'unknown' check (place_status in ('accepted', 'proposed', 'ambiguous', 'unknown')),
  place_label text,
  scale text check (scale in ('commune', 'epci', 'departement', 'region', 'perimeter', 'national')),
  regions text[] not null default '{}',
  departments text[] not null default '{}',
  epci text[] not null default '{}',
  communes text[] not null default '{}',
  parent_regions text[] not null default '{}',
  parent_departments text[] not null default '{}',
  parent_epci text[] not null default '{}',
  in_regions text[] not null default '{}',
  in_departments text[] not null default '{}',
  radius_km double precision,
  place_confidence double precision not null default 0,
  place_candidates jsonb not null default '[]',
  longitude double precision,
  latitude double precision,
  point_departement text,
  point_exact boolean not null default false,
  decided text[] not null default '{}',
  search_text text not null default '',
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (network_id, id),
  unique (network_id, key),
  foreign key (network_id, merged_into) references initiatives (network_id, id),
  check ((status = 'merged') = (merged_into is not null))
);
create index initiatives_order on initiatives (network_id, status, key_number, key);
create index initiatives_changes on initiatives (network_id, updated_at desc);
create index initiatives_regions on initiatives using gin (in_regions);
create index initiatives_departments on initiatives using gin (in_departments);
create index initiatives_words on initiatives using gin (search_text gin_trgm_ops);

create table statements (
  network_id uuid not null,
  id uuid not null,
  campaign_id uuid not null,
  initiative_id uuid not null,
  origin_id uuid not null,
  import_id uuid not null,
  identity text not null,
  number text,
  line integer not null,
  title_key text not null,
  place_key text not null,
  columns jsonb not null,
  extra jsonb not null default '{}',
  fingerprint text not null,
  received_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (network_id, id),
  unique (network_id, campaign_id, identity),
  foreign key (network_id, campaign_id) references campaigns (network_id, id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id),
  foreign key (network_id, origin_id) references initiatives (network_id, id),
  foreign key (network_id, import_id) references imports (network_id, id)
);
create index statements_initiative on statements (network_id, initiative_id);
create index statements_number on statements (network_id, campaign_id, number);
create index statements_title on statements (network_id, campaign_id, title_key, place_key);

create table initiative_domains (
  network_id uuid not null,
  initiative_id uuid not null,
  domain_id uuid not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (network_id, initiative_id, domain_id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  foreign key (network_id, domain_id) references domains (network_id, id)
);
create index initiative_domains_domain on initiative_domains (network_id, domain_id);

create table findings (
  network_id uuid not null,
  id uuid not null,
  domain_id uuid not null,
  position integer not null,
  text text not null,
  primary key (network_id, id),
  unique (network_id, domain_id, position),
  foreign key (network_id, domain_id) references domains (network_id, id)
);

create table finding_initiatives (
  network_id uuid not null,
  finding_id uuid not null,
  initiative_id uuid not null,
  statement_id uuid,
  column_name text,
  quote text,
  proposed_by text not null,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'rejected')),
  primary key (network_id, finding_id, initiative_id),
  foreign key (network_id, finding_id) references findings (network_id, id) on delete cascade,
  foreign key (network_id, initiative_id) references initiatives (network_id, id),
  foreign key (network_id, statement_id) references statements (network_id, id)
);
create index finding_initiatives_initiative on finding_initiatives (network_id, initiative_id);

create table actors (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  name text not null,
  name_key text not null,
  kind text not null,
  generic boolean not null,
  acronym text,
  aliases text[] not null default '{}',
  place_scale text not null default '',
  place_code text not null default '',
  place_name text,
  created_at timestamptz not null,
  primary key (network_id, id),
  unique (network_id, name_key, place_scale, place_code)
);

create table initiative_actors (
  network_id uuid not null,
  id uuid not null,
  initiative_id uuid not null,
  statement_id uuid not null,
  actor_id uuid not null,
  position integer not null,
  roles text[] not null,
  does text,
  words text not null,
  doubts text[] not null default '{}',
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'rejected')),
  primary key (network_id, id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  foreign key (network_id, statement_id) references statements (network_id, id) on delete cascade,
  foreign key (network_id, actor_id) references actors (network_id, id)
);
create index initiative_actors_initiative on initiative_actors (network_id, initiative_id, position);
create index initiative_actors_statement on initiative_actors (network_id, statement_id);
create index initiative_actors_actor on initiative_actors (network_id, actor_id);

create table figures (
  network_id uuid not null,
  id uuid not null,
  initiative_id uuid not null,
  statement_id uuid not null,
  column_name text not null,
  position integer not null,
  text text not null,
  what text not null,
  min double precision,
  max double precision,
  qualifier text not null check (qualifier in ('exactly', 'about', 'at_least', 'at_most', 'between', 'order_of_magnitude')),
  unit text,
  period text,
  status text not null check (status in ('stated', 'proposed', 'accepted', 'rejected')),
  primary key (network_id, id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  foreign key (network_id, statement_id) references statements (network_id, id) on delete cascade
);
create index figures_initiative on figures (network_id, initiative_id, position);
create index figures_statement on figures (network_id, statement_id);

create table audiences (
  network_id uuid not null,
  id uuid not null,
  initiative_id uuid not null,
  statement_id uuid not null,
  position integer not null,
  label text not null,
  category text,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'rejected')),
  primary key (network_id, id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  foreign key (network_id, statement_id) references statements (network_id, id) on delete cascade
);
create index audiences_initiative on audiences (network_id, initiative_id, position);
create index audiences_statement on audiences (network_id, statement_id);

create table prospects (
  network_id uuid not null,
  id uuid not null,
  initiative_id uuid not null,
  statement_id uuid not null,
  position integer not null,
  kind text not null,
  towards text,
  condition text,
  text text not null,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'rejected')),
  primary key (network_id, id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  foreign key (network_id, statement_id) references statements (network_id, id) on delete cascade
);
create index prospects_initiative on prospects (network_id, initiative_id, position);
create index prospects_statement on prospects (network_id, statement_id);

create table codings (
  network_id uuid not null,
  statement_id uuid not null,
  coder text not null,
  dimension_key text not null,
  side text not null check (side in ('lever', 'impact')),
  score smallint check (score between 0 and 3),
  justification text not null default '',
  manual_version integer not null default 1,
  primary key (network_id, statement_id, coder, dimension_key, side),
  foreign key (network_id, statement_id) references statements (network_id, id) on delete cascade
);

create table review_items (
  network_id uuid not null,
  id uuid not null,
  initiative_id uuid not null,
  statement_id uuid not null,
  line integer not null,
  field text not null,
  value text not null,
  code text not null,
  params jsonb not null default '{}',
  options jsonb not null default '[]',
  status text not null default 'open' check (status in ('open', 'settled', 'set_aside', 'obsolete')),
  decision jsonb,
  decided_by text,
  decided_at timestamptz,
  created_at timestamptz not null,
  primary key (network_id, id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  foreign key (network_id, statement_id) references statements (network_id, id) on delete cascade
);
create unique index review_items_once on review_items (network_id, statement_id, field, code, md5(value));
create index review_items_open on review_items (network_id, status, created_at);
create index review_items_initiative on review_items (network_id, initiative_id);

create table duplicate_proposals (
  network_id uuid not null,
  a uuid not null,
  b uuid not null,
  score double precision not null,
  reasons jsonb not null,
  status text not null default 'open' check (status in ('open', 'merged', 'distinct', 'later')),
  decided_by text,
  decided_at timestamptz,
  proposed_at timestamptz not null,
  primary key (network_id, a, b),
  foreign key (network_id, a) references initiatives (network_id, id) on delete cascade,
  foreign key (network_id, b) references initiatives (network_id, id) on delete cascade,
  check (a <> b)
);
create index duplicate_proposals_open on duplicate_proposals (network_id, status, score desc);
create index duplicate_proposals_b on duplicate_proposals (network_id, b);

create table merges (
  network_id uuid not null,
  id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  choices jsonb not null,
  before jsonb not null,
  merged_by text not null,
  merged_at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, kept_id) references initiatives (network_id, id),
  foreign key (network_id, merged_id) references initiatives (network_id, id)
);
create unique index merges_standing on merges (network_id, merged_id) where undone_at is null;
create index merges_kept on merges (network_id, kept_id);

-- Reports: a sealed snapshot of what they say.

create table report_drafts (
  network_id uuid not null references networks (id) on delete cascade,
  lang text not null check (lang in ('fr', 'en')),
  title text not null default '',
  subtitle text not null default '',
  foreword text not null default '',
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (network_id, lang)
);

create table reports (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  number integer not null,
  lang text not null check (lang in ('fr', 'en')),
  title text not null,
  status text not null check (status in ('queued', 'composing', 'sealed', 'failed')),
  progress double precision not null default 0,
  model jsonb,
  data_hash text,
  pdf bytea,
  pdf_sha256 text,
  html text,
  html_sha256 text,
  failure jsonb,
  created_by text not null,
  created_at timestamptz not null,
  sealed_at timestamptz,
  primary key (network_id, id),
  unique (network_id, number)
);
create index reports_pdf_sha256 on reports (network_id, pdf_sha256);
create index reports_html_sha256 on reports (network_id, html_sha256);

-- Who did what to what: opaque ids only, so that names can be erased elsewhere without breaking the chain.

create table audit_heads (
  chain uuid primary key,
  position bigint not null,
  hash text not null
);

create table audit_entries (
  chain uuid not null,
  position bigint not null,
  at timestamptz not null,
  actor text not null,
  action text not null,
  subjects jsonb not null,
  request text not null,
  previous_hash text not null,
  hash text not null,
  primary key (chain, position)
);
create index audit_entries_recent on audit_entries (chain, at desc);
create index audit_entries_subjects on audit_entries using gin (subjects jsonb_path_ops);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are append-only';
end $$;
create trigger audit_entries_append_only before update or delete on audit_entries
  for each row execute function refuse_audit_change();
create trigger audit_entries_no_truncate before truncate on audit_entries
  for each statement execute function refuse_audit_change();
