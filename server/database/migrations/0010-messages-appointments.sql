-- What a client and her clinic write to each other, and when she is expected there.

create table appointments (
  clinic_id uuid not null,
  id uuid not null,
  -- The first version, which names the appointment: its own id in that one.
  appointment_id uuid not null,
  client_id uuid not null,
  supersedes uuid,
  what text not null check (what in ('consultation', 'session', 'review')),
  status text not null check (status in ('planned', 'cancelled')),
  starts_at timestamptz not null,
  minutes integer not null check (minutes between 5 and 600),
  -- Of the clinic, in which it was said: 9:30 stays 9:30 there.
  zone text not null,
  practitioner_id uuid not null,
  -- Room or address, as the clinic says it.
  place_enc bytea,
  -- For her to read: what to bring, why it was moved.
  note_enc bytea,
  -- What somebody was warned of when it was noted: it lies before the first safe day, or nobody has cleared her yet.
  warned text check (warned in ('too-early', 'not-cleared')),
  warned_until date check (warned_until is null or warned = 'too-early'),
  -- A version that does not replace another is the first one.
  check ((supersedes is null) = (appointment_id = id)),
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, supersedes),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, practitioner_id) references staff (clinic_id, id),
  foreign key (clinic_id, appointment_id) references appointments (clinic_id, id),
  foreign key (clinic_id, supersedes) references appointments (clinic_id, id)
);
create index appointments_of on appointments (clinic_id, client_id, starts_at);
create index appointments_by_start on appointments (clinic_id, starts_at);
create index appointments_with on appointments (clinic_id, practitioner_id, starts_at);
select protect_clinic_table('appointments');

create table messages (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  -- About her treatment those who treat read it; about an appointment the front desk does, too.
  about text not null check (about in ('care', 'appointment')),
  -- Who speaks.
  side text not null check (side in ('client', 'clinic')),
  -- The appointment that she cannot come to, by its first version.
  cannot_come_to uuid,
  text_enc bytea not null,
  -- By the clock of the device; without a network it is earlier than it arrives.
  written_at timestamptz not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, cannot_come_to) references appointments (clinic_id, id)
);
create index messages_of on messages (clinic_id, client_id, recorded_at, id);
create index messages_to_clinic on messages (clinic_id, recorded_at, id) where side = 'client';
create index messages_cannot_come on messages (clinic_id, cannot_come_to) where cannot_come_to is not null;
select protect_clinic_table('messages');

-- Read up to a message, and all before it about the same. One row each time somebody says so.
create table message_reads (
  clinic_id uuid not null,
  id uuid not null,
  client_id uuid not null,
  about text not null check (about in ('care', 'appointment')),
  -- Who has read what the other side wrote.
  side text not null check (side in ('client', 'clinic')),
  up_to uuid not null,
  fingerprint bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  foreign key (clinic_id, client_id) references clients (clinic_id, id),
  foreign key (clinic_id, up_to) references messages (clinic_id, id)
);
create index message_reads_of on message_reads (clinic_id, client_id, side, about);
select protect_clinic_table('message_reads');
