-- Fingerprints of the latest changes that came with an Idempotency-Key, newest first: what comes again is not done again.
-- The version before leaves the column alone.
alter table account add column done bytea[] not null default '{}';
