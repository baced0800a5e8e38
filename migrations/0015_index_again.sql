-- Words are indexed as questions are read: what earlier versions indexed is marked, and the first command that opens the
-- database makes it again. A later change of what the index holds needs the second statement only.
alter table search_states add column stale boolean not null default false;
update search_states set stale = true;
