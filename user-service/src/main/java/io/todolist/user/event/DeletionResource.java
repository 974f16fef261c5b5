package io.todolist.user.event;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.events.EventLog;
import io.todolist.user.account.Accounts;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;

/** Deleted accounts of which another service still has something. */
@Path("/deletions")
@Produces(MediaType.APPLICATION_JSON)
class DeletionResource {
    /** A service says how far it has come when it reads on (see EventLog). */
    private static final String OPEN =
            """
            select event.aggregateid, event.created_at, consumer.name from event, event_consumer consumer
            where event.type = $1 and event.created_at < now() - interval '1 hour'
              and (%1$s > consumer.done or %1$s >= consumer.set_aside)
            order by event.created_at, consumer.name limit 100
            """
                    .formatted(EventLog.SEQUENCE);

    /**
     * @param account its id
     * @param service that has not erased yet
     */
    record Deletion(UUID account, Instant deletedAt, String service) {
        static Deletion of(Row row) {
            return new Deletion(
                    UUID.fromString(row.getString("aggregateid")),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getString("name"));
        }
    }

    record Deletions(List<Deletion> items) {}

    private final Pool database;

    DeletionResource(Pool database) {
        this.database = database;
    }

    /** The 100 oldest of those that have been open for an hour. */
    @GET
    @RolesAllowed("admin")
    @Operation(summary = "Deletions that are open for more than an hour, for administrators")
    @APIResponseSchema(value = Deletions.class, responseCode = "200", responseDescription = "The oldest 100")
    public Uni<Deletions> open() {
        return database.preparedQuery(OPEN)
                .execute(Tuple.of(Accounts.DELETED))
                .map(rows -> new Deletions(StreamSupport.stream(rows.spliterator(), false)
                        .map(Deletion::of)
                        .toList()));
    }
}
