-- How many todos an owner has, the bin included, and the bytes of their texts are kept beside the totals. A connection says how
-- much that may be, by the settings todolist.most_todos and todolist.most_bytes; one that says nothing, such as the version
-- before's, has no limit. Writing waits, or is refused after the time limit for a lock, until what is there is counted: some seconds for 1,000,000 todos.
lock table todo in share row exclusive mode;

alter table todo_count
  add column todos bigint not null default 0,
  add column bytes bigint not null default 0;

create function change_count(whose text, c bigint, i bigint, d bigint, p bigint, t bigint, b bigint) returns void
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
  -- configuration_limit_exceeded
  if t > 0 and now_has.todos > nullif(current_setting('todolist.most_todos', true), '')::bigint then
    raise exception 'You have as many todos as can be kept, those in the bin included' using errcode = '53400';
  end if;
  if b > 0 and now_has.bytes > nullif(current_setting('todolist.most_bytes', true), '')::bigint then
    raise exception 'Your todos are as long as can be kept, those in the bin included' using errcode = '53400';
  end if;
end $$;

create or replace function count_inserted() returns trigger language plpgsql as $$
begin
  perform change_count(owner,
    count(*) filter (where status = 0 and deleted_at is null),
    count(*) filter (where status = 1 and deleted_at is null),
    count(*) filter (where status = 2 and deleted_at is null),
    count(*) filter (where status = 3 and deleted_at is null),
    count(*), sum(octet_length(name) + octet_length(description)))
  from added group by owner;
  return null;
end $$;

create or replace function count_updated() returns trigger language plpgsql as $$
begin
  perform change_count(owner,
    coalesce(sum(change) filter (where status = 0 and deleted_at is null), 0),
    coalesce(sum(change) filter (where status = 1 and deleted_at is null), 0),
    coalesce(sum(change) filter (where status = 2 and deleted_at is null), 0),
    coalesce(sum(change) filter (where status = 3 and deleted_at is null), 0),
    sum(change), sum(change * (octet_length(name) + octet_length(description))))
  from (
    select 1 as change, owner, status, deleted_at, name, description from added
    union all
    select -1, owner, status, deleted_at, name, description from removed) as changes
  group by owner;
  return null;
end $$;

create or replace function count_deleted() returns trigger language plpgsql as $$
begin
  perform change_count(owner,
    -count(*) filter (where status = 0 and deleted_at is null),
    -count(*) filter (where status = 1 and deleted_at is null),
    -count(*) filter (where status = 2 and deleted_at is null),
    -count(*) filter (where status = 3 and deleted_at is null),
    -count(*), -sum(octet_length(name) + octet_length(description)))
  from removed group by owner;
  return null;
end $$;

drop function add_to_count;

update todo_count total set todos = has.todos, bytes = has.bytes
from (select owner, count(*) as todos, sum(octet_length(name) + octet_length(description)) as bytes from todo group by owner) as has
where has.owner = total.owner;
