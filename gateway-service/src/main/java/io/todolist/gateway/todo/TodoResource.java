package io.todolist.gateway.todo;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.todolist.gateway.api.TodoBodies.Counts;
import io.todolist.gateway.api.TodoBodies.Ids;
import io.todolist.gateway.api.TodoBodies.Move;
import io.todolist.gateway.api.TodoBodies.NewTodo;
import io.todolist.gateway.api.TodoBodies.Report;
import io.todolist.gateway.api.TodoBodies.StatusChange;
import io.todolist.gateway.api.TodoBodies.Todo;
import io.todolist.gateway.api.TodoBodies.TodoChange;
import io.todolist.gateway.api.TodoBodies.TodoPage;
import io.todolist.kit.http.IdempotencyKey;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
    @Operation(summary = "List", description = "A page by cursor (`after`) or by number (`page`), with the total.")
    @APIResponseSchema(TodoPage.class)
    public Uni<RestResponse<byte[]>> list(@BeanParam ListQuery query) {
        return rules.list(query.all());
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
    @APIResponse(responseCode = "422", description = "The Idempotency-Key came with another request before")
    public Uni<RestResponse<byte[]>> create(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            @RequestBodySchema(NewTodo.class) byte[] todo) {
        return rules.create(key, todo);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Read", description = "With an ETag.")
    @APIResponseSchema(Todo.class)
    public Uni<RestResponse<byte[]>> get(UUID id) {
        return rules.get(id);
    }

    /** @param ifMatch the version that the change is meant for (RFC 9110, 13.1.1); 412 if it is another one by now */
    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @Operation(
            summary = "Change",
            description = "Without If-Match, concurrent changes of different fields both survive.")
    @APIResponseSchema(Todo.class)
    public Uni<RestResponse<byte[]>> change(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            UUID id,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch,
            @RequestBodySchema(TodoChange.class) byte[] patch) {
        return rules.change(key, id, ifMatch, patch);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Put in the bin", description = "Can be restored for 30 days.")
    @APIResponse(responseCode = "204", description = "It is in the bin")
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
    @APIResponseSchema(Todo.class)
    public Uni<RestResponse<byte[]>> restore(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key, UUID id) {
        return rules.restore(key, id);
    }

    @POST
    @Path("/{id}/move")
    @Operation(summary = "Move", description = "Exactly one of `before` and `after`, the id of another todo.")
    @APIResponseSchema(Todo.class)
    public Uni<RestResponse<byte[]>> move(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            UUID id,
            @RequestBodySchema(Move.class) byte[] place) {
        return rules.move(key, id, place);
    }

    @POST
    @Path("/delete")
    @Operation(summary = "Put several in the bin", description = "1 to 1,000 `ids`.")
    @APIResponseSchema(Report.class)
    public Uni<RestResponse<byte[]>> deleteAll(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            @RequestBodySchema(Ids.class) byte[] ids) {
        return rules.deleteAll(key, ids);
    }

    @POST
    @Path("/restore")
    @Operation(summary = "Take several out of the bin", description = "1 to 1,000 `ids`.")
    @APIResponseSchema(Report.class)
    public Uni<RestResponse<byte[]>> restoreAll(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            @RequestBodySchema(Ids.class) byte[] ids) {
        return rules.restoreAll(key, ids);
    }

    @POST
    @Path("/status")
    @Operation(summary = "Give several the same status", description = "1 to 1,000 `ids` and a `status`.")
    @APIResponseSchema(Report.class)
    public Uni<RestResponse<byte[]>> changeStatus(
            @RestHeader(IdempotencyKey.HEADER) @Size(max = IdempotencyKey.LONGEST) String key,
            @RequestBodySchema(StatusChange.class) byte[] change) {
        return rules.changeStatus(key, change);
    }
}
