select id, name, description, status, due, position::text as position, created_at, updated_at, done_at, deleted_at,
       version, (select closed + in_progress + done + paused from todo_count where owner = $1) as total
from todo
where owner = $1 and deleted_at is null
order by todo.position, id
limit $2
