package io.todolist.gateway.todo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.api.TodoBodies.Counts;
import io.todolist.gateway.api.TodoBodies.HistoryPage;
import io.todolist.gateway.api.TodoBodies.Ids;
import io.todolist.gateway.api.TodoBodies.Move;
import io.todolist.gateway.api.TodoBodies.NewTodo;
import io.todolist.gateway.api.TodoBodies.Report;
import io.todolist.gateway.api.TodoBodies.StatusChange;
import io.todolist.gateway.api.TodoBodies.Todo;
import io.todolist.gateway.api.TodoBodies.TodoChange;
import io.todolist.gateway.api.TodoBodies.TodoPage;
import io.todolist.kit.http.UuidText;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
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
            description =
                    "A page by cursor (`after`) or by number (`page`), with the total. By cursor, one ends early, with `next`, where its todos have 256 KiB of text.")
    @APIResponseSchema(TodoPage.class)
    public Uni<RestResponse<byte[]>> list(@Context UriInfo uri) {
        return rules.list(uri.getQueryParameters());
    }

    @GET
    @Path("/counts")
    @Operation(summary = "How many there are of each status, and in the bin")
    @APIResponseSchema(Counts.class)
    public Uni<RestResponse<byte[]>> counts() {
        return rules.counts();
    }

    @POST
    @Operation(summary = "Create", description = "The new todo comes first in the manual order.")
    @APIResponseSchema(
            value = Todo.class,
            responseCode = "201",
            responseDescription = "Created, now or with the same key before")
    @APIResponse(responseCode = "403", description = "There are as many todos, or as long ones, as can be kept")
    @APIResponse(responseCode = "422", description = "The Idempotency-Key came with another request before")
    public Uni<RestResponse<byte[]>> create(@RequestBodySchema(NewTodo.class) byte[] todo) {
        return rules.create(todo);
    }

    @GET
    @Path(UuidText.ID)
    @Operation(summary = "Read", description = "With an ETag.")
    @APIResponseSchema(Todo.class)
    public Uni<RestResponse<byte[]>> get(UUID id) {
        return rules.get(id);
    }

    @GET
    @Path(UuidText.ID + "/history")
    @Operation(
            summary = "What has happened to it",
            description = "The latest first, of the last 30 days, also of a todo in the bin; moves are not in it.")
    @APIResponseSchema(HistoryPage.class)
    public Uni<RestResponse<byte[]>> history(UUID id, @Context UriInfo uri) {
        return rules.history(id, uri.getQueryParameters());
    }

    /** @param ifMatch the version that the change is meant for (RFC 9110, 13.1.1); 412 if it is another one by now */
    @PATCH
    @Path(UuidText.ID)
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change",
            description = "Without If-Match, concurrent changes of different fields both survive.")
    @APIResponse(responseCode = "403", description = "The todos would be longer than can be kept")
    @APIResponseSchema(Todo.class)
    public Uni<RestResponse<byte[]>> change(
            UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            @RequestBodySchema(TodoChange.class) byte[] patch) {
        return rules.change(id, ifMatch, patch);
    }

    @DELETE
    @Path(UuidText.ID)
    @Operation(summary = "Put in the bin", description = "Can be restored for 30 days.")
    @APIResponse(responseCode = "204", description = "It is in the bin")
    public Uni<RestResponse<byte[]>> delete(UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return rules.delete(id, ifMatch);
    }

    @POST
    @Path(UuidText.ID + "/restore")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Take out of the bin")
    @APIResponseSchema(Todo.class)
    public Uni<RestResponse<byte[]>> restore(UUID id) {
        return rules.restore(id);
    }

    @POST
    @Path(UuidText.ID + "/move")
    @Operation(summary = "Move", description = "Exactly one of `before` and `after`, the id of another todo.")
    @APIResponseSchema(Todo.class)
    public Uni<RestResponse<byte[]>> move(UUID id, @RequestBodySchema(Move.class) byte[] place) {
        return rules.move(id, place);
    }

    @POST
    @Path("/delete")
    @Operation(summary = "Put several in the bin", description = "1 to 1,000 `ids`.")
    @APIResponseSchema(Report.class)
    public Uni<RestResponse<byte[]>> deleteAll(@RequestBodySchema(Ids.class) byte[] ids) {
        return rules.deleteAll(ids);
    }

    @POST
    @Path("/restore")
    @Operation(summary = "Take several out of the bin", description = "1 to 1,000 `ids`.")
    @APIResponseSchema(Report.class)
    public Uni<RestResponse<byte[]>> restoreAll(@RequestBodySchema(Ids.class) byte[] ids) {
        return rules.restoreAll(ids);
    }

    @POST
    @Path("/status")
    @Operation(summary = "Give several the same status", description = "1 to 1,000 `ids` and a `status`.")
    @APIResponseSchema(Report.class)
    public Uni<RestResponse<byte[]>> changeStatus(@RequestBodySchema(StatusChange.class) byte[] change) {
        return rules.changeStatus(change);
    }
}
