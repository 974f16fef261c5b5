package io.todolist.rule.change;

import io.smallrye.mutiny.Uni;
import io.todolist.rule.todo.IfMatch;
import io.todolist.rule.todo.Todo;
import io.todolist.rule.todo.Todos;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Changes todos by one statement, which also says why it left one as it is. Each todo keeps the fingerprints of the latest 8
 * changes that came with a key: such a change that comes again is not made again, and gets the todo as it is now.
 */
@Singleton
public class Changes {
    /**
     * The todos are locked in the order of their ids, so that two statements which want the same ones never wait for each
     * other in a ring, and are looked at when they are locked: whoever held them before is done. A change that came with a
     * key is noted even where it makes no difference, because by the time of its repetition it could make one.
     */
    private static final String STATEMENT =
            """
            with meant as (
              select t.*, coalesce(t.done @> array[$3::bytea], false) as repeated,
                     coalesce(t.version <> all($4::int[]), false) as stale
              from todo t
              where t.owner = $1 and t.id = any($2) and (%1$s or coalesce(t.done @> array[$3::bytea], false))
              order by t.id for update),
            changed as (
              update todo t set %2$s,
                version = t.version + case when %3$s then 1 else 0 end,
                updated_at = case when %3$s then now() else t.updated_at end,
                done = case when $3 is null then t.done else (array[$3] || t.done)[1:8] end
              from meant m where t.id = m.id and not m.repeated and not m.stale
              returning t.*)
            select %4$s, false as refused from changed t
            union all
            select %4$s, not t.repeated from meant t where t.repeated or t.stale
            order by id""";

    private final Pool pool;

    Changes(Pool pool) {
        this.pool = pool;
    }

    /** @param versions that the change is meant for, see {@link IfMatch}; 412 if it is another one by now */
    Uni<Todo> make(Change change, String owner, UUID id, Integer[] versions, String key) {
        return make(pool, change, owner, List.of(id), versions, key).map(Changes::only);
    }

    /** A part of a transaction. */
    public Uni<Todo> make(SqlClient transaction, Change change, String owner, UUID id, String key) {
        return make(transaction, change, owner, List.of(id), null, key).map(Changes::only);
    }

    /** Those of the todos that could be changed. */
    public Uni<List<Todo>> make(Change change, String owner, Collection<UUID> ids, String key) {
        return make(pool, change, owner, ids, null, key).map(rows -> {
            List<Todo> todos = new ArrayList<>(rows.size());
            rows.forEach(row -> todos.add(Todo.from(row)));
            return todos;
        });
    }

    private static Uni<RowSet<Row>> make(
            SqlClient client, Change change, String owner, Collection<UUID> ids, Integer[] versions, String key) {
        Tuple values = Tuple.tuple()
                .addString(owner)
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addValue(change.fingerprint(key))
                .addArrayOfInteger(versions);
        change.values().forEach(values::addValue);
        return client.preparedQuery(
                        STATEMENT.formatted(change.state(), change.assignments(), change.differs(), Todo.COLUMNS))
                .execute(values);
    }

    private static Todo only(RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw Todos.missing();
        }
        Row row = rows.iterator().next();
        Todo todo = Todo.from(row);
        if (row.getBoolean("refused")) {
            throw IfMatch.failed(todo);
        }
        return todo;
    }
}
