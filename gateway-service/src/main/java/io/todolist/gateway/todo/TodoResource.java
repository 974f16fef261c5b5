package io.todolist.gateway.todo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The signed-in user's todos: the paths, parameters, headers and bodies of rule-service below /api. 503 with Retry-After
 * (seconds) when it can't be reached.
 */
@Path("/api/todos")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Todos")
class TodoResource {
    private final RuleService rules;

    TodoResource(RuleService rules) {
        this.rules = rules;
    }

    @GET
    @Operation(
            summary = "List",
            description = "Parameters: status, q, name, description, updatedOn, zone, dueFrom, dueTo, deleted, sort,"
                    + " size (1 to 100), and page (from 1) or after (a cursor).")
    public Uni<RestResponse<byte[]>> list(@Context UriInfo uri) {
        return rules.list(uri.getQueryParameters());
    }

    @GET
    @Path("/counts")
    @Operation(summary = "How many there are of each status, and in the bin")
    public Uni<RestResponse<byte[]>> counts() {
        return rules.counts();
    }

    @POST
    @Operation(summary = "Create")
    public Uni<RestResponse<byte[]>> create(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key, byte[] todo) {
        return rules.create(key, todo);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read", description = "With an ETag.")
    public Uni<RestResponse<byte[]>> get(UUID id) {
        return rules.get(id);
    }

    /** @param ifMatch the version that the change is meant for (RFC 9110, 13.1.1); 412 if it is another one by now */
    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(summary = "Change", description = "JSON Merge Patch (RFC 7396) of name, description, status, due.")
    public Uni<RestResponse<byte[]>> change(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            byte[] patch) {
        return rules.change(key, id, ifMatch, patch);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Put in the bin", description = "Can be restored for 30 days.")
    public Uni<RestResponse<byte[]>> delete(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return rules.delete(key, id, ifMatch);
    }

    @POST
    @Path("/{id}/restore")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Take out of the bin")
    public Uni<RestResponse<byte[]>> restore(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key, UUID id) {
        return rules.restore(key, id);
    }

    @POST
    @Path("/{id}/move")
    @Operation(summary = "Move", description = "Exactly one of `before` and `after`, the id of another todo.")
    public Uni<RestResponse<byte[]>> move(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key, UUID id, byte[] place) {
        return rules.move(key, id, place);
    }

    @POST
    @Path("/delete")
    @Operation(summary = "Put several in the bin", description = "1 to 1,000 `ids`.")
    public Uni<RestResponse<byte[]>> deleteAll(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key, byte[] ids) {
        return rules.deleteAll(key, ids);
    }

    @POST
    @Path("/restore")
    @Operation(summary = "Take several out of the bin", description = "1 to 1,000 `ids`.")
    public Uni<RestResponse<byte[]>> restoreAll(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key, byte[] ids) {
        return rules.restoreAll(key, ids);
    }

    @POST
    @Path("/status")
    @Operation(summary = "Give several the same status", description = "1 to 1,000 `ids` and a `status`.")
    public Uni<RestResponse<byte[]>> changeStatus(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key, byte[] change) {
        return rules.changeStatus(key, change);
    }
}
