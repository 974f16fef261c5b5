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

    /** From here on nobody adds a todo of the owner until the end of the transaction; see change_count in V7__events.sql. */
    private static final String HOLD =
            """
            insert into todo_count (owner, closed, in_progress, done, paused) values ($1, 0, 0, 0, 0)
            on conflict (owner) do update set closed = todo_count.closed""";

    private static final String TOTALS = "delete from todo_count where owner = $1";

    private final FairPool connections;

    Erasure(@ReactiveDataSource(ChangePool.NAME) FairPool connections) {
        this.connections = connections;
    }

    Uni<Void> of(String owner) {
        return connections.use(owner, pool -> pool.withTransaction(transaction -> of(owner, transaction)));
    }

    /** The todos are locked before the totals, as by every change; what was added meanwhile goes, too. */
    public static Uni<Void> of(String owner, SqlConnection transaction) {
        return transaction
                .query(AS_LONG_AS_IT_TAKES)
                .execute()
                .chain(() -> run(transaction, TODOS, owner))
                .chain(() -> run(transaction, HOLD, owner))
                .chain(() -> run(transaction, TODOS, owner))
                .chain(() -> run(transaction, TOTALS, owner));
    }

    private static Uni<Void> run(SqlConnection transaction, String sql, String owner) {
        return transaction.preparedQuery(sql).execute(Tuple.of(owner)).replaceWithVoid();
    }
}
