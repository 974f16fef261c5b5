-- How many links of a kind an address is sent in a day (see LinkCounts). No account is named, because accounts come and go. The key is a hash.
-- The version before counts the rows of mail_token, by the index mail_token_address, which nobody needs after it.
create table mail_count (
  key    bytea primary key,
  until  timestamptz not null,
  number integer not null
);
create index mail_count_until on mail_count (until);
