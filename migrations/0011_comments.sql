-- What members say under a sheet, among themselves; whom it is told to, and how they want to hear of it.

create table comments (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  initiative_id uuid not null,
  author_id uuid not null,
  -- Sealed; null once it was taken back.
  body text,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (network_id, id),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade,
  check ((body is null) = (deleted_at is not null))
);
create index comments_sheet on comments (network_id, initiative_id, created_at);
create index comments_author on comments (author_id);

create table comment_mentions (
  network_id uuid not null,
  comment_id uuid not null,
  user_id uuid not null,
  primary key (network_id, comment_id, user_id),
  foreign key (network_id, comment_id) references comments (network_id, id) on delete cascade
);
create index comment_mentions_user on comment_mentions (user_id);

-- One row for each person whom a comment is told to; mailed_at is when a letter told it, at once or with others.
create table news (
  network_id uuid not null references networks (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  comment_id uuid not null,
  mentioned boolean not null,
  at timestamptz not null,
  read_at timestamptz,
  mailed_at timestamptz,
  primary key (network_id, id),
  unique (network_id, comment_id, user_id),
  foreign key (network_id, comment_id) references comments (network_id, id) on delete cascade
);
create index news_of on news (user_id, network_id, at desc);
create index news_unread on news (user_id) where read_at is null;
create index news_unmailed on news (at) where mailed_at is null;

alter table users add column news text not null default 'at_once' check (news in ('at_once', 'daily', 'none'));
-- What the link that stops letters bears: it opens nothing else.
alter table users add column news_token text unique;
