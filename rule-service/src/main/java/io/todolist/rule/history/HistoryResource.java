package io.todolist.rule.history;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.UuidText;
import io.todolist.rule.list.QueryText;
import io.todolist.rule.todo.Bin;
import io.todolist.rule.todo.Todos;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What has happened to one of the caller's todos; the database writes it down (V8__history.sql). */
@Path("/todos")
@RolesAllowed("user")
@Tag(name = "Todos")
class HistoryResource {
    private static final int MOST = 100;

    /** One row at least, if there is such a todo. */
    private static final String READ =
            """
            select e.* from todo t left join lateral (
              select position, type, payload, device, created_at from event
              where owner = t.owner and aggregatetype = 'todo' and aggregateid = t.id::text and position < $3
              order by position desc limit $4) e on true
            where t.owner = $1 and t.id = $2 and (t.deleted_at is null or t.deleted_at >= %s)
            order by e.position desc"""
                    .formatted(Bin.START);

    private final Pool pool;
    private final JsonWebToken token;

    HistoryResource(Pool pool, JsonWebToken token) {
        this.pool = pool;
        this.token = token;
    }

    @GET
    @Path(UuidText.ID + "/history")
    @Operation(
            summary = "What has happened to it",
            description =
                    "The latest first, of the last 30 days, also of a todo in the bin; moves are not in it. Of each owner"
                            + " about the latest 10,000 entries are kept.")
    public Uni<HistoryPage> history(
            UUID id,
            @QueryParam("size")
                    @Parameter(
                            description = "Entries a page",
                            allowEmptyValue = true,
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "100",
                                            defaultValue = "20"))
                    String size,
            @QueryParam("after") @Parameter(description = "`next` of the page before", allowEmptyValue = true)
                    String after) {
        int rows = QueryText.of("size", size).as(text -> QueryText.within(1, MOST, text), 20);
        long before = QueryText.of("after", after).as(Long::valueOf, Long.MAX_VALUE);
        return pool.preparedQuery(READ)
                .execute(Tuple.of(token.getSubject(), id, before, rows + 1L))
                .map(found -> page(found, rows));
    }

    private static HistoryPage page(RowSet<Row> found, int size) {
        if (found.size() == 0) {
            throw Todos.missing();
        }
        return HistoryPage.of(found, size);
    }
}
