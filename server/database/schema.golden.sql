-- The schema that the migrations lead to. Written by `node server/database/write-schema.ts`; a test compares.

-- function protect_clinic_table(text,text[])

create table api_keys (
  clinic_id uuid not null,
  id uuid not null,
  name text not null,
  starts_with text not null,
  key_hash bytea not null,
  scopes text[] not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, key_hash),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  CHECK ((cardinality(scopes) > 0))
);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy every_clinic on api_keys as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on api_keys as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on api_keys to needlepoint_app;
grant delete, insert, select, update on api_keys to needlepoint_operator;
grant update (revoked_at) on api_keys to needlepoint_app;

create table appointments (
  clinic_id uuid not null,
  id uuid not null,
  appointment_id uuid not null,
  client_id uuid not null,
  supersedes uuid,
  what text not null,
  status text not null,
  starts_at timestamp with time zone not null,
  minutes integer not null,
  zone text not null,
  practitioner_id uuid not null,
  place_enc bytea,
  note_enc bytea,
  warned text,
  warned_until date,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id, appointment_id) REFERENCES appointments(clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, practitioner_id) REFERENCES staff(clinic_id, id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES appointments(clinic_id, id),
  CHECK (((minutes >= 5) AND (minutes <= 600))),
  CHECK (((supersedes IS NULL) = (appointment_id = id))),
  CHECK (((warned_until IS NULL) OR (warned = 'too-early'::text))),
  CHECK ((status = ANY (ARRAY['planned'::text, 'cancelled'::text]))),
  CHECK ((warned = ANY (ARRAY['too-early'::text, 'not-cleared'::text]))),
  CHECK ((what = ANY (ARRAY['consultation'::text, 'session'::text, 'review'::text])))
);
CREATE INDEX appointments_by_start ON public.appointments USING btree (clinic_id, starts_at);
CREATE INDEX appointments_of ON public.appointments USING btree (clinic_id, client_id, starts_at);
CREATE INDEX appointments_with ON public.appointments USING btree (clinic_id, practitioner_id, starts_at);
alter table appointments enable row level security;
alter table appointments force row level security;
create policy every_clinic on appointments as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on appointments as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on appointments to needlepoint_app;
grant delete, insert, select, update on appointments to needlepoint_operator;

create table audit_heads (
  clinic_id uuid not null,
  seq bigint not null,
  hash bytea not null,
  seal bytea not null,
  PRIMARY KEY (clinic_id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id)
);
alter table audit_heads enable row level security;
alter table audit_heads force row level security;
create policy every_clinic on audit_heads as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on audit_heads as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on audit_heads to needlepoint_app;
grant delete, insert, select, update on audit_heads to needlepoint_operator;
grant update (seq, hash, seal) on audit_heads to needlepoint_app;

create table audit_lines (
  clinic_id uuid not null,
  seq bigint not null,
  at timestamp with time zone not null,
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  PRIMARY KEY (clinic_id, seq),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  CHECK ((seq >= 1))
);
CREATE INDEX audit_lines_about ON public.audit_lines USING btree (clinic_id, subject, seq);
alter table audit_lines enable row level security;
alter table audit_lines force row level security;
create policy every_clinic on audit_lines as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on audit_lines as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on audit_lines to needlepoint_app;
grant delete, insert, select, update on audit_lines to needlepoint_operator;

create table check_in_alerts (
  clinic_id uuid not null,
  id uuid not null,
  check_in_id uuid not null,
  reason text not null,
  recipients integer not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, check_in_id, reason),
  FOREIGN KEY (clinic_id, check_in_id) REFERENCES check_ins(clinic_id, id),
  CHECK ((reason = ANY (ARRAY['arrived'::text, 'overdue'::text]))),
  CHECK ((recipients >= 0))
);
alter table check_in_alerts enable row level security;
alter table check_in_alerts force row level security;
create policy every_clinic on check_in_alerts as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on check_in_alerts as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on check_in_alerts to needlepoint_app;
grant delete, insert, select, update on check_in_alerts to needlepoint_operator;

create table check_in_reads (
  clinic_id uuid not null,
  id uuid not null,
  check_in_id uuid not null,
  read_by uuid not null,
  read_at timestamp with time zone not null,
  note_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, check_in_id) REFERENCES check_ins(clinic_id, id),
  FOREIGN KEY (clinic_id, read_by) REFERENCES staff(clinic_id, id)
);
CREATE INDEX check_in_reads_of ON public.check_in_reads USING btree (clinic_id, check_in_id);
alter table check_in_reads enable row level security;
alter table check_in_reads force row level security;
create policy every_clinic on check_in_reads as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on check_in_reads as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on check_in_reads to needlepoint_app;
grant delete, insert, select, update on check_in_reads to needlepoint_operator;

create table check_ins (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  session_id uuid not null,
  reported_at timestamp with time zone not null,
  report jsonb not null,
  words_enc bytea,
  held_against jsonb not null,
  triage jsonb not null,
  device_triage jsonb,
  differs boolean not null,
  level text not null,
  urgency text not null,
  protocol_hash text not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, session_id) REFERENCES sessions(clinic_id, id),
  CHECK ((level = ANY (ARRAY['expected'::text, 'watch'::text, 'contact-clinic'::text, 'same-day'::text, 'emergency'::text]))),
  CHECK ((urgency = ANY (ARRAY['expected'::text, 'watch'::text, 'contact-clinic'::text, 'same-day'::text, 'emergency'::text])))
);
CREATE INDEX check_ins_after_session ON public.check_ins USING btree (clinic_id, session_id, reported_at);
CREATE INDEX check_ins_by_arrival ON public.check_ins USING btree (clinic_id, recorded_at, id);
CREATE INDEX check_ins_of ON public.check_ins USING btree (clinic_id, client_id, reported_at);
alter table check_ins enable row level security;
alter table check_ins force row level security;
create policy every_clinic on check_ins as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on check_ins as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on check_ins to needlepoint_app;
grant delete, insert, select, update on check_ins to needlepoint_operator;

create table client_accounts (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  user_id text not null,
  guardian_id uuid,
  ended_at timestamp with time zone,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, user_id, client_id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, guardian_id) REFERENCES guardians(clinic_id, id)
);
CREATE INDEX client_accounts_of ON public.client_accounts USING btree (clinic_id, client_id);
alter table client_accounts enable row level security;
alter table client_accounts force row level security;
create policy every_clinic on client_accounts as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on client_accounts as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on client_accounts to needlepoint_app;
grant delete, insert, select, update on client_accounts to needlepoint_operator;
grant update (ended_at) on client_accounts to needlepoint_app;

create table client_details (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  supersedes uuid,
  name_enc bytea not null,
  contact_enc bytea not null,
  born_enc bytea,
  notes_enc bytea,
  language text not null,
  zone text not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES client_details(clinic_id, id)
);
CREATE INDEX client_details_of ON public.client_details USING btree (clinic_id, client_id);
CREATE UNIQUE INDEX client_details_first ON public.client_details USING btree (clinic_id, client_id) WHERE (supersedes IS NULL);
alter table client_details enable row level security;
alter table client_details force row level security;
create policy every_clinic on client_details as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on client_details as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on client_details to needlepoint_app;
grant delete, insert, select, update on client_details to needlepoint_operator;

create table client_links (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  guardian_id uuid,
  token_hash bytea not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, token_hash),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, guardian_id) REFERENCES guardians(clinic_id, id)
);
CREATE INDEX client_links_of ON public.client_links USING btree (clinic_id, client_id);
alter table client_links enable row level security;
alter table client_links force row level security;
create policy every_clinic on client_links as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on client_links as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on client_links to needlepoint_app;
grant delete, insert, select, update on client_links to needlepoint_operator;
grant update (used_at, revoked_at) on client_links to needlepoint_app;

create table client_search (
  clinic_id uuid not null,
  kind text not null,
  blind bytea not null,
  details_id uuid not null,
  client_id uuid not null,
  PRIMARY KEY (clinic_id, kind, blind, details_id),
  FOREIGN KEY (clinic_id, details_id) REFERENCES client_details(clinic_id, id),
  CHECK ((kind = ANY (ARRAY['name'::text, 'phone'::text, 'email'::text])))
);
CREATE INDEX client_search_of ON public.client_search USING btree (clinic_id, details_id);
alter table client_search enable row level security;
alter table client_search force row level security;
create policy every_clinic on client_search as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on client_search as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on client_search to needlepoint_app;
grant delete, insert, select, update on client_search to needlepoint_operator;

create table clients (
  clinic_id uuid not null,
  id uuid not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id)
);
CREATE INDEX clients_by_age_of_record ON public.clients USING btree (clinic_id, recorded_at, id);
alter table clients enable row level security;
alter table clients force row level security;
create policy every_clinic on clients as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on clients as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on clients to needlepoint_app;
grant delete, insert, select, update on clients to needlepoint_operator;

create table clinic_keys (
  clinic_id uuid not null,
  id uuid not null,
  purpose text not null,
  wrapped bytea not null,
  master_key_id text not null,
  used_from timestamp with time zone not null,
  created_at timestamp with time zone not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  CHECK ((purpose = ANY (ARRAY['data'::text, 'index'::text])))
);
alter table clinic_keys enable row level security;
alter table clinic_keys force row level security;
create policy every_clinic on clinic_keys as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on clinic_keys as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on clinic_keys to needlepoint_app;
grant delete, insert, select, update on clinic_keys to needlepoint_operator;

create table clinics (
  clinic_id uuid not null,
  name text not null,
  zone text not null,
  language text not null default 'en'::text,
  demo boolean not null default false,
  created_at timestamp with time zone not null,
  phone text,
  email text,
  opening_hours text,
  after_hours text,
  emergency_number text,
  takes_enquiries boolean not null default false,
  cooling_off text,
  watch_hours jsonb,
  PRIMARY KEY (clinic_id),
  CHECK ((cooling_off ~ '^(PT[1-9][0-9]{0,2}H|P[1-9][0-9]?D)$'::text)),
  CHECK ((jsonb_typeof(watch_hours) = 'array'::text))
);
alter table clinics enable row level security;
alter table clinics force row level security;
create policy every_clinic on clinics as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on clinics as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on clinics to needlepoint_app;
grant delete, insert, select, update on clinics to needlepoint_operator;
grant update (name, zone, language, phone, email, opening_hours, after_hours, emergency_number, takes_enquiries, cooling_off, watch_hours) on clinics to needlepoint_app;

create table consent_copies (
  clinic_id uuid not null,
  consent_id uuid not null,
  file_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, consent_id),
  FOREIGN KEY (clinic_id, consent_id) REFERENCES consents(clinic_id, id),
  FOREIGN KEY (clinic_id, file_id) REFERENCES files(clinic_id, id)
);
alter table consent_copies enable row level security;
alter table consent_copies force row level security;
create policy every_clinic on consent_copies as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on consent_copies as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on consent_copies to needlepoint_app;
grant delete, insert, select, update on consent_copies to needlepoint_operator;

create table consent_offers (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  plan_id uuid not null,
  document_hash text not null,
  language text not null,
  given_at timestamp with time zone not null,
  cooling_off text,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, plan_id) REFERENCES plans(clinic_id, id),
  CHECK ((cooling_off ~ '^(PT[1-9][0-9]{0,2}H|P[1-9][0-9]?D)$'::text)),
  CHECK ((document_hash ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX consent_offers_of ON public.consent_offers USING btree (clinic_id, plan_id, document_hash);
alter table consent_offers enable row level security;
alter table consent_offers force row level security;
create policy every_clinic on consent_offers as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on consent_offers as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on consent_offers to needlepoint_app;
grant delete, insert, select, update on consent_offers to needlepoint_operator;

create table consent_withdrawals (
  clinic_id uuid not null,
  id uuid not null,
  consent_id uuid not null,
  withdrawn_at timestamp with time zone not null,
  reason_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, consent_id) REFERENCES consents(clinic_id, id)
);
CREATE INDEX consent_withdrawals_of ON public.consent_withdrawals USING btree (clinic_id, consent_id);
alter table consent_withdrawals enable row level security;
alter table consent_withdrawals force row level security;
create policy every_clinic on consent_withdrawals as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on consent_withdrawals as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on consent_withdrawals to needlepoint_app;
grant delete, insert, select, update on consent_withdrawals to needlepoint_operator;

create table consents (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  plan_id uuid not null,
  kind text not null,
  purposes text[] not null default '{}'::text[],
  language text not null,
  document text not null,
  document_hash text not null,
  risks jsonb not null,
  understood text[] not null default '{}'::text[],
  protocol_hash text not null,
  signature_enc bytea not null,
  signer_name_enc bytea not null,
  signed_by text not null,
  signed_at timestamp with time zone not null,
  evidence_enc bytea not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, plan_id) REFERENCES plans(clinic_id, id),
  CHECK ((kind = ANY (ARRAY['treatment'::text, 'photos'::text]))),
  CHECK ((signed_by = ANY (ARRAY['client'::text, 'guardian'::text])))
);
CREATE INDEX consents_of ON public.consents USING btree (clinic_id, client_id, recorded_at);
CREATE INDEX consents_to_plan ON public.consents USING btree (clinic_id, plan_id);
alter table consents enable row level security;
alter table consents force row level security;
create policy every_clinic on consents as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on consents as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on consents to needlepoint_app;
grant delete, insert, select, update on consents to needlepoint_operator;

create table contact_consents (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  channel text not null,
  purpose text not null,
  status text not null,
  evidence_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  CHECK ((channel = ANY (ARRAY['email'::text, 'sms'::text, 'push'::text, 'phone'::text]))),
  CHECK ((purpose = ANY (ARRAY['care'::text, 'appointments'::text, 'marketing'::text]))),
  CHECK ((status = ANY (ARRAY['given'::text, 'withdrawn'::text])))
);
CREATE INDEX contact_consents_of ON public.contact_consents USING btree (clinic_id, client_id, channel, purpose, recorded_at);
alter table contact_consents enable row level security;
alter table contact_consents force row level security;
create policy every_clinic on contact_consents as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on contact_consents as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on contact_consents to needlepoint_app;
grant delete, insert, select, update on contact_consents to needlepoint_operator;

create table devices (
  clinic_id uuid not null,
  id uuid not null,
  device_class text not null,
  name text not null,
  serial text,
  udi text,
  authorized boolean not null,
  status text not null default 'in-service'::text,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  CHECK ((status = ANY (ARRAY['in-service'::text, 'quarantined'::text, 'retired'::text])))
);
alter table devices enable row level security;
alter table devices force row level security;
create policy every_clinic on devices as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on devices as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on devices to needlepoint_app;
grant delete, insert, select, update on devices to needlepoint_operator;
grant update (status) on devices to needlepoint_app;

create table enquiries (
  clinic_id uuid not null,
  id uuid not null,
  enquiry_enc bytea,
  from_hash bytea,
  settled_how text,
  settled_at timestamp with time zone,
  settled_by text,
  client_id uuid,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  CHECK ((((settled_how IS NULL) = (settled_at IS NULL)) AND ((settled_how IS NULL) = (settled_by IS NULL)))),
  CHECK (((NOT (settled_how IS DISTINCT FROM 'taken'::text)) = (client_id IS NOT NULL))),
  CHECK (((settled_how IS NULL) = (enquiry_enc IS NOT NULL))),
  CHECK ((settled_how = ANY (ARRAY['taken'::text, 'dismissed'::text])))
);
CREATE INDEX enquiries_by_time ON public.enquiries USING btree (clinic_id, recorded_at);
CREATE INDEX enquiries_from ON public.enquiries USING btree (clinic_id, from_hash, recorded_at);
CREATE INDEX enquiries_of ON public.enquiries USING btree (clinic_id, client_id);
alter table enquiries enable row level security;
alter table enquiries force row level security;
create policy every_clinic on enquiries as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on enquiries as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on enquiries to needlepoint_app;
grant delete, insert, select, update on enquiries to needlepoint_operator;
grant update (enquiry_enc, from_hash, settled_how, settled_at, settled_by, client_id) on enquiries to needlepoint_app;

create table erasure_answers (
  clinic_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  client_id uuid not null,
  answer text not null,
  keep_until date,
  reason_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  FOREIGN KEY (clinic_id, request_id) REFERENCES erasure_requests(clinic_id, id),
  CHECK (((answer = 'held'::text) = (keep_until IS NOT NULL))),
  CHECK ((answer = ANY (ARRAY['erased'::text, 'held'::text, 'refused'::text])))
);
CREATE INDEX erasure_answers_about ON public.erasure_answers USING btree (clinic_id, client_id);
CREATE INDEX erasure_answers_to ON public.erasure_answers USING btree (clinic_id, request_id);
alter table erasure_answers enable row level security;
alter table erasure_answers force row level security;
create policy every_clinic on erasure_answers as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on erasure_answers as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on erasure_answers to needlepoint_app;
grant delete, insert, select, update on erasure_answers to needlepoint_operator;

create table erasure_requests (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  reason_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id)
);
CREATE INDEX erasure_requests_of ON public.erasure_requests USING btree (clinic_id, client_id);
alter table erasure_requests enable row level security;
alter table erasure_requests force row level security;
create policy every_clinic on erasure_requests as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on erasure_requests as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on erasure_requests to needlepoint_app;
grant delete, insert, select, update on erasure_requests to needlepoint_operator;

create table files (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid,
  kind text not null,
  hash text not null,
  size bigint not null,
  content_type text not null,
  width integer,
  height integer,
  taken_at timestamp with time zone,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  pose text,
  session_id uuid,
  check_in_id uuid,
  question text,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  FOREIGN KEY (clinic_id, check_in_id) REFERENCES check_ins(clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, session_id) REFERENCES sessions(clinic_id, id),
  CHECK (((kind = 'photo'::text) OR ((pose IS NULL) AND (session_id IS NULL) AND (check_in_id IS NULL) AND (question IS NULL)))),
  CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
  CHECK ((height > 0)),
  CHECK ((kind = ANY (ARRAY['photo'::text, 'document'::text, 'signature'::text, 'export'::text, 'consent'::text]))),
  CHECK ((pose ~ '^[a-z0-9-]{1,20}$'::text)),
  CHECK ((size >= 0)),
  CHECK ((width > 0))
);
CREATE INDEX files_after_session ON public.files USING btree (clinic_id, session_id) WHERE (session_id IS NOT NULL);
CREATE INDEX files_of ON public.files USING btree (clinic_id, client_id);
CREATE INDEX files_of_check_in ON public.files USING btree (clinic_id, check_in_id) WHERE (check_in_id IS NOT NULL);
alter table files enable row level security;
alter table files force row level security;
create policy every_clinic on files as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on files as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on files to needlepoint_app;
grant delete, insert, select, update on files to needlepoint_operator;

create table guardians (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  supersedes uuid,
  name_enc bytea not null,
  contact_enc bytea not null,
  relation text not null,
  status text not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES guardians(clinic_id, id),
  CHECK ((relation = ANY (ARRAY['parent'::text, 'legal-guardian'::text, 'other'::text]))),
  CHECK ((status = ANY (ARRAY['active'::text, 'ended'::text])))
);
CREATE INDEX guardians_of ON public.guardians USING btree (clinic_id, client_id);
alter table guardians enable row level security;
alter table guardians force row level security;
create policy every_clinic on guardians as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on guardians as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on guardians to needlepoint_app;
grant delete, insert, select, update on guardians to needlepoint_operator;

create table intake_drafts (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  version text not null,
  draft_enc bytea not null,
  saved_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, client_id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  CHECK ((version ~ '^[0-9a-f]{32}$'::text))
);
alter table intake_drafts enable row level security;
alter table intake_drafts force row level security;
create policy every_clinic on intake_drafts as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on intake_drafts as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on intake_drafts to needlepoint_app;
grant delete, insert, select, update on intake_drafts to needlepoint_operator;
grant update (version, draft_enc, saved_at, recorded_by) on intake_drafts to needlepoint_app;

create table lots (
  clinic_id uuid not null,
  id uuid not null,
  kind text not null,
  product text not null,
  udi text,
  lot text not null,
  expires_on date,
  recalled_on date,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  CHECK ((kind = ANY (ARRAY['cartridge'::text, 'anaesthetic'::text, 'serum'::text, 'other'::text])))
);
CREATE INDEX lots_by_lot ON public.lots USING btree (clinic_id, lot);
alter table lots enable row level security;
alter table lots force row level security;
create policy every_clinic on lots as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on lots as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on lots to needlepoint_app;
grant delete, insert, select, update on lots to needlepoint_operator;
grant update (recalled_on) on lots to needlepoint_app;

create table message_reads (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  about text not null,
  side text not null,
  up_to uuid not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, up_to) REFERENCES messages(clinic_id, id),
  CHECK ((about = ANY (ARRAY['care'::text, 'appointment'::text]))),
  CHECK ((side = ANY (ARRAY['client'::text, 'clinic'::text])))
);
CREATE INDEX message_reads_of ON public.message_reads USING btree (clinic_id, client_id, side, about);
alter table message_reads enable row level security;
alter table message_reads force row level security;
create policy every_clinic on message_reads as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on message_reads as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on message_reads to needlepoint_app;
grant delete, insert, select, update on message_reads to needlepoint_operator;

create table messages (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  about text not null,
  side text not null,
  cannot_come_to uuid,
  text_enc bytea not null,
  written_at timestamp with time zone not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, cannot_come_to) REFERENCES appointments(clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  CHECK ((about = ANY (ARRAY['care'::text, 'appointment'::text]))),
  CHECK ((side = ANY (ARRAY['client'::text, 'clinic'::text])))
);
CREATE INDEX messages_cannot_come ON public.messages USING btree (clinic_id, cannot_come_to) WHERE (cannot_come_to IS NOT NULL);
CREATE INDEX messages_of ON public.messages USING btree (clinic_id, client_id, recorded_at, id);
CREATE INDEX messages_to_clinic ON public.messages USING btree (clinic_id, recorded_at, id) WHERE (side = 'client'::text);
alter table messages enable row level security;
alter table messages force row level security;
create policy every_clinic on messages as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on messages as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on messages to needlepoint_app;
grant delete, insert, select, update on messages to needlepoint_operator;

create table migrations (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null,
  PRIMARY KEY (name)
);

create table outgoing_mail (
  clinic_id uuid not null,
  id uuid not null,
  message_enc bytea not null,
  attempts integer not null default 0,
  next_attempt_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id)
);
CREATE INDEX outgoing_mail_due ON public.outgoing_mail USING btree (next_attempt_at);
alter table outgoing_mail enable row level security;
alter table outgoing_mail force row level security;
create policy every_clinic on outgoing_mail as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on outgoing_mail as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on outgoing_mail to needlepoint_app;
grant delete, insert, select, update on outgoing_mail to needlepoint_operator;

create table overlays (
  clinic_id uuid not null,
  id uuid not null,
  supersedes uuid,
  hash text not null,
  yaml text not null,
  document json not null,
  valid_from date not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES overlays(clinic_id, id)
);
CREATE UNIQUE INDEX overlays_first ON public.overlays USING btree (clinic_id) WHERE (supersedes IS NULL);
alter table overlays enable row level security;
alter table overlays force row level security;
create policy every_clinic on overlays as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on overlays as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on overlays to needlepoint_app;
grant delete, insert, select, update on overlays to needlepoint_operator;

create table overrides (
  clinic_id uuid not null,
  id uuid not null,
  screening_id uuid not null,
  decision text not null,
  reason_enc bytea not null,
  staff_id uuid not null,
  role text not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, screening_id) REFERENCES screenings(clinic_id, id),
  FOREIGN KEY (clinic_id, staff_id) REFERENCES staff(clinic_id, id),
  CHECK ((decision = ANY (ARRAY['proceed'::text, 'proceed-with-precautions'::text, 'clinician-review'::text, 'defer'::text, 'do-not-treat'::text])))
);
CREATE INDEX overrides_of ON public.overrides USING btree (clinic_id, screening_id);
alter table overrides enable row level security;
alter table overrides force row level security;
create policy every_clinic on overrides as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on overrides as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on overrides to needlepoint_app;
grant delete, insert, select, update on overrides to needlepoint_operator;

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
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, screening_id) REFERENCES screenings(clinic_id, id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES plans(clinic_id, id)
);
CREATE INDEX plans_from_screening ON public.plans USING btree (clinic_id, screening_id);
CREATE INDEX plans_of ON public.plans USING btree (clinic_id, client_id, recorded_at);
alter table plans enable row level security;
alter table plans force row level security;
create policy every_clinic on plans as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on plans as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on plans to needlepoint_app;
grant delete, insert, select, update on plans to needlepoint_operator;

create table preflights (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  plan_id uuid not null,
  checked_on date not null,
  device_id uuid,
  cartridge_lot_id uuid,
  facts jsonb not null,
  result jsonb not null,
  outcome text not null,
  device_result jsonb,
  differs boolean not null,
  protocol_hash text not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, cartridge_lot_id) REFERENCES lots(clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, device_id) REFERENCES devices(clinic_id, id),
  FOREIGN KEY (clinic_id, plan_id) REFERENCES plans(clinic_id, id),
  CHECK ((outcome = ANY (ARRAY['ready'::text, 'ready-with-precautions'::text, 'not-ready'::text])))
);
CREATE INDEX preflights_for_plan ON public.preflights USING btree (clinic_id, plan_id);
CREATE INDEX preflights_of ON public.preflights USING btree (clinic_id, client_id, recorded_at);
alter table preflights enable row level security;
alter table preflights force row level security;
create policy every_clinic on preflights as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on preflights as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on preflights to needlepoint_app;
grant delete, insert, select, update on preflights to needlepoint_operator;

create table prices (
  clinic_id uuid not null,
  id uuid not null,
  supersedes uuid,
  item text not null,
  amount integer not null,
  currency text not null,
  valid_from date not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES prices(clinic_id, id),
  CHECK ((amount >= 0)),
  CHECK ((currency ~ '^[A-Z]{3}$'::text))
);
CREATE INDEX prices_of_item ON public.prices USING btree (clinic_id, item, valid_from);
alter table prices enable row level security;
alter table prices force row level security;
create policy every_clinic on prices as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on prices as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on prices to needlepoint_app;
grant delete, insert, select, update on prices to needlepoint_operator;

create table protocols (
  hash text not null,
  document json not null,
  added_at timestamp with time zone not null,
  PRIMARY KEY (hash)
);
grant insert, select on protocols to needlepoint_app;
grant delete, insert, select, update on protocols to needlepoint_operator;

create table record_views (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  viewed_at timestamp with time zone not null,
  viewed_by text not null,
  roles text[] not null default '{}'::text[],
  what text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id)
);
CREATE INDEX record_views_of ON public.record_views USING btree (clinic_id, client_id, viewed_at);
alter table record_views enable row level security;
alter table record_views force row level security;
create policy every_clinic on record_views as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on record_views as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on record_views to needlepoint_app;
grant delete, insert, select, update on record_views to needlepoint_operator;

create table screenings (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  supersedes uuid,
  decided_on date not null,
  facts jsonb not null,
  decision jsonb not null,
  at_least text not null,
  at_most text not null,
  device_decision jsonb,
  differs boolean not null,
  protocol_hash text not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES screenings(clinic_id, id),
  CHECK ((at_least = ANY (ARRAY['proceed'::text, 'proceed-with-precautions'::text, 'clinician-review'::text, 'defer'::text, 'do-not-treat'::text]))),
  CHECK ((at_most = ANY (ARRAY['proceed'::text, 'proceed-with-precautions'::text, 'clinician-review'::text, 'defer'::text, 'do-not-treat'::text])))
);
CREATE INDEX screenings_by_date ON public.screenings USING btree (clinic_id, recorded_at, id);
CREATE INDEX screenings_of ON public.screenings USING btree (clinic_id, client_id, recorded_at);
alter table screenings enable row level security;
alter table screenings force row level security;
create policy every_clinic on screenings as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on screenings as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on screenings to needlepoint_app;
grant delete, insert, select, update on screenings to needlepoint_operator;

create table session_products (
  clinic_id uuid not null,
  session_id uuid not null,
  position integer not null,
  product text not null,
  lot_id uuid,
  PRIMARY KEY (clinic_id, session_id, "position"),
  FOREIGN KEY (clinic_id, lot_id) REFERENCES lots(clinic_id, id),
  FOREIGN KEY (clinic_id, session_id) REFERENCES sessions(clinic_id, id),
  CHECK (("position" >= 1))
);
CREATE INDEX session_products_with_lot ON public.session_products USING btree (clinic_id, lot_id);
alter table session_products enable row level security;
alter table session_products force row level security;
create policy every_clinic on session_products as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on session_products as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on session_products to needlepoint_app;
grant delete, insert, select, update on session_products to needlepoint_operator;

create table session_zones (
  clinic_id uuid not null,
  session_id uuid not null,
  position integer not null,
  area text not null,
  depth_mm double precision not null,
  passes integer not null,
  endpoint text not null,
  PRIMARY KEY (clinic_id, session_id, "position"),
  FOREIGN KEY (clinic_id, session_id) REFERENCES sessions(clinic_id, id),
  CHECK (("position" >= 1)),
  CHECK ((depth_mm >= (0)::double precision)),
  CHECK ((passes >= 0))
);
alter table session_zones enable row level security;
alter table session_zones force row level security;
create policy every_clinic on session_zones as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on session_zones as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on session_zones to needlepoint_app;
grant delete, insert, select, update on session_zones to needlepoint_operator;

create table sessions (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  plan_id uuid not null,
  preflight_id uuid not null,
  supersedes uuid,
  ended_at timestamp with time zone not null,
  zone text not null,
  device_id uuid not null,
  cartridge_lot_id uuid,
  practitioner_id uuid not null,
  facts jsonb not null,
  depth_mm double precision,
  notes_enc bytea,
  amended_because_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id, cartridge_lot_id) REFERENCES lots(clinic_id, id),
  FOREIGN KEY (clinic_id, client_id) REFERENCES clients(clinic_id, id),
  FOREIGN KEY (clinic_id, device_id) REFERENCES devices(clinic_id, id),
  FOREIGN KEY (clinic_id, plan_id) REFERENCES plans(clinic_id, id),
  FOREIGN KEY (clinic_id, practitioner_id) REFERENCES staff(clinic_id, id),
  FOREIGN KEY (clinic_id, preflight_id) REFERENCES preflights(clinic_id, id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES sessions(clinic_id, id),
  CHECK (((amended_because_enc IS NULL) = (supersedes IS NULL))),
  CHECK ((depth_mm >= (0)::double precision))
);
CREATE INDEX sessions_by_end ON public.sessions USING btree (clinic_id, ended_at);
CREATE INDEX sessions_of ON public.sessions USING btree (clinic_id, client_id, ended_at);
CREATE INDEX sessions_with_lot ON public.sessions USING btree (clinic_id, cartridge_lot_id);
CREATE UNIQUE INDEX sessions_first ON public.sessions USING btree (clinic_id, preflight_id) WHERE (supersedes IS NULL);
alter table sessions enable row level security;
alter table sessions force row level security;
create policy every_clinic on sessions as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on sessions as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on sessions to needlepoint_app;
grant delete, insert, select, update on sessions to needlepoint_operator;

create table staff (
  clinic_id uuid not null,
  id uuid not null,
  user_id text not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, user_id),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id)
);
alter table staff enable row level security;
alter table staff force row level security;
create policy every_clinic on staff as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on staff as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on staff to needlepoint_app;
grant delete, insert, select, update on staff to needlepoint_operator;

create table staff_details (
  clinic_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  supersedes uuid,
  name_enc bytea not null,
  roles text[] not null,
  status text not null,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, supersedes),
  FOREIGN KEY (clinic_id, staff_id) REFERENCES staff(clinic_id, id),
  FOREIGN KEY (clinic_id, supersedes) REFERENCES staff_details(clinic_id, id),
  CHECK (((cardinality(roles) >= 1) AND (roles <@ ARRAY['owner'::text, 'clinician'::text, 'practitioner'::text, 'front-desk'::text, 'auditor'::text]))),
  CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'left'::text])))
);
CREATE INDEX staff_details_of ON public.staff_details USING btree (clinic_id, staff_id);
CREATE UNIQUE INDEX staff_details_first ON public.staff_details USING btree (clinic_id, staff_id) WHERE (supersedes IS NULL);
alter table staff_details enable row level security;
alter table staff_details force row level security;
create policy every_clinic on staff_details as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on staff_details as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on staff_details to needlepoint_app;
grant delete, insert, select, update on staff_details to needlepoint_operator;

create table staff_invitations (
  clinic_id uuid not null,
  id uuid not null,
  email_enc bytea not null,
  roles text[] not null,
  token_hash bytea not null,
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  revoked_at timestamp with time zone,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  UNIQUE (clinic_id, token_hash),
  FOREIGN KEY (clinic_id) REFERENCES clinics(clinic_id),
  CHECK (((cardinality(roles) >= 1) AND (roles <@ ARRAY['owner'::text, 'clinician'::text, 'practitioner'::text, 'front-desk'::text, 'auditor'::text])))
);
alter table staff_invitations enable row level security;
alter table staff_invitations force row level security;
create policy every_clinic on staff_invitations as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on staff_invitations as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on staff_invitations to needlepoint_app;
grant delete, insert, select, update on staff_invitations to needlepoint_operator;
grant update (accepted_at, revoked_at) on staff_invitations to needlepoint_app;

create table stock_moves (
  clinic_id uuid not null,
  id uuid not null,
  lot_id uuid not null,
  kind text not null,
  quantity integer not null,
  session_id uuid,
  fingerprint bytea not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  PRIMARY KEY (clinic_id, id),
  FOREIGN KEY (clinic_id, lot_id) REFERENCES lots(clinic_id, id),
  FOREIGN KEY (clinic_id, session_id) REFERENCES sessions(clinic_id, id),
  CHECK ((kind = ANY (ARRAY['received'::text, 'used'::text, 'discarded'::text, 'returned'::text, 'counted'::text])))
);
CREATE INDEX stock_moves_of ON public.stock_moves USING btree (clinic_id, lot_id);
alter table stock_moves enable row level security;
alter table stock_moves force row level security;
create policy every_clinic on stock_moves as permissive for all to needlepoint_operator using true with check true;
create policy own_clinic on stock_moves as permissive for all to needlepoint_app using (clinic_id = (current_setting('app.clinic_id'::text))::uuid) with check (clinic_id = (current_setting('app.clinic_id'::text))::uuid);
grant insert, select on stock_moves to needlepoint_app;
grant delete, insert, select, update on stock_moves to needlepoint_operator;
