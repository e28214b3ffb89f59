-- Accounts: how somebody proves who she is. The tables and their columns are better-auth's (camelCase is its way of naming);
-- what is ours is marked. Clients have no e-mail address and no name here: theirs are encrypted in their clinic.

create table accounts."user" (
  "id" text primary key,
  -- Empty. Names are encrypted with the key of a clinic, in staff_details and client_details.
  "name" text not null,
  -- Staff: lower case. Clients: `<id>@client.invalid`, which nobody can write to.
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "twoFactorEnabled" boolean,
  -- Ours.
  "kind" text not null check ("kind" in ('staff', 'client')),
  "disabledAt" timestamptz
);

create table accounts."session" (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references accounts."user" ("id") on delete cascade,
  -- Ours. What was shown besides the password; without it, a member of staff can do nothing but set one up.
  -- `demo` is none, and opens the demo's clinic alone.
  "secondFactor" text check ("secondFactor" in ('totp', 'backup-code', 'passkey', 'demo')),
  -- Ours. When it was last used, to half a minute. A session of staff locks when this is long ago.
  "seenAt" timestamptz not null
);
create index "session_userId_idx" on accounts."session" ("userId");
create index "session_expiresAt_idx" on accounts."session" ("expiresAt");

create table accounts."account" (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references accounts."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  -- scrypt, with its salt.
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on accounts."account" ("userId");

create table accounts."verification" (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index "verification_identifier_idx" on accounts."verification" ("identifier");

create table accounts."twoFactor" (
  "id" text primary key,
  -- Both encrypted.
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references accounts."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_userId_idx" on accounts."twoFactor" ("userId");

create table accounts."passkey" (
  "id" text primary key,
  "name" text,
  "publicKey" text not null,
  "userId" text not null references accounts."user" ("id") on delete cascade,
  "credentialID" text not null,
  "counter" integer not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  "transports" text,
  "createdAt" timestamptz,
  "aaguid" text
);
create index "passkey_userId_idx" on accounts."passkey" ("userId");
create unique index "passkey_credentialID_idx" on accounts."passkey" ("credentialID");

create table accounts."rateLimit" (
  "id" text primary key,
  "key" text not null unique,
  "count" integer not null,
  "lastRequest" bigint not null
);

-- Ours. Failed attempts for one thing, whether or not there is such an account: who guesses learns nothing from it.
create table accounts.lockouts (
  -- HMAC of an e-mail address.
  subject bytea primary key,
  failures integer not null,
  failed_at timestamptz not null,
  locked_until timestamptz
);

-- Ours. Codes of an app that have opened a session: none opens a second one.
create table accounts.used_codes (
  user_id text not null references accounts."user" ("id") on delete cascade,
  -- HMAC of the code.
  code bytea not null,
  used_at timestamptz not null,
  primary key (user_id, code)
);

-- Ours. What signs cookies and encrypts TOTP secrets, itself encrypted under the master key.
create table accounts.secrets (
  id text primary key,
  wrapped bytea not null,
  master_key_id text not null,
  created_at timestamptz not null
);

-- The one thing that a request may read here: whose session a token is.
create function accounts.session_of(token text, now timestamptz)
returns table (
  session_id text, user_id text, kind text, second_factor text, has_factor boolean, seen_at timestamptz, expires_at timestamptz
)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select s."id", u."id", u."kind", s."secondFactor",
    coalesce(u."twoFactorEnabled", false) or exists (select from accounts."passkey" p where p."userId" = u."id"),
    s."seenAt", s."expiresAt"
  from accounts."session" s join accounts."user" u on u."id" = s."userId"
  where s."token" = $1 and s."expiresAt" > $2 and u."disabledAt" is null
$$;
create function accounts.touch_session(session_id text, now timestamptz) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update accounts."session" set "seenAt" = $2 where "id" = $1 and "seenAt" < $2
$$;
revoke execute on function accounts.session_of, accounts.touch_session from public;
grant usage on schema accounts to needlepoint_app;
grant execute on function accounts.session_of, accounts.touch_session to needlepoint_app, needlepoint_operator;

-- Keys of programs. Only the hash is kept, so a key is shown once.
create table api_keys (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  name text not null,
  -- The first characters, to tell keys apart.
  starts_with text not null,
  key_hash bytea not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  expires_at timestamptz,
  revoked_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, key_hash)
);
select protect_clinic_table('api_keys', '{revoked_at}');

-- An invitation by e-mail to work here. Only the hash of its token is kept.
create table staff_invitations (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  email_enc bytea not null,
  roles text[] not null check (
    cardinality(roles) >= 1 and roles <@ array['owner', 'clinician', 'practitioner', 'front-desk', 'auditor']
  ),
  token_hash bytea not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id),
  unique (clinic_id, token_hash)
);
select protect_clinic_table('staff_invitations', '{accepted_at,revoked_at}');

-- Messages that a transaction wants sent. They hold links that open records, so they are encrypted, and go once they are sent.
create table outgoing_mail (
  clinic_id uuid not null references clinics (clinic_id),
  id uuid not null,
  message_enc bytea not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (clinic_id, id)
);
create index outgoing_mail_due on outgoing_mail (next_attempt_at);
select protect_clinic_table('outgoing_mail');
