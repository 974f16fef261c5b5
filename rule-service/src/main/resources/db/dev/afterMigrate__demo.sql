-- Dev mode only: todos of user-service's demo user, unless there are some already (deleted ones count).
insert into todo (id, owner, name, description, status, due, position, created_at, updated_at, done_at, version)
select gen_random_uuid(), '01900000-0000-7000-8000-00000000d340', name, description, status,
       current_date + due, position, now(), now(), case status when 2 then now() end, 0
from (values
  ('Try the page: tick this one off', 'Then reload: it is still done.', 1, 0, 1),
  ('给妈妈打电话', '周末前', 1, 2, 2),
  ('Change a Java file and reload', 'Live coding: the next request shows it.', 1, null, 3),
  ('Read the canary walk in the README', '', 3, 7, 4),
  ('Start the three services', './mvnw quarkus:dev', 2, null, 5)
) as demo (name, description, status, due, position)
where not exists (select from todo where owner = '01900000-0000-7000-8000-00000000d340');
