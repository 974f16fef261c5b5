-- The address that its owner has shown to be theirs. It counts while it is the account's address: the version before changes
-- that one and leaves this alone.
alter table account add column verified_email text;
create index account_verified_email on account (lower(verified_email)) where verified_email is not null;

-- Mails that are still to be sent (see Sender): each is written by the statement that makes the change of which it tells, and goes
-- when the mail server has taken it. The id is the mail's Message-ID. There is no secret in it: the token of a link is made when
-- the mail is sent.
create table mail (
  id         uuid primary key,
  account_id uuid not null references account on delete cascade,
  kind       text not null,
  -- As it was then: who hears of a change of the address is who had the one before.
  address    text not null,
  language   text not null,
  device     text,
  source     text,
  created_at timestamptz not null default now(),
  -- When it may be taken, by one instance of several.
  next_at    timestamptz not null default now(),
  attempts   integer not null default 0
);
create index mail_next on mail (next_at);
create index mail_account on mail (account_id);

-- SHA-256 of the tokens in links. One is good for the account as long as it has that address.
create table mail_token (
  hash       bytea primary key,
  -- No reference: the mail is gone when it was sent.
  mail       uuid not null,
  account_id uuid not null references account on delete cascade,
  kind       text not null,
  address    text not null,
  expires_at timestamptz not null,
  used       boolean not null default false
);
create index mail_token_account on mail_token (account_id);
create index mail_token_address on mail_token (lower(address)) where kind = 'verify-email';
create index mail_token_expires on mail_token (expires_at);

-- Until when no further mail of a kind is made for somebody. The key is a hash: for a forgotten password anybody may type any
-- address, known or not.
create table mail_pause (
  key   bytea primary key,
  until timestamptz not null
);
create index mail_pause_until on mail_pause (until);
