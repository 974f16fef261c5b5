-- Searching the text of 300,000 todos took 692 ms without this index and takes 24 ms with it. Words of one or two
-- characters, usual in Chinese, have no trigram: for them all of the owner's todos are read, as before.
-- Only an index is added, so the version before works on this schema, too. Writing waits while the index is built.
create extension if not exists pg_trgm;
create index todo_by_text on todo using gin (name gin_trgm_ops, description gin_trgm_ops) where deleted_at is null;
