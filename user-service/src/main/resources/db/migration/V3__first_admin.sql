-- One row as soon as the first administrator was made from configuration: after a rename or a deletion, the configured password
-- makes no second one. To have another made, delete the row.
create table first_admin (
    only_one boolean primary key default true check (only_one),
    made_at timestamptz not null default now()
);
insert into first_admin select where exists (select from account where admin);
