-- Keys that came before V3 were good for a day. The version before looks into the table, and writes nothing there: it finds
-- nothing any more, and the table can go with the next release.
delete from idempotent_creation;
