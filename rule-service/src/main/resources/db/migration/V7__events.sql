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
