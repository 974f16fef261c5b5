package io.todolist.rule.account;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventHandler;
import io.todolist.kit.postgres.Leftovers;
import io.todolist.rule.bulk.Erasure;
import io.vertx.core.json.JsonObject;
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

    @Override
    public String type() {
        return "io.todolist.account.deleted.v1";
    }

    @Override
    public Uni<Void> handle(JsonObject event, SqlConnection transaction) {
        String owner = event.getString("subject");
        return transaction.preparedQuery(MARK).execute(Tuple.of(owner)).chain(() -> Erasure.of(owner, transaction));
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
