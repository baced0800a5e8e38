-- Words leave the rows of the index, so that what follows no word reads few pages; and what many initiatives have, an
-- organisation, a word or an area, has bitmaps of its own.

create table search_texts (
  network_id uuid not null,
  ordinal integer not null,
  title_words tsvector not null,
  words tsvector not null,
  primary key (network_id, ordinal),
  foreign key (network_id, ordinal) references search_documents (network_id, ordinal) on delete cascade
);
insert into search_texts (network_id, ordinal, title_words, words)
select network_id, ordinal, title_words, words from search_documents;
create index search_texts_title_words on search_texts using gin (title_words) with (fastupdate = off);
create index search_texts_words on search_texts using gin (words) with (fastupdate = off);

alter table search_documents drop column title_words, drop column words;
alter table search_documents reset (toast_tuple_target);

-- How many initiatives have each value: an organisation ("partners", its id), a word as the French dictionary stems it
-- ("words"; "titles" when it is in their title), an area that their perimeter names or reaches ("named").
create table search_values (
  network_id uuid not null references networks (id) on delete cascade,
  facet text not null check (facet in ('partners', 'words', 'titles', 'named')),
  value text not null,
  initiatives integer not null,
  -- Whether search_bits holds it under the same facet and value.
  in_bits boolean not null default false,
  primary key (network_id, facet, value)
) with (fillfactor = 70);
create index search_values_most on search_values (network_id, facet, initiatives desc);

insert into search_values (network_id, facet, value, initiatives, in_bits)
select network_id, 'partners', actor_id::text, initiatives, in_bits from search_partners;
insert into search_values (network_id, facet, value, initiatives)
select t.network_id, 'words', w.lexeme, count(*) from search_texts t cross join unnest(t.words) w group by 1, 3;
insert into search_values (network_id, facet, value, initiatives)
select t.network_id, 'titles', w.lexeme, count(*) from search_texts t cross join unnest(t.title_words) w group by 1, 3;
insert into search_values (network_id, facet, value, initiatives)
select d.network_id, 'named', a.area, count(*) from search_documents d cross join unnest(d.named) a(area) group by 1, 3;
drop table search_partners;
