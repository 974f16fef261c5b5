-- Events of a backup may have numbers of transactions that the server which it was restored to has not come to yet: nobody would
-- see them until then. With the number of this one they are next, in the order that they had.
do $$ begin
  if to_regclass('event') is not null then
    update event set transaction = pg_current_xact_id() where transaction > pg_current_xact_id();
  end if;
end $$;
