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
create index event_of_owner on event (owner, position) where aggregatetype = 'todo';
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
  select overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 4096000)::bigint), 15, '0') placing '7' from 13 for 0)
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

create function tell_inserted() returns trigger language plpgsql as $$
declare
  began     text := uuid_v7_time();
  by_device text := nullif(current_setting('todolist.device', true), '');
  written   bigint;
begin
  insert into event (id, owner, aggregatetype, aggregateid, type, payload, device)
  select uuid_v7(began), owner, 'todo', id::text, 'io.todolist.todo.created.v1', '{}', by_device from added;
  get diagnostics written = row_count;
  if random() * 10000 < written then
    perform forget_early(owner) from added limit 1;
  end if;
  return null;
end $$;

-- The payload has what has changed; moves in the list are nothing to remember. The plan is made once, maybe for one todo, and must
-- do for 1,000: a full join, though both sides have the same todos, because that is never made by comparing all with all.
create function tell_updated() returns trigger language plpgsql as $$
declare
  names     text[] := '{CLOSED,IN_PROGRESS,DONE,PAUSED}';
  began     text := uuid_v7_time();
  by_device text := nullif(current_setting('todolist.device', true), '');
  written   bigint;
begin
  insert into event (id, owner, aggregatetype, aggregateid, type, payload, device)
  select uuid_v7(began), n.owner, 'todo', n.id::text,
    case when (o.deleted_at is null) = (n.deleted_at is null) then 'io.todolist.todo.changed.v1'
         when n.deleted_at is null then 'io.todolist.todo.restored.v1'
         else 'io.todolist.todo.deleted.v1' end,
    case when o.name = n.name then '{}'
         else jsonb_build_object('name', jsonb_build_object('from', o.name, 'to', n.name)) end
    || case when o.description = n.description then '{}' else jsonb_build_object('description', true) end
    || case when o.status = n.status then '{}'
            else jsonb_build_object('status', jsonb_build_object('from', names[o.status + 1], 'to', names[n.status + 1])) end
    || case when o.due is not distinct from n.due then '{}'
            else jsonb_build_object('due', jsonb_build_object('from', o.due, 'to', n.due)) end,
    by_device
  from removed o full join added n on o.id = n.id
  where (o.name, o.description, o.status, o.due, o.deleted_at is null) is distinct from
        (n.name, n.description, n.status, n.due, n.deleted_at is null);
  get diagnostics written = row_count;
  if random() * 10000 < written then
    perform forget_early(owner) from added limit 1;
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

-- In the order of their names, so after those that count and refuse.
create trigger inserted_told after insert on todo
  referencing new table as added for each statement execute function tell_inserted();
create trigger updated_told after update on todo
  referencing old table as removed new table as added for each statement execute function tell_updated();
create trigger deleted_told after delete on todo
  referencing old table as removed for each statement execute function forget_deleted();
