package io.todolist.kit.events;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;

/** What a service does when something has happened elsewhere. Events of types that have no handler are passed over. */
public interface EventHandler {
    /** The CloudEvents attribute {@code type}, with its version. */
    String type();

    /**
     * Everything that is done in the transaction takes effect once, together with the place in the feed. But a feed that is read
     * from its beginning again, because its database was restored, brings events once more.
     *
     * @param event in CloudEvents' JSON format
     */
    Uni<Void> handle(JsonObject event, SqlConnection transaction);

    /**
     * What is kept of earlier events goes, in the transaction that sets the place to the feed's beginning: they all come again. Only
     * for what can be made from the feed as it is now.
     */
    default Uni<Void> forget(SqlConnection transaction) {
        return Uni.createFrom().voidItem();
    }
}
