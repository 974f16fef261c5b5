-- What a person is shown of each session, and what a session is called outside this database: nobody can end it by knowing
-- that name. The version before leaves all of it alone.
alter table refresh_family
    add column session text not null generated always as (encode(substr(sha256(uuid_send(id)), 1, 16), 'hex')) stored,
    add column device text,
    add column address text,
    add column created_at timestamptz;
update refresh_family set created_at = ends_at - interval '180 days';
alter table refresh_family alter column created_at set default now();

-- Sessions that have ended while an access token of theirs may still be good, however they ended: BackChannelLogout tells the
-- service that takes such tokens. A token comes with each refresh, and two hours later it is over (see TokenConfig).
create table ended_session (
    session text primary key,
    -- No reference: the account may be gone.
    account_id uuid not null,
    ended_at timestamptz not null default now(),
    until timestamptz not null,
    told boolean not null default false
);
create index ended_session_open on ended_session (ended_at) where not told;
create index ended_session_until on ended_session (until);

create function remember_ended() returns trigger language plpgsql as $$
begin
  insert into ended_session (session, account_id, until)
  select session, account_id, rotated_at + interval '2 hours' from ended
  where rotated_at > now() - interval '2 hours'
  on conflict do nothing;
  return null;
end $$;

create trigger ended after delete on refresh_family
  referencing old table as ended for each statement execute function remember_ended();
