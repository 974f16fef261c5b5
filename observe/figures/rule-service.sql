-- Todos by what they are, from the totals of each owner: a row for each account, however many todos it has.
begin;
create or replace function observe.todos() returns table (state text, todos numeric)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  select by_state.* from (
    select coalesce(sum(closed), 0) as closed, coalesce(sum(in_progress), 0) as in_progress, coalesce(sum(done), 0) as done,
      coalesce(sum(paused), 0) as paused, coalesce(sum(todos), 0) as everything from todo_count) total,
  lateral (values ('closed', closed), ('in_progress', in_progress), ('done', done), ('paused', paused),
    ('bin', everything - closed - in_progress - done - paused)) by_state
$$;
do $$ begin
  execute format('alter function observe.todos owner to %s', (select relowner::regrole from pg_class where oid = 'todo_count'::regclass));
end $$;
commit;
