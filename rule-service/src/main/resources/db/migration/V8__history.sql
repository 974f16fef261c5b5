-- What has happened here: the history of each todo, and what other services read (see EventLog), which is about accounts. Each
-- change writes its event in its own transaction. The columns are those that Debezium's outbox event router looks for, and two more:
-- whose it is, to erase it with them, and by which device. Kept 30 days.
create table event (
  transaction   xid8 not null default pg_current_xact_id(),
  position      bigint not null generated always as identity,
  id            uuid not null,
  owner         text collate "C" not null,
  aggregatetype text not null,
  aggregateid   text not null,
  type          text not null,
  payload       jsonb not null,
  device        text,
  traceparent   text,
  created_at    timestamptz not null default now(),
  primary key (transaction, position)
);
create index event_by_subject on event (owner, aggregateid, transaction, position);
create index event_for_others on event (transaction, position) where aggregatetype = 'account';
create index event_by_age on event using brin (created_at);

-- How far each service has come that reads them, as in user-service.
create table event_consumer (
  name      text primary key,
  done      text collate "C" not null default '',
  set_aside text collate "C",
  seen_at   timestamptz
);
insert into event_consumer (name) values ('user-service');
