-- From the first answer to the signature. A decision is kept with its facts and the protocol's hash, for replay, and with
-- the device's own decision where there was one.

create table screenings (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  supersedes uuid,
  -- The client's date.
  decided_on date not null,
  facts jsonb not null,
  decision jsonb not null,
  -- Both are in `decision` too; here they can be listed by.
  at_least text not null
    check (at_least in ('proceed', 'proceed-with-precautions', 'clinician-review', 'defer', 'do-not-treat')),
  at_most text not null
    check (at_most in ('proceed', 'proceed-with-precautions', 'clinician-review', 'defer', 'do-not-treat')),
  device_decision jsonb,
  -- The device decided otherwise than we did.
  differs boolean not null,
  protocol_hash text not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, supersedes) references screenings (clinic_id, id)
);
create index screenings_of on screenings (clinic_id, client_id, recorded_at);
create index screenings_by_date on screenings (clinic_id, recorded_at, id);
select protect_clinic_table('screenings');

create table overrides (
  clinic_id uuid not null,
  id uuid not null,
  screening_id uuid not null,
  decision text not null
    check (decision in ('proceed', 'proceed-with-precautions', 'clinician-review', 'defer', 'do-not-treat')),
  reason_enc bytea not null,
  staff_id uuid not null,
  -- The role that she had then.
  role text not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, screening_id) references screenings (clinic_id, id),
  foreign key (clinic_id, staff_id) references staff (clinic_id, id)
);
create index overrides_of on overrides (clinic_id, screening_id);
select protect_clinic_table('overrides');

create table plans (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  screening_id uuid not null,
  supersedes uuid,
  planned_on date not null,
  input jsonb not null,
  plan jsonb not null,
  protocol_hash text not null,
  notes_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, screening_id) references screenings (clinic_id, id),
  foreign key (clinic_id, supersedes) references plans (clinic_id, id)
);
create index plans_of on plans (clinic_id, client_id, recorded_at);
create index plans_from_screening on plans (clinic_id, screening_id);
select protect_clinic_table('plans');

create table consents (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  plan_id uuid not null,
  kind text not null check (kind in ('treatment', 'photos')),
  -- What photos may be used for; empty for a treatment.
  purposes text[] not null default '{}',
  -- BCP 47.
  language text not null,
  -- The exact text that was signed.
  document text not null,
  document_hash text not null,
  risks jsonb not null,
  -- Risks that the signer said back in her own words, or questions of the comprehension check that she answered.
  understood text[] not null default '{}',
  protocol_hash text not null,
  signature_enc bytea not null,
  signer_name_enc bytea not null,
  signed_by text not null check (signed_by in ('client', 'guardian')),
  signed_at timestamptz not null,
  -- JSON: address, device, how the client was signed in.
  evidence_enc bytea not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, plan_id) references plans (clinic_id, id)
);
create index consents_of on consents (clinic_id, client_id, recorded_at);
create index consents_to_plan on consents (clinic_id, plan_id);
select protect_clinic_table('consents');

create table consent_withdrawals (
  clinic_id uuid not null,
  id uuid not null,
  consent_id uuid not null,
  withdrawn_at timestamptz not null,
  reason_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, consent_id) references consents (clinic_id, id)
);
create index consent_withdrawals_of on consent_withdrawals (clinic_id, consent_id);
select protect_clinic_table('consent_withdrawals');
