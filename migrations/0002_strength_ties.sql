-- What a line of force of the study rests on, as finding_initiatives says it for a finding.

create table strength_initiatives (
  network_id uuid not null,
  strength_id uuid not null,
  initiative_id uuid not null,
  statement_id uuid,
  column_name text,
  quote text,
  proposed_by text not null,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'rejected')),
  primary key (network_id, strength_id, initiative_id),
  foreign key (network_id, strength_id) references strengths (network_id, id) on delete cascade,
  foreign key (network_id, initiative_id) references initiatives (network_id, id),
  foreign key (network_id, statement_id) references statements (network_id, id)
);
create index strength_initiatives_initiative on strength_initiatives (network_id, initiative_id);
