package io.todolist.rule.todo;

import io.smallrye.mutiny.Uni;
import io.todolist.kit.http.IdempotencyKey;
import io.todolist.kit.http.UuidText;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The caller's todos. Somebody else's todo and one in the bin are 404, as if they did not exist. Errors are problems
 * (RFC 9457); bad input is 400 and names the field.
 */
@Path("/todos")
@RolesAllowed("user")
@Tag(name = "Todos")
class TodoResource {
    private final Todos todos;
    private final Creations creations;
    private final JsonWebToken token;

    TodoResource(Todos todos, Creations creations, JsonWebToken token) {
        this.todos = todos;
        this.creations = creations;
        this.token = token;
    }

    /** @param key makes a retry return the todo that is there already; 422 if it came with another request */
    @POST
    @APIResponse(responseCode = "201", description = "Also if it is there already, by the same key")
    @APIResponse(responseCode = "403", description = "The owner has as much as can be kept")
    @APIResponse(responseCode = "422", description = "The key came with another request before")
    @Operation(summary = "Create", description = "The new todo comes first in the manual order.")
    public Uni<RestResponse<Todo>> create(
            @HeaderParam(IdempotencyKey.HEADER) String key, @Valid @NotNull TodoInput input) {
        return creations.create(token.getSubject(), input, key).map(todo -> RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, todo)
                .location(URI.create("/todos/" + todo.id()))
                .tag(todo.tag())
                .build());
    }

    /** If-None-Match is for a client that has a version already: 304 while it is the same. */
    @GET
    @Path(UuidText.ID)
    @Operation(summary = "Read")
    @APIResponseSchema(
            value = Todo.class,
            responseCode = "200",
            responseDescription = "The todo, with its version as ETag")
    @APIResponse(responseCode = "304", description = "If-None-Match names this version")
    @APIResponse(responseCode = "412", description = "If-Match names another version")
    public Uni<RestResponse<Todo>> get(UUID id, Request request) {
        return todos.get(token.getSubject(), id).map(todo -> {
            Response.ResponseBuilder refusal = request.evaluatePreconditions(todo.tag());
            if (refusal == null) {
                return todo.answer();
            }
            if (refusal.build().getStatus() == Response.Status.NOT_MODIFIED.getStatusCode()) {
                return RestResponse.ResponseBuilder.<Todo>notModified(todo.tag())
                        .build();
            }
            throw IfMatch.failed(todo);
        });
    }
}
