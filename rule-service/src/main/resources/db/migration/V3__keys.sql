-- What came with an Idempotency-Key is remembered by the todo that it made or changed. The version before works on this
-- schema, too: nothing that it uses is gone, and its insertions leave the new columns empty.
alter table todo
  add column creation_key  text collate "C",
  add column creation_hash bytea,
  add column done          bytea[]; -- fingerprints of the latest 8 changes that came with a key
create unique index todo_by_creation_key on todo (owner, creation_key) where creation_key is not null;

-- What is in the bin for too long is looked for among all owners: one who never comes back deletes nothing.
create index todo_by_end on todo (deleted_at) where deleted_at is not null;
