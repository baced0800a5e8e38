-- Personal data. What is confidential is kept as text that only the keys of the data folder open (decision 36); what must
-- be found by its value bears beside it a hash made with such a key. When accounts were last used, and what was done for
-- people: consents with their words, requests they made, what retention deleted. The nil uuid stands for the installation.

alter table users add column seen_at timestamptz;
alter table users add column warned_at timestamptz;

alter table mails add column recipient_hash text;
create index mails_recipient on mails (recipient_hash);

alter table invitations drop constraint if exists invitations_email_check;
alter table invitations add column email_hash text;
create index invitations_email on invitations (network_id, email_hash);

-- The file that an import read, once it was deleted: the answers stay.
alter table imports add column file_gone_at timestamptz;

-- The addresses of devices are no longer kept.
update sessions set ip_address = null;

create table consents (
  network_id uuid not null,
  id uuid not null,
  -- Proof outlives the account, as an identifier that leads to nobody.
  user_id uuid,
  mail_hash text,
  purpose text not null check (purpose ~ '^[a-z_]{1,40}$'),
  words text not null check (words <> ''),
  version integer not null,
  lang text not null check (lang in ('fr', 'en')),
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (network_id, id),
  check (user_id is not null or mail_hash is not null)
);
create index consents_user on consents (user_id);
create index consents_mail on consents (mail_hash);

create table personal_requests (
  network_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('export', 'erasure')),
  -- Made by the person herself, or by whoever protects the data for her.
  own boolean not null,
  asked_by text not null,
  user_id uuid,
  -- How many rows of each table were given or erased: no name, no word.
  counts jsonb not null,
  at timestamptz not null,
  primary key (network_id, id)
);

create table retention_runs (
  id uuid primary key,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  -- How many rows of each rule were deleted, and letters written before.
  counts jsonb not null
);
create index retention_runs_recent on retention_runs (began_at desc);
