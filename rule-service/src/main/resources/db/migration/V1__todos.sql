create table todo (id uuid primary key, name text not null);
