package io.todolist.rule.bulk;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.rule.change.Change;
import io.todolist.rule.change.Changes;
import io.todolist.rule.todo.Status;
import io.todolist.rule.todo.Todo;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Many of the caller's todos at once, by one statement. The answer is a report for each id: what was changed (the todos, up to
 * 256 KiB of text, and only the ids of further ones), and what was missing (unknown, somebody else's, or for a deletion in the
 * bin already). Missing ones don't stop the others.
 */
@Path("/todos")
@RolesAllowed("user")
@Tag(name = "Many todos at once")
class BulkResource {
    private static final int MOST = 1000;

    private final Changes changes;
    private final Erasure erasure;
    private final JsonWebToken token;

    BulkResource(Changes changes, Erasure erasure, JsonWebToken token) {
        this.changes = changes;
        this.erasure = erasure;
        this.token = token;
    }

    /** 1 to 1,000 ids. */
    @Schema(additionalProperties = Schema.False.class)
    record Ids(@NotNull @Size(min = 1, max = MOST) List<@NotNull UUID> ids) {}

    /** 1 to 1,000 ids and the status that they get. */
    @Schema(additionalProperties = Schema.False.class)
    record StatusChange(@NotNull @Size(min = 1, max = MOST) List<@NotNull UUID> ids, @NotNull Status status) {}

    /**
     * @param todos that were changed, as they are now
     * @param further ids of those that were changed, too, and that the answer has no room for
     */
    record Report(List<Todo> todos, List<UUID> further, List<UUID> missing) {

        static Report from(List<UUID> asked, List<Todo> changed) {
            Set<UUID> found = changed.stream().map(Todo::id).collect(Collectors.toSet());
            List<Todo> told = Todo.fitting(changed);
            return new Report(
                    told,
                    changed.stream().skip(told.size()).map(Todo::id).toList(),
                    asked.stream().distinct().filter(id -> !found.contains(id)).toList());
        }
    }

    @POST
    @Path("/delete")
    @Operation(summary = "Put several in the bin")
    public Uni<Report> delete(@HeaderParam(IdempotencyKey.HEADER) String key, @Valid @NotNull Ids request) {
        return make(Change.DELETE, request.ids(), key);
    }

    @POST
    @Path("/restore")
    @Operation(summary = "Take several out of the bin")
    public Uni<Report> restore(@HeaderParam(IdempotencyKey.HEADER) String key, @Valid @NotNull Ids request) {
        return make(Change.RESTORE, request.ids(), key);
    }

    @POST
    @Path("/status")
    @Operation(summary = "Give several the same status")
    public Uni<Report> status(@HeaderParam(IdempotencyKey.HEADER) String key, @Valid @NotNull StatusChange request) {
        return make(Change.become(request.status()), request.ids(), key);
    }

    @DELETE
    @Operation(summary = "Erase all", description = "For good, the bin included: what the end of an account asks for.")
    public Uni<Void> eraseAll() {
        return erasure.of(token.getSubject());
    }

    private Uni<Report> make(Change change, List<UUID> ids, String key) {
        return changes.make(change, token.getSubject(), ids, key).map(changed -> Report.from(ids, changed));
    }
}
