-- Whether anybody who reads a published network may propose a sheet or a correction.
alter table networks add column open_to_proposals boolean not null default false;

-- What somebody typed of a sheet that is not published: a draft, kept for herself; then a proposal, for whoever reviews its
-- territory. It lives apart from the sheets, so that nothing which reads sheets can show it.
create table proposals (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  -- The sheet to be corrected; none for a new one.
  initiative_id uuid,
  status text not null check (status in ('draft', 'sent', 'accepted', 'refused', 'withdrawn')),
  fields jsonb not null,
  -- What the sheet said when the form was opened, and the revision it had.
  start jsonb,
  base integer,
  -- Where a new sheet would take place, as far as its words are read: who reviews it follows from it.
  scale text,
  in_regions text[] not null default '{}',
  in_departments text[] not null default '{}',
  epci text[] not null default '{}',
  parent_epci text[] not null default '{}',
  communes text[] not null default '{}',
  word text not null default '',
  -- Who proposes: a member by her identifier, anybody else by the name and the address she chose to give.
  author text,
  author_name text not null default '',
  email text,
  email_hash text,
  lang text not null default 'fr' check (lang in ('fr', 'en')),
  token_hash text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  sent_at timestamptz,
  decided_by text,
  decided_at timestamptz,
  reason text not null default '',
  accepted_fields text[] not null default '{}',
  made_id uuid,
  primary key (network_id, id),
  unique (network_id, token_hash),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  check ((initiative_id is null) = (start is null)),
  check (status = 'draft' or sent_at is not null)
);
create index proposals_waiting on proposals (network_id, status, sent_at);
create index proposals_author on proposals (network_id, author, updated_at desc);
create index proposals_initiative on proposals (network_id, initiative_id);
