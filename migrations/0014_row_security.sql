-- The second wall between networks (decision 30): whatever a query forgets, the role that pages and jobs work under sees
-- the rows of the networks named in the setting ancrage.networks, and no other. Not set, it names none; * names all.

do $$ begin
  if not exists (select from pg_roles where rolname = 'ancrage_app') then
    create role ancrage_app nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
  end if;
exception
  when duplicate_object then null;
  when insufficient_privilege then
    raise exception using errcode = 'insufficient_privilege', message = format(
      'the role ancrage_app is missing and %1$I may not create it; whoever administers the server does: create role ancrage_app; grant ancrage_app to %1$I;',
      current_user);
end $$;

grant usage on schema public to ancrage_app;
grant select, insert, update, delete on all tables in schema public to ancrage_app;
grant usage, select on all sequences in schema public to ancrage_app;
-- What a later migration makes is given the same way.
alter default privileges in schema public grant select, insert, update, delete on tables to ancrage_app;
alter default privileges in schema public grant usage, select on sequences to ancrage_app;
-- The journal only grows, and its heads only move; the list of migrations is its owner's.
revoke update, delete, truncate on audit_entries from ancrage_app;
revoke delete, truncate on audit_heads from ancrage_app;
revoke insert, update, delete on migrations from ancrage_app;

-- Which networks are asked for, read once for a query and not for each row; all of them is no list at all.
create function reached_networks() returns uuid[]
language sql stable as $$
  select case current_setting('ancrage.networks', true) when '*' then null
    else string_to_array(coalesce(current_setting('ancrage.networks', true), ''), ',')::uuid[] end
$$;

-- Called by every migration that makes a table of networks. PostgreSQL takes a coalesce to keep half of the rows: its plans
-- stay as they are with any number of networks.
create function separate_networks(target regclass, key name default 'network_id') returns void
language plpgsql as $$
begin
  if not (select attnotnull from pg_attribute where attrelid = target and attname = key) then
    raise exception 'a row of % could be of no network: %.% must not be null', target, target, key;
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy networks_apart on %s using (coalesce(%I = any ((select reached_networks())::uuid[]), true))',
    target, key);
end $$;

select separate_networks('networks', 'id');
select separate_networks('audit_heads', 'chain');
select separate_networks('audit_entries', 'chain');
select separate_networks(c.oid::regclass)
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'network_id'
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r';

-- PostgreSQL lets no index of words, of parts of words, of lists or of JSON answer before a policy has: searching would
-- read every row. These are searched through views, which hold the same condition without that order.
do $$ declare one record; begin
  for one in select * from (values
    ('search_documents', 'network_id', 'reached_documents'), ('search_texts', 'network_id', 'reached_texts'),
    ('search_words', 'network_id', 'reached_words'), ('audit_entries', 'chain', 'reached_entries')) v(made_of, key, name)
  loop
    execute format('create policy owner_reads on %I for select to current_user using (true)', one.made_of);
    execute format('create view %I as select * from %I where coalesce(%I = any ((select reached_networks())::uuid[]), true)',
      one.name, one.made_of, one.key);
    execute format('revoke insert, update, delete on %I from ancrage_app', one.name);
  end loop;
end $$;

-- Only an owner may have a table counted again.
create function count_again(names text[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare name text;
begin
  for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname = any(names)
  loop
    execute format('analyze public.%I', name);
  end loop;
end $$;
revoke execute on function count_again(text[]) from public;
grant execute on function count_again(text[]) to ancrage_app;
