-- What has happened to accounts, for other services to read (see EventLog): each change writes its event in its own transaction.
-- The columns are those that Debezium's outbox event router looks for. Kept 30 days. The version before leaves it alone: it writes
-- no events, and the gateway beside it erases the todos of an account that it deletes.
create table event (
  transaction   xid8 not null default pg_current_xact_id(),
  position      bigint not null generated always as identity,
  id            uuid not null,
  aggregatetype text not null,
  aggregateid   text not null,
  type          text not null,
  payload       jsonb not null,
  traceparent   text,
  created_at    timestamptz not null default now(),
  primary key (transaction, position)
);
create index event_by_age on event (created_at);
create index event_by_type on event (type, created_at);

-- How far each service has come that reads them: the sequence of the last event that has taken effect there, and of the oldest
-- one that could not.
create table event_consumer (
  name      text primary key,
  done      text collate "C" not null default '',
  set_aside text collate "C",
  seen_at   timestamptz
);
insert into event_consumer (name) values ('rule-service');
