-- The chair, and the days after it.

create table preflights (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  plan_id uuid not null,
  checked_on date not null,
  -- What it is to be done with, where that was chosen already.
  device_id uuid,
  cartridge_lot_id uuid,
  -- All that it was decided from: what was checked, the intake and the plan, and what the record said of papers.
  facts jsonb not null,
  result jsonb not null,
  -- The most cautious outcome still possible; also in `result`.
  outcome text not null check (outcome in ('ready', 'ready-with-precautions', 'not-ready')),
  device_result jsonb,
  differs boolean not null,
  protocol_hash text not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, plan_id) references plans (clinic_id, id),
  foreign key (clinic_id, device_id) references devices (clinic_id, id),
  foreign key (clinic_id, cartridge_lot_id) references lots (clinic_id, id)
);
create index preflights_of on preflights (clinic_id, client_id, recorded_at);
create index preflights_for_plan on preflights (clinic_id, plan_id);
select protect_clinic_table('preflights');

create table sessions (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  plan_id uuid not null,
  preflight_id uuid not null,
  supersedes uuid,
  -- When needling ended. Everything afterwards is counted from it, in this zone.
  ended_at timestamptz not null,
  zone text not null,
  device_id uuid not null,
  cartridge_lot_id uuid,
  practitioner_id uuid not null,
  facts jsonb not null,
  -- The deepest setting used.
  depth_mm double precision check (depth_mm >= 0),
  notes_enc bytea,
  -- Why this version replaces the one before.
  amended_because_enc bytea check ((amended_because_enc is null) = (supersedes is null)),
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, plan_id) references plans (clinic_id, id),
  foreign key (clinic_id, preflight_id) references preflights (clinic_id, id),
  foreign key (clinic_id, device_id) references devices (clinic_id, id),
  foreign key (clinic_id, cartridge_lot_id) references lots (clinic_id, id),
  foreign key (clinic_id, practitioner_id) references staff (clinic_id, id),
  foreign key (clinic_id, supersedes) references sessions (clinic_id, id)
);
-- One session for each pre-flight check; corrections of it name the same one.
create unique index sessions_first on sessions (clinic_id, preflight_id) where supersedes is null;
create index sessions_of on sessions (clinic_id, client_id, ended_at);
create index sessions_by_end on sessions (clinic_id, ended_at);
create index sessions_with_lot on sessions (clinic_id, cartridge_lot_id);
select protect_clinic_table('sessions');

create table session_zones (
  clinic_id uuid not null,
  session_id uuid not null,
  -- Order in which they were charted, from 1.
  position integer not null check (position >= 1),
  area text not null,
  depth_mm double precision not null check (depth_mm >= 0),
  passes integer not null check (passes >= 0),
  endpoint text not null,
  primary key (clinic_id, session_id, position),
  foreign key (clinic_id, session_id) references sessions (clinic_id, id)
);
select protect_clinic_table('session_zones');

create table session_products (
  clinic_id uuid not null,
  session_id uuid not null,
  position integer not null check (position >= 1),
  product text not null,
  lot_id uuid,
  primary key (clinic_id, session_id, position),
  foreign key (clinic_id, session_id) references sessions (clinic_id, id),
  foreign key (clinic_id, lot_id) references lots (clinic_id, id)
);
create index session_products_with_lot on session_products (clinic_id, lot_id);
select protect_clinic_table('session_products');

create table stock_moves (
  clinic_id uuid not null,
  id uuid not null,
  lot_id uuid not null,
  kind text not null check (kind in ('received', 'used', 'discarded', 'returned', 'counted')),
  -- Pieces: more than 0 comes in, less than 0 goes out.
  quantity integer not null,
  session_id uuid,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, lot_id) references lots (clinic_id, id),
  foreign key (clinic_id, session_id) references sessions (clinic_id, id)
);
create index stock_moves_of on stock_moves (clinic_id, lot_id);
select protect_clinic_table('stock_moves');

create table check_ins (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  session_id uuid not null,
  reported_at timestamptz not null,
  report jsonb not null,
  words_enc bytea,
  -- What the report was held against, for replay: the version of the session, the report before it, the intake.
  held_against jsonb not null,
  triage jsonb not null,
  device_triage jsonb,
  differs boolean not null,
  -- The more urgent one of the server's and the device's.
  level text not null check (level in ('expected', 'watch', 'contact-clinic', 'same-day', 'emergency')),
  -- Its place in the clinic's list: the level, or what open answers could still make of it.
  urgency text not null check (urgency in ('expected', 'watch', 'contact-clinic', 'same-day', 'emergency')),
  protocol_hash text not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, session_id) references sessions (clinic_id, id)
);
create index check_ins_of on check_ins (clinic_id, client_id, reported_at);
create index check_ins_after_session on check_ins (clinic_id, session_id, reported_at);
create index check_ins_by_arrival on check_ins (clinic_id, recorded_at, id);
select protect_clinic_table('check_ins');

create table check_in_reads (
  clinic_id uuid not null,
  id uuid not null,
  check_in_id uuid not null,
  read_by uuid not null,
  read_at timestamptz not null,
  note_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, check_in_id) references check_ins (clinic_id, id),
  foreign key (clinic_id, read_by) references staff (clinic_id, id)
);
create index check_in_reads_of on check_in_reads (clinic_id, check_in_id);
select protect_clinic_table('check_in_reads');

-- Who was told of a check-in and for which reason, once each: a job may run twice.
create table check_in_alerts (
  clinic_id uuid not null,
  id uuid not null,
  check_in_id uuid not null,
  reason text not null check (reason in ('arrived', 'overdue')),
  -- How many people were written to.
  recipients integer not null check (recipients >= 0),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, check_in_id, reason),
  foreign key (clinic_id, check_in_id) references check_ins (clinic_id, id)
);
select protect_clinic_table('check_in_alerts');
