-- What people write in Ancrage itself is kept as what the field wrote is: as a statement, of no file and no campaign, one
-- for each sheet. Only what a form could add hangs on it; it is never counted among the answers.
alter table statements alter column import_id drop not null;
alter table statements alter column campaign_id drop not null;
alter table statements add column source text not null default 'answer' check (source in ('answer', 'form'));
create unique index statements_written on statements (network_id, origin_id) where source = 'form';

-- The texts that a person wrote in place of those of the answers.
alter table initiatives add column edited text[] not null default '{}';
alter table initiatives drop constraint initiatives_status_check;
alter table initiatives add constraint initiatives_status_check check (status in ('active', 'merged', 'archived', 'deleted'));

-- What a sheet said at some moments. The first version is written with the second: a sheet that nobody touched since its
-- import has none, and what it says is what its statement says (decision 35).
create table sheet_versions (
  network_id uuid not null,
  initiative_id uuid not null,
  number integer not null,
  -- The revision of the sheet of which this is the state: a form carries the one that it began from.
  revision integer not null,
  cause text not null check (cause in ('start', 'meanwhile', 'created', 'edit', 'import', 'reading', 'doubt', 'domains',
    'merge', 'unmerge', 'restore', 'proposal', 'delete', 'undelete')),
  word text not null default '',
  fields jsonb not null,
  place jsonb not null,
  made_by text,
  made_at timestamptz not null,
  request text,
  primary key (network_id, initiative_id, number),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade
);
create index sheet_versions_revision on sheet_versions (network_id, initiative_id, revision);

-- Sheets that were deleted: thirty days in the basket, then only the key, so that the address says that it is gone.
create table deletions (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  initiative_id uuid not null,
  key text not null,
  reason text not null,
  -- What the sheet was before: standing, or archived.
  status_before text not null check (status_before in ('active', 'archived')),
  deleted_by text not null,
  deleted_at timestamptz not null,
  restored_by text,
  restored_at timestamptz,
  removed_at timestamptz,
  primary key (network_id, id)
);
create unique index deletions_standing on deletions (network_id, initiative_id) where restored_at is null;
create index deletions_key on deletions (network_id, key);
create index deletions_basket on deletions (network_id, deleted_at desc) where restored_at is null and removed_at is null;
