-- Sessions that have ended while an access token of theirs may be good still, as user-service tells. The version before leaves
-- the table alone.
create table ended_session (
  session text primary key,
  until   timestamptz not null
);
create index ended_session_until on ended_session (until);
