-- How far this service has come in user-service's events (see Subscription), and which ones failed. Those that were set aside
-- are kept whole. The version before leaves all of it alone.
create table event_place (
  only_one boolean primary key default true check (only_one),
  done     text collate "C" not null default ''
);
insert into event_place default values;

create table event_failure (
  id       uuid primary key,
  sequence text collate "C" not null,
  subject  text not null, -- without what PostgreSQL has no place for
  reason   text not null,
  failures integer not null,
  event    text -- as JSON, as it came
);

-- Owners whose account was deleted. An access token from before may still come, from another tab: nothing is added for it.
create table erased_owner (
  owner     text collate "C" primary key,
  erased_at timestamptz not null default now()
);
create index erased_owner_by_age on erased_owner (erased_at);

-- As before, and one check more, made while the row of the owner's totals is held: who marks an owner as erased has waited for it,
-- so nothing is added any more when that is done (see AccountDeleted).
create or replace function change_count(whose text, c bigint, i bigint, d bigint, p bigint, t bigint, b bigint) returns void
language plpgsql as $$
declare
  now_has todo_count;
begin
  if 0 = all (array[c, i, d, p, t, b]) then
    return;
  end if;
  insert into todo_count as total values (whose, c, i, d, p, t, b)
  on conflict (owner) do update set
    closed = total.closed + excluded.closed,
    in_progress = total.in_progress + excluded.in_progress,
    done = total.done + excluded.done,
    paused = total.paused + excluded.paused,
    todos = total.todos + excluded.todos,
    bytes = total.bytes + excluded.bytes
  returning * into now_has;
  if t > 0 and exists (select from erased_owner where owner = whose) then
    raise exception 'This account is deleted' using errcode = 'T0401';
  end if;
  -- configuration_limit_exceeded
  if t > 0 and now_has.todos > nullif(current_setting('todolist.most_todos', true), '')::bigint then
    raise exception 'You have as many todos as can be kept, those in the bin included' using errcode = '53400';
  end if;
  if b > 0 and now_has.bytes > nullif(current_setting('todolist.most_bytes', true), '')::bigint then
    raise exception 'Your todos are as long as can be kept, those in the bin included' using errcode = '53400';
  end if;
end $$;
