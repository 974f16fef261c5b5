create table account (
    id uuid primary key,
    name text not null,
    -- The name after NFKC and case folding: what makes two names one.
    name_key text not null constraint account_name_key unique,
    email text,
    password_hash text not null,
    admin boolean not null,
    created_at timestamptz not null,
    version integer not null
);

-- One row per log in: the refresh tokens that follow one another on one device. Tokens are stored only as SHA-256.
create table refresh_family (
    id uuid primary key,
    account_id uuid not null references account on delete cascade,
    token_hash bytea not null,
    previous_hash bytea,
    -- With the previous token it gives the current one again; alone it is worth nothing.
    nonce bytea,
    rotated_at timestamptz not null,
    expires_at timestamptz not null,
    ends_at timestamptz not null
);
create index refresh_family_account on refresh_family (account_id);
create index refresh_family_expires on refresh_family (expires_at);

-- Wrong passwords in a row. The lane is a hash: what is typed as a name may be a password. No reference to account:
-- unknown names are counted alike.
create table failed_attempt (
    lane bytea primary key,
    failures integer not null,
    next_at timestamptz not null
);
create index failed_attempt_next on failed_attempt (next_at);
