package io.todolist.gateway.todo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.account.Caller;
import io.todolist.gateway.downstream.Downstream;
import io.todolist.gateway.downstream.RuleService;
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
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.eclipse.microprofile.rest.client.inject.RestClient;
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
    private final TodoApi api;
    private final Caller caller;

    TodoResource(RuleService rules, @RestClient TodoApi api, Caller caller) {
        this.rules = rules;
        this.api = api;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "List",
            description = "Parameters: status, q, name, description, updatedOn, zone, dueFrom, dueTo, deleted, sort,"
                    + " size (1 to 100), and page (from 1) or after (a cursor).")
    public Uni<RestResponse<byte[]>> list(@Context UriInfo uri) {
        return repeatable(token -> api.list(token, uri.getQueryParameters()));
    }

    @GET
    @Path("/counts")
    @Operation(summary = "How many there are of each status, and in the bin")
    public Uni<RestResponse<byte[]>> counts() {
        return repeatable(api::counts);
    }

    /**
     * @param key makes a retry return the first answer; 422 if it came with another body. Without one, the gateway makes
     *     one, so that its own repetition adds nothing.
     */
    @POST
    @Operation(summary = "Create")
    public Uni<RestResponse<byte[]>> create(@RestHeader(TodoApi.IDEMPOTENCY_KEY) String key, byte[] todo) {
        String sureKey = key == null ? UUID.randomUUID().toString() : key;
        return repeatable(token -> api.create(token, sureKey, todo));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read", description = "With an ETag.")
    public Uni<RestResponse<byte[]>> get(UUID id) {
        return repeatable(token -> api.get(token, id));
    }

    /** @param ifMatch the version that the change is meant for (RFC 9110, 13.1.1); 412 if it is another one by now */
    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(summary = "Change", description = "JSON Merge Patch (RFC 7396) of name, description, status, due.")
    public Uni<RestResponse<byte[]>> change(UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch, byte[] patch) {
        return once(token -> api.change(token, id, ifMatch, patch));
    }

    /** Not repeated: the second answer to a deletion that succeeded would be 404. */
    @DELETE
    @Path("/{id}")
    @Operation(summary = "Put in the bin", description = "Can be restored for 30 days.")
    public Uni<RestResponse<byte[]>> delete(UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return once(token -> api.delete(token, id, ifMatch));
    }

    @POST
    @Path("/{id}/restore")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Take out of the bin")
    public Uni<RestResponse<byte[]>> restore(UUID id) {
        return once(token -> api.restore(token, id));
    }

    @POST
    @Path("/{id}/move")
    @Operation(summary = "Move", description = "Exactly one of `before` and `after`, the id of another todo.")
    public Uni<RestResponse<byte[]>> move(UUID id, byte[] place) {
        return once(token -> api.move(token, id, place));
    }

    @POST
    @Path("/delete")
    @Operation(summary = "Put several in the bin", description = "1 to 1,000 `ids`.")
    public Uni<RestResponse<byte[]>> deleteAll(byte[] ids) {
        return once(token -> api.deleteAll(token, ids));
    }

    @POST
    @Path("/restore")
    @Operation(summary = "Take several out of the bin", description = "1 to 1,000 `ids`.")
    public Uni<RestResponse<byte[]>> restoreAll(byte[] ids) {
        return once(token -> api.restoreAll(token, ids));
    }

    @POST
    @Path("/status")
    @Operation(summary = "Give several the same status", description = "1 to 1,000 `ids` and a `status`.")
    public Uni<RestResponse<byte[]>> changeStatus(byte[] change) {
        return once(token -> api.changeStatus(token, change));
    }

    private Uni<RestResponse<byte[]>> repeatable(Function<String, Uni<RestResponse<byte[]>>> call) {
        String authorization = caller.authorization();
        return rules.repeatable(() -> call.apply(authorization)).map(Downstream::passOn);
    }

    private Uni<RestResponse<byte[]>> once(Function<String, Uni<RestResponse<byte[]>>> call) {
        String authorization = caller.authorization();
        return rules.once(() -> call.apply(authorization)).map(Downstream::passOn);
    }
}
