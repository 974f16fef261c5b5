-- In each of the two databases, before the file that is named like the service: a role that may ask for figures and for nothing else.
-- It has no right to any table: the functions of the schema observe say sums and ages, with the rights of who owns the tables.
-- A view would do too, but stand in the way of a migration that takes away a column. May run again and again.
--   psql -d todos -f observe/figures/all.sql -f observe/figures/rule-service.sql
--   psql -d users -f observe/figures/all.sql -f observe/figures/user-service.sql
-- Whoever runs them is a superuser, or the owner of the tables who may make roles. Then give it a password: alter role figures password '…'
begin;
do $$ begin
  if to_regrole('figures') is null then
    create role figures login;
  end if;
  execute format('grant connect on database %I to figures', current_database());
end $$;
alter role figures connection limit 5;
alter role figures set statement_timeout = '5s';
create schema if not exists observe;
grant usage on schema observe to figures;

-- Of each service that reads the events here: how old the oldest is that it has not read, and how many those are, 10,000 at most. Its
-- place is read by the key, so what has been read costs nothing. The parts of a place are padded with zeros, which xid8 takes for octal.
create or replace function observe.events() returns table (reader text, unread bigint, lag double precision)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select consumer.name, count(left_over.created_at), coalesce(extract(epoch from now() - min(left_over.created_at)), 0)
  from event_consumer consumer
  left join lateral (select created_at from event
    where aggregatetype = 'account' and (transaction, position) > (
      coalesce(nullif(ltrim(split_part(consumer.done, '-', 1), '0'), ''), '0')::xid8,
      coalesce(nullif(split_part(consumer.done, '-', 2), ''), '0')::bigint)
    order by transaction, position limit 10000) left_over on true
  group by consumer.name
$$;

-- Events of the other service that this one could not take: set aside until somebody mends the cause, or tried again by itself.
create or replace function observe.failed_events() returns table (set_aside bigint, tried_again bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*) filter (where event is not null), count(*) filter (where event is null) from event_failure
$$;

do $$ declare
  owner regrole := (select relowner::regrole from pg_class where oid = 'event'::regclass);
begin
  execute format('alter schema observe owner to %s', owner);
  execute format('alter function observe.events owner to %s', owner);
  execute format('alter function observe.failed_events owner to %s', owner);
end $$;
commit;
