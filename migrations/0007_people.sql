-- People have one account for the whole installation, whatever the networks they belong to; what they may do is a role
-- given by a network. The first tables hold no network's data: a distributed database keeps them on every node. Their
-- columns are those of better-auth 1.7 in snake case, and two of ours (lang, second_factor_at).

create table users (
  id uuid primary key,
  name text not null check (name <> ''),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  lang text not null default 'fr' check (lang in ('fr', 'en')),
  -- Whoever runs the installation holds every network; nobody else has a role outside of one.
  installation_role text check (installation_role in ('administrator')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table sessions (
  id uuid primary key,
  token text not null unique,
  user_id uuid not null references users (id) on delete cascade,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  second_factor_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_user on sessions (user_id);

create table accounts (
  id uuid primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references users (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index accounts_user on accounts (user_id);

create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_identifier on verifications (identifier);
create index verifications_expiry on verifications (expires_at);

create table two_factors (
  id uuid primary key,
  secret text not null,
  backup_codes text not null,
  user_id uuid not null unique references users (id) on delete cascade,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

create table passkeys (
  id uuid primary key,
  name text,
  public_key text not null,
  user_id uuid not null references users (id) on delete cascade,
  credential_id text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);
create index passkeys_user on passkeys (user_id);

-- Attempts by address and by account, shared by every server.
create table attempts (
  key text primary key,
  points integer not null,
  expire bigint
);

-- Mail that was asked for: it is sent by a job, and forgets its secrets once it is gone.
create table mails (
  id uuid primary key,
  recipient text not null,
  lang text not null check (lang in ('fr', 'en')),
  template text not null,
  params jsonb not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  tries integer not null default 0,
  failure text
);
create index mails_waiting on mails (created_at) where sent_at is null;

-- A right is a role over the whole network, a territory of it, or one initiative.
create table grants (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  role text not null check (role in ('administrator', 'data_protection_officer', 'national_team', 'researcher',
    'regional_officer', 'committee_president', 'volunteer', 'partner', 'reader')),
  territory_scale text check (territory_scale in ('commune', 'epci', 'departement', 'region')),
  territory_code text,
  initiative_id uuid,
  starts_at timestamptz not null,
  ends_at timestamptz,
  given_by text not null,
  given_at timestamptz not null,
  withdrawn_by text,
  withdrawn_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  check ((territory_scale is null) = (territory_code is null)),
  check (territory_scale is null or initiative_id is null),
  check (ends_at is null or ends_at > starts_at)
);
create index grants_user on grants (user_id);

create table invitations (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null default '',
  lang text not null check (lang in ('fr', 'en')),
  role text not null,
  territory_scale text,
  territory_code text,
  initiative_id uuid,
  grant_ends_at timestamptz,
  token_hash text not null,
  expires_at timestamptz not null,
  invited_by text not null,
  invited_at timestamptz not null,
  mail_id uuid,
  accepted_by uuid,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  primary key (network_id, id),
  unique (network_id, token_hash),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade
);
