package io.todolist.rule.change;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.todolist.rule.todo.ChangePool;
import io.todolist.rule.todo.Device;
import io.todolist.rule.todo.FairPool;
import io.todolist.rule.todo.IfMatch;
import io.todolist.rule.todo.Todo;
import io.todolist.rule.todo.Todos;
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
    private final FairPool connections;
    private final Device device;

    Changes(@ReactiveDataSource(ChangePool.NAME) FairPool connections, Device device) {
        this.connections = connections;
        this.device = device;
    }

    /** @param versions that the change is meant for, see {@link IfMatch}; 412 if it is another one by now */
    Uni<Todo> make(Change change, String owner, UUID id, Integer[] versions, String key) {
        return connections
                .use(owner, pool -> make(pool, change, owner, List.of(id), versions, key))
                .map(Changes::only);
    }

    /** A part of a transaction. */
    public Uni<Todo> make(SqlClient transaction, Change change, String owner, UUID id, String key) {
        return make(transaction, change, owner, List.of(id), null, key).map(Changes::only);
    }

    /** Those of the todos that could be changed. */
    public Uni<List<Todo>> make(Change change, String owner, Collection<UUID> ids, String key) {
        return connections
                .use(owner, pool -> make(pool, change, owner, ids, null, key))
                .map(rows -> {
                    List<Todo> todos = new ArrayList<>(rows.size());
                    rows.forEach(row -> todos.add(Todo.from(row)));
                    return todos;
                });
    }

    private Uni<RowSet<Row>> make(
            SqlClient client, Change change, String owner, Collection<UUID> ids, Integer[] versions, String key) {
        Tuple values = Tuple.tuple()
                .addString(owner)
                .addArrayOfUUID(ids.toArray(UUID[]::new))
                .addValue(change.fingerprint(key))
                .addArrayOfInteger(versions)
                .addString(device.name());
        change.values().forEach(values::addValue);
        return client.preparedQuery(change.sql()).execute(values);
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
