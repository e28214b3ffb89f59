-- The client: who she is, how she reaches her record, and who opened it.

create table clients (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id)
);
create index clients_by_age_of_record on clients (clinic_id, recorded_at, id);
select protect_clinic_table('clients');

create table client_details (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  supersedes uuid,
  name_enc bytea not null,
  -- JSON: e-mail, phone, address.
  contact_enc bytea not null,
  -- ISO date.
  born_enc bytea,
  notes_enc bytea,
  -- BCP 47.
  language text not null,
  -- IANA zone: her days are counted there.
  zone text not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, supersedes) references client_details (clinic_id, id)
);
create unique index client_details_first on client_details (clinic_id, client_id) where supersedes is null;
create index client_details_of on client_details (clinic_id, client_id);
select protect_clinic_table('client_details');

-- Blind index. Tokens belong to one version of the details: those of a superseded version no longer find anybody.
create table client_search (
  clinic_id uuid not null,
  kind text not null check (kind in ('name', 'phone', 'email')),
  blind bytea not null,
  details_id uuid not null,
  client_id uuid not null,
  primary key (clinic_id, kind, blind, details_id),
  foreign key (clinic_id, details_id) references client_details (clinic_id, id)
);
create index client_search_of on client_search (clinic_id, details_id);
select protect_clinic_table('client_search');

create table guardians (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  supersedes uuid,
  name_enc bytea not null,
  contact_enc bytea not null,
  relation text not null check (relation in ('parent', 'legal-guardian', 'other')),
  status text not null check (status in ('active', 'ended')),
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, supersedes) references guardians (clinic_id, id)
);
create index guardians_of on guardians (clinic_id, client_id);
select protect_clinic_table('guardians');

-- Which account opens which record: the client's own, or her guardian's.
create table client_accounts (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  user_id text not null,
  -- The guardian's first row.
  guardian_id uuid,
  ended_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, user_id, client_id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, guardian_id) references guardians (clinic_id, id)
);
create index client_accounts_of on client_accounts (clinic_id, client_id);
select protect_clinic_table('client_accounts', '{ended_at}');

-- A link by e-mail. Only the hash of its token is kept; the clinic's id is part of the link.
create table client_links (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  guardian_id uuid,
  token_hash bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, token_hash),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, guardian_id) references guardians (clinic_id, id)
);
create index client_links_of on client_links (clinic_id, client_id);
select protect_clinic_table('client_links', '{used_at,revoked_at}');

-- May we write to her, how and what about? The newest row for a channel and a purpose holds.
create table contact_consents (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  channel text not null check (channel in ('email', 'sms', 'push', 'phone')),
  purpose text not null check (purpose in ('care', 'appointments', 'marketing')),
  status text not null check (status in ('given', 'withdrawn')),
  -- What she said or ticked, in her words.
  evidence_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id)
);
create index contact_consents_of on contact_consents (clinic_id, client_id, channel, purpose, recorded_at);
select protect_clinic_table('contact_consents');

-- Who opened my record.
create table record_views (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  viewed_at timestamptz not null,
  -- As in audit_lines.actor.
  viewed_by text not null,
  -- The roles that staff had then; empty for anybody else.
  roles text[] not null default '{}',
  -- What was opened, such as `client` or `photos`.
  what text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id)
);
create index record_views_of on record_views (clinic_id, client_id, viewed_at);
select protect_clinic_table('record_views');

-- What is kept in the file store, by the hash of its content.
create table files (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  client_id uuid,
  kind text not null check (kind in ('photo', 'document', 'signature', 'export')),
  -- SHA-256 of the content before encryption, in hex.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  content_type text not null,
  -- Pixels of a picture, as it is shown.
  width integer check (width > 0),
  height integer check (height > 0),
  taken_at timestamptz,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id)
);
create index files_of on files (clinic_id, client_id);
select protect_clinic_table('files');

-- What a client asked to have erased. A person answers: some of a record must be kept, and the answer says what and why.
create table erasure_requests (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  -- Her words.
  reason_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id)
);
create index erasure_requests_of on erasure_requests (clinic_id, client_id);
select protect_clinic_table('erasure_requests');
