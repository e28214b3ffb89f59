-- The clinic, its keys, its people and what it works with.
--
-- In every table of a clinic: clinic_id comes first in the primary key and in each foreign key; ids are UUIDv7, made on the
-- device; `supersedes` names the row that a correction replaces, and at most one row may replace another;
-- `fingerprint` is an HMAC over what was sent and tells `same` from `refused`; `_enc` is encrypted with the clinic's key.

create table clinics (
  clinic_id uuid primary key,
  name text not null,
  -- IANA zone.
  zone text not null,
  -- BCP 47.
  language text not null default 'en',
  demo boolean not null default false,
  created_at timestamptz not null,
  -- What every client is shown, at night too: a clinic's and nobody's own, so in clear. Null: it has not said.
  phone text,
  email text,
  -- One line, as the clinic says it.
  opening_hours text,
  -- Who answers outside them. Null: nobody.
  after_hours text,
  -- Where the clinic is. Null: the one that is known for the zone of the client.
  emergency_number text
);
select protect_clinic_table('clinics',
  '{name,zone,language,phone,email,opening_hours,after_hours,emergency_number}');

create table clinic_keys (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  purpose text not null check (purpose in ('data', 'index')),
  -- The key, encrypted under the master key with this id.
  wrapped bytea not null,
  master_key_id text not null,
  -- Readers learn of a new key before anybody writes with it.
  used_from timestamptz not null,
  created_at timestamptz not null,
  primary key (clinic_id, id)
);
select protect_clinic_table('clinic_keys');

-- Knowledge that decisions were taken with. It belongs to no clinic and is only added to.
create table protocols (
  hash text primary key,
  -- json, not jsonb: the order of keys is part of what was hashed.
  document json not null,
  added_at timestamptz not null
);
grant select, insert on protocols to needlepoint_app;
grant select, insert, update, delete on protocols to needlepoint_operator;

-- How a clinic tightens the protocol. The versions form one line; of those whose day has come, the newest holds.
create table overlays (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  supersedes uuid,
  hash text not null,
  -- As it was written, with its comments.
  yaml text not null,
  -- As it was compiled.
  document json not null,
  valid_from date not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, supersedes) references overlays (clinic_id, id)
);
create unique index overlays_first on overlays (clinic_id) where supersedes is null;
select protect_clinic_table('overlays');

create table staff (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  -- The account in the schema accounts.
  user_id text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, user_id)
);
select protect_clinic_table('staff');

create table staff_details (
  clinic_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  supersedes uuid,
  name_enc bytea not null,
  -- At least one, and one person may hold several: a solo owner is often the clinician too.
  roles text[] not null check (
    cardinality(roles) >= 1 and roles <@ array['owner', 'clinician', 'practitioner', 'front-desk', 'auditor']
  ),
  status text not null check (status in ('active', 'suspended', 'left')),
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, staff_id) references staff (clinic_id, id),
  foreign key (clinic_id, supersedes) references staff_details (clinic_id, id)
);
create unique index staff_details_first on staff_details (clinic_id, staff_id) where supersedes is null;
create index staff_details_of on staff_details (clinic_id, staff_id);
select protect_clinic_table('staff_details');

create table devices (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  device_class text not null,
  name text not null,
  serial text,
  udi text,
  -- Cleared by the regulator for what the clinic does with it.
  authorized boolean not null,
  status text not null default 'in-service' check (status in ('in-service', 'quarantined', 'retired')),
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id)
);
select protect_clinic_table('devices', '{status}');

create table lots (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  kind text not null check (kind in ('cartridge', 'anaesthetic', 'serum', 'other')),
  product text not null,
  udi text,
  lot text not null,
  expires_on date,
  recalled_on date,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id)
);
create index lots_by_lot on lots (clinic_id, lot);
select protect_clinic_table('lots', '{recalled_on}');

create table prices (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  supersedes uuid,
  item text not null,
  -- In the smallest unit of the currency.
  amount integer not null check (amount >= 0),
  -- ISO 4217.
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  valid_from date not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, supersedes) references prices (clinic_id, id)
);
create index prices_of_item on prices (clinic_id, item, valid_from);
select protect_clinic_table('prices');
