-- Time to think between the text and the signature, permissions for photos at every view, and the sealed copy of what was signed.

-- ISO 8601: hours are counted, days end at the same time on her wall clock. Null: the clinic asks for none.
alter table clinics add column cooling_off text
  check (cooling_off ~ '^(PT[1-9][0-9]{0,2}H|P[1-9][0-9]?D)$');
grant update (cooling_off) on clinics to needlepoint_app;

-- That somebody was given a text to read before she may sign it: she opened it herself, or the clinic gave it to her.
create table consent_offers (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  plan_id uuid not null,
  document_hash text not null check (document_hash ~ '^[0-9a-f]{64}$'),
  -- BCP 47.
  language text not null,
  given_at timestamptz not null,
  -- What the clinic asked for then: a shorter one later does not shorten what has begun.
  cooling_off text check (cooling_off ~ '^(PT[1-9][0-9]{0,2}H|P[1-9][0-9]?D)$'),
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, plan_id) references plans (clinic_id, id)
);
create index consent_offers_of on consent_offers (clinic_id, plan_id, document_hash);
select protect_clinic_table('consent_offers');

alter table files drop constraint files_kind_check;
alter table files add constraint files_kind_check
  check (kind in ('photo', 'document', 'signature', 'export', 'consent'));

-- The PDF of a consent, made once, soon after the signature. Its content is a file like any other.
create table consent_copies (
  clinic_id uuid not null,
  consent_id uuid not null,
  file_id uuid not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, consent_id),
  foreign key (clinic_id, consent_id) references consents (clinic_id, id),
  foreign key (clinic_id, file_id) references files (clinic_id, id)
);
select protect_clinic_table('consent_copies');
