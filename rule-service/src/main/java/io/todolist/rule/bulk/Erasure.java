package io.todolist.rule.bulk;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.todolist.rule.todo.ChangePool;
import io.todolist.rule.todo.FairPool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Erases all that is kept of an owner. */
@Singleton
public class Erasure {
    /** Whoever has a million todos must be able to leave. It waits no longer than others for a lock. */
    private static final String AS_LONG_AS_IT_TAKES = "set local statement_timeout = 0";

    /** In the order of their ids, as every other change of several todos. */
    private static final String TODOS =
            """
            with locked as (select id from todo where owner = $1 order by id for update)
            delete from todo t using locked l where t.id = l.id""";

    /** A todo that was added meanwhile has been counted, and stays so. */
    private static final String TOTALS = "delete from todo_count where owner = $1 and todos = 0";

    private static final String PERSON = "delete from person where owner = $1";

    /** What told of todos that are gone stays as nothing: a reader's place may be there. */
    private static final String TOLD =
            """
            update event set type = 'io.todolist.todos.due.taken-back', payload = '{}'
            where owner = $1 and aggregateid = $1 and aggregatetype = 'account'""";

    private final FairPool connections;

    Erasure(@ReactiveDataSource(ChangePool.NAME) FairPool connections) {
        this.connections = connections;
    }

    Uni<Void> of(String owner) {
        return connections.use(owner, pool -> pool.withTransaction(transaction -> of(owner, transaction)));
    }

    public static Uni<Void> of(String owner, SqlConnection transaction) {
        return transaction
                .query(AS_LONG_AS_IT_TAKES)
                .execute()
                .chain(() -> run(transaction, TODOS, owner))
                .chain(() -> run(transaction, TOTALS, owner))
                .chain(() -> run(transaction, PERSON, owner))
                .chain(() -> run(transaction, TOLD, owner));
    }

    private static Uni<Void> run(SqlConnection transaction, String sql, String owner) {
        return transaction.preparedQuery(sql).execute(Tuple.of(owner)).replaceWithVoid();
    }
}
