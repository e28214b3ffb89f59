-- Answers on their way: an intake that is not sent yet, and what somebody sends who is no client.

-- At most one a client, so that she goes on with it on another device. She and her guardian alone read it. It goes when the
-- answers are sent, and when nobody has touched it for long.
create table intake_drafts (
  clinic_id uuid not null,
  -- Of the screening that it is to become.
  id uuid not null,
  client_id uuid not null,
  -- Made on the device with every change: who saves says which version she saw.
  version text not null check (version ~ '^[0-9a-f]{32}$'),
  draft_enc bytea not null,
  saved_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, client_id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id)
);
select protect_clinic_table('intake_drafts', '{version,draft_enc,saved_at,recorded_by}');

-- Whether anybody may send the clinic her answers.
alter table clinics add column takes_enquiries boolean not null default false;
grant update (takes_enquiries) on clinics to needlepoint_app;

-- What somebody sent who screened herself. Its content goes once it is settled, and by itself after a while.
create table enquiries (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  -- Name, contact, words and answers; null once it is settled.
  enquiry_enc bytea,
  -- Keyed hash of the network that it came from, against floods; null once it is settled.
  from_hash bytea,
  settled_how text check (settled_how in ('taken', 'dismissed')),
  settled_at timestamptz,
  settled_by text,
  -- Whose intake it became.
  client_id uuid,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  check ((settled_how is null) = (settled_at is null) and (settled_how is null) = (settled_by is null)),
  check ((settled_how is not distinct from 'taken') = (client_id is not null)),
  check ((settled_how is null) = (enquiry_enc is not null))
);
create index enquiries_by_time on enquiries (clinic_id, recorded_at);
create index enquiries_from on enquiries (clinic_id, from_hash, recorded_at);
create index enquiries_of on enquiries (clinic_id, client_id);
select protect_clinic_table('enquiries', '{enquiry_enc,from_hash,settled_how,settled_at,settled_by,client_id}');
