-- The journal only grows: entries were already kept from change; the heads may now only follow them, one entry at a time.
-- Whoever owns the tables can switch this off: that is what anchors kept elsewhere are for (decision 31).

create function follow_audit_head() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    -- A chain that begins; or one that was restored, entries first.
    if (new.position = 0 and new.hash = repeat('0', 64)) or exists (
      select from audit_entries e where e.chain = new.chain and e.position = new.position and e.hash = new.hash
    ) then
      return new;
    end if;
  elsif tg_op = 'UPDATE' then
    if new.chain = old.chain and new.position = old.position + 1 and exists (
      select from audit_entries e
      where e.chain = new.chain and e.position = new.position and e.previous_hash = old.hash and e.hash = new.hash
    ) then
      return new;
    end if;
  end if;
  raise exception 'the head of an audit chain only goes forward, to its next entry';
end $$;

create trigger audit_heads_forward before insert or update or delete on audit_heads
  for each row execute function follow_audit_head();
create trigger audit_heads_no_truncate before truncate on audit_heads
  for each statement execute function refuse_audit_change();

-- The journal is read by who and by what; the last anchor of a reason is found without reading the rest.
create index audit_entries_actor on audit_entries (chain, actor, position desc);
create index audit_entries_action on audit_entries (chain, action, position desc);

-- The role the pages run under adds to the journal and reads it; nothing else, whatever the triggers say.
do $$ begin
  if exists (select from pg_roles where rolname = 'ancrage_app') then
    revoke all on audit_entries, audit_heads from ancrage_app;
    grant select, insert on audit_entries to ancrage_app;
    grant select, insert, update on audit_heads to ancrage_app;
  end if;
end $$;
