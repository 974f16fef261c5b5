package io.todolist.rule.account;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventHandler;
import io.todolist.kit.postgres.Leftovers;
import io.todolist.rule.bulk.Erasure;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/**
 * Whoever leaves leaves nothing behind: the todos are erased, and those that another tab adds with a token from before are refused
 * (V7__events.sql), for longer than any token lives.
 */
@Singleton
class AccountDeleted implements EventHandler, Leftovers {
    private static final String MARK = "insert into erased_owner (owner) values ($1) on conflict do nothing";

    /** Who adds a todo holds the owner's totals until it is there, and looks for the mark then. */
    private static final String AWAIT_ADDITIONS =
            """
            insert into todo_count (owner, closed, in_progress, done, paused) values ($1, 0, 0, 0, 0)
            on conflict (owner) do update set closed = todo_count.closed""";

    private final Pool database;

    AccountDeleted(Pool database) {
        this.database = database;
    }

    @Override
    public String type() {
        return "io.todolist.account.deleted.v1";
    }

    /**
     * The mark is there before anything is erased, so that nothing is added behind it; and in a transaction of its own, because
     * changes hold todos when they take the totals, and it would be the other way round here.
     */
    @Override
    public Uni<Void> handle(JsonObject event, SqlConnection transaction) {
        String owner = event.getString("subject");
        return database.withTransaction(
                        before -> run(before, MARK, owner).chain(() -> run(before, AWAIT_ADDITIONS, owner)))
                .chain(() -> Erasure.of(owner, transaction));
    }

    private static Uni<Void> run(SqlConnection transaction, String sql, String owner) {
        return transaction.preparedQuery(sql).execute(Tuple.of(owner)).replaceWithVoid();
    }

    @Override
    public String deletion() {
        return """
                delete from erased_owner where owner in (select owner from erased_owner
                  where erased_at < now() - interval '1 day' order by erased_at limit %d for update skip locked)
                """
                .formatted(BATCH);
    }
}
