-- Who may do what. Nobody signs in as these roles: each transaction takes one on with SET LOCAL ROLE.
-- needlepoint_app serves requests and sees one clinic. needlepoint_operator does work across clinics: finding the clinic
-- of a sign-in, backups, key rotation, removal of the demo.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['needlepoint_app', 'needlepoint_operator'] loop
    -- Roles belong to the whole server, so another database of it may be creating them at this moment.
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
    if exists (select from pg_roles where rolname = wanted and (rolsuper or rolbypassrls)) then
      raise exception 'The role % may pass by row-level security. Take SUPERUSER and BYPASSRLS from it.', wanted;
    end if;
    if not pg_has_role(current_user, wanted, 'member') then
      execute format('grant %I to current_user', wanted);
    end if;
  end loop;
end
$$;

-- The accounts of staff and clients. Their tables come from server/accounts; no request reads them as needlepoint_app.
create schema accounts;
grant usage on schema accounts to needlepoint_operator;
alter default privileges in schema accounts grant select, insert, update, delete on tables to needlepoint_operator;

-- The queue of jobs. pg-boss makes its tables at its first start; a request may add a job in its own transaction.
create schema pgboss;
grant usage on schema pgboss to needlepoint_app, needlepoint_operator;
alter default privileges in schema pgboss grant select, insert on tables to needlepoint_app;
alter default privileges in schema pgboss grant select, insert, update, delete on tables to needlepoint_operator;

-- Every table of a clinic is closed by this. A transaction that names no clinic fails, since the setting is missing.
create function protect_clinic_table(name text, updatable text[] default '{}') returns void language plpgsql as $$
declare
  own_clinic constant text := 'clinic_id = current_setting(''app.clinic_id'')::uuid';
begin
  execute format('alter table %I enable row level security', name);
  execute format('alter table %I force row level security', name);
  execute format('create policy own_clinic on %I to needlepoint_app using (%s) with check (%2$s)', name, own_clinic);
  execute format('create policy every_clinic on %I to needlepoint_operator using (true) with check (true)', name);
  execute format('grant select, insert on %I to needlepoint_app', name);
  execute format('grant select, insert, update, delete on %I to needlepoint_operator', name);
  if cardinality(updatable) > 0 then
    execute format('grant update (%s) on %I to needlepoint_app',
      (select string_agg(quote_ident(col), ', ') from unnest(updatable) col), name);
  end if;
end
$$;
revoke execute on function protect_clinic_table from public;
