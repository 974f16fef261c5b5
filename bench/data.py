"""Todos straight into rule-service's table, with the totals that its triggers would have kept."""

import hashlib
import uuid

# 70 % done, as in a list that has been in use for long, the rest open, paused and closed.
TODO = """
insert into todo (id, owner, name, description, status, due, position, created_at, updated_at, done_at, version)
select uuidv7(), owner,
       (array['Buy milk', 'Call the plumber', 'Water the plants', '买牛奶', 'Write the report', '写周报',
              'Book a table', '预约医生', 'Pay the rent', 'Fix the bike'])[1 + n % 10] || ' ' || n,
       case when n % 3 = 0 then 'Before the weekend, if possible; see the note on the fridge' else '' end,
       status, case when n % 4 = 0 then date '2026-01-01' + n % 365 end,
       -(extract(epoch from at) * 1000000)::numeric(20, 0) - n % 1000 / 1000.0, at, at,
       case when status = 2 then at end, 0
from (select owner, n, now() - ({count} - n) * interval '1 second' as at,
             case when n * 7 % 20 < 14 then 2 when n * 7 % 20 < 18 then 1 when n * 7 % 20 = 18 then 3 else 0 end as status
      from generate_series(1, {count}) n, unnest(array[{owners}]) owner order by n) as rows
"""
COUNT = """
insert into todo_count
select owner, count(*) filter (where status = 0), count(*) filter (where status = 1),
       count(*) filter (where status = 2), count(*) filter (where status = 3),
       count(*), sum(octet_length(name) + octet_length(description))
from todo where owner not in (select owner from todo_count) group by owner
"""


def owner(name):
    """The id of a user, the same in every run."""
    return str(uuid.UUID(hashlib.md5(name.encode()).hexdigest()))


def add(sql, lists):
    """Adds todos for (owners, how many each). Without triggers and indexes, which come back in the end, it is faster."""
    indexes = sql.run("select indexname, indexdef from pg_indexes where tablename = 'todo' and indexname <> 'todo_pkey'")
    sql.run("alter table todo disable trigger user")
    for name, _ in indexes:
        sql.run(f"drop index {name}")
    for owners, count in lists:
        sql.run(TODO.format(count=count, owners=", ".join(f"'{it}'" for it in owners)))
    for _, definition in indexes:
        sql.run(definition)
    sql.run("alter table todo enable trigger user")
    sql.run(COUNT)
    sql.run("vacuum (analyze) todo")
    sql.run("vacuum (analyze) todo_count")
    sql.run("checkpoint")
