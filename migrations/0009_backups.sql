-- Each backup that was attempted, and how it ended: whoever looks after the installation reads here since when nothing
-- would be lost. It concerns the whole installation; rows are written at the end, so that none stays half said.

create table backups (
  id uuid primary key,
  scheduled boolean not null,
  began_at timestamptz not null,
  ended_at timestamptz not null,
  file text not null,
  encrypted boolean not null,
  -- What the archive holds; nothing when none was written.
  snapshot_at timestamptz,
  bytes bigint,
  rows bigint,
  files integer,
  -- When it was restored beside and found the same.
  verified_at timestamptz,
  -- Why it failed, or could not be verified: kind, code and parameters, as commands tell them.
  failure jsonb,
  check (verified_at is null or snapshot_at is not null)
);
create index backups_recent on backups (began_at desc);
