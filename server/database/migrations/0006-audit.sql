-- Who did what, as a chain: each line holds the hash of the one before. The head is the one row of it that changes; it is
-- locked while a line is added, so that the numbers have no gap and no fork.

create table audit_heads (
  clinic_id uuid primary key references clinics (clinic_id),
  seq bigint not null,
  hash bytea not null,
  -- HMAC over seq and hash under the clinic's key: who can write to the tables still cannot rewrite the chain.
  seal bytea not null
);
select protect_clinic_table('audit_heads', '{seq,hash,seal}');

create table audit_lines (
  clinic_id uuid not null references clinics (clinic_id),
  -- 1, 2, 3, …
  seq bigint not null check (seq >= 1),
  at timestamptz not null,
  -- `staff:<id>`, `client:<id>`, `guardian:<id>`, `api-key:<id>` or `system`.
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (clinic_id, seq)
);
create index audit_lines_about on audit_lines (clinic_id, subject, seq);
select protect_clinic_table('audit_lines');
