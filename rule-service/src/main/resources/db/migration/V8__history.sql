-- What has happened here: the history of each todo, and what other services read (see EventLog), which is about accounts. Each
-- change writes its event in its own transaction. The columns are those that Debezium's outbox event router looks for, and two more:
-- whose it is, and by which device. Kept 30 days. The version before writes history, too, without a device.
create table event (
  transaction   xid8 not null default pg_current_xact_id(),
  position      bigint not null generated always as identity,
  id            uuid not null,
  owner         text collate "C" not null,
  aggregatetype text not null,
  aggregateid   text collate "C" not null,
  type          text not null,
  payload       jsonb not null,
  device        text,
  traceparent   text,
  created_at    timestamptz not null default now(),
  primary key (transaction, position)
);
-- Not by todo: for a change of 1,000 todos that would be 1,000 places in an index. An owner's
-- events are not so many that those of one todo could not be looked for among them. Of one todo, the position alone is the order: it
-- is taken while the todo is held.
create index event_of_owner on event (owner, position);
create index event_for_others on event (transaction, position) where aggregatetype = 'account';

-- How far each service has come that reads them, as in user-service.
create table event_consumer (
  name      text primary key,
  done      text collate "C" not null default '',
  set_aside text collate "C",
  seen_at   timestamptz
);
insert into event_consumer (name) values ('user-service');

-- RFC 9562, 5.7, as UuidV7 makes it; PostgreSQL has its own from version 18 on. The first half, once for a statement, and all of it.
create function uuid_v7_time() returns text language sql volatile as $$
  select overlay(lpad(to_hex((date_part('epoch', clock_timestamp()) * 4096000)::bigint), 15, '0') placing '7' from 13 for 0)
$$;

create function uuid_v7(began text) returns uuid language sql volatile as $$
  select (began || to_hex((random() * (1::bigint << 62))::bigint | (1::bigint << 63)))::uuid
$$;

-- Of an owner, about the latest todolist.most_events are kept; a connection that says nothing of it, such as the version before's,
-- keeps all. Whether there are more is looked at once in 10,000 events, as chance has it: a number kept beside them would be one
-- more row that each change waits for. Nothing is waited for here.
create function forget_early(whose text) returns void language plpgsql as $$
declare
  most bigint := nullif(current_setting('todolist.most_events', true), '');
begin
  if most is null then
    return;
  end if;
  delete from event where (transaction, position) in (
    select transaction, position from event
    where owner = whose and aggregatetype = 'todo' and position <= (
      select position from event where owner = whose and aggregatetype = 'todo'
      order by position desc offset most limit 1)
    limit 20000 for update skip locked);
end $$;

-- PostgreSQL reads the text of a CHECK anew for each statement: three of them cost an eighth of a change, more than its history. So
-- the triggers below look at what comes.
alter table todo
  drop constraint todo_name_check,
  drop constraint todo_description_check,
  drop constraint todo_status_check;

create function fits(name text, description text, status smallint) returns boolean language sql immutable as $$
  select char_length(name) between 1 and 200 and char_length(description) <= 10000 and status between 0 and 3
$$;

create function refuse_misfit() returns boolean language plpgsql as $$
begin
  raise exception 'A name of 1 to 200 characters, a description of at most 10000, a status of 0 to 3'
    using errcode = 'check_violation';
end $$;

-- As before, and one check more, made while the row of the owner's totals is held: who marks an owner as erased has waited for it,
-- so nothing is added any more when that is done (see AccountDeleted). It is a statement of its own, which sees what was
-- done while the row was waited for. Returns whether there was anything to change.
drop function change_count;
create function change_count(whose text, c bigint, i bigint, d bigint, p bigint, t bigint, b bigint) returns boolean
language plpgsql as $$
declare
  has_todos bigint;
  has_bytes bigint;
begin
  if c = 0 and i = 0 and d = 0 and p = 0 and t = 0 and b = 0 then
    return false;
  end if;
  insert into todo_count as total values (whose, c, i, d, p, t, b)
  on conflict (owner) do update set
    closed = total.closed + excluded.closed,
    in_progress = total.in_progress + excluded.in_progress,
    done = total.done + excluded.done,
    paused = total.paused + excluded.paused,
    todos = total.todos + excluded.todos,
    bytes = total.bytes + excluded.bytes
  returning todos, bytes into has_todos, has_bytes;
  if t > 0 and exists (select from erased_owner where owner = whose) then
    raise exception 'This account is deleted' using errcode = 'T0401';
  end if;
  -- configuration_limit_exceeded
  if t > 0 and has_todos > nullif(current_setting('todolist.most_todos', true), '')::bigint then
    raise exception 'You have as many todos as can be kept, those in the bin included' using errcode = '53400';
  end if;
  if b > 0 and has_bytes > nullif(current_setting('todolist.most_bytes', true), '')::bigint then
    raise exception 'Your todos are as long as can be kept, those in the bin included' using errcode = '53400';
  end if;
  return true;
end $$;

create function type_of_change(open_before boolean, open_now boolean) returns text language sql immutable as $$
  select case when open_before = open_now then 'io.todolist.todo.changed.v1'
              when open_now then 'io.todolist.todo.restored.v1'
              else 'io.todolist.todo.deleted.v1' end
$$;

-- What the history says of a change; moves in the list are nothing to remember.
create function what_changed(name_from text, name_to text, other_description boolean, status_from smallint, status_to smallint,
  due_from date, due_to date) returns jsonb language plpgsql immutable as $$
declare
  names   text[] := '{CLOSED,IN_PROGRESS,DONE,PAUSED}';
  changes jsonb := '{}';
begin
  if name_from <> name_to then
    changes := jsonb_build_object('name', jsonb_build_object('from', name_from, 'to', name_to));
  end if;
  if other_description then
    changes := changes || jsonb_build_object('description', true);
  end if;
  if status_from <> status_to then
    changes := changes
      || jsonb_build_object('status', jsonb_build_object('from', names[status_from + 1], 'to', names[status_to + 1]));
  end if;
  if due_from is distinct from due_to then
    changes := changes || jsonb_build_object('due', jsonb_build_object('from', due_from, 'to', due_to));
  end if;
  return changes;
end $$;

-- The functions of the triggers: first the totals, because they may refuse, then the history. Most statements concern one todo. For it
-- expressions and two plain statements do the same as the aggregates and joins for several, with less than half the work.
create or replace function count_inserted() returns trigger language plpgsql as $$
declare
  by_device text := nullif(current_setting('todolist.device', true), '');
  began     text := uuid_v7_time();
  written   bigint := 1;
  counted   boolean;
  one       record;
begin
  select owner, id, status, deleted_at is null as open, octet_length(name) + octet_length(description) as bytes,
    fits(name, description, status) as fits, exists (select from added offset 1) as several
  into one from added limit 1;
  if not found then
    return null;
  end if;
  if one.several then
    if exists (select from added where not fits(name, description, status)) then
      counted := refuse_misfit();
    end if;
    perform change_count(owner,
      count(*) filter (where status = 0 and deleted_at is null),
      count(*) filter (where status = 1 and deleted_at is null),
      count(*) filter (where status = 2 and deleted_at is null),
      count(*) filter (where status = 3 and deleted_at is null),
      count(*), sum(octet_length(name) + octet_length(description)))
    from added group by owner;
    insert into event (id, owner, aggregatetype, aggregateid, type, payload, device)
    select uuid_v7(began), owner, 'todo', id::text, 'io.todolist.todo.created.v1', '{}', by_device from added;
    get diagnostics written = row_count;
  else
    if not one.fits then
      counted := refuse_misfit();
    end if;
    counted := change_count(one.owner,
      (one.open and one.status = 0)::int,
      (one.open and one.status = 1)::int,
      (one.open and one.status = 2)::int,
      (one.open and one.status = 3)::int,
      1, one.bytes);
    insert into event (id, owner, aggregatetype, aggregateid, type, payload, device)
    values (uuid_v7(began), one.owner, 'todo', one.id::text, 'io.todolist.todo.created.v1', '{}', by_device);
  end if;
  if random() * 10000 < written then
    perform forget_early(one.owner);
  end if;
  return null;
end $$;

-- For several the plan is made once and must do for 1,000: a full join, though both sides have the same todos, because that is
-- never made by comparing all with all.
create or replace function count_updated() returns trigger language plpgsql as $$
declare
  by_device text := nullif(current_setting('todolist.device', true), '');
  began     text := uuid_v7_time();
  written   bigint := 0;
  changes   jsonb;
  counted   boolean;
  one       record;
begin
  select n.owner, n.id,
    o.name as old_name, n.name,
    o.description <> n.description as other_description,
    o.status as old_status, n.status,
    o.due as old_due, n.due,
    o.deleted_at is null as old_open, n.deleted_at is null as open,
    octet_length(n.name) + octet_length(n.description) - octet_length(o.name) - octet_length(o.description) as more_bytes,
    fits(n.name, n.description, n.status) as fits,
    exists (select from added offset 1) as several
  into one from removed o, added n limit 1;
  if not found then
    return null;
  end if;
  if one.several then
    if exists (select from added where not fits(name, description, status)) then
      counted := refuse_misfit();
    end if;
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
    insert into event (id, owner, aggregatetype, aggregateid, type, payload, device)
    select uuid_v7(began), n.owner, 'todo', n.id::text, type_of_change(o.deleted_at is null, n.deleted_at is null),
      what_changed(o.name, n.name, o.description <> n.description, o.status, n.status, o.due, n.due), by_device
    from removed o full join added n on o.id = n.id
    where (o.name, o.description, o.status, o.due, o.deleted_at is null) is distinct from
          (n.name, n.description, n.status, n.due, n.deleted_at is null);
    get diagnostics written = row_count;
  else
    if not one.fits then
      counted := refuse_misfit();
    end if;
    if one.status <> one.old_status or one.open <> one.old_open or one.more_bytes <> 0 then
      counted := change_count(one.owner,
        (one.open and one.status = 0)::int - (one.old_open and one.old_status = 0)::int,
        (one.open and one.status = 1)::int - (one.old_open and one.old_status = 1)::int,
        (one.open and one.status = 2)::int - (one.old_open and one.old_status = 2)::int,
        (one.open and one.status = 3)::int - (one.old_open and one.old_status = 3)::int,
        0, one.more_bytes);
    end if;
    changes := what_changed(
      one.old_name, one.name, one.other_description, one.old_status, one.status, one.old_due, one.due);
    if changes <> '{}' or one.open <> one.old_open then
      insert into event (id, owner, aggregatetype, aggregateid, type, payload, device)
      values (uuid_v7(began), one.owner, 'todo', one.id::text, type_of_change(one.old_open, one.open), changes, by_device);
      written := 1;
    end if;
  end if;
  if random() * 10000 < written then
    perform forget_early(one.owner);
  end if;
  return null;
end $$;

-- What is erased for good takes its history along. However many todos the plan was made for, each owner's events are gone through
-- once, by the index.
create function forget_deleted() returns trigger language plpgsql
  set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  delete from event using (select distinct owner from removed) whose
  where event.owner = whose.owner and aggregatetype = 'todo'
    and coalesce(aggregateid in (select id::text from removed), false);
  return null;
end $$;

-- After the one that counts, in the order of their names.
create trigger deleted_told after delete on todo
  referencing old table as removed for each statement execute function forget_deleted();
