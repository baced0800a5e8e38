-- The files of open data that are ready: what each holds, from which state of the data it was made, and where it is kept.
-- The nil uuid stands for the common space of the installation, as it does in the audit chain; hence no foreign key.

create table open_data_files (
  network_id uuid not null,
  format text not null check (format in ('csv', 'geojson', 'jsonld', 'json', 'parquet')),
  stored_as text not null,
  sha256 text not null,
  bytes bigint not null,
  rows integer not null,
  -- The revision of the network, or of every network of the common space, when it was read.
  state text not null,
  -- Whose data it holds: it is given to nobody from the moment one of them stops publishing.
  networks uuid[] not null,
  made_at timestamptz not null,
  primary key (network_id, format)
);
