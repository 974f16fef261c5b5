-- What rule-service knows of people: copied from user-service's events, and made anew from them if need be (see AccountSettings).
-- The version before leaves it alone.
create table person (
  owner        text collate "C" primary key,
  time_zone    text not null,
  language     text not null,
  morning_mail boolean not null,
  -- When it is looked for what is due there; null while nobody wants to know.
  next_morning timestamptz
);
create index person_by_morning on person (next_morning) where next_morning is not null;

-- What is due until a day, however many todos are done by then. Writing waits, or is refused after the time limit for a lock,
-- until the index is built.
create index todo_open_by_due on todo (owner, due, id) where deleted_at is null and status in (1, 3) and due is not null;
