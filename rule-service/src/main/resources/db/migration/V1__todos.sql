-- Collation: Chinese by pinyin, Latin letters by alphabet, case folding for every script.
create table todo (
  id          uuid primary key,
  owner       text collate "C" not null,
  name        text collate "zh-x-icu" not null check (char_length(name) between 1 and 200),
  description text collate "zh-x-icu" not null check (char_length(description) <= 10000),
  status      smallint not null check (status between 0 and 3), -- closed, in progress, done, paused
  due         date,
  position    numeric not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  done_at     timestamptz,
  deleted_at  timestamptz,
  version     integer not null
);

-- One index for each order of the list, so that a page is read from the index, however many todos there are.
create index todo_by_position on todo (owner, position, id) where deleted_at is null;
create index todo_by_name     on todo (owner, name, id) where deleted_at is null;
create index todo_by_due      on todo (owner, coalesce(due, date '9999-12-31'), id) where deleted_at is null;
create index todo_by_created  on todo (owner, created_at, id) where deleted_at is null;
create index todo_by_updated  on todo (owner, updated_at, id) where deleted_at is null;
create index todo_by_status   on todo (owner, status, position, id) where deleted_at is null;
create index todo_by_deleted  on todo (owner, deleted_at, id) where deleted_at is not null;

-- Totals are kept, not counted: a count over all rows would grow with the list. One row for each owner,
-- so that every transaction takes at most this one lock after those on its todos, and none can deadlock.
create table todo_count (
  owner       text collate "C" primary key,
  closed      bigint not null,
  in_progress bigint not null,
  done        bigint not null,
  paused      bigint not null
);

create function add_to_count(whose text, state smallint, change bigint) returns void language plpgsql as $$
begin
  insert into todo_count as total
  values (whose,
          case state when 0 then change else 0 end,
          case state when 1 then change else 0 end,
          case state when 2 then change else 0 end,
          case state when 3 then change else 0 end)
  on conflict (owner) do update set
    closed = total.closed + excluded.closed,
    in_progress = total.in_progress + excluded.in_progress,
    done = total.done + excluded.done,
    paused = total.paused + excluded.paused;
end $$;

create function count_inserted() returns trigger language plpgsql as $$
begin
  perform add_to_count(owner, status, count(*)) from added where deleted_at is null group by owner, status;
  return null;
end $$;

create function count_updated() returns trigger language plpgsql as $$
begin
  perform add_to_count(owner, status, sum(change)::bigint) from (
    select owner, status, 1 as change from added where deleted_at is null
    union all
    select owner, status, -1 from removed where deleted_at is null) as changes
  group by owner, status
  having sum(change) <> 0;
  return null;
end $$;

create function count_deleted() returns trigger language plpgsql as $$
begin
  perform add_to_count(owner, status, -count(*)) from removed where deleted_at is null group by owner, status;
  return null;
end $$;

create trigger inserted after insert on todo
  referencing new table as added for each statement execute function count_inserted();
create trigger updated after update on todo
  referencing old table as removed new table as added for each statement execute function count_updated();
create trigger deleted after delete on todo
  referencing old table as removed for each statement execute function count_deleted();

-- First answers to requests with an Idempotency-Key, kept for a day.
create table idempotent_creation (
  owner      text collate "C" not null,
  key        text collate "C" not null,
  request    text not null,
  answer     text not null,
  created_at timestamptz not null,
  primary key (owner, key)
);
create index idempotent_creation_by_age on idempotent_creation (owner, created_at);
