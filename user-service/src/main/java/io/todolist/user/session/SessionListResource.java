package io.todolist.user.session;

import io.smallrye.mutiny.Uni;
import io.todolist.user.audit.SecurityLog;
import io.todolist.user.audit.SecurityLog.Event;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** The caller's sessions, which they look through for one that is not theirs. */
@Path("/sessions")
@RolesAllowed("user")
@Produces(MediaType.APPLICATION_JSON)
class SessionListResource {
    private static final String LIVE =
            """
            select session, device, address, created_at, rotated_at from refresh_family
            where account_id = $1 and expires_at > now() order by rotated_at desc, id limit 100
            """;

    private static final String END = "delete from refresh_family where account_id = $1 and session = $2";

    /**
     * @param device as the browser calls itself (User-Agent)
     * @param address that it came from when it was used last
     * @param createdAt when it signed in
     * @param lastUsedAt when it got its last access token, one of which is good for ten minutes
     * @param current whether it is the caller's own
     */
    record SessionInfo(
            String id,
            @Schema(nullable = true) String device,
            @Schema(nullable = true) String address,
            Instant createdAt,
            Instant lastUsedAt,
            boolean current) {

        static SessionInfo of(Row row, String current) {
            String id = row.getString("session");
            return new SessionInfo(
                    id,
                    row.getString("device"),
                    row.getString("address"),
                    row.getOffsetDateTime("created_at").toInstant(),
                    row.getOffsetDateTime("rotated_at").toInstant(),
                    id.equals(current));
        }
    }

    record Sessions(List<SessionInfo> items) {}

    private final Pool database;
    private final JsonWebToken caller;
    private final SecurityLog security;

    SessionListResource(Pool database, JsonWebToken caller, SecurityLog security) {
        this.database = database;
        this.caller = caller;
        this.security = security;
    }

    @GET
    @Operation(summary = "The caller's sessions", description = "At most 100, those that were used last first.")
    public Uni<Sessions> list() {
        String current = caller.getClaim("sid");
        return database.preparedQuery(LIVE)
                .execute(Tuple.of(account()))
                .map(rows -> new Sessions(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> SessionInfo.of(row, current))
                        .toList()));
    }

    /** Its access token is refused within 30 s. */
    @DELETE
    @Path("{id: [0-9a-f]{32}}")
    @Operation(summary = "End one of the caller's sessions")
    @APIResponse(responseCode = "204", description = "It is over, or was before")
    public Uni<Void> end(@Schema(pattern = "^[0-9a-f]{32}$") String id) {
        UUID account = account();
        return database.preparedQuery(END)
                .execute(Tuple.of(account, id))
                .invoke(rows -> {
                    if (rows.rowCount() > 0) {
                        security.log(Event.SIGNED_OUT, account, id);
                    }
                })
                .replaceWithVoid();
    }

    private UUID account() {
        return UUID.fromString(caller.getSubject());
    }
}
