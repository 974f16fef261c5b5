-- Who wants a mail in the morning that says what is due, where and in which language. It is off until its owner turns it on; the
-- version before leaves it alone.
alter table account
  add column morning_mail boolean not null default false,
  add column time_zone    text,
  add column language     text,
  -- Of the last such mail: there is one for a day, whatever comes twice.
  add column morning      date;

-- What a mail tells, of those that tell more than their kind: somebody's todos, which are gone with the row.
alter table mail add column data jsonb;

-- How far this service has come in rule-service's events (see Subscription), and which ones failed. Those that were set aside
-- are kept whole.
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

-- The log has the settings of each account once, for as long as the account is there (see OldEvents): so whoever reads it from its
-- beginning knows all of them. What was said earlier is taken back where it stands, because a reader's place may be there; and
-- all of it when the account goes, whichever version deletes it.
drop index event_by_age;
create index event_by_age on event (created_at) where type <> 'io.todolist.account.settings.v1';
create index event_of_settings on event (aggregateid) where type = 'io.todolist.account.settings.v1';

create function take_back_settings() returns trigger language plpgsql as $$
begin
  update event set type = 'io.todolist.account.settings.taken-back', payload = '{}'
  from gone
  where event.type = 'io.todolist.account.settings.v1' and event.aggregateid = gone.id::text;
  return null;
end $$;

create trigger settings after delete on account
  referencing old table as gone for each statement execute function take_back_settings();

-- Everybody's morning comes at once: other mails don't wait for that.
create index mail_next_morning on mail (next_at) where kind = 'morning';
create index mail_next_other on mail (next_at) where kind <> 'morning';
