package io.todolist.rule.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.http.UuidText;
import io.todolist.rule.todo.IfMatch;
import io.todolist.rule.todo.Todo;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/** Changes of one of the caller's todos. One that comes again with its Idempotency-Key is not made again. */
@Path("/todos")
@RolesAllowed("user")
@Tag(name = "Todos")
class ChangeResource {
    private final Changes changes;
    private final MergePatch patches;
    private final JsonWebToken token;

    ChangeResource(Changes changes, MergePatch patches, JsonWebToken token) {
        this.changes = changes;
        this.patches = patches;
        this.token = token;
    }

    /**
     * JSON Merge Patch, see {@link MergePatch}.
     *
     * @param ifMatch the version that the change is meant for; 412 if it is another one by now
     */
    @PATCH
    @Path(UuidText.ID)
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change",
            description = "Without If-Match, concurrent changes of different fields both survive.")
    @APIResponseSchema(Todo.class)
    @APIResponse(responseCode = "403", description = "The owner's todos would be longer than can be kept")
    public Uni<RestResponse<Todo>> patch(
            UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            @HeaderParam(IdempotencyKey.HEADER) String key,
            @NotNull ObjectNode patch) {
        return make(patches.change(patch), id, ifMatch, key).map(Todo::answer);
    }

    /** @param ifMatch as for a change */
    @DELETE
    @Path(UuidText.ID)
    @Operation(summary = "Put in the bin", description = "Can be restored for 30 days.")
    public Uni<Void> delete(
            UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch, @HeaderParam(IdempotencyKey.HEADER) String key) {
        return make(Change.DELETE, id, ifMatch, key).replaceWithVoid();
    }

    @POST
    @Path(UuidText.ID + "/restore")
    @Operation(summary = "Take out of the bin")
    public Uni<RestResponse<Todo>> restore(UUID id, @HeaderParam(IdempotencyKey.HEADER) String key) {
        return make(Change.RESTORE, id, null, key).map(Todo::answer);
    }

    private Uni<Todo> make(Change change, UUID id, String ifMatch, String key) {
        return changes.make(change, token.getSubject(), id, IfMatch.versions(ifMatch), key);
    }
}
