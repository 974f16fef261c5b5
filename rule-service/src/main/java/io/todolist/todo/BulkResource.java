package io.todolist.todo;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * Many of the caller's todos at once, in one transaction. The answer is a report for each id: what was changed, and what
 * was missing (unknown, somebody else's, or for a deletion in the bin already). Missing ones don't stop the others.
 */
@Path("/todos")
@RolesAllowed("user")
@Tag(name = "Many todos at once")
class BulkResource {
    private final Todos todos;
    private final JsonWebToken token;

    BulkResource(Todos todos, JsonWebToken token) {
        this.todos = todos;
        this.token = token;
    }

    /** 1 to 1,000 ids. */
    record Ids(@NotNull @Size(min = 1, max = 1000) Set<@NotNull UUID> ids) {}

    /** 1 to 1,000 ids and the status that they get. */
    record StatusChange(@NotNull @Size(min = 1, max = 1000) Set<@NotNull UUID> ids, @NotNull Status status) {}

    record Report(List<TodoView> todos, List<UUID> missing) {

        static Report from(Set<UUID> asked, List<Todo> changed) {
            Set<UUID> found = changed.stream().map(todo -> todo.id).collect(Collectors.toSet());
            return new Report(
                    changed.stream().map(TodoView::from).toList(),
                    asked.stream().filter(id -> !found.contains(id)).toList());
        }
    }

    @POST
    @Path("/delete")
    @WithTransaction
    @Operation(summary = "Put several in the bin")
    public Uni<Report> delete(@Valid @NotNull Ids request) {
        return todos.lockAll(owner(), request.ids())
                .invoke(found -> found.forEach(Todo::delete))
                .call(todos::flush)
                .call(() -> todos.emptyBin(owner()))
                .map(found -> Report.from(request.ids(), found));
    }

    @POST
    @Path("/restore")
    @WithTransaction
    @Operation(summary = "Take several out of the bin")
    public Uni<Report> restore(@Valid @NotNull Ids request) {
        return todos.lockAllDeleted(owner(), request.ids())
                .invoke(found -> found.forEach(Todo::restore))
                .call(todos::flush)
                .map(found -> Report.from(request.ids(), found));
    }

    @POST
    @Path("/status")
    @WithTransaction
    @Operation(summary = "Give several the same status")
    public Uni<Report> status(@Valid @NotNull StatusChange request) {
        return todos.lockAll(owner(), request.ids())
                .invoke(found -> found.forEach(todo -> todo.become(request.status())))
                .call(todos::flush)
                .map(found -> Report.from(request.ids(), found));
    }

    @DELETE
    @WithTransaction
    @Operation(summary = "Erase all", description = "For good, the bin included: what the end of an account asks for.")
    public Uni<Void> eraseAll() {
        return todos.erase(owner());
    }

    private String owner() {
        return token.getSubject();
    }
}
