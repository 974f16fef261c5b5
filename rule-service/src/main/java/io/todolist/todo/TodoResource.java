package io.todolist.todo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.resteasy.problem.validation.Violation;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
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
    private final TodoLists lists;
    private final IdempotentCreations creations;
    private final JsonWebToken token;
    private final MergePatch patches;

    TodoResource(Todos todos, TodoLists lists, IdempotentCreations creations, JsonWebToken token, MergePatch patches) {
        this.todos = todos;
        this.lists = lists;
        this.creations = creations;
        this.token = token;
        this.patches = patches;
    }

    @GET
    @Operation(
            summary = "List",
            description =
                    "A page by cursor (`after`) or by number (`page`), with the total. By cursor, the bin and what is"
                            + " found by text or days is counted to " + TodoFilter.COUNTED_AT_MOST
                            + "; `totalIsExact` is false if there is more.")
    public Uni<TodoPage> list(@BeanParam ListRequest request) {
        return lists.page(request.filter(owner()), request);
    }

    @GET
    @Path("/counts")
    @Operation(summary = "How many there are of each status, and in the bin")
    public Uni<Counts> counts() {
        return lists.counts(owner());
    }

    /** @param key makes a retry within a day return the first answer; 422 if it came with another request */
    @POST
    @WithTransaction
    @Operation(summary = "Create", description = "The new todo comes first in the manual order.")
    public Uni<RestResponse<TodoView>> create(
            @RestHeader("Idempotency-Key") @Size(min = 1, max = 255) @Text String key,
            @Valid @NotNull TodoInput input) {
        Todo todo = new Todo(owner(), input);
        Uni<TodoView> created =
                key == null ? todos.persist(todo).map(TodoView::from) : creations.create(key, input, todo);
        return created.map(view -> RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, view)
                .location(URI.create("/todos/" + view.id()))
                .header(HttpHeaders.ETAG, ETag.of(view.version()))
                .build());
    }

    @GET
    @Path("/{id}")
    @WithSession
    @Operation(summary = "Read")
    public Uni<RestResponse<TodoView>> get(UUID id) {
        return todos.get(owner(), id).map(TodoResource::answer);
    }

    /**
     * JSON Merge Patch, see {@link MergePatch}.
     *
     * @param ifMatch the version that the change is meant for; 412 if it is another one by now
     */
    @PATCH
    @Path("/{id}")
    @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
    @WithTransaction
    @Operation(
            summary = "Change",
            description = "Without If-Match, concurrent changes of different fields both survive.")
    public Uni<RestResponse<TodoView>> patch(
            UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch, @NotNull ObjectNode patch) {
        return todos.lock(owner(), id)
                .invoke(todo -> ETag.demand(ifMatch, todo))
                .invoke(todo -> todo.edit(patches.apply(todo, patch)))
                .call(todos::flush)
                .map(TodoResource::answer);
    }

    /** @param ifMatch as for a change */
    @DELETE
    @Path("/{id}")
    @WithTransaction
    @Operation(summary = "Put in the bin", description = "Can be restored for 30 days.")
    public Uni<Void> delete(UUID id, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return todos.lock(owner(), id)
                .invoke(todo -> ETag.demand(ifMatch, todo))
                .invoke(Todo::delete)
                .call(todos::flush)
                .call(() -> todos.emptyBin(owner()))
                .replaceWithVoid();
    }

    @POST
    @Path("/{id}/restore")
    @WithTransaction
    @Operation(summary = "Take out of the bin")
    public Uni<RestResponse<TodoView>> restore(UUID id) {
        return todos.lockDeleted(owner(), id)
                .invoke(Todo::restore)
                .call(todos::flush)
                .map(TodoResource::answer);
    }

    /** Where a todo goes in the manual order: directly before or directly after another one. */
    record Move(UUID before, UUID after) {}

    @POST
    @Path("/{id}/move")
    @WithTransaction
    @Operation(summary = "Move", description = "Exactly one of `before` and `after`, the id of another todo.")
    public Uni<RestResponse<TodoView>> move(UUID id, @NotNull Move move) {
        if ((move.before() == null) == (move.after() == null)) {
            throw BadInput.of(Violation.In.body.field("before").message("exactly one of before and after is needed"));
        }
        return place(move)
                .chain(place -> todos.lock(owner(), id).invoke(todo -> todo.moveTo(place)))
                .call(todos::flush)
                .map(TodoResource::answer);
    }

    private Uni<BigDecimal> place(Move move) {
        return move.before() != null
                ? todos.get(owner(), move.before()).chain(next -> todos.placeBefore(owner(), next.position)
                        .map(low -> Position.between(low, next.position)))
                : todos.get(owner(), move.after()).chain(previous -> todos.placeAfter(owner(), previous.position)
                        .map(high -> Position.between(previous.position, high)));
    }

    private String owner() {
        return token.getSubject();
    }

    private static RestResponse<TodoView> answer(Todo todo) {
        return RestResponse.ResponseBuilder.ok(TodoView.from(todo))
                .header(HttpHeaders.ETAG, ETag.of(todo.version))
                .build();
    }
}
