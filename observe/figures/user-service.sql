-- Accounts, and mails that the mail server has not taken yet. What was sent is no longer there, so nobody knows how many those were.
begin;
create or replace function observe.accounts() returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select count(*) from account
$$;
create or replace function observe.mails() returns table (kind text, waiting bigint, oldest double precision)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select asked.kind, count(mail.id), coalesce(extract(epoch from now() - min(mail.created_at)), 0)
  from (values ('morning', true), ('other', false)) asked (kind, morning)
  left join mail on (mail.kind = 'morning') = asked.morning
  group by asked.kind
$$;
do $$ declare
  owner regrole := (select relowner::regrole from pg_class where oid = 'account'::regclass);
begin
  execute format('alter function observe.accounts owner to %s', owner);
  execute format('alter function observe.mails owner to %s', owner);
end $$;
commit;
