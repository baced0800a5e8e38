-- What exploring rests on: one thin row for each standing initiative, and one bitmap for each value of each facet.
-- Everything here is derived from the other tables; `ancrage reindex` makes it again.

create text search configuration ancrage_french (copy = pg_catalog.french);
alter text search configuration ancrage_french
  alter mapping for asciiword, word, asciihword, hword, hword_asciipart, hword_part with unaccent, french_stem;

-- The next free place in the bitmaps of a network.
create table search_states (
  network_id uuid primary key references networks (id) on delete cascade,
  next_ordinal integer not null default 0
);

create table search_documents (
  network_id uuid not null,
  initiative_id uuid not null,
  -- The place of the initiative in the bitmaps of its network; never given twice until the index is made again.
  ordinal integer not null,
  key text not null,
  key_number bigint,
  title_order text not null,
  place_order text,
  since_year integer,
  updated_at timestamptz not null,
  title_words tsvector not null,
  words tsvector not null,
  -- The areas named, with the communes a radius reaches: "commune:35238", "departement:35", "national:".
  named text[] not null default '{}',
  -- The areas named and all that contain them.
  within text[] not null default '{}',
  -- What the bitmaps hold of it: "domains:sante", "years:2019".
  facets text[] not null default '{}',
  partners uuid[] not null default '{}',
  longitude double precision,
  latitude double precision,
  exact boolean not null default false,
  -- Its point on the Web Mercator square of zoom 20, x and y interleaved bit by bit, so that a tile is a range.
  cell bigint,
  -- How wide it acts: 0 a commune, an EPCI or a list of them, 1 départements, 2 regions, 3 the country or nowhere known.
  tier smallint not null default 3,
  -- The drawing of its first domain, 0 to 5.
  mark smallint not null default 0,
  primary key (network_id, initiative_id),
  unique (network_id, ordinal) include (key_number, longitude, latitude, tier),
  foreign key (network_id, initiative_id) references initiatives (network_id, id) on delete cascade
) with (toast_tuple_target = 256);
create index search_documents_number on search_documents (network_id, key_number, key) include (ordinal);
create index search_documents_title on search_documents (network_id, title_order, key_number, key) include (ordinal);
create index search_documents_place on search_documents (network_id, place_order, key_number, key) include (ordinal);
create index search_documents_year on search_documents (network_id, since_year, key_number, key) include (ordinal);
create index search_documents_recent on search_documents (network_id, updated_at desc, key_number, key) include (ordinal);
create index search_documents_cell on search_documents (network_id, cell) include (ordinal, mark);
create index search_documents_title_words on search_documents using gin (title_words) with (fastupdate = off);
create index search_documents_words on search_documents using gin (words) with (fastupdate = off);
create index search_documents_named on search_documents using gin (named) with (fastupdate = off);
create index search_documents_within on search_documents using gin (within) with (fastupdate = off);

-- One row for each value of a facet and each 8,192 initiatives: bit n tells whether initiative chunk * 8192 + n has it.
-- The facet "all" with the empty value tells which ordinals are taken.
create table search_bits (
  network_id uuid not null references networks (id) on delete cascade,
  facet text not null,
  value text not null,
  chunk integer not null,
  bits bit(8192) not null,
  primary key (network_id, facet, value, chunk)
) with (fillfactor = 70);

-- Every word used, folded, as it was first written, with how many initiatives use it: for prefixes, typing errors and
-- how telling a word is.
create table search_words (
  network_id uuid not null references networks (id) on delete cascade,
  word text not null,
  written text not null,
  initiatives integer not null,
  primary key (network_id, word)
) with (fillfactor = 70);
create index search_words_prefix on search_words (network_id, word text_pattern_ops);
create index search_words_spelling on search_words using gin (word gin_trgm_ops);

-- How many initiatives each organisation takes part in.
create table search_partners (
  network_id uuid not null,
  actor_id uuid not null,
  initiatives integer not null,
  -- Whether search_bits holds it, under the facet "partners".
  in_bits boolean not null default false,
  primary key (network_id, actor_id),
  foreign key (network_id, actor_id) references actors (network_id, id) on delete cascade
) with (fillfactor = 70);
create index search_partners_most on search_partners (network_id, initiatives desc);

drop index initiatives_words;
alter table initiatives drop column search_text;

-- Whether a network also shows in the common space of the installation, and under which licence its data are given.
alter table networks add column shared boolean not null default false;
alter table networks add column licence text check (licence in ('etalab-2.0', 'odbl-1.0', 'cc-by-4.0', 'cc-by-sa-4.0', 'cc0-1.0'));
