-- The second factor of an account: a secret that the person's authenticator app has, too (RFC 6238). The version before leaves
-- all of it alone, and lets the password alone sign in.
alter table account
    add column factor_secret bytea,
    -- Since when signing in takes a code. Until then the secret waits for its first one.
    add column factor_since timestamptz,
    -- Of the last code that was taken: seconds since 1970, divided by 30. No older one is taken any more.
    add column factor_step bigint not null default 0,
    -- SHA-256 of the recovery codes that are left.
    add column factor_codes bytea[] not null default '{}',
    -- Fingerprint of the request that changed any of this last: its answer may have got lost.
    add column factor_done bytea,
    add column factor_done_at timestamptz;
