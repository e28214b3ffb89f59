-- What a person answered to a request for erasure; of several answers the newest holds. Answer and request stay when the record is gone, without a word about
-- her: that she asked, and what was done. So neither refers to the client any more.
alter table erasure_requests drop constraint erasure_requests_clinic_id_client_id_fkey;

create table erasure_answers (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  request_id uuid not null,
  client_id uuid not null,
  -- `erased`: all of it. `held`: what has to be kept stays until the end of that day, and goes by itself on the next.
  answer text not null check (answer in ('erased', 'held', 'refused')),
  -- In the clinic's zone.
  keep_until date check ((answer = 'held') = (keep_until is not null)),
  reason_enc bytea,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, request_id) references erasure_requests (clinic_id, id)
);
create index erasure_answers_to on erasure_answers (clinic_id, request_id);
create index erasure_answers_about on erasure_answers (clinic_id, client_id);
select protect_clinic_table('erasure_answers');
